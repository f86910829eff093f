"""Where the name of a place ends in the text: with its type word, or before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from firsthand.locate.spots import Spot, Token
from firsthand.locate.words import Words

# Type words that belong to a name in any letter case; others only when they begin with a capital letter.
_LOWER: Final = frozenset(
    {"region", "oblast", "province", "governorate", "county", "district", "township", "raion", "village", "city", "river", "island", "islands",
     "peninsula", "sea", "hospital", "hromada", "neighbourhood", "neighborhood", "airport", "bridge", "strait", "ocean", "krai", "parish", "refugee", "camp", "airfield", "reservoir", "dam"}
)  # fmt: skip


def with_type_word(text: str, listed: Sequence[Token], spot: Spot, words: Words) -> tuple[int, int]:
    """The span of a spot with the type word that follows, where it is part of how the text names the place."""
    end = spot.end
    last = spot.last
    if (
        last < len(listed)
        and text[spot.end : listed[last].start] == " "
        and listed[last - 1].after == listed[last - 1].end
    ):
        word = listed[last].text
        low = word.lower()
        if low == "refugee" and last + 1 < len(listed) and listed[last + 1].text.lower() == "camp":
            end = listed[last + 1].end
        elif (low in words.sectors and low != "front" and not low.endswith("s")) or (
            low in words.with_name and (word[0].isupper() or low in _LOWER)
        ):
            end = listed[last].end
    return spot.start, end
