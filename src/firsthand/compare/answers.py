"""Figures as answers: what each counts, whom, over what period, and since when it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from firsthand.compare.gist import Answer
from firsthand.compare.scene import Scene
from firsthand.compare.wordlists import Words
from firsthand.model.actor import ActorKind
from firsthand.model.attribution import Attribution, SourceType
from firsthand.model.figure import Figure, Role
from firsthand.model.span import Span

ASKED: Final = (
    Role.KILLED,
    Role.INJURED,
    Role.MISSING,
    Role.CAPTURED,
    Role.LOSSES,
    Role.CASUALTIES,
    Role.DISPLACED,
    Role.DESERTERS,
    Role.LAUNCHED,
    Role.INTERCEPTED,
)
HARM: Final = frozenset({Role.KILLED, Role.INJURED, Role.MISSING, Role.CAPTURED, Role.LOSSES, Role.CASUALTIES})
MANY: Final = 10_000  # dead or hurt: more than one happening brings, so a total over some period
PEOPLE: Final = ("person", "body", None)
THINGS: Final = frozenset({Role.LAUNCHED, Role.INTERCEPTED, Role.LOSSES})
APART: Final = 1.5  # within one report a number this far below its largest is a part, or another happening
STATED: Final = "stated"
MOST: Final = 200  # answers of one report

_NAME: Final = re.compile(r"\b[A-Z][\w-]{2,30}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FROM: Final = re.compile(
    r"(?:\bfrom|\bearlier (?:figure|toll|count) of|\bpreviously)(?: (?:the|an?|earlier|at least|about|some)){0,2} $"
)
_LED: Final = re.compile(r"^[^.;]{0,40}?\bto\b")


def answers(scene: Scene, at: dict[str, int]) -> tuple[Answer, ...]:
    """The figures of a reading that answer a question between reports, in text order; `at` numbers the spots."""
    mine = [one for one in scene.reading.figures if _asked(one)][:MOST]
    largest: dict[Role, float] = {}
    cues = [_cues(scene, one) for one in mine]
    for figure, cue in zip(mine, cues, strict=True):
        if cue.scope == "incident" and not cue.earlier:
            largest[figure.role] = max(largest.get(figure.role, 0), float(figure.value or 0))
    found = []
    for figure, cue in zip(mine, cues, strict=True):
        scene.answered.append(figure.id)
        small = (
            cue.scope == "incident" and figure.value is not None and figure.value * APART < largest.get(figure.role, 0)
        )
        said = cue.said
        chain = scene.chain(said)
        found.append(
            Answer(
                said=scene.quoted(figure.id, figure.span, chain),
                role=figure.role,
                definition=cue.definition,
                whom=cue.whom,
                unit="person" if figure.unit in PEOPLE else str(figure.unit),
                place=_place(scene, figure, at),
                scope=cue.scope,
                begin=cue.begin,
                end=cue.end,
                part=bool(figure.subset_of or figure.of or small),
                low=figure.low,
                high=figure.high,
                value=figure.value,
                op=figure.op,
                as_of=_as_of(scene, figure, cue.around),
                earlier=cue.earlier,
                announced=cue.announced,
                source_type=_source_type(scene, said),
            )
        )
    return tuple(found)


def _source_type(scene: Scene, said: Attribution | None) -> str | None:
    """The type of a voice; an official of an armed group ("a PDF official") speaks for the group."""
    if said is None:
        return None
    chain = said.chain()
    for word in _NAME.findall(chain[-1]) if chain else ():
        entry = scene.kit.registry.find(word)
        if entry is not None and entry.kind is ActorKind.ARMED_GROUP:
            return SourceType.ARMED_GROUP.value
    return said.source_type.value


def _asked(figure: Figure) -> bool:
    if figure.role not in ASKED or figure.hypothetical or figure.per or (figure.low is None and figure.high is None):
        return False
    return figure.unit in PEOPLE or figure.role in THINGS


class _Cues:
    """What the sentence around a figure says of it."""

    __slots__ = ("announced", "around", "begin", "definition", "earlier", "end", "said", "scope", "whom")

    def __init__(self) -> None:
        self.around: Span | None = None
        self.scope = "incident"
        self.begin: str | None = None
        self.end: str | None = None
        self.definition = STATED
        self.whom = "people"
        self.earlier = False
        self.announced = False
        self.said: Attribution | None = None


def _cues(scene: Scene, figure: Figure) -> _Cues:
    cue = _Cues()
    cue.said = scene.carrier(figure.span)
    cue.around = scene.sentence(figure.span)
    words = scene.words
    sentence = cue.around.quote.lower() if cue.around else figure.span.quote.lower()
    _period(scene, figure, cue, sentence)
    cue.definition = _definition(figure, sentence, words, cue.scope)
    cue.whom = _whom(scene, figure, cue.scope)
    if cue.around is not None:
        before = scene.reading.document.text[max(cue.around.start, figure.span.start - 40) : figure.span.start].lower()
        after = scene.reading.document.text[figure.span.end : cue.around.end].lower()
        cue.earlier = bool(_FROM.search(before)) and (not before.endswith("from ") or bool(_LED.match(after)))
        cue.announced = any(word in sentence for word in words.corrected)
        if cue.said is None and any(f" {word} " in f" {sentence} " for word in words.stated):
            speaking = scene.in_sentence(cue.around)
            cue.said = speaking[0] if len(speaking) == 1 else None
    return cue


def _period(scene: Scene, figure: Figure, cue: _Cues, sentence: str) -> None:
    """A total since a beginning, a day's number, or the incident's."""
    if cue.around is None:
        return
    moments = scene.moments_in(cue.around)
    since = [one for one in moments if one.bound == "since" and one.begin]
    near = _clause(scene, figure, cue.around)
    daily = any(word in near for word in scene.words.daily)
    total = (since and _long(scene, since[0].begin)) or any(word in near for word in scene.words.total)
    if total and not (daily and figure.subset_of is not None):
        cue.scope = "war"
        cue.begin = since[0].begin if since else None
        return
    if float(figure.value or figure.low or 0) >= MANY and figure.role in HARM:
        cue.scope = "war"
        return
    if daily:
        published = scene.reading.document.published
        cue.scope = "day"
        cue.end = published.date().isoformat() if published else None
        cue.begin = cue.end


def _clause(scene: Scene, figure: Figure, around: Span) -> str:
    """The words of the sentence that belong to the figure: up to the next figure on either side."""
    text = scene.reading.document.text
    low, high = around.start, around.end
    for other in scene.reading.figures:
        if around.start <= other.span.start < figure.span.start:
            low = max(low, other.span.end)
        elif figure.span.end <= other.span.start < around.end:
            high = min(high, other.span.start)
    return text[low:high].lower()


def _long(scene: Scene, begin: str | None) -> bool:
    """Whether a period began long enough ago to be more than the incident itself: more than a month."""
    from datetime import date

    published = scene.reading.document.published
    if begin is None or published is None:
        return begin is not None
    return (published.date() - date.fromisoformat(begin)).days > 31


def _definition(figure: Figure, sentence: str, words: Words, scope: str) -> str:
    if any(phrase in sentence for phrase in words.definitions["killed or wounded"]) and figure.role is Role.KILLED:
        return "killed or wounded" if _joined(figure, sentence, words) else STATED
    if scope == "incident":
        return "lost" if len(figure.senses) > 1 else STATED
    for name, phrases in words.definitions.items():
        if any(phrase in sentence for phrase in phrases):
            return name
    return "lost" if len(figure.senses) > 1 else STATED


def _joined(figure: Figure, sentence: str, words: Words) -> bool:
    """Whether "killed and wounded" is counted by one number: no second figure follows the words."""
    return not any(
        re.search(re.escape(phrase) + r" (?:\d|an?other|some|about|at least)", sentence)
        for phrase in words.definitions["killed or wounded"]
    )


def _whom(scene: Scene, figure: Figure, scope: str) -> str:
    noun = (figure.counted or figure.span.quote).lower()
    listed = _WORD.findall(noun)
    group = next((_groups(scene.words)[word] for word in reversed(listed) if word in _groups(scene.words)), "people")
    if figure.unit not in PEOPLE:
        group = f"{figure.unit}s"
    side = _people(scene, figure) if scope == "war" or scope == "day" else ""
    return f"{group} of {side}" if side else group


def _people(scene: Scene, figure: Figure) -> str:
    """Whose people are counted: a nationality before the noun, else who is said to have lost them."""
    counted = figure.counted_span.quote if figure.counted_span else (figure.counted or "")
    for word in _WORD.findall(counted):
        code = scene.kit.registry.people(word) if word[:1].isupper() else None
        if code:
            return _state(scene, code)
    around = scene.sentence(figure.span)
    if around is None:
        return ""
    for event in scene.reading.events:
        suffers = any(form in event.trigger.quote.lower() for form in ("lost", "lose", "losing", "suffer", "losses"))
        if suffers and figure.id in event.figures and around.covers(event.trigger):
            side = scene.side(event.target) or scene.side(event.actor)
            entry = scene.kit.registry.find(side)
            return _state(scene, entry.country) if entry and entry.country else side
    for other in re.finditer(r"\b[A-Z][\w-]+", around.quote):
        code = scene.kit.registry.people(other[0])
        tail = around.quote[other.end() : other.end() + 24].lower()
        if code and re.match(
            r" (?:troops|soldiers|forces|army|military|losses|personnel|servicemen|casualties|side|civilians|dead|people)\b",
            tail,
        ):
            return _state(scene, code)
    return ""


def _state(scene: Scene, code: str) -> str:
    entry = scene.kit.registry.get(code.lower())
    return entry.name if entry else code


@cache
def _reverse(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {noun: group for group, nouns in groups for noun in nouns}


def _groups(words: Words) -> dict[str, str]:
    return _reverse(tuple((group, tuple(nouns)) for group, nouns in words.groups.items()))


def _place(scene: Scene, figure: Figure, at: dict[str, int]) -> int | None:
    """The place of the event that a figure belongs to, where its sentence tells of one."""
    around = scene.sentence(figure.span)
    for event in scene.reading.events:
        if figure.id in event.figures and around is not None and around.covers(event.trigger):
            inside = [
                at[place.id]
                for place in scene.reading.places
                if place.id in event.places and around.covers(place.span) and not place.metonym
            ]
            if inside:
                return inside[0]
    return None


def _as_of(scene: Scene, figure: Figure, around: Span | None) -> str | None:
    """When the number stood: a day named by "as of", else when the report came out."""
    document = scene.reading.document
    if around is not None:
        for moment in scene.moments_in(around):
            lead = document.text[max(around.start, moment.span.start - 12) : moment.span.start].lower()
            if moment.begin and any(lead.rstrip().endswith(word) for word in scene.words.as_of):
                return moment.begin
    return document.published.value if document.published else None
