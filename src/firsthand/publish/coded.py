"""Events made ready for the shapes of event data sets: joined with their place, time, tolls, parties and source.

The shapes of ACLED, UCDP GED, VIINA and POLECAT have no column for doubt, so three rules hold for all of
them. An event leaves only where the shape's own data would hold it: told as having happened, or claimed; a
claimed one says so in its row, with the claimant. Everything else is left out with a reason, and the reasons
are returned. What is unknown is an empty cell, never a guess.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from firsthand.data.registry import Entry, Registry
from firsthand.model.actor import ActorKind
from firsthand.model.attribution import Attribution
from firsthand.model.document import Document
from firsthand.model.event import Event, Modality
from firsthand.model.figure import Figure, Number
from firsthand.model.moment import Moment
from firsthand.model.passage import PassageKind
from firsthand.model.place import Place
from firsthand.model.reading import Reading
from firsthand.publish.csv import safe
from firsthand.publish.words import by_id, modality

TOLD: Final = frozenset({Modality.HAPPENED, Modality.CLAIMED})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event that a shape cannot hold, and why."""

    permalink: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The killed of an event: what is stated, and the range that the words allow."""

    low: Number | None
    best: Number | None
    high: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event with all that a row needs. `begin` and `end` are ISO dates, both or neither."""

    document: Document
    event: Event
    permalink: str
    sentence: str
    chain: str
    said: str
    place: Place | None
    country: Entry | None
    begin: str | None
    end: str | None
    moment: Moment | None
    killed: Toll | None
    actor: Entry | None
    target: Entry | None
    actor_kind: ActorKind | None
    target_kind: ActorKind | None

    def id(self) -> str:
        """Unique over documents, with a prefix that no other data set uses."""
        return f"FH-{self.document.id[:12]}-{self.event.id}"

    def claimed(self) -> bool:
        return self.event.modality is not Modality.HAPPENED

    def tags(self, shape: str) -> str:
        """What the shape has no column for, as `key=value` parts."""
        parts = {
            "shape": f"{shape}-shaped by Firsthand, not {shape} data",
            "modality": self.event.modality.value,
            "claimed_by": self.event.claimed_by,
            "denied_by": self.event.denied_by,
            "source_chain": self.chain,
            "factuality": f"{self.event.factuality:g}",
            "quote": one_line(self.event.trigger.quote),
            "start": str(self.event.trigger.start),
            "end": str(self.event.trigger.end),
            "permalink": self.permalink,
        }
        return "; ".join(f"{key}={value.replace(';', ',')}" for key, value in parts.items() if value)

    def note(self) -> str:
        """The sentence as evidence, after whose word it is."""
        return f"[{self.said}] {self.sentence}"


def coded(reading: Reading, registry: Registry) -> Iterator[Coded]:
    """Every event of `reading`, joined; nothing is left out here."""
    records = by_id(reading)
    sentences = [p for p in reading.passages if p.kind is PassageKind.SENTENCE]
    kinds = {a.name: a.kind for a in reading.actors}
    known = {a.name: registry.get(a.registry) for a in reading.actors}
    at = 0
    for event in sorted(reading.events, key=lambda e: (e.trigger.start, e.id)):
        while at < len(sentences) and sentences[at].span.end <= event.trigger.start:
            at += 1
        inside = at < len(sentences) and sentences[at].span.start <= event.trigger.start
        attribution = records.get(event.attribution or "")
        places = [p for p in (records.get(i) for i in event.places) if isinstance(p, Place)]
        moments = [m for m in (records.get(i) for i in event.moments) if isinstance(m, Moment) and (m.begin or m.end)]
        place = next((p for p in places if p.placed()), places[0] if places else None)
        moment = moments[0] if moments else None
        actor, target = (known.get(n or "") or registry.find(n or "") for n in (event.actor, event.target))
        yield Coded(
            document=reading.document,
            event=event,
            permalink=f"{reading.document.id}#{event.id}",
            sentence=one_line(sentences[at].span.quote if inside else event.trigger.quote),
            chain=" > ".join(attribution.chain()) if isinstance(attribution, Attribution) else event.claimed_by or "",
            said=modality(event),
            place=place,
            country=registry.get(place.country.lower()) if place and place.country else None,
            begin=moment.begin or moment.end if moment else None,
            end=moment.end or moment.begin if moment else None,
            moment=moment,
            killed=_killed(event, records),
            actor=actor,
            target=target,
            actor_kind=kinds.get(event.actor or "") or (actor.kind if actor else None),
            target_kind=kinds.get(event.target or "") or (target.kind if target else None),
        )


def told(readings: Iterable[Reading], left_out: list[LeftOut], shape: str) -> Iterator[Coded]:
    """Events that a data set of what happened may hold; others go to `left_out` with the reason."""
    registry = Registry.load()
    for reading in readings:
        for one in coded(reading, registry):
            if one.event.modality not in TOLD:
                left_out.append(left(one, f"{one.event.modality.value}: {shape} holds what is said to have happened"))
            else:
                yield one


def left(one: Coded, reason: str) -> LeftOut:
    return LeftOut(one.permalink, one_line(one.event.trigger.quote), reason)


def _killed(event: Event, records: Mapping[str, object]) -> Toll | None:
    """The killed, all sides together; None where nobody says. The first voice counts where several differ."""
    voices: dict[str | None, list[Toll]] = {}
    for toll in event.tolls:
        if toll.role == "killed":
            figure = records.get(toll.figure)
            stated = figure.value if isinstance(figure, Figure) else None
            best = stated if stated is not None else toll.low
            voices.setdefault(toll.attribution, []).append(Toll(low=toll.low, best=best, high=toll.high))
    if not voices:
        return None
    first = next(iter(voices.values()))
    low, best, high = (_sum(t.low for t in first), _sum(t.best for t in first), _sum(t.high for t in first))
    if low is not None and best is not None:
        best = max(low, best)
    if high is not None and best is not None:
        best = min(high, best)
    return Toll(low=low, best=best, high=high)


def _sum(numbers: Iterable[Number | None]) -> Number | None:
    total: Number = 0
    for n in numbers:
        if n is None:
            return None
        total += n
    return total


def days_between(begin: str | None, end: str | None) -> int | None:
    """How many days an interval holds, both ends counted; None where it has none."""
    if not begin or not end:
        return None
    try:
        return (date.fromisoformat(end[:10]) - date.fromisoformat(begin[:10])).days + 1
    except ValueError:
        return None


def one_line(text: str) -> str:
    """`text` without line breaks, tabs and runs of blanks, for cells; offsets lead to the words themselves."""
    return " ".join(text.split())


def written(cells: Iterable[object]) -> str:
    """One CSV line with its line end (RFC 4180); no cell is a formula, numbers stay numbers."""
    line = io.StringIO()
    csv.writer(line).writerow([safe(one_line(cell) if isinstance(cell, str) else cell) for cell in cells])
    return line.getvalue()
