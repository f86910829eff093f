"""JSON: a whole reading, nothing lost, and back again.

On every record stand `record` (its kind) and `at` (the stretch that stands for it, null where it points
nowhere), so that anyone can hold it against `document.text` without knowing the kind. Wherever an object
has `start`, `end` and `quote`, `text[start:end] == quote` in code points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

import msgspec

from firsthand.errors import BadValue
from firsthand.model.reading import SHELF, Reading
from firsthand.model.record import Record
from firsthand.publish.anchor import anchor, kind

_SHELVES: Final = frozenset(SHELF.values())


def to_json(reading: Reading, indent: int | None = None) -> str:
    """A reading as one JSON object, in one line unless `indent` says otherwise. Equal readings give equal text."""
    return _text(_wire(reading), indent)


def all_to_json(readings: Iterable[Reading], indent: int | None = None) -> str:
    """Several readings as one JSON list."""
    return _text([_wire(reading) for reading in readings], indent)


def from_json(text: str | bytes) -> Reading:
    """The reading that `to_json` wrote. BadValue where the JSON has another shape or a span does not fit the text."""
    try:
        return msgspec.json.decode(text, type=Reading).proven()
    except msgspec.MsgspecError as error:
        raise BadValue(f"this JSON is no reading of Firsthand: {error}") from error
    except UnicodeEncodeError as error:
        raise BadValue(f"this JSON holds a lone surrogate at {error.start}") from error


def _wire(reading: Reading) -> dict[str, Any]:
    text = reading.document.text
    return {
        field.name: [_record(record, text) for record in value] if field.name in _SHELVES else value
        for field in fields(reading)
        for value in (getattr(reading, field.name),)
    }


def _record(record: Record, text: str) -> msgspec.Raw:
    """A record with `record` and `at` before its own fields; as bytes, for a long report has many thousand."""
    head = msgspec.json.encode({"record": kind(record), "at": anchor(record, text)})
    return msgspec.Raw(head[:-1] + b"," + msgspec.json.encode(record)[1:])


def _text(wire: object, indent: int | None) -> str:
    raw = msgspec.json.encode(wire)
    return (msgspec.json.format(raw, indent=indent) if indent is not None else raw).decode("utf-8")
