"""When something was said: "Today" in a quotation counts from the day of speaking where the report names it.

Indirect speech is left alone: in "said on Friday that the bridge was hit last night" English writers mean either night.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from firsthand.model.attribution import Attribution, Kind
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.span import Span

_REACH: Final = (
    90  # characters between the verb of saying and its day: "told reporters at a base near the front on Friday"
)
_STOPS: Final = frozenset('.!?;:\n"“”«»')
# Words after which a day belongs to something else than the saying: "said of the strike on Friday", "who came on Friday".
_TURNS: Final = frozenset(
    {"who", "whose", "which", "that", "where", "when", "while", "because", "since", "until", "after", "before", "following",
     "despite", "of", "about", "as", "but"}
)  # fmt: skip
_QUOTED: Final = frozenset({Kind.DIRECT, Kind.MIXED, Kind.BLOCK})


class Stretches:
    """Stretches of a text in order, none inside another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans: list[Span] = []
        for span in sorted(spans):
            if not self.spans or span.start >= self.spans[-1].end:
                self.spans.append(span)
        self._starts = [span.start for span in self.spans]

    def holding(self, span: Span) -> int | None:
        """The number of the stretch that covers `span`."""
        at = bisect_right(self._starts, span.start) - 1
        return at if at >= 0 and self.spans[at].covers(span) else None

    def meeting(self, span: Span) -> list[int]:
        """The numbers of the stretches that overlap `span`."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [i for i in range(first, last) if self.spans[i].overlaps(span)]


def spoken(
    text: str, attributions: Sequence[Attribution], passages: Sequence[Passage], moments: Sequence[Moment]
) -> dict[Span, Moment]:
    """Quoted stretches, none inside another, each with the day on which it was said; only those whose day is told.

    `moments` are all times of the report as first read. A quotation without a day that follows another of the
    same speaker in its paragraph was said then, too.
    """
    quotations = Stretches(p.inner for p in passages if p.kind is PassageKind.QUOTATION and p.inner and not p.scare)
    days = sorted((m for m in moments if _is_day(m) and quotations.holding(m.span) is None), key=lambda m: m.span)
    starts = [m.span.start for m in days]
    told: dict[Span, Moment] = {}
    last: tuple[str | None, int, Moment] | None = None
    for one in sorted(attributions, key=lambda a: a.start()) if days else ():
        if one.kind not in _QUOTED:
            continue
        begin, end = one.content[0].start, one.content[-1].end
        day = None if one.cue is None else _day_of(text, one, one.cue, days, starts)
        if day is None and last is not None and last[0] == one.speaker and "\n" not in text[last[1] : begin]:
            day = last[2]
        last = None if day is None else (one.speaker, end, day)
        if day is not None:
            for content in one.content:
                for i in quotations.meeting(content) if one.kind is not Kind.BLOCK else ():
                    told[quotations.spans[i]] = day
                if one.kind is Kind.BLOCK:
                    told[content] = day
    return told


def _is_day(moment: Moment) -> bool:
    if moment.kind not in (MomentKind.DATE, MomentKind.TIME) or moment.bound is not None or moment.part_of is not None:
        return False
    return moment.begin is not None and moment.begin == moment.end


def _day_of(text: str, one: Attribution, cue: Span, days: Sequence[Moment], starts: Sequence[int]) -> Moment | None:
    """The day in the clause of the verb of saying, behind it or before it, outside what was said."""
    at = bisect_left(starts, cue.end)
    for day in days[at : at + 3]:
        if not _one_clause(text, cue.end, day.span.start):
            break
        if not any(content.covers(day.span) for content in one.content):
            return day
    source = one.source if one.source is not None and one.source.end <= cue.start else None
    for day in reversed(days[max(0, at - 3) : at]):
        if source is not None and day.span.start >= source.end:  # "the mayor on Friday told"
            near = _one_clause(text, source.end, cue.start) and "," not in text[source.end : cue.start]
        else:
            first = cue.start if source is None else source.start
            opening = max(text.rfind(stop, max(0, day.span.start - _REACH), day.span.start) for stop in '.!?\n"”') + 1
            opening = max(opening, day.span.start - _REACH)
            near = _one_clause(text, day.span.end, first) and _one_clause(text, opening, day.span.start)
        if near and not any(content.covers(day.span) for content in one.content):
            return day
    return None


def _one_clause(text: str, start: int, end: int) -> bool:
    """Whether what stands between a day and a verb of saying is short and begins no other thought."""
    if not 0 <= end - start <= _REACH:
        return False
    between = text[start:end]
    return _STOPS.isdisjoint(between) and _TURNS.isdisjoint(between.lower().replace(",", " ").split())
