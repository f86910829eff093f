"""Where actors are named: registry names, "Russian forces", and capitalised names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.data.registry import Registry, folded
from firsthand.identify.lists import Lists
from firsthand.identify.words import Word
from firsthand.model.actor import ActorKind

LONGEST = 9  # words of a registry name


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first..last` (last not included) that name an actor; `entry` is a registry id."""

    first: int
    last: int
    name: str
    kind: ActorKind
    entry: str | None = None
    country: str | None = None
    title: str | None = None
    rule: str = "registry"


def mentions(text: str, told: Sequence[Word], breaks: frozenset[int], known: Registry, said: Lists) -> list[Mention]:
    """Mentions in text order, none inside another. `breaks` are offsets where a sentence or headline begins."""
    found: list[Mention] = []
    at = 0
    while at < len(told):
        word = told[at]
        mention = None
        capital = word.text[0].isupper()
        if capital or word.text in known.starts:
            mention = _listed(text, told, at, known)
        if capital and (mention is None or mention.kind is ActorKind.STATE):
            mention = _of_state(text, told, at, known, said) or mention
        if mention is None and word.low in said.groups:
            mention = _group(told, at, said)
        if mention is None and capital:
            mention = _capitalised(text, told, at, breaks, known, said)
        if mention is None:
            at += 1
            continue
        found.append(mention)
        at = mention.last
    return found


def _listed(text: str, told: Sequence[Word], at: int, known: Registry) -> Mention | None:
    """The longest registry name that begins here."""
    first = told[at]
    length = known.starts.get(first.text.replace("’", "'"))
    possessive = at + 1 < len(told) and told[at + 1].low == "'s"
    if length is None and possessive:
        length = known.starts.get(first.text + "'s")
    if length is None:
        return None
    # a registry name counts its words by spaces, the text by tokens ('s, stops): look a little further
    for last in range(min(at + length + 3, len(told)), at, -1):
        if told[last - 1].end - first.start > 90:
            continue
        entry = known.find(text[first.start : told[last - 1].end])
        if entry is None:
            continue
        if entry.kind is ActorKind.STATE and _part_of_name(told, at, last):
            return None
        return Mention(at, last, entry.name, entry.kind, entry.id, entry.country)
    return None


def _part_of_name(told: Sequence[Word], at: int, last: int) -> bool:
    """A country's word inside a longer name: "Bank of Georgia University", "US-led", "New Mexico"."""
    return last - at == 1 and "-" in told[at].text


def _of_state(text: str, told: Sequence[Word], at: int, known: Registry, said: Lists) -> Mention | None:
    """ "Russian forces", "Israel's army", "the Sudanese government"; "Russians" alone is a people."""
    for width in (2, 1):
        if at + width > len(told):
            continue
        word = text[told[at].start : told[at + width - 1].end]
        iso = known.people(word) if width == 1 or known.adjectives.get(word) else None
        entry = None if iso else known.find(word)
        after = at + width
        if iso is None and entry is not None and entry.kind is ActorKind.STATE and after < len(told):
            if told[after].low != "'s":
                continue
            iso, after = entry.country, after + 1
        if iso is None:
            continue
        for length in (2, 1):
            tail = tuple(w.low for w in told[after : after + length])
            if len(tail) < length:
                continue
            if tail in said.forces:
                force = known.forces(iso)
                if force:
                    return Mention(at, after + length, force.name, force.kind, force.id, iso, rule="state_force")
            if tail in said.irregulars:
                name = text[told[at].start : told[after + length - 1].end]
                return Mention(at, after + length, name, ActorKind.ARMED_GROUP, None, iso, rule="irregulars")
            if tail in said.governments:
                rule = known.government(iso)
                if rule:
                    return Mention(at, after + length, rule.name, rule.kind, rule.id, iso, rule="state_government")
        if width == 1 and word.endswith("s") and word not in known.adjectives and known.people(word):
            return Mention(at, at + 1, word, ActorKind.PEOPLE, None, iso, rule="people")
    return None


def _group(told: Sequence[Word], at: int, said: Lists) -> Mention | None:
    word = told[at]
    name = said.groups.get(word.low)
    if name is None or (word.text[0].isupper() and at + 1 < len(told) and told[at + 1].text[0].isupper()):
        return None
    return Mention(
        at,
        at + 1,
        name,
        ActorKind.ARMED_GROUP
        if name not in ("police", "protesters")
        else (ActorKind.AGENCY if name == "police" else ActorKind.PEOPLE),
        rule="group",
    )


def _name_word(word: Word, said: Lists) -> bool:
    return word.text[0].isupper() and word.text[0].isalpha()


def _title(told: Sequence[Word], at: int, said: Lists) -> int:
    """How many words of title begin here (stops of abbreviations included)."""
    for parts in said.titles.get(told[at].text.rstrip("."), ()):
        last = at
        for part in parts:
            while last < len(told) and told[last].text == ".":
                last += 1
            if last >= len(told) or told[last].text.rstrip(".") != part:
                break
            last += 1
        else:
            if (
                last < len(told)
                and told[last].text == "."
                and last + 1 < len(told)
                and told[last + 1].text[0].isupper()
            ):
                last += 1
            return last - at
    return 0


