"""Who speaks, within one report: names made full, pronouns and "the official" traced back.

He and she go to a compatible person named or quoted shortly before. "It" goes to a body only where the
sentence before, or the same one, began with that body speaking ("The army said ... It did not say ...");
else its likeliest reading is kept as a candidate (on OntoGUM "it" is right less than half the time).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Final

from firsthand.attribute.behind import analysed, author, body
from firsthand.attribute.draft import Draft, Stretch
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.names import bare, person, tokens
from firsthand.attribute.outlets import cited_by
from firsthand.attribute.sources import is_anonymous, source_type
from firsthand.data.registry import Entry, Registry
from firsthand.model.actor import ActorKind
from firsthand.model.attribution import SourceType

_NAME: Final = re.compile(
    r"[A-ZÀ-ÞĀ-ŽŞ][\w’'-]*(?:\s(?:al-|el-|bin |ibn |van |von |de |la )?[A-ZÀ-ÞĀ-ŽŞ][\w’'-]*){1,3}"
)
_RELATIVE: Final = re.compile(r"\s*(?:who|whom|whose|which)\b")
_SILENT: Final = re.compile(
    r"(?P<who>(?:The |An? )?[\w’'-]+(?: [\w’'-]+){0,6}?) (?:did|has|have|had) not (?:yet |immediately )?(?:respond|repl|comment|answer)"
)
_POINTING: Final = ("this", "that", "these", "those", "such")
_SENTENCES_BACK: Final = 3
_OPENER_LONGEST: Final = 7  # words of a body's name


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a draft's source is. `name` None: unsure, then `candidates` say who it may be."""

    name: str | None
    kind: SourceType
    anonymous: bool = False
    candidates: tuple[str, ...] = ()
    person: bool = False
    sure: float = 1.0
    body: str | None = None  # for whom a spokesperson speaks


@dataclass(slots=True)
class _Known:
    """A speaker met earlier: what was said of them, and where last."""

    speaker: Speaker
    words: frozenset[str]
    at: int
    plural: bool
    gender: str | None
    order: int = 0


