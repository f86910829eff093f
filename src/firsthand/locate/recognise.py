"""Place names of a document: spots that their context licenses, with the trained reader where it took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.data.gazetteer import Gazetteer
from firsthand.locate.heard import look, misspelt
from firsthand.locate.licence import Licence
from firsthand.locate.span_end import with_type_word
from firsthand.locate.spots import tokens
from firsthand.locate.union import accepted, units
from firsthand.locate.words import Words

if TYPE_CHECKING:
    from firsthand.reader.signals import Signals


def recognise(
    text: str, gazetteer: Gazetteer, words: Words, signals: Signals | None = None, licence: Licence | None = None
) -> list[tuple[int, int]]:
    """Spans of place names in text order, type words that belong to the name included."""
    licence = licence or Licence.load()
    document = look(text, gazetteer, words)
    if signals is not None and licence.with_reader:
        taken = accepted(units(document, signals, words, licence, gazetteer), licence.with_reader, licence.reader_floor)
    else:
        taken = [
            with_type_word(text, document.tokens, spot, words)
            for number, spot in enumerate(document.spots)
            # "Georgian" is no place, though some village bears it
            if spot.name not in document.nationality and licence.odds(document.cues(number)) > licence.floor
        ]
    held = _without_overlap(sorted(taken))
    more = [s for s in misspelt(text, document, gazetteer, words) if not any(a < s[1] and s[0] < b for a, b in held)]
    return sorted([*held, *more])


def _without_overlap(taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A name that took the next word as its type word ("Kharkov Region") keeps it."""
    kept: list[tuple[int, int]] = []
    for span in taken:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def peoples(text: str, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Spans of words for a people or what is theirs ("Ukrainians", "Sudanese"): no places, but some sets count them."""
    listed = tokens(text)
    found: list[tuple[int, int]] = []
    done = -1
    for i, token in enumerate(listed):
        if not token.capital or i <= done:
            continue
        if i + 1 < len(listed) and listed[i + 1].capital and text[token.end : listed[i + 1].start] == " ":
            both = text[token.start : listed[i + 1].end]
            if gazetteer.nationality(both) is not None:
                found.append((token.start, listed[i + 1].end))
                done = i + 1
                continue
        if gazetteer.nationality(token.text) is not None:
            found.append((token.start, token.end))
    return found