def _capitalised(
    text: str, told: Sequence[Word], at: int, breaks: frozenset[int], known: Registry, said: Lists
) -> Mention | None:
    """A run of capitalised words: a person, or an organisation by a telling word; else nothing."""
    if told[at].low in ARTICLES:
        return None
    first, title = at, ""
    country = known.people(told[at - 1].text) if at else None
    if known.people(told[at].text) and at + 1 < len(told) and _title(told, at + 1, said):
        country, first = known.people(told[at].text), at + 1
    while (length := _title(told, first, said)) and first + length < len(told):
        title = (title + " " + text[told[first].start : told[first + length - 1].end]).strip()
        first += length
    if first > at and not _name_word(told[first], said):
        return None
    last = first
    while last < len(told) and last - first < 7:
        word = told[last]
        if last > first and text[told[last - 1].end : word.start].strip(" \u00a0"):
            break
        if last > first and "\n" in text[told[last - 1].end : word.start]:
            break
        if _name_word(word, said):
            last += 1
        elif word.low in said.particles and last > first and last + 1 < len(told) and _name_word(told[last + 1], said):
            if word.low in ("and", "for", "on") and not _organisation(told[first:last], said):
                break
            last += 1
        else:
            break
    run = list(told[first:last])
    if not run:
        return None
    organised = _organisation(run, said)
    if not organised:
        while run and (run[0].low in said.openers and run[0].start in breaks):
            run.pop(0)
            first += 1
        while run and run[-1].text in said.not_names:
            run.pop()
        last = first + len(run)
    if not run or (len(run) == 1 and not title and not organised):
        return None
    name = text[run[0].start : run[-1].end]
    if organised and not title and len(run) > 1:
        return Mention(first, last, name, organised, None, known.people(run[0].text), rule="name_organisation")
    cut = next((k for k, w in enumerate(run) if w.low in ("of", "for", "and", "on", "the")), len(run))
    run = run[:cut]
    if not run:
        return None
    if _is_place(told, first + len(run)):
        return None
    role_before = at > 0 and told[at - 1].low in said.roles
    if any(w.text in said.not_names or known.people(w.text) or len(w.text) == 1 for w in run[1:]) and not title:
        return None
    if title and run[0].text in said.bodies:
        name = text[told[at].start : run[0].end]
        return Mention(at, first + 1, name, said.kinds[run[0].text], None, country, rule="name_organisation")
    if title or (len(run) > 1 and (run[0].text in said.given or role_before or _spoken(told, first + len(run)))):
        name = text[run[0].start : run[-1].end]
        entry = known.find(name)
        if entry is not None and entry.kind is ActorKind.PERSON:
            return Mention(first, first + len(run), entry.name, entry.kind, entry.id, entry.country, title or None)
        return Mention(
            first, first + len(run), name, ActorKind.PERSON, None, country, title or None, rule="name_person"
        )
    return None


def _organisation(run: Sequence[Word], said: Lists) -> ActorKind | None:
    for word in (run[-1], *run[:-1]):
        kind = said.kinds.get(word.text)
        if kind is not None:
            return kind
    return None


def _spoken(told: Sequence[Word], after: int) -> bool:
    """A name before a verb of saying, or before ", a ..." / ", the ...", ", 34,"."""
    if after >= len(told):
        return False
    following = told[after].low
    if following in SAYING:
        return True
    if following == "," and after + 1 < len(told):
        nxt = told[after + 1]
        return nxt.low in ("a", "an", "the", "who", "whose") or (nxt.text.isdigit() and len(nxt.text) == 2)
    return False


def _is_place(told: Sequence[Word], after: int) -> bool:
    """A name before ", a town ..." is a place."""
    return (
        after + 2 < len(told)
        and told[after].low == ","
        and told[after + 1].low in ARTICLES
        and any(w.low in PLACE_NOUNS for w in told[after + 2 : after + 6])
    )


ARTICLES = frozenset(("the", "a", "an"))
PLACE_NOUNS = frozenset(
    [
        "town",
        "city",
        "village",
        "settlement",
        "suburb",
        "region",
        "province",
        "district",
        "capital",
        "island",
        "port",
        "river",
    ]
)
SAYING = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "added",
        "stated",
        "wrote",
        "noted",
        "warned",
        "claimed",
        "denied",
        "admitted",
        "announced",
        "reported",
        "recalled",
        "argued",
        "insisted",
        "acknowledged",
        "explained",
        "confirmed",
    ]
)


def renamed(mention: Mention, name: str) -> Mention:
    """`mention` under the name of the actor it was merged into."""
    return replace(mention, name=name)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their article or apostrophes."""
    return folded(one).casefold() == folded(other).casefold()
