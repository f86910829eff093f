"""A reading as comparing looks at it: sentences, days and voices by position, sides by name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firsthand.compare.gist import Quoted
from firsthand.compare.wordlists import Words, words
from firsthand.data.registry import Registry
from firsthand.kit import Kit
from firsthand.model.actor import ActorKind
from firsthand.model.attribution import Attribution, SourceType
from firsthand.model.event import Event
from firsthand.model.moment import Moment
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

PRONOUNS = frozenset({"he", "she", "they", "it", "who", "we", "i"})
LONGEST = 600  # characters of a sentence that are kept around a quote


@dataclass(slots=True)
class Scene:
    """Look-ups over one reading; `kept` gathers the sentences that evidence quotes from, in the order of use."""

    reading: Reading
    kit: Kit
    words: Words
    sentences: tuple[Span, ...]
    kept: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)  # ids of figures, in the order of the gist's answers
    _numbers: dict[int, int] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _moments: dict[str, Moment] = field(default_factory=dict)
    _said: dict[str, Attribution] = field(default_factory=dict)
    _named: dict[str, str | None] = field(default_factory=dict)
    _event_starts: list[int] = field(default_factory=list)
    _sides: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, kit: Kit) -> Scene:
        cut = tuple(one.span for one in reading.passages if one.kind is PassageKind.SENTENCE)
        found = cls(reading, kit, words(kit.language), cut)
        found._starts = [one.start for one in cut]
        found._moments = {one.id: one for one in reading.moments}
        found._said = {one.id: one for one in reading.attributions}
        found._named = {one.name: one.registry for one in reading.actors}
        found._event_starts = [one.trigger.start for one in reading.events]
        return found

    def sentence(self, span: Span) -> Span | None:
        """The sentence that `span` begins in."""
        at = bisect_right(self._starts, span.start) - 1
        return self.sentences[at] if at >= 0 and span.start < self.sentences[at].end else None

    def quoted(self, record: str, span: Span, voice: tuple[str, ...] = ()) -> Quoted:
        """`span` as the words of a record, its sentence kept."""
        around = self.sentence(span)
        number = None
        if around is not None and len(around) <= LONGEST:
            if around.start not in self._numbers:
                self._numbers[around.start] = len(self.kept)
                self.kept.append(" ".join(around.quote.split()))
            number = self._numbers[around.start]
        quote = span.quote if len(span) <= LONGEST else span.quote[:LONGEST]
        return Quoted(
            record=record, start=span.start, end=span.start + len(quote), quote=quote, sentence=number, voice=voice
        )

    def carrier(self, span: Span) -> Attribution | None:
        """The innermost attribution whose content holds `span`."""
        holding = [one for one in self.reading.attributions if any(piece.covers(span) for piece in one.content)]
        return min(holding, key=lambda one: (sum(len(piece) for piece in one.content), one.id), default=None)

    def attributed(self, said: str | None) -> Attribution | None:
        return self._said.get(said) if said else None

    def chain(self, said: Attribution | None) -> tuple[str, ...]:
        """The voices of an attribution; a pronoun that nobody resolved stands for the person named last before it."""
        if said is None:
            return ()
        chain = said.chain()
        if not chain or chain[-1].lower() not in PRONOUNS:
            return chain
        if len(said.candidates) == 1:
            return (*chain[:-1], said.candidates[0])
        start = said.source.start if said.source else said.start()
        named = [
            (span.start, actor.name)
            for actor in self.reading.actors
            if actor.kind is ActorKind.PERSON
            for span in actor.mentions
            if span.start < start and span.quote.lower() not in PRONOUNS
        ]
        return (*chain[:-1], max(named)[1]) if named else chain

    def in_sentence(self, around: Span) -> list[Attribution]:
        """Attributions whose cue or source stands in a sentence."""
        return [
            one
            for one in self.reading.attributions
            if any(mark is not None and around.covers(mark) for mark in (one.source, one.cue))
        ]

    def moment(self, ident: str | None) -> Moment | None:
        return self._moments.get(ident) if ident else None

    def days(self, moments: Iterable[str]) -> tuple[str | None, str | None, bool]:
        """First and last day of the moments of a record; the publication day, not exact, where they say none."""
        known = [self._moments[one] for one in moments if one in self._moments]
        begins = [one.begin for one in known if one.begin]
        ends = [one.end for one in known if one.end]
        if begins and ends and min(begins) <= max(ends):
            return min(begins), max(ends), min(begins) == max(ends)
        published = self.reading.document.published
        day = published.date().isoformat() if published else None
        return day, day, False

    def moments_in(self, around: Span) -> list[Moment]:
        return [one for one in self.reading.moments if around.covers(one.span)]

    def events_in(self, span: Span) -> Sequence[Event]:
        low, high = bisect_left(self._event_starts, span.start), bisect_left(self._event_starts, span.end)
        return self.reading.events[low:high]

    def negated(self, span: Span) -> bool:
        """Does a stretch say that something does not happen?"""
        lowered = span.quote.lower()
        return any(mark in f" {lowered} " for mark in (" not ", " never ", "n't ", "n’t ", " unable to ", " fail to "))

    def side(self, actor: str | None) -> str:
        """The name under which an actor holds ground: its state where it fights for one, else its own name."""
        if not actor:
            return ""
        known = self.kit.registry.find(actor)
        ident = self._named.get(actor) or (known.id if known else None)
        return side_name(self.kit.registry, ident) or actor

    def belligerent(self, name: str, said: Attribution | None = None) -> str | None:
        """The side a voice fights on, None for one that does not fight or is not known: a monitor, an agency, a mayor.

        A voice without an entry of its own is placed by the words it is introduced with ("Ukrainian military
        spokesperson ..."), where `said` shows an official or a fighter.
        """
        own = self._fights(name)
        if own is not None or said is None or said.source_type not in _SPEAKING:
            return own
        described = [one.description.quote for one in self.reading.actors if one.name == name and one.description]
        for text in (name, said.source.quote if said.source else "", *described):
            for match in _PEOPLE.finditer(text):
                side = self._fights(match[0]) or self._people_fight(match[0])
                if side is not None:
                    return side
        return None

    def _people_fight(self, word: str) -> str | None:
        code = self.kit.registry.people(word)
        return self._fights(code.lower(), code.lower()) if code else None

    def _fights(self, name: str, ident: str | None = None) -> str | None:
        known = self.kit.registry.find(name)
        ident = ident or self._named.get(name) or (known.id if known else None)
        entry = self.kit.registry.get(ident)
        if entry is None or ident is None or entry.kind in _TELLING:
            return None
        if entry.kind in (ActorKind.ARMED_FORCES, ActorKind.ARMED_GROUP):
            return side_name(self.kit.registry, ident)
        fights = any(self.kit.registry.side(ident, conflict) for conflict in self.kit.registry.conflicts)
        return side_name(self.kit.registry, ident) if fights else None

    def sides_in(self, start: int, end: int) -> tuple[str, ...]:
        """Sides named in a stretch, in text order: actors on record, and nationalities that stand before a force."""
        found: list[tuple[int, str]] = []
        for actor in self.reading.actors:
            side = self._sides.get(actor.id)
            if side is None:
                entry = self.kit.registry.get(actor.registry)
                fights = entry is not None and entry.kind not in _TELLING
                side = side_name(self.kit.registry, actor.registry) or "" if fights else ""
                if not side and actor.kind in (ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCES):
                    side = actor.name
                self._sides[actor.id] = side
            if side:
                found += [(span.start, side) for span in actor.mentions if start <= span.start and span.end <= end]
        text = self.reading.document.text[start:end]
        for match in _PEOPLE.finditer(text):
            code = self.kit.registry.people(match[0])
            entry = self.kit.registry.get(code.lower()) if code else None
            if entry is not None and not any(at == start + match.start() for at, _ in found):
                found.append((start + match.start(), side_name(self.kit.registry, entry.id) or entry.name))
        return tuple(side for _, side in sorted(found))


_PEOPLE = re.compile(r"\b[A-Z][a-z]{3,20}\b")
_SPEAKING = frozenset(
    {
        SourceType.HEAD_OF_STATE,
        SourceType.HEAD_OF_GOVERNMENT,
        SourceType.MINISTER,
        SourceType.MINISTRY,
        SourceType.OFFICIAL,
        SourceType.OFFICIAL_COLLECTIVE,
        SourceType.REGIONAL_OFFICIAL,
        SourceType.MILITARY_OFFICIAL,
        SourceType.STATE,
        SourceType.STATE_COLLECTIVE,
        SourceType.ARMED_GROUP,
        SourceType.ARMED_GROUP_LEADER,
        SourceType.ARMED_GROUP_SPOKESPERSON,
        SourceType.ARMED_GROUP_MEMBER,
        SourceType.COMBATANT,
        SourceType.UNSPECIFIED,
    }
)
_TELLING = frozenset({ActorKind.MEDIA, ActorKind.IGO, ActorKind.NGO, ActorKind.COMPANY, ActorKind.PARTY})
_STATELY = frozenset(
    {
        ActorKind.STATE,
        ActorKind.GOVERNMENT,
        ActorKind.ARMED_FORCES,
        ActorKind.MINISTRY,
        ActorKind.AGENCY,
        ActorKind.PERSON,
        ActorKind.PEOPLE,
    }
)


def side_name(registry: Registry, ident: str | None) -> str | None:
    """The side that a registry entry belongs to, by name: "Russia" for its forces and for a group that fights on its side."""
    known = registry.get(ident)
    if known is None or ident is None:
        return None
    top = registry.get(registry.lineage(ident)[-1]) or known
    if top.kind is ActorKind.STATE and known.kind in _STATELY:
        return top.name
    for conflict in registry.conflicts:
        side = registry.side(ident, conflict)
        first = registry.get(conflict.sides[side][0]) if side is not None else None
        if first is not None and first.kind is ActorKind.STATE and first.id.upper() in conflict.theatre:
            return first.name
    return known.name
