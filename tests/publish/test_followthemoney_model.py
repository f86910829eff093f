"""Our FollowTheMoney entities against the model's own files.

`followthemoney_schema/` holds the schemata that we write and those that they extend, as they stand in the wheel of
followthemoney 3.8.4 (MIT, see LICENSE there). The package itself needs PyICU, which has no wheel: this reads its
model without it. Where the package is installed, `test_event_exports.py` asks it as well.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from firsthand.model.reading import Reading
from firsthand.publish import followthemoney

MODEL: Final[dict[str, dict[str, Any]]] = {
    name: schema
    for path in sorted((Path(__file__).parent / "followthemoney_schema").glob("*.y*ml"))
    for name, schema in yaml.safe_load(path.read_text("utf-8")).items()
}
FORMS: Final = {
    "date": re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?"),
    "country": re.compile(r"[a-z]{2,7}(-[a-z]{2,4})?"),
    "url": re.compile(r"https?://\S+"),
    "checksum": re.compile(r"[0-9a-f]{40}"),
}


def lineage(name: str) -> set[str]:
    """A schema and all that it extends."""
    return {name}.union(*(lineage(one) for one in MODEL[name].get("extends") or []))


def properties(name: str) -> dict[str, dict[str, Any]]:
    """The properties of a schema by name, its own and those it inherits."""
    found: dict[str, dict[str, Any]] = {}
    for one in lineage(name):
        found.update(MODEL[one].get("properties") or {})
    return found


def faults(entity: dict[str, Any], by_id: dict[str, str]) -> list[str]:
    """What the model would object to in an entity; `by_id` gives the schema of every entity written."""
    known = properties(entity["schema"])
    found = [f"no property {name}" for name in entity["properties"] if name not in known]
    for name, values in entity["properties"].items():
        meant = known.get(name, {})
        kind = meant.get("type", "string")
        for value in values:
            if kind == "entity":
                schema = by_id.get(value)
                if schema is None or (meant.get("range") or "Thing") not in lineage(schema):
                    found.append(f"{name} points to {schema}")
            elif kind in FORMS and not FORMS[kind].fullmatch(value):
                found.append(f"{name} is no {kind}: {value}")
    required = MODEL[entity["schema"]].get("required") or []  # a schema's own, as the package asks it
    return found + [f"no {name}" for name in required if not entity["properties"].get(name)]


def written(sample: Reading) -> tuple[list[dict[str, Any]], dict[str, str]]:
    entities: list[dict[str, Any]] = list(followthemoney.entities([sample]))
    return entities, {entity["id"]: entity["schema"] for entity in entities}


def test_every_entity_fits_the_model(sample: Reading) -> None:
    entities, by_id = written(sample)
    assert {"Article", "Event"} <= set(by_id.values())
    assert {e["id"]: told for e in entities if (told := faults(e, by_id))} == {}


@pytest.mark.parametrize(
    ("name", "values"),
    [("struckBy", ["x"]), ("startDate", ["last week"]), ("proof", ["nobody"]), ("country", ["Ukraine"]), ("name", [])],
)
def test_a_fault_would_be_seen(sample: Reading, name: str, values: list[str]) -> None:
    entities, by_id = written(sample)
    event = next(e for e in entities if e["schema"] == "Event")
    broken = event | {"properties": event["properties"] | {name: values}}
    assert faults(event, by_id) == []
    assert faults(broken, by_id) != []
