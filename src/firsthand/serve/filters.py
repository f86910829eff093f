"""What a reader asks for, from the address of a page: the same names as `firsthand find` and `store.Query`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Query as Parameter

from firsthand.compare.findings import State
from firsthand.errors import BadValue
from firsthand.model.attribution import SourceType
from firsthand.model.check import Verdict
from firsthand.model.event import Modality, Plover
from firsthand.model.figure import Role
from firsthand.store import Query
from firsthand.store.query import KINDS

LONGEST: Final = 500  # characters of one filter
PAGE: Final = 40
Text = Annotated[str, Parameter(max_length=LONGEST)]
Day = Annotated[str, Parameter(max_length=10, description="ISO day such as 2024-11-05")]
Number = Annotated[str, Parameter(max_length=40)]

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "event_type": tuple(one.value for one in Plover),
    "modality": tuple(one.value for one in Modality),
    "source_type": tuple(one.value for one in SourceType),
    "role": tuple(one.value for one in Role),
    "verdict": tuple(one.value for one in Verdict),
    "state": tuple(one.value for one in State),
}


@dataclass
class Filters:
    """Every filter of `Query`, as text from an address; an empty one is none. Use as a dependency of a route."""

    text: Text = ""
    kind: Text = ""
    place: Text = ""
    lat: Number = ""
    lon: Number = ""
    radius_km: Number = ""
    since: Day = ""
    until: Day = ""
    published_since: Day = ""
    published_until: Day = ""
    actor: Text = ""
    event_type: Text = ""
    modality: Text = ""
    source_type: Text = ""
    role: Text = ""
    at_least: Number = ""
    at_most: Number = ""
    outlet: Text = ""
    verdict: Text = ""
    language: Text = ""
    after: Text = ""

    def query(self, **given: Any) -> Query:
        """The question; `given` wins over the address. BadValue says what cannot be asked."""
        asked: dict[str, Any] = {}
        for name in Filters.__dataclass_fields__:
            value = getattr(self, name).strip()
            if not value:
                continue
            asked[name] = _number(name, value) if name in _NUMBERS else value
        return Query(**{"limit": PAGE, **asked, **given})

    def any(self) -> bool:
        """Is anything asked for?"""
        return any(getattr(self, name) for name in Filters.__dataclass_fields__ if name != "after")


_NUMBERS: Final = frozenset({"lat", "lon", "radius_km", "at_least", "at_most"})


def _number(name: str, value: str) -> float:
    try:
        found = float(value.replace(",", ""))
    except ValueError as error:
        raise BadValue(f"{name} {value!r} is no number") from error
    if found != found or found in (float("inf"), float("-inf")):
        raise BadValue(f"{name} {value!r} is no number")
    return found
