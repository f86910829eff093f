"""Which records lie in a stretch of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Inside:
    """Ids of the records in a stretch, each kind in text order."""

    events: tuple[str, ...]
    figures: tuple[str, ...]
    places: tuple[str, ...]
    moments: tuple[str, ...]
    forecasts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    starts: list[int]
    ends: list[int]
    ids: list[str]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int, str]]) -> _Row:
        ordered = sorted(spans)
        return cls([s for s, _, _ in ordered], [e for _, e, _ in ordered], [i for _, _, i in ordered])

    def inside(self, stretches: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for start, end in stretches:
            for k in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                if self.ends[k] <= end:
                    found[self.ids[k]] = None
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The records of a reading by place: events by trigger, figures by their number, forecasts by outcome."""

    rows: tuple[_Row, ...]

    @classmethod
    def of(cls, reading: Reading) -> Shelf:
        return cls(
            (
                _Row.of((e.trigger.start, e.trigger.end, e.id) for e in reading.events),
                _Row.of((f.number.start, f.number.end, f.id) for f in reading.figures),
                _Row.of((p.span.start, p.span.end, p.id) for p in reading.places),
                _Row.of((m.span.start, m.span.end, m.id) for m in reading.moments),
                _Row.of((o.outcome.start, o.outcome.end, o.id) for o in reading.forecasts),
            )
        )

    def inside(self, stretches: Sequence[tuple[int, int]]) -> Inside:
        """The records that lie wholly in one of `stretches`."""
        return Inside(*(row.inside(stretches) for row in self.rows))
