"""What lies inside what, found without looking at every record of a long report.

A stage builds one of these at its start and asks it for each of its own records: a scan of all
attributions for every event is quadratic, and shows at 10,000 words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from firsthand.model.attribution import Attribution
from firsthand.model.record import Record
from firsthand.model.span import Span

R = TypeVar("R", bound=Record)

_STRETCH: Final = 512  # characters; most contents touch one or two of these


class Starts(Generic[R]):
    """Records of one kind in text order, found by where they start."""

    def __init__(self, records: Iterable[R]) -> None:
        self._records = sorted(records, key=lambda record: (record.start(), record.id))
        self._starts = [record.start() for record in self._records]

    def within(self, start: int, end: int) -> tuple[R, ...]:
        """Those that start in `start..end`, end not included."""
        return tuple(self._records[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


class Contents:
    """The contents of attributions, found by what they cover."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._by_stretch: dict[int, list[tuple[Span, Attribution]]] = {}
        for attribution in attributions:
            for content in attribution.content:
                for stretch in range(content.start // _STRETCH, content.end // _STRETCH + 1):
                    self._by_stretch.setdefault(stretch, []).append((content, attribution))

    def covering(self, span: Span) -> tuple[Attribution, ...]:
        """Attributions with a content that covers `span`, innermost (shortest content) first."""
        found = [
            (len(content), number, attribution)
            for number, (content, attribution) in enumerate(self._by_stretch.get(span.start // _STRETCH, ()))
            if content.covers(span)
        ]
        return tuple(dict.fromkeys(attribution for _, _, attribution in sorted(found, key=lambda one: one[:2])))

    def innermost(self, span: Span) -> Attribution | None:
        """The attribution whose shortest content covers `span`; None where the author speaks."""
        found = self.covering(span)
        return found[0] if found else None
