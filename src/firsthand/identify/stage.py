"""The actors of a document: every mention, merged under one name within the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from firsthand.data.registry import Registry
from firsthand.identify.lists import Lists, lists
from firsthand.identify.mentions import Mention, mentions
from firsthand.identify.seen import seen_by
from firsthand.identify.words import Word, between, words
from firsthand.kit import Kit
from firsthand.model.actor import Actor, ActorKind
from firsthand.model.attribution import Attribution, SourceType
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "him",
        "her",
        "them",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "his",
        "their",
        "its",
        "one",
        "another",
        "others",
        "both",
        "some",
        "many",
        "all",
    ]
)
MASS = frozenset(
    [
        "officials",
        "residents",
        "witnesses",
        "experts",
        "analysts",
        "authorities",
        "soldiers",
        "troops",
        "sources",
        "workers",
        "reports",
        "people",
        "locals",
        "medics",
        "doctors",
        "lawyers",
        "refugees",
        "activists",
        "observers",
        "diplomats",
        "survivors",
        "relatives",
        "journalists",
        "media",
    ]
)
POINTING = frozenset(("this", "that", "these", "those", "such"))
_MENTIONS_READ = 12
DESCRIPTION = 14  # longest apposition, in words


@dataclass(slots=True)
class _Found:
    """An actor while its mentions are gathered."""

    name: str
    kind: ActorKind
    rule: str
    entry: str | None = None
    country: str | None = None
    title: str | None = None
    spans: list[Span] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    description: Span | None = None
    source: SourceType = SourceType.UNSPECIFIED

    def mention(self, span: Span) -> None:
        self.spans.append(span)
        if span.quote != self.name and span.quote not in self.aliases:
            self.aliases.append(span.quote)


def actors(reading: Reading, kit: Kit) -> tuple[Actor, ...]:
    """The actors of a document, in the order of their first mention."""
    text, said, known = reading.document.text, lists(kit.language), kit.registry.on(reading.document.published)
    told = words(text)
    breaks = frozenset(p.span.start for p in reading.passages if p.kind is not PassageKind.QUOTATION) | {0}
    breaks |= {p.inner.start for p in reading.passages if p.inner}
    found: dict[str, _Found] = {}
    named = mentions(text, told, breaks, known, said)
    if kit.signals is not None:
        named = seen_by(kit.signals, text, named)
    for mention in _with_short_names(text, told, named, said):
        _add(found, mention, text, told, known, said)
    holders: dict[int, _Found] = {}
    for one in found.values():
        for span in one.spans:
            for k in range(*between(text, span.start, span.end)):
                holders[k] = one
    for attribution in reading.attributions:
        _speaker(found, holders, attribution, text, known, said)
    return tuple(_actor(one, known) for one in found.values())


def _key(mention: Mention) -> str:
    return mention.entry or f"{mention.kind.value}:{mention.name}"


def _add(
    found: dict[str, _Found], mention: Mention, text: str, told: Sequence[Word], known: Registry, said: Lists
) -> None:
    entry = known.get(mention.entry)
    one = found.setdefault(
        _key(mention),
        _Found(mention.name, mention.kind, mention.rule, mention.entry, mention.country, mention.title),
    )
    if entry is not None:
        one.source = entry.source
    one.title = one.title or mention.title
    one.country = one.country or mention.country
    one.mention(Span.of(text, told[mention.first].start, told[mention.last - 1].end))
    if mention.kind is ActorKind.PERSON and one.description is None:
        one.description = _apposition(text, told, mention.last)


def _apposition(text: str, told: Sequence[Word], after: int) -> Span | None:
    """ ", a soldier who ...," directly behind a name."""
    if after + 2 >= len(told) or told[after].text != ",":
        return None
    if told[after + 1].low not in ("a", "an", "the") and not told[after + 1].text.isdigit():
        return None
    for last in range(after + 2, min(after + DESCRIPTION, len(told))):
        if told[last].text in ',.;:—–"”':
            return Span.of(text, told[after + 1].start, told[last - 1].end)
    return None


def _with_short_names(text: str, told: Sequence[Word], given: list[Mention], said: Lists) -> Iterable[Mention]:
    """`given` with later short forms joined: a person's last name, an organisation's bracketed acronym."""
    short: dict[str, Mention] = {}
    by_first = {mention.first: mention for mention in given}
    at = 0
    while at < len(told):
        mention = by_first.get(at)
        if mention is None:
            word = told[at]
            known = short.get(word.text) if word.text[0].isupper() else None
            if known is not None:
                yield Mention(at, at + 1, known.name, known.kind, known.entry, known.country, None, known.rule)
            at += 1
            continue
        if mention.kind is ActorKind.PERSON:
            last = told[mention.last - 1].text
            if mention.last - mention.first == 1 and last in short and short[last].kind is ActorKind.PERSON:
                whole = short[last]
                mention = Mention(
                    mention.first, mention.last, whole.name, whole.kind, whole.entry,
                    mention.country or whole.country, mention.title, whole.rule,
                )  # fmt: skip
            else:
                longer = short.get(last)
                if longer is not None and longer.name.split()[0] == told[mention.first].text:
                    mention = Mention(
                        mention.first, mention.last, longer.name, longer.kind, longer.entry, longer.country,
                        mention.title, longer.rule,
                    )  # fmt: skip
                else:
                    short[last] = mention
        if mention.kind not in (ActorKind.PERSON, ActorKind.PEOPLE, ActorKind.STATE):
            acronym = _acronym(told, mention.last)
            if acronym is not None:
                short[told[acronym].text] = mention
        yield mention
        at = mention.last


def _acronym(told: Sequence[Word], after: int) -> int | None:
    """The word of "(TPLF)" or ", or TPLF," behind a name."""
    if after + 2 < len(told) and told[after].text == "(" and told[after + 2].text == ")":
        word = told[after + 1].text
        return after + 1 if word.isupper() and 2 <= len(word) <= 8 else None
    if after + 2 < len(told) and told[after].text == "," and told[after + 1].low == "or":
        word = told[after + 2].text
        return after + 2 if word.isupper() and 2 <= len(word) <= 8 else None
    return None


def _speaker(
    found: dict[str, _Found], at: dict[int, _Found], attribution: Attribution, text: str, known: Registry, said: Lists
) -> None:
    """The source of an attribution, joined to the actor it names, or kept by its own words."""
    source = attribution.source
    if source is None or source.quote.casefold() in PRONOUNS:
        return
    if source.quote.split()[0].casefold() in POINTING and attribution.speaker is None:
        return  # "these forces said": whoever they are was named before
    held = [at[k] for k in range(*between(text, source.start, source.end)) if k in at]
    holders = list({id(one): one for one in held}.values())
    people = [one for one in holders if one.kind is ActorKind.PERSON]
    for one in people or holders[:1]:
        if one.source is SourceType.UNSPECIFIED:
            one.source = attribution.source_type
        return
    name = attribution.speaker or source.quote
    entry = known.find(name) or known.government(known.capitals.get(source.quote, ""))  # "Kyiv said"
    kind = entry.kind if entry else _kind_of(name, source.quote, attribution.source_type, text, said)
    one = found.setdefault(
        entry.id if entry else f"{kind.value}:{name}",
        _Found(entry.name if entry else name, kind, "speaker", entry.id if entry else None),
    )
    if not one.spans or not one.spans[-1].overlaps(source):
        one.mention(source)
    one.source = attribution.source_type


def _kind_of(name: str, quote: str, source: SourceType, text: str, said: Lists) -> ActorKind:
    """What a source is that no list knows: a lone surname ("Horbach said") is a person, unless something tells otherwise."""
    words_of = quote.split()
    if words_of[-1].casefold() in MASS:
        return ActorKind.PEOPLE
    if source in PERSONS:
        return ActorKind.PERSON
    telling = next((said.kinds[word] for word in reversed(words_of) if word in said.kinds), None)
    if telling is not None:
        return telling
    surname = len(words_of) == 1 and name == quote and quote[0].isupper() and quote[1:].islower() and quote.isalpha()
    if not surname or source is not SourceType.UNSPECIFIED:
        return ActorKind.ORGANISATION
    return _described(name, text, said) or ActorKind.PERSON


def _described(name: str, text: str, said: Lists) -> ActorKind | None:
    """What the word before a name calls it in one of its first mentions: "the weekly Kontynent"; with an article, a body."""
    at = text.find(name)
    for _ in range(_MENTIONS_READ):
        if at < 0:
            return None
        before = text[max(0, at - 24) : at].split()
        word = before[-1].casefold() if before and text[at - 1] == " " else ""
        if word in said.described:
            return said.described[word]
        if word == "the":
            return ActorKind.ORGANISATION
        at = text.find(name, at + len(name))
    return None


PERSONS = frozenset({
    SourceType.HEAD_OF_STATE, SourceType.HEAD_OF_GOVERNMENT, SourceType.POLITICIAN, SourceType.MINISTER, SourceType.OFFICIAL,
    SourceType.REGIONAL_OFFICIAL, SourceType.MILITARY_OFFICIAL, SourceType.COMBATANT, SourceType.EXPERT, SourceType.LAWYER,
    SourceType.CIVILIAN, SourceType.INDIVIDUAL_WRITER, SourceType.ARMED_GROUP_LEADER, SourceType.ARMED_GROUP_SPOKESPERSON,
})  # fmt: skip


def _actor(one: _Found, known: Registry) -> Actor:
    return Actor(
        name=one.name,
        kind=one.kind,
        mentions=tuple(sorted(one.spans)),
        aliases=tuple(one.aliases),
        description=one.description,
        title=one.title,
        registry=one.entry,
        country=one.country,
        side=_side(one, known),
        source_type=one.source,
        made_by=f"rule:identify/{one.rule}",
        confidence=0.95 if one.entry else 0.75,
    )


def _side(one: _Found, known: Registry) -> str | None:
    """The side in the first conflict of the registry in which the actor has one and no other conflict differs."""
    sides = {
        f"{conflict.id}:{side}"
        for conflict in known.conflicts
        if one.entry and (side := known.side(one.entry, conflict)) is not None
    }
    return next(iter(sides)) if len(sides) == 1 else None
