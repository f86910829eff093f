"""Places that stand for a government: "Moscow rejected the offer", "talks with Kyiv", the Kremlin."""

from __future__ import annotations

import re
from typing import Final

from firsthand.data.gazetteer import Gazetteer, GazetteerPlace
from firsthand.locate.words import Words
from firsthand.model.place import PlaceKind

_NEXT: Final = re.compile(
    r"(?:['’]s)?\s+(?:(?:also|has|had|have|would|will|could|may|might|still|now|again|then|later|never|repeatedly|reportedly)\s+){0,2}([a-z]+)"
)
_OWN: Final = re.compile(
    r"['’]s?\s+(?:[a-z]+\s+)?(demand|demands|claim|claims|offer|position|refusal|decision|allies|ally|forces|troops|army|military|government|plan|plans|policy|aim|aims|response|insistence|intention|invasion|war|leadership|leaders|request|requests)\b"
)
_REACH: Final = 40


def metonym(text: str, start: int, end: int, place: GazetteerPlace, gazetteer: Gazetteer, words: Words) -> str | None:
    """The government that the name at `start..end` stands for, None where it names a place."""
    if place.name in words.table.metonyms:
        return words.table.metonyms[place.name]
    if not (place.capital and place.kind is PlaceKind.SETTLEMENT) or place.country is None:
        return None
    if not (_acts(text, end, words) or _acted_on(text, start, words)):
        return None
    row = gazetteer.province(place.country)
    name = gazetteer.place(row).name if row is not None else place.country
    return f"government of {'the ' if name.startswith('United ') else ''}{name}"


def _acts(text: str, end: int, words: Words) -> bool:
    if _OWN.match(text, end, end + 2 * _REACH):
        return True
    hit = _NEXT.match(text, end, end + _REACH)
    return hit is not None and hit[1] in words.acts and not text.startswith(("'", "’"), end)


def _acted_on(text: str, start: int, words: Words) -> bool:
    """ "pressure on Kyiv", "accused Moscow"; a bare preposition is not enough."""
    before = text[max(0, start - _REACH) : start].rstrip()
    return any(before.endswith(" " + phrase) for phrase in words.acts_before)
