"""Outlets that relay: "told Reuters", "the weekly X", "the daily"."""

from __future__ import annotations

import re
from typing import Final

from firsthand.attribute.draft import Stretch
from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.names import tokens
from firsthand.data.registry import Registry

_CITED: Final = re.compile(
    r",? (?:as |who was |who were )?(?P<how>cited|quoted|interviewed|seen|obtained|reviewed|viewed) by (?:the )?(?=[A-Z])"
)


def outlet(text: str, stretch: Stretch | None, lex: Lexicon, registry: Registry, before: int) -> str | None:
    """The name of the outlet that was told: "told Reuters", or "the daily" for the one named last before."""
    if stretch is None:
        return None
    start, end = stretch
    words = text[start:end].strip()
    low = words.casefold().replace("’", "'")
    plain = low.removeprefix("the ")
    if plain in lex.lists.outlets or low in lex.lists.outlets:
        return words
    entry = registry.find(words)
    if entry is not None and entry.kind.value == "media":
        return words
    found = tokens(text, start, end)
    named = _named_outlet(text, start, end, lex)
    if named is not None:
        return named[1]
    if len(found) <= 4 and found and found[0].low == "the" and found[-1].low in lex.lists.outlet_words:
        return last_outlet(text, start, lex) or words
    for t in tokens(text, start, end):
        for name in _outlet_at(text, t.start, end, lex):
            return name
    return None


def cited_by(text: str, source: Stretch, lex: Lexicon, registry: Registry) -> tuple[int, str] | None:
    """(end of the description, outlet) of "a medic cited by the Kontynent": the outlet relays the medic.

    What was seen or obtained has been shown to many ("documents seen by the court"): there only a known outlet relays.
    """
    found = _CITED.search(text, *source)
    if found is None:
        return None
    named = text[found.end() : source[1]].split(",")[0].strip()
    if found["how"] in ("cited", "quoted", "interviewed"):
        return found.start(), named
    known = outlet(text, (found.end(), found.end() + len(named)), lex, registry, found.start())
    return (found.start(), known) if known is not None else None


def _named_outlet(text: str, start: int, end: int, lex: Lexicon) -> tuple[int, str] | None:
    """(place, name) of the last outlet that a word for one introduces: "the weekly Kontynent"."""
    best: tuple[int, str] | None = None
    found = tokens(text, start, end)
    for n, token in enumerate(found[:-1]):
        if (
            token.low not in lex.lists.outlet_words
            or not found[n + 1].capital
            or text[token.end : found[n + 1].start] != " "
        ):
            continue
        k = n + 1
        while k + 1 < len(found) and found[k + 1].capital and text[found[k].end : found[k + 1].start] == " ":
            k += 1
        best = (found[n + 1].start, text[found[n + 1].start : found[k].end])
    return best


def last_outlet(text: str, before: int, lex: Lexicon) -> str | None:
    """The outlet named last before a place in the text."""
    window = text[max(0, before - 1500) : before]
    low = window.casefold()
    best: tuple[int, str] | None = None
    for name in lex.lists.outlets:
        if len(name) < 3:
            continue
        at = low.rfind(name)
        if at >= 0 and window[at].isupper() and (best is None or (at, len(name)) > (best[0], len(best[1]))):
            edge = at + len(name) >= len(low) or not low[at + len(name)].isalnum()
            if edge and (at == 0 or not low[at - 1].isalnum()):
                best = (at, window[at : at + len(name)])
    introduced = _named_outlet(text, max(0, before - 1500), before, lex)
    if introduced is not None and (best is None or introduced[0] - max(0, before - 1500) > best[0]):
        return introduced[1]
    return best[1] if best else None


def _outlet_at(text: str, start: int, end: int, lex: Lexicon) -> list[str]:
    for size in range(min(30, end - start), 1, -1):
        piece = text[start : start + size]
        if (
            piece.casefold() in lex.lists.outlets
            and piece[0].isupper()
            and (start + size >= len(text) or not text[start + size].isalnum())
        ):
            return [piece]
    return []
