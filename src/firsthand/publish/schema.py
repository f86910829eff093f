"""The JSON Schema of a reading, made from the data model."""

from __future__ import annotations

from importlib.resources import files
from inspect import cleandoc
from typing import Any, Final

import msgspec

from firsthand.model.reading import SCHEMA_VERSION, SHELF, Reading
from firsthand.model.record import Record
from firsthand.publish.anchor import kind_of

FILE: Final = "reading.schema.json"
_AT: Final[dict[str, Any]] = {
    "anyOf": [{"$ref": "#/$defs/Span"}, {"type": "null"}],
    "description": "The stretch that stands for the record: document.text[start:end] == quote, in code points.",
}


def schema() -> dict[str, Any]:
    """The schema of one reading as `to_json` writes it: JSON Schema 2020-12."""
    (_, shapes) = msgspec.json.schema_components([Reading], ref_template="#/$defs/{name}")
    by_name = {kind.__name__: kind for kind in SHELF}
    definitions = {name: _closed(shape, by_name.get(name)) for name, shape in sorted(shapes.items())}
    definitions["Reading"]["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A reading of Firsthand",
        "$ref": "#/$defs/Reading",
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as it stands in the published file."""
    raw = msgspec.json.encode(schema())
    return msgspec.json.format(raw, indent=1).decode("utf-8") + "\n"


def published() -> str:
    """The file that comes with the package."""
    return (files("firsthand.data") / FILE).read_text("utf-8")


def _closed(shape: dict[str, Any], record: type[Record] | None) -> dict[str, Any]:
    """A shape whose every field is written, and no other. Defaults are for Python; on the wire nothing is left out."""
    if "description" in shape:
        shape = {**shape, "description": cleandoc(shape["description"])}
    if shape.get("type") != "object":
        return shape
    properties = {name: {k: v for k, v in one.items() if k != "default"} for name, one in shape["properties"].items()}
    if record is not None:
        properties = {"record": {"const": kind_of(record)}, "at": _AT, **properties}
    return {**shape, "properties": properties, "required": sorted(properties), "additionalProperties": False}
