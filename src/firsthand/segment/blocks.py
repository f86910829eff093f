"""Block quotations: a paragraph announced by a line that ends in a colon, itself without marks."""

from __future__ import annotations

import re
from typing import Final

from firsthand.segment.paragraphs import Stretch
from firsthand.segment.wordlists import Layout

_WORD: Final = re.compile(r"\w+")
_ITEM: Final = re.compile(r"(?:[-•*▪●–—]|\(?\d{1,2}[.)])\s")
_MARKS: Final = frozenset("\"'“‘«„‹")
_NEAR: Final = 160
_SHORTEST: Final = 40


def block_quotations(text: str, paragraphs: list[Stretch], lists: Layout) -> list[Stretch]:
    """Each quoted paragraph without marks; list items under one announcement are one stretch."""
    found: list[Stretch] = []
    for i, (start, end) in enumerate(paragraphs[:-1]):
        if text[end - 1] != ":" or not _announces(text, start, end, lists):
            continue
        first, last = paragraphs[i + 1]
        if text[first] in _MARKS or last - first < _SHORTEST:
            continue
        if _ITEM.match(text, first):
            following = i + 2
            while following < len(paragraphs) and _ITEM.match(text, paragraphs[following][0]):
                last = paragraphs[following][1]
                following += 1
        found.append((first, last))
    return found


def _announces(text: str, start: int, end: int, lists: Layout) -> bool:
    words = [m.group().casefold() for m in _WORD.finditer(text, max(start, end - _NEAR), end)]
    return any(word in lists.announcers for word in words)
