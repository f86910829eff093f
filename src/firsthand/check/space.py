"""Measures against one another and against the map: conversions in brackets, distances, populations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from firsthand.check.compose import check, say
from firsthand.check.scene import Scene
from firsthand.count.units import by_key, convert
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.place import Place, PlaceKind

_MEASURED: Final = frozenset([Role.DISTANCE, Role.AREA, Role.MASS, Role.SPEED, Role.TEMPERATURE, Role.CALIBRE])
_EARTH_KM: Final = 6371.0088
_POINTS: Final = frozenset(
    [
        PlaceKind.SETTLEMENT,
        PlaceKind.FACILITY,
        PlaceKind.HOSPITAL,
        PlaceKind.AIRPORT,
        PlaceKind.BRIDGE,
        PlaceKind.BUILDING,
    ]
)


def conversions(s: Scene) -> Iterator[Check]:
    """ "300 square kilometres (115 square miles)": the same measure in another unit, to the rounding of both."""
    known = by_key(s.kit.language)
    for i in range(len(s.figures) - 1):
        a, b = s.figures[i], s.figures[i + 1]
        if a.unit is None or b.unit is None or a.unit == b.unit or a.value is None or b.value is None:
            continue
        gap = s.between(i, i + 1)
        bracketed = gap in (["("], ["["]) or gap in (
            [",", "or"],
            ["or"],
            ["—"],
            ["–"],
            ["/"],
            ["(", "about"],
            ["(", "or"],
            ["("],
        )
        if not bracketed or s.sentence(i) != s.sentence(i + 1):
            continue
        one, other = known.get(a.unit), known.get(b.unit)
        if one is None or other is None or one.kind != other.kind or one.kind == "money" or one.kind == "duration":
            continue
        value = convert(float(a.value), a.unit, b.unit, s.kit.language)
        low = convert(float(a.value) - _half_step(a), a.unit, b.unit, s.kit.language)
        high = convert(float(a.value) + _half_step(a), a.unit, b.unit, s.kit.language)
        if value is None or low is None or high is None:
            continue
        low, high = min(low, high), max(low, high)
        slack = s.words.conversion_slack
        extra = abs(value) * slack.value
        near = _half_step(b)
        holds = low - near - extra <= b.value <= high + near + extra
        plural = {"mile": "miles", "foot": "feet", "yard": "yards", "pound": "pounds"}.get(b.unit, b.unit)
        yield check(
            "unit_conversion",
            Verdict.PASS if holds else Verdict.FAIL,
            f"{say(a.value)} {a.unit} = {say(value)} {plural}, stated: {say(b.value)}",
            f"{a.span.quote} are {say(value, 3)} {plural}"
            + (
                f"; “{b.span.quote}” holds."
                if holds
                else f", not {say(b.value)}: one of the two numbers or units would have to differ."
            ),
            (a, b),
            flip=f"holds for {say(value, 3)} {plural}",
            parameters=(Parameter("slack", slack.value, slack.source),),
        )


def _half_step(f: Figure) -> float:
    """Half a unit of the last digit that counts: 5 for 320, 50 for 1,100, 2.5 for 20, 0.05 for 2.5; spelled numbers to the unit."""
    raw = f.number.quote.replace(",", "")
    places = len(raw.partition(".")[2]) if "." in raw else 0
    if places and raw.replace(".", "").isdigit():
        return 0.5 * 10.0**-places
    value = abs(float(f.value or 0))
    if value == 0 or not value.is_integer():
        return 0.05
    step = 1.0
    while value % (step * 10) == 0 and step * 10 <= value:
        step *= 10
    # Below a hundred people round to fives: 20 stands for 18 to 22, not for 15 to 25.
    return step / 4 if value < 100 and step == 10 else step / 2


def km_between(a: Place, b: Place) -> float | None:
    """Great-circle distance of two places in kilometres; None for a place off the map."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def distances(s: Scene) -> Iterator[Check]:
    """ "Myrhorod, about 90 kilometres west of Poltava": the stated distance against the map."""
    for i, f in enumerate(s.figures):
        if f.role is not Role.DISTANCE or f.value is None or f.unit not in ("km", "mile"):
            continue
        if i and s.figures[i - 1].role is Role.DISTANCE and s.between(i - 1, i) == ["("]:
            continue  # the same distance in another unit
        pair = _ends(s, i)
        if pair is None:
            continue
        a, b = pair
        km = km_between(a, b)
        stated = convert(float(f.value), f.unit, "km", s.kit.language)
        if km is None or stated is None:
            continue
        slack = s.words.distance_slack
        room = max(s.words.kilometre_rounding, slack.value * max(stated, km)) + (a.radius_km or 0) + (b.radius_km or 0)
        holds = abs(km - stated) <= room
        if f.op in (Operator.MORE_THAN, Operator.AT_LEAST):
            holds = km >= stated - room
        elif f.op in (Operator.LESS_THAN, Operator.UP_TO, Operator.AT_MOST, Operator.NEARLY):
            holds = km <= stated + room
        yield check(
            "distance_vs_gazetteer",
            Verdict.PASS if holds else Verdict.WARN,
            f"{a.name} to {b.name}: {say(round(km))} km in a straight line, stated: {say(round(stated))} km",
            f"{a.name} and {b.name} lie {say(round(km))} km apart in a straight line; “{f.span.quote}” "
            + ("holds." if holds else "would need another place, unit or starting point."),
            (f, a.span, b.span),
            flip=f"holds from {say(round(max(0, km - room)))} to {say(round(km + room))} km",
            parameters=(Parameter("slack", slack.value, slack.source),),
        )


