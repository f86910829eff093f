"""Who is said to hold a settlement: sentences about taking, losing, holding and fighting for a place.

A sentence is matched around each settlement it names. What is planned, tried or threatened tells nothing
of who holds a place and is passed over; ground near a place is not the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from firsthand.compare.gist import Hold
from firsthand.compare.scene import Scene, side_name
from firsthand.compare.wordlists import ControlWords
from firsthand.model.attribution import Attribution, SpeechAct
from firsthand.model.event import Event, Modality
from firsthand.model.place import Place, PlaceKind
from firsthand.model.span import Span

SETTLED: Final = frozenset({PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD})
TAKING: Final = frozenset({"seize_territory", "seize"})
SPOT: Final = "\u241f"  # stands for the settlement while a sentence is matched
MOST: Final = 200

_NAMES: Final = r"(?:,? (?:and|as well as) |, )"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """One compiled pattern a way of telling; groups `verb` mark where the telling word begins."""

    took: tuple[re.Pattern[str], ...]
    taken: tuple[re.Pattern[str], ...]
    lost: tuple[re.Pattern[str], ...]
    ousted: tuple[re.Pattern[str], ...]
    holds: tuple[re.Pattern[str], ...]
    held: tuple[re.Pattern[str], ...]
    fighting: tuple[re.Pattern[str], ...]
    near: re.Pattern[str]
    unreal: re.Pattern[str]
    denied: re.Pattern[str]
    no_longer: re.Pattern[str]


def _any(words: Sequence[str]) -> str:
    return "(?i:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _made(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in forms)


@cache
def _patterns(w: ControlWords) -> _Patterns:
    filler = r"(?: (?!to\b|that\b|but\b|while\b|when\b|who\b|which\b|it\b|he\b|they\b)[\w'’-]{1,20},?){0,5}?"
    others = r"(?:(?:,| and| as well as)? ?(?:the (?:villages?|towns?|cit(?:y|ies)|settlements?) of )?[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20})?,?){0,4}?"
    adverbs = r"(?: \w{2,12}ly| again| now| still| since| also| already| firmly| back| once more){0,2}"
    spot = SPOT
    take, hold, lose = _any(w.take), _any(w.hold), _any(w.lose)
    be = r"(?:was|were|is|are|has been|have been|had been|been|being)"
    return _Patterns(
        took=_made(
            rf"\b(?P<verb>{take}){adverbs}{filler}{others} ?{spot}",
            rf"\b(?P<verb>{_any(w.gain)})(?: \w+){{0,2}}? {_any(w.control_of)}{filler}{others} ?{spot}",
            rf"\b(?P<verb>{_any(w.done)})(?: the| a| its| their| his)?(?: \w+){{0,2}}? {_any(w.deed)} of{filler}{others} ?{spot}",
            rf"\b(?P<verb>{_any(w.gain)}) {spot} under(?: \w+){{0,2}}? control",
            rf"\b(?P<verb>raised|hoisted|planted)(?: \w+){{1,3}} flags?(?: \w+){{0,2}}? (?:in|over|above|at){filler} {spot}",
        ),
        taken=_made(
            rf"{spot},?(?: [\w'’,-]{{1,20}}){{0,8}}? {be}{adverbs} (?P<verb>{take})\b",
            rf"{spot},?(?: [\w'’,-]{{1,20}}){{0,3}}? (?:had |has |have )?{adverbs.strip() or ''}(?P<verb>{_any(w.fell)})\b(?! (?:short|ill|silent|back|quiet|apart|under (?:fire|shelling|attack)))",
            rf"{spot},?(?: [\w'’,-]{{1,20}}){{0,3}}? (?P<verb>(?:came|come|comes|passed|is back|was back|returned|back))(?: \w+){{0,1}}? (?:under|into|to|in)(?: \w+){{0,3}}? (?:control|hands)",
        ),
        lost=_made(
            rf"\b(?P<verb>{lose}){adverbs}{filler}{others} ?{spot}",
            rf"\b(?P<verb>lost|loses|ceded) {_any(w.control_of)}{filler} ?{spot}",
            rf"\b(?P<verb>{_any(w.done)}) (?:its|their|his|a|the) (?:\w+ )?(?:withdrawal|retreat|pullout) from{filler} {spot}",
        ),
        ousted=_made(rf"\b(?P<verb>{_any(w.oust)})(?: [\w'’-]{{1,20}}){{1,6}}? (?:out of|from|of){filler} {spot}"),
        holds=_made(
            rf"\b(?P<verb>{hold})\b(?! (?:of|over)\b){adverbs}{filler}{others} ?{spot}",
            rf"\b(?P<verb>remains?|remained|stays?|stayed|dug in|hold out|holds out|holding out|held out) (?:\w+ )?(?:in|inside){filler} {spot}",
        ),
        held=_made(
            rf"{spot},?(?: [\w'’,-]{{1,20}}){{0,4}}? (?P<verb>is|was|remains|remained|stays|stayed|stands|are|were|had been|has been){adverbs} (?:under|in)(?: [\w'’-]{{1,20}}){{0,4}}? {_any(w.grip)}\b",
            rf"{spot},?(?: [\w'’,-]{{1,20}}){{0,3}}? {be}{adverbs} (?P<verb>{_any(('held', 'controlled', 'administered', 'run'))})",
            rf"\b(?P<verb>[A-Z][\w'’]{{1,20}})-(?:{'|'.join(w.held)}) (?:\w+ )?(?:(?:city|town|village|settlement) of )?{spot}",
        ),
        fighting=_made(
            rf"\b(?P<verb>{_any(w.fight)})(?: [\w'’-]{{1,20}}){{0,4}}? {_any(w.inside)}{filler} ?{spot}",
            rf"{spot},?(?: [\w'’,-]{{1,20}}){{0,4}}? (?P<verb>is|was|remains|remained|are|were|became){adverbs} {_any(w.contested)}",
            rf"\b(?P<verb>{_any(w.enter)}){adverbs}{filler} ?{spot}",
            rf"\b(?:took|taken|captured|seized|holds?|held|controls?|control of|controlled)(?: [\w'’-]{{1,20}}){{0,4}}? (?P<verb>{_any([one for one in w.part if one.endswith(' of')])})(?: the)?(?: (?:city|town|village) of)? {spot}",
        ),
        near=re.compile(
            rf"\b{_any(w.part)}(?: the| of| a)?(?: (?:city|town|village|settlement)s?(?: of)?)? ?{spot}", re.IGNORECASE
        ),
        unreal=re.compile(rf"\b{_any(w.unreal)}\b(?: [\w'’-]{{1,20}}){{0,4}} ?$", re.IGNORECASE),
        denied=re.compile(rf"(?:\b|(?<=\w)){_any(w.denied)}\b(?: [\w'’-]{{1,20}}){{0,4}} ?$", re.IGNORECASE),
        no_longer=re.compile(r"\bno longer(?: [\w'’-]{1,20}){0,2} ?$", re.IGNORECASE),
    )


def holds(scene: Scene, at: dict[str, int]) -> tuple[Hold, ...]:
    """Every word of a reading on who holds a settlement, in text order; `at` numbers the spots by place record."""
    found: dict[tuple[int, int, str], Hold] = {}
    told: set[tuple[int, int]] = set()
    denied: set[tuple[int, int]] = set()
    for place, span in _mentions(scene):
        around = scene.sentence(span)
        if around is None or place.id not in at or len(around) > 1000:
            continue
        number = at[place.id]
        for one in _read(scene, around, span, number):
            key = (one.said.start, number, one.says)
            if (around.start, number) not in told or key not in found:
                found.setdefault(key, one)
        if any(one.place == number and one.said.start >= around.start for one in found.values()):
            told.add((around.start, number))
        if any(
            one.place == number and one.says == "denies" and around.start <= one.said.start < around.end
            for one in found.values()
        ):
            denied.add((around.start, number))
    for one in _by_events(scene, at, told, denied):
        found.setdefault((one.said.start, one.place, one.says), one)
    return tuple(sorted(found.values(), key=lambda one: (one.said.start, one.place, one.says)))[:MOST]


def _mentions(scene: Scene) -> Iterator[tuple[Place, Span]]:
    """Settlements with every mention: those that are records, and the same names where no record stands."""
    text = scene.reading.document.text
    names: dict[str, Place] = {}
    known: set[int] = set()
    for place in scene.reading.places:
        known.add(place.span.start)
        if place.kind in SETTLED and not place.metonym:
            names.setdefault(place.span.quote, place)
            yield place, place.span
    if names:
        pattern = re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in sorted(names, key=len, reverse=True))})\b")
        for match in pattern.finditer(text):
            if match.start() not in known:
                yield names[match[0]], Span(match.start(), match.end(), match[0])


def _read(scene: Scene, around: Span, span: Span, number: int) -> Iterator[Hold]:
    p = _patterns(scene.words.control)
    text = scene.reading.document.text
    line = text[around.start : span.start] + SPOT + text[span.end : around.end]
    line = line.replace("\n", " ")
    here = span.start - around.start
    shift = len(span) - 1

    def place_of(position: int) -> int:
        return around.start + position + (shift if position > here else 0)

    near = any(match.end() == here + 1 for match in p.near.finditer(line[: here + 1]))
    for says, patterns in (
        ("fighting", p.fighting),
        ("lost", p.lost),
        ("ousted", p.ousted),
        ("took", p.took),
        ("taken", p.taken),
        ("held", p.held),
        ("holds", p.holds),
    ):
        match = next((hit for pattern in patterns if (hit := pattern.search(line))), None)
        if match is None or (near and says not in ("fighting",)):
            continue
        verb = match.start("verb")
        before = line[max(0, verb - 90) : verb]
        if says == "fighting" and ((near and not _partial(match)) or p.denied.search(before)):
            continue
        if says not in ("fighting", "held") and p.unreal.search(before):
            return
        yield from _told(scene, around, span, number, says, place_of(verb), place_of(match.end("verb")), before, p)
        return


def _partial(match: re.Match[str]) -> bool:
    return " of" in match["verb"]


def _told(
    scene: Scene, around: Span, span: Span, number: int, says: str, start: int, end: int, before: str, p: _Patterns
) -> Iterator[Hold]:
    text = scene.reading.document.text
    verb = Span.of(text, start, end)
    carrier = scene.carrier(verb) or scene.carrier(span)
    speaking = carrier or _speaking(scene, around)
    by, side = _voice(scene, speaking)
    subject = _subject(scene, around, verb, span)
    agent = _agent(scene, around, verb)
    denies = bool(p.denied.search(before)) or (carrier is not None and carrier.speech_act is SpeechAct.DENY)
    no_longer = bool(p.no_longer.search(before))
    holder: str | None = None
    loser: str | None = None
    if says in ("took", "ousted"):
        holder, says = subject or side, "took"
    elif says == "taken":
        holder, says = agent, "took"
        if (
            holder is None
            and carrier is not None
            and side
            and verb.quote.lower().startswith(("liberat", "freed", "de-occ", "back", "return", "recap", "retak"))
        ):
            holder = side
        if holder is None:
            holder = _gripping(scene, around, verb)
    elif says == "lost":
        loser, holder = subject or side, _to(scene, around, span)
        says = "took" if holder else "lost"
    elif says == "holds":
        holder = subject or side
        if no_longer:
            says, loser, holder, denies = "lost", holder, None, False
    elif says == "held":
        holder, says = _gripping(scene, around, verb) or agent, "holds"
        if no_longer or (holder and p.no_longer.search(text[verb.end : verb.end + 24])):
            says, loser, holder, denies = "lost", holder, None, False
    if denies and says != "fighting":
        says, holder, loser = "denies", None, holder
    if says in ("took", "holds") and holder is None:
        return
    yield Hold(
        said=scene.quoted(
            _record(scene, verb, span), _clause(text, around, verb, span), speaking.chain() if speaking else ()
        ),
        place=number,
        says=says,
        holder=holder,
        loser=loser,
        by=side or by,
        day=_day(scene, around, verb),
    )


def _clause(text: str, around: Span, verb: Span, span: Span) -> Span:
    """From the telling word to the settlement, whichever comes first."""
    return Span.of(text, min(verb.start, span.start), max(verb.end, span.end))


def _record(scene: Scene, verb: Span, span: Span) -> str:
    """The event that tells it, else the place."""
    for event in scene.events_in(
        Span(max(0, verb.start - 12), verb.end + 1, "x" * (verb.end + 1 - max(0, verb.start - 12)))
    ):
        if event.trigger.overlaps(verb):
            return event.id
    return next((place.id for place in scene.reading.places if place.span.start == span.start), "") or next(
        place.id for place in scene.reading.places if place.span.quote == span.quote
    )


def _speaking(scene: Scene, around: Span) -> Attribution | None:
    """Whoever speaks in the sentence, where only one does."""
    listed = [one for one in scene.in_sentence(around) if one.source is not None]
    return listed[0] if len({one.chain() for one in listed}) == 1 else None


def _voice(scene: Scene, said: Attribution | None) -> tuple[str, str | None]:
    """(name of the voice, its side where it fights on one)."""
    if said is None or not said.chain():
        return scene.reading.document.outlet or "the reporter", None
    name = said.chain()[-1]
    return name, scene.belligerent(name, said)


def _subject(scene: Scene, around: Span, verb: Span, span: Span) -> str | None:
    """The side of whoever is named last before the verb, without the voice that says it; of a pronoun, the voice's own."""
    named = scene.sides_in(around.start, verb.start)
    return named[-1] if named else None


