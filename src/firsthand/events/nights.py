"""Nights of air attack: what was launched, intercepted, lost and what hit, gathered from the events of one passage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.model.event import Event
from firsthand.model.figure import Figure, Number, Role
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

AIR = frozenset(["aerial", "drone", "missile", "air_defence"])
LOST = (
    "lost from radar",
    "locationally lost",
    "lost location",
    "disappeared from radar",
    "off radar",
    "vanished from radar",
)
HIT = ("hit", "struck", "reached their target", "impact", "got through")
BESIDE = 80  # characters around a figure in which its fate is told


@dataclass(frozen=True, slots=True)
class Count:
    """A number of weapons of one type: `low..high` as the words allow, and the figure's id."""

    weapon: str | None
    low: Number | None
    high: Number | None
    figure: str


@dataclass(frozen=True, slots=True)
class AirAttack:
    """One attack from the air as a paragraph tells it. `events` and `places` are ids of records."""

    paragraph: Span
    events: tuple[str, ...]
    places: tuple[str, ...]
    launched: tuple[Count, ...] = ()
    intercepted: tuple[Count, ...] = ()
    lost: tuple[Count, ...] = ()
    hit: tuple[Count, ...] = ()


def air_attacks(reading: Reading) -> tuple[AirAttack, ...]:
    """The air attacks of a report, one for each paragraph that counts what was launched or shot down."""
    text = reading.document.text
    found = []
    at_events = [e.trigger.start for e in reading.events]
    at_figures = [f.span.start for f in reading.figures]
    for passage in reading.passages:
        if passage.kind is not PassageKind.PARAGRAPH:
            continue
        start, end = passage.span.start, passage.span.end
        here = reading.events[bisect_left(at_events, start) : bisect_left(at_events, end)]
        told = [e for e in here if e.mode in AIR]
        if not told:
            continue
        counted = _sorted_by_fate(text, reading.figures[bisect_left(at_figures, start) : bisect_left(at_figures, end)])
        if counted["launched"] or counted["intercepted"]:
            found.append(
                AirAttack(
                    passage.span,
                    tuple(e.id for e in told),
                    _places(told),
                    counted["launched"],
                    counted["intercepted"],
                    counted["lost"],
                    counted["hit"],
                )
            )
    return tuple(found)


def _places(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for event in events for place in event.places))


def _sorted_by_fate(text: str, figures: Sequence[Figure]) -> dict[str, tuple[Count, ...]]:
    fates: dict[str, list[Count]] = {"launched": [], "intercepted": [], "lost": [], "hit": []}
    for k, figure in enumerate(figures):
        count = Count(figure.counted or figure.unit, figure.low, figure.high, figure.id)
        ahead = figures[k + 1].span.start if k + 1 < len(figures) else len(text)
        around = text[figure.span.end : min(ahead, figure.span.end + BESIDE)].casefold()
        if any(word in around for word in LOST):
            fates["lost"].append(count)
        elif around.lstrip().startswith(HIT) or " got through" in around:
            fates["hit"].append(count)  # "four drones hit a depot": part of those launched
        elif figure.role is Role.LAUNCHED:
            fates["launched"].append(count)
        elif figure.role is Role.INTERCEPTED:
            fates["intercepted"].append(count)
        elif figure.unit in ("drone", "missile", "rocket") and any(word in around for word in HIT):
            fates["hit"].append(count)
    return {fate: tuple(counts) for fate, counts in fates.items()}
