"""Where and when: the places and moments that belong to a trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from firsthand.events.arguments import Scene
from firsthand.events.lexicon import Form
from firsthand.events.triggers import Trigger
from firsthand.model.actor import ActorKind
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.span import Span

WIDE = (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA, PlaceKind.OCEAN)
SPATIAL = frozenset(
    [
        "in",
        "of",
        "across",
        "into",
        "to",
        "from",
        "on",
        "over",
        "against",
        "inside",
        "throughout",
        "within",
        "near",
        "at",
    ]
)
LISTING = frozenset([",", "and", "or", "as", "well", "the", "in", "near", "of", "cities", "regions", "areas"])
TURNS = frozenset([";", ":", "—", "–", "while", "whereas", "but", "although"])
MEASURES = frozenset(["area", "size", "population"])
SITES = (PlaceKind.HOSPITAL, PlaceKind.FACILITY, PlaceKind.BUILDING, PlaceKind.AIRPORT, PlaceKind.BRIDGE)
FRONTS = frozenset(["front", "frontline", "front-line", "fronts", "theatre", "theater"])
KINFOLK = frozenset(["family", "families", "clan", "tribe", "brothers"])
POINTS = (MomentKind.DATE, MomentKind.TIME)
OPENING = 350  # characters in which a report says which day it is about
REACH = 600  # characters before the sentence, where its paragraph names no place
BACK = 900  # characters of the same paragraph in which a day or place still holds


def _clause(set_in: Scene, trigger: Trigger, first: int, last: int) -> tuple[int, int]:
    """The stretch around a trigger up to a semicolon, a dash, or a conjunction between two clauses."""
    told = set_in.told
    left = right = trigger.at
    while left > first and told[left - 1].low not in TURNS:
        left -= 1
    while right < last and (told[right].low not in TURNS or told[right].low == ":"):
        right += 1
    return left, right


def places_of(
    set_in: Scene, trigger: Trigger, first: int, last: int, parties: tuple[Span, ...], hit: Span | None = None
) -> tuple[Place, ...]:
    """Places of an event: the nearest behind it in its clause with those listed beside, else the nearest before,
    else those of the sentence; settlements before countries. A country that is one of the `parties` is no place, save
    where it is what was `hit` and no other place stands beside it ("bombing Iran")."""
    told = set_in.told
    found = set_in.nearby.places_in(told[first].start, told[last - 1].end)
    here = [p for p in found if _is_site(set_in, p, parties) and _bound(set_in, p, trigger)]
    points = [p for p in here if p.kind is not PlaceKind.AREA]
    here = points or here
    struck = [
        p for p in found if hit is not None and p.kind is PlaceKind.COUNTRY and p.span == hit and not p.attributive
    ]
    if struck and not any(p.kind not in WIDE and p.span.start > struck[0].span.start for p in here):
        return (struck[0],)
    if not here:
        return ()
    left, right = _clause(set_in, trigger, first, last)
    low, high = told[left].start, told[right - 1].end
    at = told[trigger.at].start
    clause = [p for p in here if low <= p.span.start < high] or here
    narrow = [p for p in clause if p.kind not in WIDE] or clause
    behind = [p for p in narrow if p.span.start >= at]
    before = [p for p in narrow if p.span.start < at]
    subject = trigger.form is not Form.NOUN and (trigger.passive or trigger.lemma == "fall")
    if subject and before and 0 <= told[trigger.head].start - before[-1].span.end <= 2:
        return _listed(set_in.text, before[::-1])[::-1]  # "if Tolvan falls", "Tolvan was taken"
    if behind and (not before or behind[0].span.start - at <= at - before[-1].span.end + 60):
        return _listed(set_in.text, behind)
    return _listed(set_in.text, before[::-1])[::-1] if before else ()


def _is_site(set_in: Scene, place: Place, parties: tuple[Span, ...]) -> bool:
    """Whether a place may be where something happened: no government, no party to it, no part of a name or of
    what says who speaks; a country only behind a preposition."""
    if place.metonym is not None:
        return False
    at = bisect_left(set_in.starts, place.span.start)
    end = bisect_left(set_in.starts, place.span.end)
    if set_in.nearby.in_source(place.span.start) or (end < len(set_in.told) and set_in.told[end].low in KINFOLK):
        return False
    mention = set_in.inside.get(at)
    if mention is not None and set_in.actors[mention][1].kind is not ActorKind.STATE and place.kind not in SITES:
        return False
    if place.kind is not PlaceKind.COUNTRY:
        return True
    if any(s.overlaps(place.span) for s in parties):
        return False
    before = [word.low for word in set_in.told[max(0, at - 2) : at]]
    return any(word in SPATIAL for word in before)


def _bound(set_in: Scene, place: Place, trigger: Trigger) -> bool:
    """Whether a place is tied to what its sentence tells: behind a preposition of place, or right beside the verb.

    A place that only describes somebody ("a Washington-based monitor") or measures something is not.
    """
    at = bisect_left(set_in.starts, place.span.start)
    end = bisect_left(set_in.starts, place.span.end)
    told = set_in.told
    if end < len(told) and told[end].text == "-" and told[end].start == place.span.end:
        return False
    before = [word.low for word in told[max(0, at - 4) : at]]
    if "based" in before or (before and before[-1] == "of" and len(before) > 1 and before[-2] in MEASURES):
        return False
    if any(word in SPATIAL or word == "," or word == "and" for word in before):
        return True
    return -2 <= at - trigger.end <= 8 or 0 <= trigger.head - end <= 4


def scene_of(set_in: Scene, first: int, last: int, kind: str) -> tuple[Place, ...]:
    """Where a sentence without places is set: the place named last in its paragraph; else the theatre, if named.

    What is told of a whole front, and losses of a whole army, are set in the theatre.
    """
    at = set_in.told[first].start
    paragraph = set_in.nearby.paragraph(at)
    whole = kind == "losses" or any(set_in.told[k].low in FRONTS for k in range(first, last))
    before = (_last_site(set_in, max(paragraph.start, at - BACK), at),) if paragraph is not None and not whole else ()
    if before and before[0] is not None:
        return (before[0],)
    state = set_in.registry.get((set_in.theatre or "").lower())
    place = set_in.nearby.countries.get(state.name) if state else None
    if place is None and not whole:
        place = _last_site(set_in, max(0, at - REACH), at)
    return (place,) if place else ()


def _last_site(set_in: Scene, start: int, at: int) -> Place | None:
    """The place named last in `start..at`, no country and nothing only described."""
    for place in reversed(set_in.nearby.places_in(start, at)):
        if place.kind not in WIDE and place.kind is not PlaceKind.AREA and _is_site(set_in, place, ()):
            return place
    return None


def _listed(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The first place, and those joined to it by commas and "and"."""
    found = [places[0]]
    for place in places[1:]:
        one, other = sorted((found[-1].span, place.span))
        gap = text[one.end : other.start]
        if len(gap) > 24 or not set(gap.replace(",", " , ").lower().split()) <= LISTING:
            break
        found.append(place)
    return tuple(found)