def _agent(scene: Scene, around: Span, verb: Span) -> str | None:
    """The side behind "by", or "to", after the verb."""
    text = scene.reading.document.text[verb.end : around.end]
    match = re.search(r"^(?: \w+){0,4}? (?:by|to) ", text)
    if match is None:
        return None
    named = scene.sides_in(verb.end + match.end() - 1, min(around.end, verb.end + match.end() + 60))
    return named[0] if named else None


def _to(scene: Scene, around: Span, span: Span) -> str | None:
    """The side behind "to" after the settlement ("lost the town to the rebels")."""
    text = scene.reading.document.text[span.end : around.end]
    match = re.match(r" to ", text)
    named = scene.sides_in(span.end + 3, min(around.end, span.end + 60)) if match else ()
    return named[0] if named else None


def _gripping(scene: Scene, around: Span, verb: Span) -> str | None:
    """The side named with the word for its grip ("under Ukrainian control")."""
    named = scene.sides_in(verb.start, min(around.end, verb.end + 60))
    return named[0] if named else None


def _day(scene: Scene, around: Span, verb: Span) -> str | None:
    """The day told in the sentence, the one nearest to the verb; else the day of publication."""
    published = scene.reading.document.published
    last = published.date().isoformat() if published else None
    days = [
        one
        for one in scene.moments_in(around)
        if one.begin and one.begin == one.end and one.bound is None and (last is None or one.begin <= last)
    ]
    nearest = min(days, key=lambda one: (abs(one.span.start - verb.start), one.span.start), default=None)
    return nearest.begin if nearest else last