@dataclass(slots=True)
class Cast:
    """The speakers of one report, in the order they are met."""

    text: str
    lex: Lexicon
    registry: Registry
    breaks: list[int]
    known: list[_Known] = field(default_factory=list)
    full: dict[str, str] = field(default_factory=dict)
    first_at: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)  # description -> the name given later
    firsts: dict[str, str] = field(default_factory=dict)  # by first name, where people go by it
    mentions: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for match in _NAME.finditer(self.text):
            name = person(self.text, *match.span(), self.lex, self.registry)
            if name is None or " " not in name:
                continue
            last = name.split()[-1].casefold()
            self.full.setdefault(last, name)
            first = name.split()[0].casefold()
            if first not in self.lex.lists.male | self.lex.lists.female:
                self.firsts.setdefault(first, name)
            self.first_at.setdefault(name, match.start())
            self.mentions.append((match.start(), name))

    def _opener(self, begin: int) -> Entry | None:
        """The body that the registry knows by the first words of a sentence."""
        found = tokens(self.text, begin, min(len(self.text), begin + 80))[:_OPENER_LONGEST]
        for last in reversed(found):
            entry = self.registry.find(self.text[begin : last.end])
            if entry is not None and entry.kind not in (ActorKind.PERSON, ActorKind.STATE):
                return entry
        return None

    def speaker(self, draft: Draft, quoted: str | None = None) -> Speaker:
        """Who speaks in `draft`; later drafts of the same layer may refer back to them.

        `quoted` is who says the words that the draft stands in: "he" and "they" there are others.
        """
        if draft.source is None:
            return (
                self.quoted_again(draft.content[0][0])
                if draft.rule == "loose"
                else Speaker(None, SourceType.UNSPECIFIED)
            )
        start, end = draft.source
        relayed = cited_by(self.text, draft.source, self.lex, self.registry)
        end = relayed[0] if relayed is not None else end
        words = [t.low for t in tokens(self.text, start, end)]
        found = self._pronoun(draft, words, quoted) or self._again(draft, words)
        if found is None and words[:1] and words[0] in _POINTING:
            found = Speaker(None, source_type(self.text, start, end, self.lex, self.registry, ""))
        if found is None:
            found = self._named(start, end)
        plural = bool(words) and (
            words[0] == "they" or bool(self.lex.lists.groups & set(words)) or " and " in self.text[start:end]
        )
        if quoted is None and (found.name is not None or words[:1] == ["they"]):
            self.known.append(_Known(found, frozenset(words), start, plural, self._gender(found.name, words)))
        return found

    def settled(self, speaker: Speaker) -> Speaker:
        """The same speaker under the name that a later sentence gives."""
        name = self.named.get(speaker.name or "")
        return replace(speaker, name=name, person=True, anonymous=False) if name else speaker

    def quoted_again(self, at: int) -> Speaker:
        """Who a free-standing quotation at `at` likely belongs to: the person who spoke just before, as a guess."""
        for known in reversed(self.known[-3:]):
            if known.at < at and known.at >= self._sentence_floor(at) and known.speaker.person:
                return replace(known.speaker, sure=0.5)
        return Speaker(None, SourceType.UNSPECIFIED)

    def _named(self, start: int, end: int) -> Speaker:
        name = person(self.text, start, end, self.lex, self.registry)
        kind = source_type(self.text, start, end, self.lex, self.registry, name or "")
        if name is not None:
            last = name.split()[-1].casefold()
            full = name
            if " " not in name:
                full = self.full.get(last) or self.firsts.get(last, name)
                entry = self.registry.find(name)
                if full == name and entry is not None:
                    full = entry.name
            else:
                self.full.setdefault(last, name)
                if self.full[last].split()[0] == name.split()[0]:
                    full = self.full[last]
            entry = self.registry.find(full)
            if entry is not None:
                full = entry.name
                if entry.source is not SourceType.UNSPECIFIED:
                    kind = entry.source
            earlier = next((k for k in reversed(self.known[-200:]) if k.speaker.name == full), None)
            if earlier is not None and (
                kind is SourceType.UNSPECIFIED or earlier.speaker.kind is not SourceType.UNSPECIFIED
            ):
                kind = earlier.speaker.kind if kind is SourceType.UNSPECIFIED else kind
            if kind is SourceType.UNSPECIFIED:
                kind = self._type_elsewhere(full)
            behind = body(self.text, start, end)
            if behind is not None:
                self.bodies.setdefault(full, self._registered(behind))
            if kind is SourceType.UNSPECIFIED:
                told = self._named_late(full, start)
                if told is not None:
                    return told
            return Speaker(full, kind, person=True, body=self.bodies.get(full))
        studied = analysed(self.text, start, end)
        if studied is not None:
            return Speaker(studied[0], kind, body=self._registered(studied[1]))
        owned = self._owned_body(start, end)
        if owned is not None:
            return Speaker(owned, kind)
        entry = self.registry.find(self._head(start, end))
        anonymous = is_anonymous(self.text, start, end, entry is not None, self.lex)
        name = entry.name if entry else self._registered(bare(self.text, start, end))
        behind = body(self.text, start, end) or author(self.text, start, end, self.lex)
        return Speaker(name, kind, anonymous, body=self._registered(behind) if behind else None)

    def _registered(self, name: str) -> str:
        """The name by which the registry knows a body: "UN and partners" are the United Nations and partners."""
        first, joined, rest = name.partition(" and ")
        whole = self.registry.find(name)
        entry = whole or self.registry.find(first)
        return name if entry is None else entry.name if whole is not None else entry.name + joined + rest

    def _owned_body(self, start: int, end: int) -> str | None:
        """ "his intelligence services": those of the state that the last speaker in office belongs to."""
        words = tokens(self.text, start, end)
        if len(words) < 2 or words[0].low not in ("his", "her") or words[-1].low not in self.lex.lists.state_bodies:
            return None
        gender = "female" if words[0].low == "her" else "male"
        for known in reversed(self.known[-10:]):
            entry = self.registry.find(known.speaker.name or "")
            if entry is None or entry.country is None or not known.speaker.person or known.at >= start:
                continue
            if self._gender(known.speaker.name, []) not in (gender, None):
                continue
            adjective = next((a for a, iso in self.registry.adjectives.items() if iso == entry.country), None)
            return f"{adjective} {self.text[words[1].start : words[-1].end]}" if adjective else None
        return None

    def _named_late(self, name: str, at: int) -> Speaker | None:
        """ "a spokesman for X said ...", and a sentence later a name that nothing introduces: the same person."""
        if self.first_at.get(name, at) < at or not self.known:
            return None
        last = self.known[-1]
        speaker = last.speaker
        unnamed = not speaker.person and speaker.body is not None and speaker.name is not None
        if (
            not unnamed
            or last.at < self._sentence_floor(at)
            or self.text[last.at : last.at + 2].casefold() not in ("a ", "an")
        ):
            return None
        assert speaker.name is not None
        self.named[speaker.name] = name
        if speaker.body is not None:
            self.bodies.setdefault(name, speaker.body)
        return Speaker(name, speaker.kind, person=True, sure=0.7, body=speaker.body)

    def _head(self, start: int, end: int) -> str:
        comma = self.text.find(",", start, end)
        return self.text[start : comma if comma > start else end].removesuffix("’s").removesuffix("'s")

    def _type_elsewhere(self, name: str) -> SourceType:
        """The type by the words around the first full mention of a name: "President X", "X, an analyst"."""
        at = self.first_at.get(name)
        if at is None:
            return SourceType.UNSPECIFIED
        before = self._titles_start(at)
        end = at + len(name)
        after = end
        if self.text[end : end + 1] == "," and not _RELATIVE.match(self.text, end + 1):
            after = min(len(self.text), end + 80)
            closing = self.text.find(",", end + 1, after)
            after = closing if closing != -1 else after
        return source_type(self.text, before, after, self.lex, self.registry, name)

    def _titles_start(self, at: int) -> int:
        """Where the words that stand as titles before a name begin: "the 32-year-old photographer X"."""
        line = max(self.text.rfind("\n", 0, at), self.text.rfind(". ", 0, at), self.text.rfind(", ", 0, at)) + 1
        lists = self.lex.lists
        begin = at
        for token in reversed(tokens(self.text, max(line, at - 60), at)):
            if token.low in lists.determiners or token.low in lists.auxiliaries or token.low in lists.conjunctions:
                break
            if token.low in lists.prepositions and token.low != "of":
                break
            begin = token.start
        return begin

    def _pronoun(self, draft: Draft, words: list[str], quoted: str | None = None) -> Speaker | None:
        if len(words) != 1 or words[0] not in (
            "he",
            "she",
            "they",
            "it",
            "his",
            "her",
            "their",
            "its",
            "another",
            "others",
        ):
            return None
        assert draft.source is not None
        at = draft.source[0]
        word = words[0]
        near = self._sentence_floor(at)
        if quoted is None:
            recent = [k for k in reversed(self.known[-60:]) if near <= k.at < at]
        else:
            last = bisect_left(self.known, at, key=lambda k: k.at)
            recent = [
                k for k in reversed(self.known[max(0, last - 60) : last]) if near <= k.at and k.speaker.name != quoted
            ]
        if word in ("it", "its"):
            options = [k for k in recent if not k.speaker.person and not k.plural]
            if word == "it" and recent and options[:1] == recent[:1] and self._goes_on(recent[0].at, at):
                return replace(recent[0].speaker, candidates=(), sure=0.75, body=None)
            asked = self._silent_before(at) if word == "it" else None
            if asked is not None:
                return replace(self._named(*asked), sure=0.7, body=None)
            names = tuple(dict.fromkeys(k.speaker.name for k in options if k.speaker.name))
            kind = options[0].speaker.kind if options else SourceType.UNSPECIFIED
            return Speaker(None, kind, candidates=names[:3])
        if word in ("they", "their"):
            options = [k for k in recent if k.plural] or [k for k in recent if not k.speaker.person]
            if options and options[0].speaker.name:
                return Speaker(options[0].speaker.name, options[0].speaker.kind, options[0].speaker.anonymous, sure=0.6)
            return Speaker(
                None, SourceType.UNSPECIFIED, candidates=tuple(k.speaker.name for k in recent[:3] if k.speaker.name)
            )
        if word in ("another", "others"):
            earlier = recent[0] if recent else None
            if earlier is None or earlier.speaker.name is None:
                return None
            head = re.sub(r"^(?:one|another|a|an)\s+", "", earlier.speaker.name, flags=re.IGNORECASE)
            return Speaker(f"{word} {head}", earlier.speaker.kind, earlier.speaker.anonymous, sure=0.7)
        return self._he_or_she(at, near, "female" if word in ("she", "her") else "male", recent)

    def _silent_before(self, at: int) -> Stretch | None:
        """Who was asked in the sentence before and did not answer: "The staff did not respond. In a note, it said"."""
        i = bisect_left(self.breaks, at + 1) - 2
        silent = _SILENT.match(self.text, self.breaks[i]) if i >= 0 else None
        return silent.span("who") if silent is not None and self._goes_on(self.breaks[i], at) else None

    def _goes_on(self, before: int, at: int) -> bool:
        """Whether `before` begins a sentence and `at` stands in it, or is the subject of the next ("In a note, it said")."""
        first = bisect_left(self.breaks, before + 1)
        later = bisect_left(self.breaks, at + 1)
        if not first or self.breaks[first - 1] != before or later - first not in (0, 1):
            return False
        begins = self.breaks[later - 1]
        word = tokens(self.text, begins, min(len(self.text), begins + 30))[:1]
        return later == first or begins == at or (bool(word) and word[0].low in self.lex.lists.prepositions)

    def _he_or_she(self, at: int, near: int, gender: str, recent: list[_Known]) -> Speaker:
        fresh = self._subject_before(at, gender)
        if fresh is not None and not any(k.at >= fresh[0] for k in recent):
            return fresh[1]
        people = [
            k for k in recent if k.gender in (gender, None) and not k.plural and (k.speaker.person or self._human(k))
        ]
        if people:
            first = people[0].speaker
            others = tuple(
                dict.fromkeys(k.speaker.name for k in people[1:] if k.speaker.name and k.speaker.name != first.name)
            )
            return Speaker(
                first.name,
                first.kind,
                first.anonymous,
                candidates=others[:2],
                person=True,
                sure=0.7 if others else 0.85,
            )
        begin = bisect_left(self.mentions, (near, ""))
        named = [
            name
            for where, name in self.mentions[begin : bisect_left(self.mentions, (at, ""))]
            if self._gender(name, []) in (gender, None)
        ]
        if named and len(set(named)) == 1:
            name = named[0]
            return Speaker(name, self._named_type(name), person=True, sure=0.6)
        return Speaker(None, SourceType.UNSPECIFIED, candidates=tuple(dict.fromkeys(reversed(named)))[:3])

    def _subject_before(self, at: int, gender: str) -> tuple[int, Speaker] | None:
        """The person that the sentence before begins with: a name, or "the secretary"."""
        i = bisect_left(self.breaks, at + 1) - 2
        if i < 0:
            return None
        start = self.breaks[i]
        line = self.text.find("\n", start, at)
        if line != -1 and self.text[line:at].strip():
            return None
        found = tokens(self.text, start, min(at, start + 90))
        if not found:
            return None
        k = bisect_left(self.mentions, (start, ""))
        if k < len(self.mentions) and self.mentions[k][0] == found[0].start:
            name = self.mentions[k][1]
            if self._gender(name, []) in (gender, None):
                return start, Speaker(name, self._named_type(name), person=True, sure=0.75)
        for token in tokens(self.text, start, min(at, start + 200)):
            if token.capital and token.low in self.full and self.text[token.end : token.end + 2] not in ("'s", "’s"):
                name = self.full[token.low]
                if self._gender(name, []) in (gender, None):
                    return start, Speaker(name, self._named_type(name), person=True, sure=0.7)
                break
        if found[0].low not in ("the", "a", "an", "one"):
            return None
        for n, token in enumerate(found[1:5], start=1):
            if token.low in self.lex.lists.human:
                end = token.end
                kind = source_type(self.text, start, end, self.lex, self.registry)
                name = person(self.text, start, end, self.lex, self.registry) or bare(self.text, start, end)
                if n + 1 < len(found) and found[n + 1].low == "of":
                    stop = next(
                        (
                            t.start
                            for t in found[n + 2 :]
                            if t.low in self.lex.lists.auxiliaries or t.low.endswith("ed")
                        ),
                        found[n + 1].start,
                    )
                    name = bare(self.text, start, stop).strip()
                return start, Speaker(name, kind, person=True, sure=0.7)
            if token.low in self.lex.lists.prepositions or token.low in self.lex.lists.auxiliaries:
                break
        return None

    def _named_type(self, name: str) -> SourceType:
        entry = self.registry.find(name)
        if entry is not None and entry.source is not SourceType.UNSPECIFIED:
            return entry.source
        return self._type_elsewhere(name)

    def _human(self, known: _Known) -> bool:
        return bool(self.lex.lists.human & known.words)

    def _again(self, draft: Draft, words: list[str]) -> Speaker | None:
        """ "the official", "the ministry", "these groups": the nearest speaker who was called that."""
        if draft.source is None:
            return None
        comma = self.text.find(",", *draft.source)  # "the Observatory, a monitor in Britain"
        named = tokens(self.text, draft.source[0], comma) if comma != -1 else []
        if len(named) == 2 and named[1].capital:
            words = [t.low for t in named]
        if not 2 <= len(words) <= 4 or words[0] not in ("the", *_POINTING):
            return None
        if any(t.capital for t in tokens(self.text, *draft.source)[1:]):
            return self._shortened(draft.source[0], words)
        head = words[-1]
        rest = frozenset(words[1:-1])  # "the energy ministry" is not any ministry
        at = draft.source[0]
        opener = self._opener_called(head, at) if not rest else None
        for known in reversed(self.known[-200:]):
            if opener is not None and known.at < opener[0]:
                break
            same = head in known.words or (head.endswith("s") and head[:-1] in known.words)
            if same and known.at < at and rest <= known.words:
                return replace(known.speaker, candidates=(), sure=0.85, body=None)
        return Speaker(opener[1].name, opener[1].source, sure=0.75) if opener is not None else None

    def _shortened(self, at: int, words: list[str]) -> Speaker | None:
        """ "the Observatory": the body heard before whose longer name holds the word."""
        if len(words) != 2:
            return None
        for known in reversed(self.known[-60:]):
            name = (known.speaker.name or "").casefold().split()
            if known.at < at and not known.speaker.person and len(name) > 1 and words[1] in name:
                return replace(known.speaker, candidates=(), sure=0.85, body=None)
        return None

    def _opener_called(self, head: str, at: int) -> tuple[int, Entry] | None:
        """The last body that began a sentence nearby and may be called `head`: "the group" after "M23 did not comment"."""
        kinds = self.lex.callable(head)
        near = self._sentence_floor(at)
        for begin in reversed(self.breaks[bisect_left(self.breaks, near) : bisect_left(self.breaks, at)]):
            entry = self._opener(begin) if kinds else None
            if entry is not None and entry.source in kinds:
                return begin, entry
        return None

    def _gender(self, name: str | None, words: list[str]) -> str | None:
        lists = self.lex.lists
        said = {w.casefold() for w in (name or "").split()[:1]} | set(words)
        if said & lists.female:
            return "female"
        return "male" if said & lists.male else None

    def _sentence_floor(self, at: int) -> int:
        i = bisect_left(self.breaks, at + 1) - 1
        return self.breaks[max(0, i - _SENTENCES_BACK)] if self.breaks else 0
