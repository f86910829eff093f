"""Words of a layer of text, with each quotation on it as one word.

A report is read in layers: its own words with every quotation closed like an envelope, then the words
inside each quotation. So a clause never runs into the words of somebody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from firsthand.attribute.lexicon import ABBREVIATED
from firsthand.attribute.names import is_capital
from firsthand.model.passage import Passage

_WORD: Final = re.compile(
    r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b"
    r"|(?:[^\W\d_]\.){2,8}"
    r"|[^\W_]+(?:[-'’&/][^\W_]+)*"
    r"|[^\w\s]|_"
)
QUOTE: Final = "“”"
# Acronyms that lower case would turn into function words: kept in capitals.
_ACRONYMS: Final = frozenset(["WHO", "US", "IT", "AM", "IS", "AS", "OR", "IN", "SO", "MAY"])
_LONGEST_UNIT: Final = 300  # words; longer sentences are cut so that no rule looks across thousands of words


@dataclass(frozen=True, slots=True)
class Word:
    """`low` is lower case with straight apostrophes, `QUOTE` for a whole quotation."""

    start: int
    end: int
    low: str
    capital: bool
    quote: Passage | None = None

    def is_word(self) -> bool:
        return self.quote is None and (self.low[0].isalnum() or len(self.low) > 1)


Unit = list[Word]


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch to read at one depth of quotation: a paragraph, or the inside of a quotation."""

    start: int
    end: int
    depth: int
    inside: Passage | None = None


def units(text: str, layer: Layer, quotes: list[Passage], breaks: list[int]) -> Iterator[Unit]:
    """The words of `layer`, sentence by sentence.

    `quotes` are the quotations one level deeper, in order, that lie in the layer; `breaks` the
    beginnings of sentences, sorted.
    """
    unit: Unit = []
    at = layer.start
    waiting = iter(quotes)
    quote = next(waiting, None)
    limit = bisect_left(breaks, layer.start + 1)
    while True:
        stop = quote.span.start if quote is not None else layer.end
        for word in _plain(text, at, stop):
            while limit < len(breaks) and breaks[limit] <= word.start:
                limit += 1
                if unit:
                    yield unit
                    unit = []
            unit.append(word)
            if len(unit) >= _LONGEST_UNIT:
                yield unit
                unit = []
        if quote is None:
            break
        while limit < len(breaks) and breaks[limit] <= quote.span.start:
            limit += 1
            if unit:
                yield unit
                unit = []
        unit.append(Word(quote.span.start, quote.span.end, QUOTE, False, quote))
        at = quote.span.end
        limit = bisect_left(breaks, at, lo=limit)
        quote = next(waiting, None)
    if unit:
        yield unit


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    past = start
    for match in _WORD.finditer(text, start, end):
        begin, stop = match.span()
        if begin < past:
            continue  # the stop of an abbreviation, already taken
        low = match.group().casefold().replace("’", "'")
        if match.group() in _ACRONYMS:
            low = match.group()
        capital = is_capital(text, begin)
        if low.endswith("'s") and len(low) > 2:
            yield Word(begin, stop - 2, low[:-2] or "'", capital)
            yield Word(stop - 2, stop, "'s", False)
            continue
        if stop < end and text[stop] == "." and (low in ABBREVIATED or (len(low) == 1 and capital)):
            following = text[stop + 1 : stop + 2]
            if following == " ":
                past = stop + 1
                yield Word(begin, past, low, capital)
                continue
        yield Word(begin, stop, low, capital)
