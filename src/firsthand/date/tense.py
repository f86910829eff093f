"""Whether the words around a time speak of what lies ahead or behind."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from firsthand.date.scene import Scene

_STOPS: Final = frozenset('.;:!?\n”"—')
_REACH: Final = 12
_ARTICLES: Final = frozenset({"the", "a", "an", "his", "her", "their", "its", "be"})
_NOT_PAST: Final = frozenset({"united", "hundred", "indeed", "armed", "unmanned"})


class Tense(IntEnum):
    """MAYBE is a weak sign of what lies ahead: would, could, "to leave"."""

    PAST = -1
    OPEN = 0
    MAYBE = 1
    FUTURE = 2


def tense_around(s: Scene, first: int, stop: int) -> Tense:
    """The tense of the nearest word that shows one, within the clause and twelve words; OPEN where none does.

    What stands before the time counts for more than what follows it; of what follows, "to leave" says nothing.
    """
    left = _nearest(s, range(first - 1, max(-1, first - _REACH - 1), -1))
    right = _nearest(s, range(stop, min(s.size, stop + _REACH)), infinitives=False)
    if left is None:
        return Tense.OPEN if right is None else right[1]
    if right is None or left[0] <= right[0] + 2:
        return left[1]
    return right[1]


def _nearest(s: Scene, places: range, infinitives: bool = True) -> tuple[int, Tense] | None:
    tense = s.lexicon.tense
    for distance, i in enumerate(places):
        word = s.words[i]
        if word in _STOPS:
            return None
        if word in tense["future"]:
            return distance, Tense.FUTURE
        if word in tense["maybe"] or (infinitives and word == "to" and _infinitive(s, i + 1)):
            return distance, Tense.MAYBE
        if word in tense["past"] or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST):
            if s.before(i) == "be":  # "will be paid"
                continue
            return distance, Tense.PAST
    return None


def _infinitive(s: Scene, i: int) -> bool:
    word, sense = s.words[i], s.senses[i]
    if not word.isalpha() or word in _ARTICLES or word.endswith("s") or s.tokens.capitalised(i):
        return False
    return sense.month is None and sense.weekday is None
