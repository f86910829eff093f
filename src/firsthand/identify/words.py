"""Words of a text with their places, shared by the rooms that read shallow syntax."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final, NamedTuple

# An abbreviation with stops, a number, a word with inner apostrophes or hyphens, or one other sign.
# The possessive 's stands alone.
TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,6}|\d[\d.,]*\d|\d|['’]s\b|[^\W\d_](?:[^\W_]|[.&/](?=[^\W\d_])|-(?=[^\W_])|['’](?!s\b)(?=[^\W\d_]))*|\S"
)


class Word(NamedTuple):
    """`low` is the word in lower case with straight apostrophes."""

    start: int
    end: int
    text: str
    low: str


@lru_cache(maxsize=2)
def words(text: str) -> tuple[Word, ...]:
    """Words, numbers and single signs of `text`, in order."""
    return tuple(Word(m.start(), m.end(), w := m[0], w.lower().replace("’", "'")) for m in TOKEN.finditer(text))


@lru_cache(maxsize=2)
def starts(text: str) -> list[int]:
    """Where the words of `text` begin."""
    return [word.start for word in words(text)]


def between(text: str, start: int, end: int) -> tuple[int, int]:
    """Indexes (first, after the last) of the words that begin in `start..end`."""
    at = starts(text)
    return bisect_left(at, start), bisect_left(at, end)
