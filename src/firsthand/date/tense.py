"""Whether the words around a time speak of what lies ahead or behind."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from firsthand.date.scene import Scene

_STOPS: Final = frozenset('. ; : ! ? \n ” " —'.split(" "))
_REACH: Final = 12


class Tense(IntEnum):
    PAST = -1
    OPEN = 0
    FUTURE = 1


def tense_around(s: Scene, first: int, stop: int) -> Tense:
    """The tense of the nearest word that shows one, within the clause and twelve words; OPEN where none does."""
    left = _nearest(s, range(first - 1, max(-1, first - _REACH - 1), -1))
    right = _nearest(s, range(stop, min(s.size, stop + _REACH)))
    if left is None and right is None:
        return Tense.OPEN
    if right is None or (left is not None and left[0] <= right[0] + 2):
        return left[1] if left else Tense.OPEN
    return right[1]


def _nearest(s: Scene, places: range) -> tuple[int, Tense] | None:
    future, past = s.lexicon.table.tense["future"], s.lexicon.table.tense["past"]
    for distance, i in enumerate(places):
        word = s.words[i]
        if word in _STOPS:
            return None
        if word in future:
            return distance, Tense.FUTURE
        if (
            word == "to"
            and s.words[i + 1].isalpha()
            and s.words[i + 1] not in ("the", "a", "an", "his", "her", "their", "its", "be")
            and s.senses[i + 1].month is None
        ):
            if s.senses[i + 1].weekday is None and not s.tokens.capitalised(i + 1) and not s.words[i + 1].endswith("s"):
                return distance, Tense.FUTURE
        if word in past or (
            len(word) > 4 and word.endswith("ed") and word not in ("united", "hundred", "need", "indeed", "armed")
        ):
            return distance, Tense.PAST
    return None
