"""Text in capitals, in the usual case: a copy of the same length to look things up in."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE: Final = re.compile(r"[.!?][\"')\]]?\s|\n\s*\n")
_CAPITAL: Final = 0.8  # share of capitals among letters from which on a text counts as written in capitals
_LETTERS: Final = 400  # initials looked at


def in_capitals(text: str) -> bool:
    """Whether a text is written in capitals throughout, as old wires and some communiques are."""
    letters = [c for c in text[: 4 * _LETTERS] if c.isalpha()][:_LETTERS]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) >= _CAPITAL


def recased(text: str, language: str = "en") -> str:
    """`text` with words that are usually lower case in lower case, other words as names; the same offsets hold."""
    lower = _lower(language)
    parts: list[str] = []
    last, start = 0, True
    for found in _WORD.finditer(text):
        gap = text[last : found.start()]
        start = start or bool(_SENTENCE.search(gap))
        parts += [gap, _cased(found[0], start, lower)]
        last, start = found.end(), False
    parts.append(text[last:])
    return "".join(parts)


def _cased(word: str, start: bool, lower: frozenset[str]) -> str:
    small = word.lower()
    plain = small in lower or small.removesuffix("'s").removesuffix("’s") in lower or small == "a"
    if plain and not start:
        return small
    if not plain and (len(word) <= 2 or not any(c in "aeiouy" for c in small)):
        return word  # an acronym
    return word[0].upper() + small[1:]


@cache
def _lower(language: str) -> frozenset[str]:
    """Words that stand in lower case inside a sentence more often than not; built by tools/train_incidents."""
    return frozenset((files("firsthand.data") / language / "lowercase.txt").read_text("utf-8").split())
