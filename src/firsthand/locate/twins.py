"""Two towns named as one place: "the Sloviansk-Kramatorsk agglomeration"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from firsthand.data.gazetteer import Gazetteer, distance_km
from firsthand.data.gazetteer_keys import plain
from firsthand.locate.areas import middle
from firsthand.locate.precision import acled, ucdp
from firsthand.locate.words import Words
from firsthand.model.place import Place, PlaceKind
from firsthand.model.span import Span

_WORD: Final = r"[A-ZÀ-ÞĀŁŚŠŽĐА-ЯЁІЇЄҐ][^\W\d_]{2,30}"
_NAME: Final = rf"({_WORD}(?:[ \u00a0]{_WORD}){{0,1}})"
_APART_KM: Final = 60.0  # towns further apart than this do not grow together
_ROUND_KM: Final = 8.0


@dataclass(frozen=True, slots=True)
class Twin:
    """`start..end` is the whole name; `one` and `two` are the spans of the towns in it."""

    start: int
    end: int
    one: tuple[int, int]
    two: tuple[int, int]


def twins(text: str, gazetteer: Gazetteer, words: Words) -> list[Twin]:
    """Pairs of known names with a hyphen between them and a word such as "agglomeration" after."""
    found: list[Twin] = []
    if not any(head in text for head in words.table.twins):
        return found
    for hit in _pattern(tuple(words.table.twins)).finditer(text):
        one, two = hit.span(1), hit.span(2)
        if gazetteer.knows(plain(hit[1])) and gazetteer.knows(plain(hit[2])):
            found.append(Twin(hit.start(), hit.end(), one, two))
    return found


@lru_cache(maxsize=4)
def _pattern(heads: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
    return re.compile(rf"(?<![\w-]){_NAME}[-–—]{_NAME} (?:{listed})(?!\w)")


def apart(spans: Sequence[tuple[int, int]], pairs: Sequence[Twin]) -> list[tuple[int, int]]:
    """Spans in text order with the towns of each pair among them, and nothing else inside a pair."""
    free = [s for s in spans if not any(s[0] < t.end and t.start < s[1] for t in pairs)]
    return sorted([*free, *(town for t in pairs for town in (t.one, t.two))])


def joined(text: str, places: Sequence[Place], pairs: Sequence[Twin]) -> tuple[Place, ...]:
    """The places with the two towns of each pair made one region between them, where they lie near each other."""
    at = {(p.span.start, p.span.end): p for p in places}
    gone: set[int] = set()
    made: list[Place] = []
    for pair in pairs:
        one, two = at.get(pair.one), at.get(pair.two)
        if one is None or two is None:
            continue
        if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
            continue
        far = distance_km(one.latitude, one.longitude, two.latitude, two.longitude)
        if far > _APART_KM:
            continue
        gone |= {id(one), id(two)}
        lat, lon = middle((one.latitude, one.longitude), (two.latitude, two.longitude))
        radius = round(far / 2 + _ROUND_KM, 1)
        made.append(
            replace(
                one,
                span=Span.of(text, pair.start, pair.end),
                name=f"{one.name}–{two.name} {text[pair.two[1] : pair.end].strip()}",
                kind=PlaceKind.REGION,
                gazetteer=None,
                latitude=round(lat, 5),
                longitude=round(lon, 5),
                radius_km=radius,
                admin1=one.admin1 if one.admin1 == two.admin1 else None,
                population=None,
                variant=False,
                metonym=None,
                alternatives=(),
                suggestion=None,
                acled_geo_precision=acled(PlaceKind.REGION, radius),
                ucdp_where_prec=ucdp(PlaceKind.REGION, radius),
                confidence=min(one.confidence, two.confidence),
                made_by="rule:locate/twins",
            )
        )
    return tuple(sorted([*(p for p in places if id(p) not in gone), *made], key=lambda p: (p.span.start, p.span.end)))
