"""Place names of a document found without the trained reader: spots that their context licenses."""

from __future__ import annotations

from firsthand.data.gazetteer import Gazetteer
from firsthand.locate.licence import Document, Licence
from firsthand.locate.spots import Spot, Token, spots, tokens
from firsthand.locate.words import Words

# Type words that belong to a name in any letter case; others only when they begin with a capital letter.
_LOWER = frozenset(
    {"region", "oblast", "province", "governorate", "county", "district", "township", "raion", "village", "city", "river", "island", "islands",
     "peninsula", "sea", "hospital", "hromada", "neighbourhood", "neighborhood", "airport", "bridge", "strait", "ocean", "krai", "parish", "refugee", "camp", "airfield", "reservoir", "dam"}
)  # fmt: skip


def recognise(text: str, gazetteer: Gazetteer, words: Words, licence: Licence | None = None) -> list[tuple[int, int]]:
    """Spans of place names in text order, type words that belong to the name included."""
    licence = licence or Licence.load()
    listed = tokens(text)
    found = spots(text, listed, gazetteer, words)
    document = Document(text, listed, found, gazetteer, words)
    taken: list[tuple[int, int]] = []
    for number, spot in enumerate(found):
        cues = document.cues(number)
        if licence.odds(cues) > licence.floor and not _attribute(text, document, number):
            taken.append(with_type_word(text, listed, spot, words))
    return taken


def _attribute(text: str, document: Document, number: int) -> bool:
    """A word for a people ("Georgian") is no place, though some village bears it."""
    spot = document.spots[number]
    return spot.name in document.nationality


def with_type_word(text: str, listed: list[Token], spot: Spot, words: Words) -> tuple[int, int]:
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
