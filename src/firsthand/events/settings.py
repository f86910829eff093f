"""Where and when: the places and moments that belong to a trigger."""

from __future__ import annotations

from firsthand.events.arguments import Scene
from firsthand.events.triggers import Trigger
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading

WIDE = (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA, PlaceKind.OCEAN)
SPATIAL = frozenset(
    "in near at on around outside inside of into towards toward to over across along from against through between".split()
)
LISTING = frozenset([",", "and", "or", "as", "well"])


def _clause(set_in: Scene, trigger: Trigger, first: int, last: int) -> tuple[int, int]:
    """The stretch around a trigger up to a semicolon, or a conjunction between two clauses."""
    told, known = set_in.told, set_in.known
    left = right = trigger.at
    while left > first and told[left - 1].low not in (";", ":", "—", "–", "while", "whereas", "but", "although"):
        left -= 1
    while right < last and told[right].low not in (";", "—", "while", "whereas", "but", "although"):
        right += 1
    del known
    return left, right


def places_of(reading: Reading, set_in: Scene, trigger: Trigger, first: int, last: int) -> tuple[Place, ...]:
    """Places of an event: the nearest behind it in its clause with those listed beside, else the nearest before,
    else those of the sentence; settlements before countries."""
    told = set_in.told
    start, end = told[first].start, told[last - 1].end
    here = [p for p in reading.places if start <= p.span.start < end and p.metonym is None]
    if not here:
        return ()
    left, right = _clause(set_in, trigger, first, last)
    low, high = told[left].start, told[right - 1].end
    at = told[trigger.at].start
    clause = [p for p in here if low <= p.span.start < high] or here
    narrow = [p for p in clause if p.kind not in WIDE] or clause
    behind = [p for p in narrow if p.span.start >= at]
    before = [p for p in narrow if p.span.start < at]
    if behind and (not before or behind[0].span.start - at <= at - before[-1].span.end + 40):
        return _listed(set_in.text, behind)
    return _listed(set_in.text, before[::-1])[::-1] if before else ()


def _listed(text: str, places: list[Place]) -> tuple[Place, ...]:
    """The first place, and those joined to it by commas and "and"."""
    found = [places[0]]
    for place in places[1:]:
        one, other = sorted((found[-1].span, place.span))
        between = text[one.end : other.start]
        if len(between) > 24 or not set(between.replace(",", " , ").lower().split()) <= LISTING | {"the", "in", "near"}:
            break
        found.append(place)
    return tuple(found)


def moments_of(reading: Reading, set_in: Scene, trigger: Trigger, first: int, last: int) -> tuple[Moment, ...]:
    """The moment of an event: the nearest in its clause, else in its sentence."""
    told = set_in.told
    start, end = told[first].start, told[last - 1].end
    here = [
        m
        for m in reading.moments
        if start <= m.span.start < end
        and m.kind is not MomentKind.SET
        and (m.kind is not MomentKind.DURATION or m.begin)
    ]
    if not here:
        return ()
    left, right = _clause(set_in, trigger, first, last)
    low, high, at = told[left].start, told[right - 1].end, told[trigger.at].start
    clause = [m for m in here if low <= m.span.start < high] or here
    nearest = min(clause, key=lambda m: (abs(m.span.start - at), m.span.start))
    return (nearest,)
