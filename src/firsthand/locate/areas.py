"""Places described, not named: "north of Kursk", "between Avdiivka and Pokrovsk", "eastern Ukraine"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.data.gazetteer import distance_km
from firsthand.locate.words import Words
from firsthand.model.place import Place, PlaceKind
from firsthand.model.span import Span

_KM_A_MILE: Final = 1.609344
_REACH: Final = 48
_NEAR: Final = re.compile(
    r"\b(near|outside|close to|not far from|around|in the vicinity of|on the outskirts of)\s+(?:the\s+)?(?:(?:city|town|village|settlement)\s+of\s+)?$",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_DISTANCE: Final = re.compile(
    r"(\d{1,4}(?:\.\d)?)\s*(?:-\s?)?(km|kilometres|kilometers|kilometer|kilometre|miles|mile|mi)\b[^.\n]{0,24}$",
    re.IGNORECASE,
)
_NEAR_KM: Final = 15.0
# The last word before a place that may belong to a description; nothing else is looked at more closely.
_LEADS: Final = frozenset({"of", "the", "near", "outside", "to", "from", "around", "between"})


@dataclass(frozen=True, slots=True)
class _Direction:
    word: str
    bearing: float


def areas(text: str, places: Sequence[Place], words: Words) -> list[Place]:
    """Areas described by means of `places` (in text order, placed or not)."""
    found: list[Place] = []
    leads = _LEADS | words.directions | words.table.bearings.keys()
    for i, place in enumerate(places):
        if not placed(place):
            continue
        before = text[max(0, place.span.start - _REACH) : place.span.start]
        last = before.rsplit(None, 1)[-1:] if before[-1:].isspace() else []
        if last and _letters(last[0]) not in leads:
            continue
        offset = place.span.start - len(before)
        area = (
            _directed(text, place, before, offset, words.directed, words)
            or _part(text, place, before, offset, words.part_of, words)
            or _between(text, place, places[i + 1] if i + 1 < len(places) else None, before, offset)
            or _close_by(text, place, before, offset)
        )
        if area is not None:
            found.append(area)
    return found


def _letters(word: str) -> str:
    """The letters that a word ends with, small: "(near" is near."""
    low = word.lower()
    at = len(low)
    while at and low[at - 1].isalpha():
        at -= 1
    return low[at:]


def placed(place: Place) -> bool:
    return place.latitude is not None and place.kind is not PlaceKind.AREA


def _directed(
    text: str, place: Place, before: str, offset: int, pattern: re.Pattern[str], words: Words
) -> Place | None:
    """ "(20 km) north of X": outside a town, inside a country or province ("in the north of Ukraine")."""
    hit = pattern.search(before)
    if hit is None:
        return None
    word = hit[1].lower()
    bearing = float(words.table.bearings[word])
    start = offset + hit.start()
    radius = place.radius_km or 5.0
    inside = hit[0].lower().startswith("in the ") or (
        place.kind is PlaceKind.COUNTRY and not hit[0].lower().startswith("to the ")
    )
    far = _DISTANCE.search(before[: hit.start()])
    if far is not None and place.kind is not PlaceKind.COUNTRY:
        away = float(far[1]) * (_KM_A_MILE if far[2].lower().startswith("mi") else 1.0)
        start = offset + far.start()
        spread = max(3.0, 0.25 * away)
    elif inside:
        away, spread = 0.5 * radius, 0.6 * radius
    else:
        away, spread = radius + _NEAR_KM, radius + _NEAR_KM
    return _area(text, start, place.span.end, (place,), f"{word} of", _moved(place, bearing, away), spread)


def _part(text: str, place: Place, before: str, offset: int, pattern: re.Pattern[str], words: Words) -> Place | None:
    """ "eastern Ukraine", "the northern part of the Gaza Strip"."""
    hit = pattern.search(before)
    if hit is None or place.kind not in (
        PlaceKind.COUNTRY,
        PlaceKind.ADM1,
        PlaceKind.ADM2,
        PlaceKind.REGION,
        PlaceKind.SETTLEMENT,
        PlaceKind.ISLAND,
    ):
        return None
    word = hit[1].lower()
    radius = place.radius_km or 5.0
    if word == "central":
        point = (place.latitude or 0.0, place.longitude or 0.0)
        return _area(text, offset + hit.start(), place.span.end, (place,), "centre of", point, 0.5 * radius)
    bearing = float(words.table.bearings[word.removesuffix("ern")])
    return _area(
        text,
        offset + hit.start(),
        place.span.end,
        (place,),
        f"{word.removesuffix('ern')} of",
        _moved(place, bearing, 0.5 * radius),
        0.6 * radius,
    )


def _between(text: str, place: Place, other: Place | None, before: str, offset: int) -> Place | None:
    hit = _BETWEEN.search(before)
    if (
        hit is None
        or other is None
        or not placed(other)
        or text[place.span.end : other.span.start].strip() not in ("and", "and the")
    ):
        return None
    if PlaceKind.COUNTRY in (place.kind, other.kind):
        return None  # talks between two states are no place
    a, b = (place.latitude or 0.0, place.longitude or 0.0), (other.latitude or 0.0, other.longitude or 0.0)
    apart = distance_km(*a, *b)
    return _area(
        text, offset + hit.start(), other.span.end, (place, other), "between", middle(a, b), max(5.0, apart / 2)
    )


def _close_by(text: str, place: Place, before: str, offset: int) -> Place | None:
    hit = _NEAR.search(before)
    if (
        hit is None
        or place.kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.OCEAN, PlaceKind.SEA)
        or (hit[1].lower() == "around" and place.kind is not PlaceKind.SETTLEMENT)
    ):
        return None
    radius = (place.radius_km or 5.0) + (5.0 if place.kind is PlaceKind.BUILDING else _NEAR_KM)
    return _area(
        text,
        offset + hit.start(),
        place.span.end,
        (place,),
        "near",
        (place.latitude or 0.0, place.longitude or 0.0),
        radius,
    )


def _area(
    text: str, start: int, end: int, of: tuple[Place, ...], direction: str, point: tuple[float, float], radius: float
) -> Place:
    from firsthand.locate.precision import acled, ucdp

    name = f"{direction} {' and '.join(p.name for p in of)}"
    countries = {p.country for p in of}
    return Place(
        span=Span.trimmed(text, start, end),
        name=name,
        kind=PlaceKind.AREA,
        latitude=round(point[0], 4),
        longitude=round(point[1], 4),
        radius_km=round(radius, 1),
        country=of[0].country if len(countries) == 1 else None,
        admin1=of[0].admin1 if len({p.admin1 for p in of}) == 1 else None,
        disputed=of[0].disputed,
        direction=direction,
        relative_to=tuple(p.id for p in of),
        acled_geo_precision=acled(PlaceKind.AREA, radius),
        ucdp_where_prec=ucdp(PlaceKind.AREA, radius),
        confidence=min(p.confidence for p in of),
        made_by="rule:locate/areas",
    )


def _moved(place: Place, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away on a bearing, on the sphere."""
    lat, lon = math.radians(place.latitude or 0.0), math.radians(place.longitude or 0.0)
    turn, arc = math.radians(bearing), km / 6371.0
    to = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(turn))
    east = lon + math.atan2(
        math.sin(turn) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(to)
    )
    return math.degrees(to), (math.degrees(east) + 540) % 360 - 180


def middle(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """The point half way between two others, on the sphere."""
    x = y = z = 0.0
    for lat, lon in (a, b):
        p, q = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(p) * math.cos(q), y + math.cos(p) * math.sin(q), z + math.sin(p)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
