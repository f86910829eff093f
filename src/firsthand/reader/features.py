"""What the uncased pieces leave out: the shape of a word, and whether it stands inside quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

SPECIAL: Final = 0
_SHAPES: Final = ("punctuation", "lower", "title", "capitals", "mixed", "initial", "digits", "digits_letters")
COUNT: Final = 1 + len(_SHAPES) * 2  # each shape outside and inside a quotation

_OPENING: Final = frozenset("“„«")
_CLOSING: Final = frozenset("”»")


@lru_cache(maxsize=100_000)
def shape(word: str) -> int:
    if not any(map(str.isalnum, word)):
        return 0
    if any(map(str.isdigit, word)):
        return 7 if any(map(str.isalpha, word)) else 6
    if word.islower():
        return 1
    letters = [c for c in word if c.isalpha()]
    if len(letters) == 1:
        return 5 if letters[0].isupper() else 1
    if all(c.isupper() for c in letters):
        return 3
    return 2 if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else 4


def quoted(words: Sequence[str], inside: bool) -> list[bool]:
    """For each word of a paragraph: is it inside a quotation, its marks included?"""
    answer = []
    for word in words:
        mark = word[:1]
        if mark in _OPENING or (mark == '"' and not inside):
            inside = True
            answer.append(True)
        elif mark in _CLOSING or mark == '"':
            answer.append(inside)
            inside = False
        else:
            answer.append(inside)
    return answer


def feature(word: str, inside: bool) -> int:
    return 1 + shape(word) + (len(_SHAPES) if inside else 0)
