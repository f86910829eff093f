"""A place name as it stands in the text, with what the words around it say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from firsthand.locate.words import Words
from firsthand.model.place import PlaceKind

# How far a mention looks for words about itself: enough for a phrase, and the same for any text length.
REACH: Final = 48
# Up to three words before a name, read backwards from it: forwards the pattern would be tried at every letter.
_WORDS_BACK: Final = re.compile(r"\s+([\w'’-]+)(?:\s+([\w'’-]+))?(?:\s+([\w'’-]+))?")
_NEXT_WORDS: Final = re.compile(r"\s{1,3}([\w-]+)(?:\s([\w-]+))?")
_JOIN: Final = re.compile(
    r"\s*(?:,\s*(?:and|or|&)?|and|or|&|;|/|as well as|,\s*as well as)\s*(?:the\s+|in\s+|from\s+|to\s+|over\s+|near\s+)?",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_QUALIFIED: Final = re.compile(r"\s*(?:,\s+|\s+\(|,?\s+in\s+|\s+in\s+the\s+|,\s+in\s+the\s+|,\s+the\s+)(?:[a-z]+\s+)?")
_COMPASS: Final = ("northern", "southern", "eastern", "western")
_HEAD: Final = re.compile(
    r"\b([a-z]+)(?:\s(?:of|in)\s(?:the\s)?(?:[A-Z][\w'’-]{1,20}\s?){1,3})?\s?(?:of|:|including|such as|like|,|\(|–|—|-)?\s*(?:including|such as|namely)?:?\s*(?:the\s+)?$"
)


class Mention(NamedTuple):
    """`start..end` is the span that is reported; `name` the words that are looked up.

    `kinds` are the kinds that a type word allows, empty without one. `inside` is the index of the mention that says
    where this one lies ("Paris, Texas"). `company` numbers the list it stands in, -1 outside lists. `sector` marks a
    stretch of front ("Pokrovsk direction"), `part` a name with a point of the compass before it ("northern Gaza").
    """

    start: int
    end: int
    name: str
    kinds: frozenset[PlaceKind] = frozenset()
    inside: int = -1
    company: int = -1
    sector: bool = False
    part: bool = False


def mention(text: str, start: int, end: int, words: Words) -> Mention:
    """The mention at a span that may hold a type word itself ("Kharkiv region", "village of Robotyne")."""
    quote = text[start:end]
    name, kinds, sector = quote, frozenset[PlaceKind](), False
    parts = quote.split()
    last = parts[-1].lower() if len(parts) > 1 else ""
    if last in words.sectors:
        name, sector = " ".join(parts[:-1]), True
    elif last in words.type_after:
        name, kinds = " ".join(parts[:-1]), words.type_after[last]
        if len(parts) > 2 and f"{parts[-2].lower()} {last}" in words.type_after:
            name, kinds = " ".join(parts[:-2]), words.type_after[f"{parts[-2].lower()} {last}"]
    elif len(parts) > 1 and parts[0].lower() in words.type_before and parts[0].lower() not in ("city", "town"):
        kinds = words.type_before[parts[0].lower()]
    elif len(parts) > 2 and f"{parts[0]} {parts[1]}".lower() in words.type_before:
        name, kinds = " ".join(parts[2:]), words.type_before[f"{parts[0]} {parts[1]}".lower()]
    if not kinds and not sector:
        kinds, sector = around(text, start, end, words)
    if "'" in name[-2:] or "’" in name[-2:]:
        name = _POSSESSIVE.sub("", name)
    if name.lower().startswith("the "):
        name = name[4:]
    return Mention(start, end, name, kinds, sector=sector, part=_part(text, start))


def _part(text: str, start: int) -> bool:
    before = text[max(0, start - 16) : start]
    return before.endswith("ern ") and before.rstrip().rsplit(None, 1)[-1].lower().endswith(_COMPASS)


def around(text: str, start: int, end: int, words: Words) -> tuple[frozenset[PlaceKind], bool]:
    """The kinds that the words before and after a bare name allow, and whether it names a sector of the front."""
    after = _NEXT_WORDS.match(text, end, end + REACH)
    if after:
        one, two = after[1], after[2] or ""
        pair = f"{one} {two}".lower()
        if pair in words.type_after:
            return words.type_after[pair], False
        low = one.lower()
        if low in words.sectors:
            return frozenset(), True
        if low in words.type_after and (
            low not in ("state", "city", "port", "plant", "camp", "community") or one[0].isupper()
        ):
            return words.type_after[low], False
    before = _WORDS_BACK.match(text[max(0, start - REACH) : start][::-1])
    if before:
        one, two, three = ((g or "")[::-1].lower() for g in before.groups())
        for phrase in (f"{three} {two} {one}", f"{two} {one}", one):
            if phrase in words.type_before:
                return words.type_before[phrase], False
    return frozenset(), False


def in_company(text: str, mentions: Sequence[Mention], words: Words) -> list[Mention]:
    """`mentions` (in text order) with their lists, the kinds that lists share, and what each lies inside."""
    found = list(mentions)
    lists: list[list[int]] = []
    for i in range(1, len(found)):
        gap = text[found[i - 1].end : found[i].start] if found[i].start - found[i - 1].end <= 24 else None
        if gap is None:
            continue
        if _JOIN.fullmatch(gap):
            # "in Kyiv, as well as in Poltava and Sumy regions": another list begins
            if lists and "as well as" not in gap and lists[-1][-1] == i - 1:
                lists[-1].append(i)
            else:
                lists.append([i - 1, i])
        if _QUALIFIED.fullmatch(gap):
            found[i - 1] = found[i - 1]._replace(inside=i)
    for number, members in enumerate(lists):
        first, last = found[members[0]], found[members[-1]]
        kinds, sector = _shared(text, first, last, words)
        for i in members:
            one = found[i]
            found[i] = one._replace(company=number, kinds=one.kinds or kinds, sector=one.sector or sector)
    return found


def _shared(text: str, first: Mention, last: Mention, words: Words) -> tuple[frozenset[PlaceKind], bool]:
    """What the head of a list says of its members: "nine regions: A, B and C", "A, B and C regions"."""
    after = _NEXT_WORDS.match(text, last.end, last.end + REACH)
    if after and after[1].lower() in words.sectors and after[1].lower().endswith(("s", "axes")):
        return frozenset(), True
    if after and after[1].lower() in words.list_heads:
        return words.list_heads[after[1].lower()], False
    tail = text[last.start : last.end].rsplit(None, 1)[-1].lower()
    if tail in words.list_heads and len(text[last.start : last.end].split()) > 1:
        return words.list_heads[tail], False
    piece = text[max(0, first.start - REACH) : first.start]
    if any(head in piece for head in words.list_heads):
        before = _HEAD.search(piece)
        if before and before[1] in words.list_heads:
            return words.list_heads[before[1]], False
    return frozenset(), False
