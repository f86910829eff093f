"""What kind of source speaks, by the words that name or describe it."""

from __future__ import annotations

from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.names import tokens
from firsthand.data.registry import Registry
from firsthand.model.attribution import SourceType


def described_type(text: str, start: int, end: int, lex: Lexicon) -> SourceType | None:
    """The source type that the words of a phrase give, None where they give none.

    The head decides before what hangs on it: "a spokesman for the health ministry" is read from its
    first words up to "of" or "for", unless a longer phrase of the list fits.
    """
    lows = [t.low for t in tokens(text, start, end)]
    found: list[tuple[int, SourceType]] = []
    for i in range(len(lows)):
        for size in range(min(lex.longest_type, len(lows) - i), 0, -1):
            phrase = " ".join(lows[i : i + size])
            known = lex.types.get(phrase)
            if known is None and size == 1 and phrase.endswith("s") and not phrase.endswith("ss"):
                known = lex.types.get(phrase[:-1])
            if known is not None:
                found.append(known)
                break
    return min(found)[1] if found else None


def source_type(text: str, start: int, end: int, lex: Lexicon, registry: Registry) -> SourceType:
    """The source type of a phrase by its words, the registry, or because it names a state or outlet."""
    comma = text.find(",", start, end)
    head = comma if comma > start else end
    words = text[start:head].strip()
    low = words.casefold().replace("’", "'")
    plain = low[4:] if low.startswith("the ") else low
    entry = registry.find(words)
    if entry is not None and entry.source is not SourceType.UNSPECIFIED:
        return entry.source
    if plain in lex.lists.outlets or low in lex.lists.outlets:
        return SourceType.MEDIA
    if plain in lex.lists.states:
        return SourceType.STATE
    for limit in (head, end):
        kind = described_type(text, start, limit, lex)
        if kind is not None:
            return kind
    return SourceType.UNSPECIFIED


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
