"""Records by where they stand in the text, found without walking through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.identify.words import between
from firsthand.model.attribution import Attribution
from firsthand.model.figure import Figure
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.passage import PassageKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

LARGE: Final = (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.AREA, PlaceKind.SEA, PlaceKind.OCEAN)
AGAIN: Final = 2  # mentions from which one place may be what a report is about
SHARE: Final = 0.5  # of all mentions of places smaller than a country


def _focus(places: Sequence[Place]) -> Place | None:
    """The first mention of the place that half of all mentions of places smaller than a country name."""
    sites = [p for p in places if p.kind not in LARGE and p.metonym is None and not p.attributive]
    named = Counter(p.name for p in sites)
    name, count = max(named.items(), key=lambda one: one[1], default=("", 0))
    if count < AGAIN or count < SHARE * len(sites):
        return None
    return next(p for p in sites if p.name == name)


@dataclass(frozen=True, slots=True)
class Nearby:
    """The records of a reading, each kind sorted by its start; `voices` maps a word to the innermost attribution."""

    places: Sequence[Place]
    place_starts: Sequence[int]
    moments: Sequence[Moment]
    moment_starts: Sequence[int]
    figures: Sequence[Figure]
    figure_starts: Sequence[int]
    paragraphs: Sequence[Span]
    paragraph_starts: Sequence[int]
    attributions: Sequence[Attribution]
    attribution_starts: Sequence[int]
    voices: dict[int, Attribution]
    countries: dict[str, Place]
    by_id: dict[str, Attribution]
    sources: Sequence[tuple[int, int]]  # where attributions name who speaks
    focus: Place | None  # the one place that a report of one incident keeps coming back to

    @classmethod
    def of(cls, reading: Reading) -> Nearby:
        text = reading.document.text
        places = sorted(reading.places, key=lambda p: p.span.start)
        moments = sorted(reading.moments, key=lambda m: m.span.start)
        figures = sorted(reading.figures, key=lambda f: f.span.start)
        paragraphs = [p.span for p in reading.passages if p.kind is PassageKind.PARAGRAPH]
        attributions = sorted(reading.attributions, key=lambda a: a.start())
        voices: dict[int, Attribution] = {}
        contents = sorted(
            ((content, a) for a in attributions for content in a.content),
            key=lambda pair: (-len(pair[0]), pair[0].start),
        )
        for content, attribution in contents:  # the shortest content is painted last
            for k in range(*between(text, content.start, content.end)):
                voices[k] = attribution
        countries: dict[str, Place] = {}
        for place in places:
            if place.kind is PlaceKind.COUNTRY:
                countries.setdefault(place.name, place)
        return cls(
            places,
            [p.span.start for p in places],
            moments,
            [m.span.start for m in moments],
            figures,
            [f.span.start for f in figures],
            paragraphs,
            [p.start for p in paragraphs],
            attributions,
            [a.start() for a in attributions],
            voices,
            countries,
            {a.id: a for a in attributions},
            sorted((a.source.start, a.source.end) for a in attributions if a.source is not None),
            _focus(places),
        )

    def places_in(self, start: int, end: int) -> Sequence[Place]:
        return self.places[bisect_left(self.place_starts, start) : bisect_left(self.place_starts, end)]

    def moments_in(self, start: int, end: int) -> Sequence[Moment]:
        return self.moments[bisect_left(self.moment_starts, start) : bisect_left(self.moment_starts, end)]

    def in_moment(self, at: int) -> bool:
        """Whether a calendar day or date stands at an offset."""
        k = bisect_right(self.moment_starts, at) - 1
        return k >= 0 and self.moments[k].kind in (MomentKind.DATE, MomentKind.TIME) and at < self.moments[k].span.end

    def in_source(self, at: int) -> bool:
        """Whether an offset lies in words that name a speaker."""
        k = bisect_right(self.sources, (at, 1 << 60)) - 1
        return k >= 0 and at < self.sources[k][1]

    def figures_in(self, start: int, end: int) -> Sequence[Figure]:
        return self.figures[bisect_left(self.figure_starts, start) : bisect_left(self.figure_starts, end)]

    def attributions_in(self, start: int, end: int) -> Sequence[Attribution]:
        return self.attributions[
            bisect_left(self.attribution_starts, start) : bisect_left(self.attribution_starts, end)
        ]

    def paragraph(self, at: int) -> Span | None:
        """The paragraph around an offset."""
        k = bisect_right(self.paragraph_starts, at) - 1
        return self.paragraphs[k] if k >= 0 and at < self.paragraphs[k].end else None