def _by_events(
    scene: Scene, at: dict[str, int], told: set[tuple[int, int]], denied: set[tuple[int, int]]
) -> Iterator[Hold]:
    """What the event reader saw and the grammar did not: claims of taking, and who denies them."""
    places = {place.id: place for place in scene.reading.places}
    for event in scene.reading.events:
        if event.mode not in TAKING or event.aggregate:
            continue
        around = scene.sentence(event.trigger)
        for ident in event.places:
            place = places.get(ident)
            if place is None or place.kind not in SETTLED or place.metonym or around is None or ident not in at:
                continue
            if event.denied_by and (around.start, at[ident]) not in denied:
                yield _event_hold(scene, event, at[ident], "denies", None, event.denied_by)
            if (around.start, at[ident]) in told or not around.covers(place.span) or _near(scene, around, place.span):
                continue
            if event.modality in (Modality.CLAIMED, Modality.HAPPENED) and event.actor and event.territory == "gained":
                by = event.claimed_by or scene.reading.document.outlet or "the reporter"
                yield _event_hold(scene, event, at[ident], "took", scene.side(event.actor), by)


def _near(scene: Scene, around: Span, span: Span) -> bool:
    line = scene.reading.document.text[around.start : span.start] + SPOT
    return any(match.end() == len(line) for match in _patterns(scene.words.control).near.finditer(line))


def _event_hold(scene: Scene, event: Event, number: int, says: str, holder: str | None, by: str) -> Hold:
    begin, _, _ = scene.days(event.moments)
    said = scene.carrier(event.trigger)
    chain = said.chain() if said else ()
    return Hold(
        said=scene.quoted(event.id, event.trigger, (by,) if says == "denies" else chain),
        place=number,
        says=says,
        holder=holder,
        loser=scene.side(event.actor) or None if says == "denies" else None,
        by=scene.belligerent(by) or by,
        day=begin,
    )


__all__ = ["holds", "side_name"]
