"""Where and when: the places and moments that belong to a trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

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
OF_A_STATE = frozenset(["coup", "curfew", "mobilise", "losses"])  # what befalls a whole country
BULLETS = ("▪", "•", "-", "–", "*", "●", "■", "◾", "🔹", "➡")
LONG = 27  # days from which a moment is no day of the story
INCIDENTS = frozenset(
    [
        "aerial",
        "drone",
        "missile",
        "heavy",
        "strike",
        "hit",
        "attack",
        "explosion",
        "suicide_bomb",
        "grenade",
        "raid",
        "killing",
        "execution",
        "abduct",
        "arrest",
        "sabotage",
        "intercept",
    ]
)  # what happens at one spot, where a campaign has a front
KINFOLK = frozenset(["family", "families", "clan", "tribe", "brothers"])
POINTS = (MomentKind.DATE, MomentKind.TIME)
OPENING = 350  # characters in which a report says which day it is about
REACH = 600  # characters before the sentence, where its paragraph names no place
BACK = 900  # characters of the same paragraph in which a day or place still holds


def wide(place: Place) -> bool:
    """Whether a place is a country or larger."""
    return place.kind in WIDE or (place.kind is PlaceKind.REGION and place.country is None)


def compared(set_in: Scene, start: int, end: int) -> bool:
    """Whether the words at `start..end` only bound a comparison: "the largest in Europe since 1945"."""
    at, after = bisect_left(set_in.starts, start), bisect_left(set_in.starts, end)
    told = set_in.told
    since = any(word.low == "since" for word in (*told[max(0, at - 1) : at + 1], *told[after : after + 1]))
    return since and any(superlative(word.low) for word in told[max(0, at - COMPARED) : at])


def superlative(word: str) -> bool:
    return word in MOSTS or (len(word) > 5 and word.endswith("est"))


MOSTS = frozenset(["most", "worst", "first", "least", "best"])
COMPARED = 9  # words


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
    narrow = [p for p in clause if not wide(p)] or clause
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
    if compared(set_in, place.span.start, place.span.end):
        return False
    if place.kind is not PlaceKind.COUNTRY:
        return True
    if end < len(set_in.told) and (set_in.told[end].low == "'s" or _name_goes_on(set_in, end)):
        return False  # an owner, or the first word of somebody's name
    if any(s.overlaps(place.span) for s in parties):
        return False
    before = [word.low for word in set_in.told[max(0, at - 2) : at]]
    return any(word in SPATIAL for word in before)


def _name_goes_on(set_in: Scene, at: int) -> bool:
    """Whether the word right behind a country is a part of the same name ("Iran Watch")."""
    word = set_in.told[at]
    capital = word.text[:1].isupper() and word.start == set_in.told[at - 1].end + 1
    return capital and at not in set_in.places and not set_in.nearby.in_moment(word.start)


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


def scene_of(
    set_in: Scene, first: int, last: int, kind: str, real: bool, moments: Sequence[Moment] = ()
) -> tuple[Place, ...]:
    """Where a sentence without places is set: the place named last in its paragraph; else the theatre, if named.

    What is told of a whole front, and losses of a whole army, are set in the theatre.
    """
    at = set_in.told[first].start
    paragraph = set_in.nearby.paragraph(at)
    aside = any(_long(m) for m in moments)  # "the army seized power in early 2021": no part of the story told
    whole = kind in OF_A_STATE or any(set_in.told[k].low in FRONTS for k in range(first, last))
    before = (
        (_last_site(set_in, max(paragraph.start, at - BACK), at),)
        if paragraph is not None and not (whole or aside)
        else ()
    )
    if before and before[0] is not None:
        return (before[0],)
    if (
        real
        and not (whole or aside)
        and kind in INCIDENTS
        and (focus := set_in.nearby.focus) is not None
        and focus.span.start < at
    ):
        return (focus,)
    state = set_in.registry.get((set_in.theatre or "").lower())
    place = set_in.nearby.countries.get(state.name) if state else None
    if place is None and not whole and not (paragraph is not None and paragraph.quote[:1] in BULLETS):
        place = _last_site(set_in, max(0, at - REACH), at)
    return (place,) if place else ()


def _long(moment: Moment) -> bool:
    if not moment.begin or not moment.end or not (moment.begin[:4].isdigit() and moment.end[:4].isdigit()):
        return False
    try:
        return (date.fromisoformat(moment.end) - date.fromisoformat(moment.begin)).days >= LONG
    except ValueError:
        return False


def _last_site(set_in: Scene, start: int, at: int) -> Place | None:
    """The place named last in `start..at`, no country and nothing only described."""
    for place in reversed(set_in.nearby.places_in(start, at)):
        if not wide(place) and place.kind is not PlaceKind.AREA and _is_site(set_in, place, ()):
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


def moments_of(set_in: Scene, trigger: Trigger, first: int, last: int, real: bool) -> tuple[Moment, ...]:
    """The moment of an event: the nearest in its clause, else in its sentence.

    A moment on the other side of an attribution dates the telling ("said on Monday"); it stands for the event only
    where nothing else does and the event is `real`. One inside a clause that describes something else ("the town that
    it lost last year") is none of its own.
    """
    told = set_in.told
    start, end = told[first].start, told[last - 1].end
    here = [m for m in set_in.nearby.moments_in(start, end) if _dates(set_in, m) and not _elsewhere(set_in, m, trigger)]
    voice = set_in.nearby.voices.get(trigger.at)
    inside = [m for m in here if set_in.nearby.voices.get(bisect_left(set_in.starts, m.span.start)) is voice]
    here = inside or (here if real else [])
    if not here:
        return ()
    left, right = _clause(set_in, trigger, first, last)
    low, high, at = told[left].start, told[right - 1].end, told[trigger.at].start
    clause = [m for m in here if low <= m.span.start < high] or here
    return (min(clause, key=lambda m: (abs(m.span.start - at), m.span.start)),)


def _elsewhere(set_in: Scene, moment: Moment, trigger: Trigger) -> bool:
    """Whether a moment stands in a clause that describes a noun, and the trigger does not stand in it too."""
    tree = set_in.tree
    at = tree.node.get(bisect_left(set_in.starts, moment.span.start)) if tree is not None else None
    own = tree.node.get(trigger.end - 1) if tree is not None else None
    if tree is None or at is None or own is None:
        return False
    return any(k not in tree.above(own) for k in tree.above(at) if tree.words[k].deprel in DESCRIBING)


DESCRIBING = ("acl:relcl", "advcl:relcl", "acl")


def moment_before(set_in: Scene, first: int, real: bool, past: bool) -> tuple[Moment, ...]:
    """The day named last in the paragraph before a sentence: a narrative stays there until it moves on, as long as it
    goes on in the `past` tense.

    Else, for what is told as having happened, the day that the report opens with. What is planned, feared or only
    supposed has the day that its own words give, or none.
    """
    if not real:
        return ()
    at = set_in.told[first].start
    paragraph = set_in.nearby.paragraph(at) if past else None
    if paragraph is not None:
        before = [m for m in set_in.nearby.moments_in(max(paragraph.start, at - BACK), at) if m.kind in POINTS]
        if before:
            return (before[-1],)
    opening = [m for m in set_in.nearby.moments_in(0, OPENING) if m.kind in POINTS and m.begin and m.span.start < at]
    return (opening[0],) if opening else ()


def _dates(set_in: Scene, moment: Moment) -> bool:
    """Whether a moment can say when: one of a calendar, not "recently" or "every day"."""
    return (
        moment.kind is not MomentKind.SET
        and bool(moment.begin)
        and not compared(set_in, moment.span.start, moment.span.end)
    )
