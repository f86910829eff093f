"""A reading: one document and everything said about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from firsthand.errors import BadValue
from firsthand.model.actor import Actor
from firsthand.model.attribution import Attribution
from firsthand.model.check import Check
from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.event import Event
from firsthand.model.figure import Figure
from firsthand.model.forecast import Forecast
from firsthand.model.frame import Frame
from firsthand.model.moment import Moment
from firsthand.model.passage import Passage
from firsthand.model.place import Place
from firsthand.model.record import Record

R = TypeVar("R", bound=Record)

SCHEMA_VERSION: Final = "1"

SHELF: Final[dict[type[Record], str]] = {
    Passage: "passages",
    Attribution: "attributions",
    Actor: "actors",
    Place: "places",
    Moment: "moments",
    Figure: "figures",
    Event: "events",
    Forecast: "forecasts",
    Frame: "frames",
    Claim: "claims",
    Check: "checks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document with its records, one shelf a kind, each in text order.

    `reader` names the trained model that took part, or "grammar" where none did; `notes` say what a
    user should know of the whole ("no publication date: relative times stay relative").
    """

    schema_version: str = SCHEMA_VERSION
    document: Document
    reader: str = "grammar"
    notes: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    moments: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    frames: tuple[Frame, ...] = ()
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All records of one kind, in text order."""
        found: tuple[R, ...] = getattr(self, SHELF[kind])
        return found

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind."""
        for shelf in SHELF.values():
            yield from getattr(self, shelf)

    def having(self, records: Iterable[Record]) -> Reading:
        """This reading with `records` added: each on its shelf in text order, an id never twice."""
        shelves: dict[str, dict[str, Record]] = {}
        for record in records:
            name = SHELF[type(record)]
            shelf = shelves.setdefault(name, {known.id: known for known in getattr(self, name)})
            shelf.setdefault(record.id, record)
        ordered = {
            name: tuple(sorted(shelf.values(), key=lambda r: (r.start(), r.id))) for name, shelf in shelves.items()
        }
        return replace(self, **ordered)  # type: ignore[arg-type]  # the shelf's name gives its type

    def proven(self) -> Reading:
        """This reading, once every span of every record has been held against the text; BadValue otherwise."""
        text = self.document.text
        for record in self.records():
            for name, span in record.spans():
                if text[span.start : span.end] != span.quote:
                    raise BadValue(
                        f"{type(record).__name__} {record.id}: {name} {span.start}..{span.end} is not {span.quote!r}"
                    )
        return self