_DIRECTIONS: Final = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west northern outside".split()  # noqa: SIM905  # a line of words
)


def _ends(s: Scene, i: int) -> tuple[Place, Place] | None:
    """The two places that a distance lies between: "B, n km from A", "n km from A to B"."""
    mine = [p for p in s.places.get(s.sentence(i), ()) if p.placed() and p.kind in _POINTS]
    k = s.last[i]
    if s.t.word(k) == "(":
        while k < len(s.t) and s.t.lower[k] != ")" and k - s.last[i] < 8:
            k += 1
        k += 1
    words = s.t.lower[k : k + 4]
    if not words:
        return None
    if words[0] in ("from", "away", "off") or words[0] in _DIRECTIONS:
        limit = 6
    else:
        return None
    after = [p for p in mine if p.span.start >= s.t.starts[min(k, len(s.t) - 1)]]
    if not after or s.token(after[0].span.start) - k > limit:
        return None
    target = after[0]
    if len(after) > 1 and s.t.lower[s.token(after[0].span.end - 1) + 1 : s.token(after[1].span.start)] == ["to"]:
        return after[0], after[1]
    before = [p for p in mine if p.span.end <= s.figures[i].span.start]
    if not before:
        return None
    source = before[-1]
    gap = s.t.lower[s.token(source.span.end - 1) + 1 : s.first[i]]
    allowed = {
        ",",
        "which",
        "is",
        "lies",
        "located",
        "about",
        "some",
        "around",
        "(",
        "—",
        "–",
        "a",
        "the",
        "town",
        "city",
        "village",
        "and",
        "just",
        "only",
        "situated",
        "are",
        "roughly",
    }
    if len(gap) > 6 or not set(gap) <= allowed or source.name == target.name:
        return None
    return source, target


def populations(s: Scene) -> Iterator[Check]:
    """The stated population of a named place against the gazetteer."""
    for i, f in enumerate(s.figures):
        if f.role is not Role.POPULATION or f.value is None:
            continue
        place = _populated(s, i)
        if place is None or not place.population:
            continue
        slack = s.words.population_slack
        ratio = f.value / place.population
        holds = 1 / (1 + slack.value) <= ratio <= 1 + slack.value or (
            f.op in (Operator.MORE_THAN, Operator.AT_LEAST) and ratio <= 1
        )
        yield check(
            "population_vs_gazetteer",
            Verdict.PASS if holds else Verdict.WARN,
            f"{place.name}: stated {say(f.value)}, gazetteer {say(place.population)}, {say(ratio, 3)} times",
            f"The report gives {place.name} {say(f.value)} inhabitants, the gazetteer {say(place.population)}"
            + (
                "."
                if holds
                else ": another year, other limits of the place, or another place of the name would have to be meant."
            ),
            (f, place.span),
            flip=f"holds from {say(round(place.population / (1 + slack.value)))} to {say(round(place.population * (1 + slack.value)))}",
            parameters=(
                Parameter(f"population of {place.name}", place.population, place.gazetteer or "gazetteer"),
                Parameter("slack", slack.value, slack.source),
            ),
        )


def _populated(s: Scene, i: int) -> Place | None:
    """The place whose population figure i is: the nearest of the sentence, without another between."""
    mine = [p for p in s.places.get(s.sentence(i), ()) if p.population]
    before = [p for p in mine if p.span.end <= s.figures[i].span.start]
    after = [p for p in mine if p.span.start >= s.figures[i].span.end]
    words = s.before(i, 8)
    noun = (s.figures[i].counted or "").lower().split()[-1:]
    if "population" not in words and noun not in (["inhabitants"], ["residents"]):
        return None  # "home to 1.3 million refugees" is no population
    if (
        i
        and s.figures[i - 1].role is Role.SHARE
        and s.sentence(i - 1) == s.sentence(i)
        and "population" in s.between(i - 1, i)
    ):
        return None  # "10 percent of the population was four million"
    if before and s.first[i] - s.token(before[-1].span.end - 1) <= 18 and ("population" in words or "," in words):
        return before[-1]
    if (
        after
        and s.after(i, 3)[:1] in (["people"], ["in"], ["live"], ["residents"])
        and s.token(after[0].span.start) - s.last[i] <= 5
    ):
        return after[0]
    return None