def moments_of(set_in: Scene, trigger: Trigger, first: int, last: int) -> tuple[Moment, ...]:
    """The moment of an event: the nearest in its clause, else in its sentence."""
    told = set_in.told
    start, end = told[first].start, told[last - 1].end
    here = [m for m in set_in.nearby.moments_in(start, end) if _dates(m)]
    if not here:
        return ()
    left, right = _clause(set_in, trigger, first, last)
    low, high, at = told[left].start, told[right - 1].end, told[trigger.at].start
    clause = [m for m in here if low <= m.span.start < high] or here
    return (min(clause, key=lambda m: (abs(m.span.start - at), m.span.start)),)


def moment_before(set_in: Scene, first: int, real: bool) -> tuple[Moment, ...]:
    """The day named last in the paragraph before a sentence: a narrative stays there until it moves on.

    For what is told as having happened, else the day that the report opens with.
    """
    at = set_in.told[first].start
    paragraph = set_in.nearby.paragraph(at)
    if paragraph is not None:
        before = [m for m in set_in.nearby.moments_in(max(paragraph.start, at - BACK), at) if m.kind in POINTS]
        if before:
            return (before[-1],)
    opening = [m for m in set_in.nearby.moments_in(0, OPENING) if m.kind in POINTS and m.begin and m.span.start < at]
    return (opening[0],) if opening and real else ()


def _dates(moment: Moment) -> bool:
    """Whether a moment can say when: one of a calendar, not "recently" or "every day"."""
    return moment.kind is not MomentKind.SET and bool(moment.begin)
