"""What kind of source speaks, by the words that name or describe it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.names import tokens
from firsthand.data.registry import Registry
from firsthand.model.attribution import SourceType


def described_type(text: str, start: int, end: int, lex: Lexicon, name: str = "") -> SourceType | None:
    """The source type that the words of a phrase give, None where they give none.

    The head decides, not what hangs on it: "military analysts" are analysts. Somebody who speaks for
    a body ("a spokesman for the army", "an official at the hospital") has the type of that body.
    """
    named = {word.casefold() for word in name.split()}
    lows = [t.low for t in tokens(text, start, end) if t.low not in named]
    cut = next((i for i, low in enumerate(lows) if i and low in _HANGING), len(lows))
    head = _matches(lows[:cut], lex)
    body = _matches(lows[cut + 1 :], lex)
    kind = head[-1] if head else None
    if "deputy" in lows[:cut] and kind in (SourceType.MINISTER, SourceType.HEAD_OF_GOVERNMENT):
        return SourceType.OFFICIAL
    armed = next((k for k in (*head, *body) if k in _ARMED), None)
    if armed is not None and kind in (SourceType.OFFICIAL, SourceType.MILITARY_OFFICIAL, SourceType.POLITICIAN):
        leads = {"leader", "chief", "head", "commander"} & set(lows)
        return SourceType.ARMED_GROUP_LEADER if leads else SourceType.ARMED_GROUP_SPOKESPERSON
    if armed is not None and {"manager", "boss", "founder", "leader", "chief"} & set(lows[:cut]):
        return SourceType.ARMED_GROUP_LEADER
    if kind is SourceType.OFFICIAL or kind is SourceType.OFFICIAL_COLLECTIVE:
        for other in () if _JUSTICE & set(lows[:cut]) else (*body, *reversed(head[:-1])):
            if other in _SPOKEN_FOR or (kind is SourceType.OFFICIAL_COLLECTIVE and other is SourceType.MINISTRY):
                return other
    made = cut < len(lows) and lows[cut] in ("from", "by", "of") and not lex.lists.human & set(lows[cut:])
    if kind is SourceType.DOCUMENT and body and made:
        return body[0]  # data from the ministry: the type of its maker
    if (
        kind is SourceType.DOCUMENT
        and cut < len(lows)
        and lows[cut] == "in"
        and {"report", "article", "story", "column"} & set(lows[:cut])
    ):
        return SourceType.MEDIA
    if kind is None and body:
        rest = lows[cut + 1 :]
        stop = next((i for i, low in enumerate(rest) if i and low in _HANGING), len(rest))
        return (_matches(rest[:stop], lex) or body)[-1]  # "a network of volunteer doctors"
    return kind


_PREPOSITION: Final = re.compile(r"\s(?:by|of|from|in|to|for|at|with)\s")
_JUSTICE: Final = frozenset(["judge", "prosecutor", "magistrate", "clerk", "investigator", "prosecutors", "judges"])
_HANGING: Final = frozenset(
    [
        "whom",
        "whose",
        "near",
        "inside",
        "outside",
        "around",
        "across",
        "under",
        "between",
        "among",
        "behind",
        "on",
        "of",
        "for",
        "at",
        "from",
        "with",
        "in",
        "by",
        "on",
        "who",
        "that",
        "which",
        "familiar",
        "close",
        "involved",
    ]
)
_ARMED: Final = frozenset([SourceType.ARMED_GROUP, SourceType.ARMED_GROUP_MEMBER])
_SPOKEN_FOR: Final = frozenset(
    [
        SourceType.MILITARY_OFFICIAL,
        SourceType.EMERGENCY_SERVICE,
        SourceType.IGO,
        SourceType.NGO,
        SourceType.MEDICAL,
        SourceType.MEDICAL_NGO,
        SourceType.THINK_TANK,
        SourceType.REGIONAL_OFFICIAL,
        SourceType.LOCAL_COMMITTEE,
    ]
)


def _matches(lows: list[str], lex: Lexicon) -> list[SourceType]:
    """Types of the words and phrases of the list, in order, each word used once."""
    found: list[SourceType] = []
    i = 0
    while i < len(lows):
        step = 1
        for size in range(min(lex.longest_type, len(lows) - i), 0, -1):
            phrase = " ".join(lows[i : i + size])
            known = lex.types.get(phrase)
            if known is None and size == 1 and phrase.endswith("s") and not phrase.endswith("ss"):
                known = lex.types.get(phrase[:-1])
            if known is not None:
                found.append(known[1])
                step = size
                break
        i += step
    return found


def source_type(text: str, start: int, end: int, lex: Lexicon, registry: Registry, name: str = "") -> SourceType:
    """The source type of a phrase by its words, the registry, or because it names a state or outlet."""
    comma = text.find(",", start, end)
    head = comma if comma > start else end
    words = text[start:head].strip()
    low = words.casefold().replace("’", "'")
    plain = low[4:] if low.startswith("the ") else low
    opening = _PREPOSITION.split(plain)[0]
    entry = registry.find(words)
    if entry is not None and entry.source is not SourceType.UNSPECIFIED:
        return entry.source
    if plain in lex.lists.outlets or low in lex.lists.outlets:
        return SourceType.MEDIA
    if plain in lex.lists.states or words.removeprefix("the ") in registry.capitals:  # "Kigali denies it"
        return SourceType.STATE
    for limit in (head, end):
        kind = described_type(text, start, limit, lex, name)
        if kind in (None, SourceType.DOCUMENT) and any(outlet in f" {opening} " for outlet in _spaced(lex)):
            return SourceType.MEDIA
        aside = described_type(text, head, end, lex, name) if limit == head and head < end else None
        if kind is SourceType.OFFICIAL and aside is SourceType.MILITARY_OFFICIAL:
            return aside  # "a spokeswoman, Major X"
        if kind is SourceType.MILITARY_OFFICIAL and aside is SourceType.ARMED_GROUP:
            return aside  # "the Northern Army, an ethnic armed group"
        if kind is not None:
            return kind
    if " " not in plain and plain.endswith("s") and registry.people(words[:1].upper() + plain[1:]):
        return SourceType.CIVILIAN
    return SourceType.UNSPECIFIED


@lru_cache(maxsize=4)
def _spaced(lex: Lexicon) -> tuple[str, ...]:
    return tuple(
        f" {outlet} "
        for outlet in sorted(lex.lists.outlets)
        if len(outlet) > 2 and outlet not in ("time", "vice", "abc")
    )


def is_anonymous(text: str, start: int, end: int, named: bool, lex: Lexicon) -> bool:
    """Whether the source is a person kept from the reader: "a U.S. official", "four sources"."""
    if named:
        return False
    lows = [t.low for t in tokens(text, start, end)]
    if not lows:
        return False
    if "source" in lows or "sources" in lows or "anonymity" in lows or ("familiar" in lows and "with" in lows):
        return True
    single = {"official", "diplomat", "insider", "aide", "adviser", "person"}
    return (
        bool(single & set(lows))
        and lows[0] in ("a", "an", "one", "another", "the")
        and not any(t == "of" for t in lows[:2])
    )
