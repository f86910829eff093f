"""What a searcher types, as words and phrases. Nothing typed is ever an error, and nothing typed reaches a database as code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from firsthand.store.words import LONGEST, folded, words

_PART: Final = re.compile(r'(-?)(?:["“”„«]([^"“”«»]*)["“”»]?|(\S+))')
_MOST_PARTS: Final = 64


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other. `open` means that the last is the beginning of a word."""

    words: tuple[str, ...]
    open: bool = False


_NOTHING: Final = Phrase(("x" * (LONGEST + 1),))  # longer than any word of the index


@dataclass(frozen=True, slots=True)
class Asked:
    """`wanted` must all stand in a report, none of `unwanted` may."""

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()


def asked(text: str | None) -> Asked | None:
    """The words and phrases of `text`; None where nothing was typed.

    Signs that are no letters only part words, so "Mi-8" is the phrase "mi 8". Where signs are all there
    is, the answer asks for a word that no report has.
    """
    if text is None or not text.strip():
        return None
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for match in list(_PART.finditer(text))[:_MOST_PARTS]:
        minus, quoted, plain = match.groups()
        said = quoted if quoted is not None else plain or ""
        found = tuple(folded(said))
        if found:
            phrase = Phrase(found, quoted is None and said.rstrip().endswith("*"))
            (unwanted if minus else wanted).append(phrase)
    if not wanted and not unwanted:
        return Asked((_NOTHING,))
    return Asked(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def matches(text: str, phrases: tuple[Phrase, ...], start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of the phrases in `text[start:end]`, in order."""
    stretch = text[start:end]
    told = list(words(stretch))
    found: set[tuple[int, int]] = set()
    for phrase in phrases:
        size = len(phrase.words)
        for at in range(len(told) - size + 1):
            if _fits(phrase, [told[at + step][0] for step in range(size)]):
                found.add((start + told[at][1], start + told[at + size - 1][2]))
    return sorted(found)


def first_match(text: str, phrases: tuple[Phrase, ...]) -> tuple[int, int] | None:
    """A place where one of the phrases stands, near the beginning; None where none does."""
    for phrase in phrases:
        # Written as it is folded, a phrase is found at the speed of a pattern; accents cost a look at every word.
        found = _spelled(phrase).search(text)
        if found:
            return found.span()
    return next(iter(matches(text, phrases)), None)


@lru_cache(maxsize=64)
def _spelled(phrase: Phrase) -> re.Pattern[str]:
    letters = r"[\W_]{1,8}".join(re.escape(word) for word in phrase.words)
    end = r"[^\W_]{0,64}" if phrase.open else ""
    return re.compile(rf"(?<![^\W_]){letters}{end}(?![^\W_])", re.IGNORECASE)


def _fits(phrase: Phrase, told: list[str]) -> bool:
    if phrase.open:
        return told[-1].startswith(phrase.words[-1]) and tuple(told[:-1]) == phrase.words[:-1]
    return tuple(told) == phrase.words
