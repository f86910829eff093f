"""Stretches of text that may be place names: gazetteer names and capitalised words beside a type word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from typing import Final, NamedTuple

from firsthand.data.gazetteer import Gazetteer
from firsthand.data.gazetteer_keys import plain
from firsthand.locate.words import Words
from firsthand.model.place import PlaceKind

LONGEST: Final = 6  # words of a name
# A word: letters with inner apostrophes and hyphens. All quantifiers run over disjoint classes: linear in the text.
_WORD: Final = re.compile(r"([^\W\d_]+(?:['’ʼ][^\W\d_]+|-[^\W\d_]+)*)")
_POSSESSIVES: Final = frozenset({"'s", "’s", "'S", "’S"})
_GLUE: Final = frozenset(" \u00a0")
_INNER: Final = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "del",
        "la",
        "le",
        "du",
        "al",
        "el",
        "upon",
        "on",
        "sur",
        "am",
        "an",
        "der",
        "in",
        "da",
        "do",
        "dos",
        "di",
        "bin",
        "as",
        "ash",
        "e",
        "y",
    }
)
_UNITS: Final = frozenset({PlaceKind.ADM1, PlaceKind.ADM2})
_PARTIES: Final = frozenset("DRI")  # "D-Ohio": a member of a US congress with party and place
_ARTICLES: Final = frozenset({"al", "el", "as", "ad", "ar", "ash", "an", "at", "az", "l", "d"})


class Token(NamedTuple):
    """A word of the text. `start..end` leaves a possessive ending out; `after` is where the ending ends."""

    start: int
    end: int
    after: int
    text: str
    capital: bool


_token: Final = partial(tuple.__new__, Token)


class Spot(NamedTuple):
    """A stretch that may name a place: tokens `first..last` (last not included) of the document.

    `known` says that the gazetteer has the name; others are capitalised words with a type word beside them.
    """

    start: int
    end: int
    name: str
    first: int
    last: int
    known: bool


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    # split, so that offsets, letters and capitals are found without a step of Python for each word
    parts = _WORD.split(text)
    bounds = list(accumulate(map(len, parts)))
    said, starts, ends = parts[1::2], bounds[::2], bounds[1::2]
    capital = [word[0].isupper() for word in said]
    found = list(map(_token, zip(starts, ends, ends, said, capital, strict=False)))
    for i in [i for i, word in enumerate(said) if not word.isalpha()]:
        start, word = starts[i], said[i]
        bare = word[:-2] if word[-2:] in _POSSESSIVES else word
        head = bare
        lead, _, rest = bare.partition("-")
        if rest and lead in _PARTIES and rest[0].isupper():
            start, bare = start + 2, rest
        elif rest and lead.lower() in _ARTICLES:
            head = rest
        found[i] = Token(start, start + len(bare), ends[i], bare, head[0].isupper())
    return found


def spots(text: str, listed: list[Token], gazetteer: Gazetteer, words: Words) -> list[Spot]:
    """Spots in text order, none overlapping: at each word the longest known name."""
    found: list[Spot] = []
    known: dict[str, bool] = {}
    done = 0
    for i in [i for i, token in enumerate(listed) if token[4]]:
        if i < done:
            continue
        token = listed[i]
        begins = token.text.partition("-")[0] in words.short_first
        short = words.short_pattern.match(text, token.start) if begins else None
        if short:
            end = short.end()
            done = i + 1
            while done < len(listed) and listed[done].start < end:
                done += 1
            found.append(Spot(token.start, end, text[token.start : end], i, done, True))
            continue
        spot = _longest(text, listed, i, gazetteer, words, known) or _typed(text, listed, i, words)
        if spot is not None:
            found.append(spot)
            done = spot.last
    return found


def _longest(
    text: str, listed: list[Token], first: int, gazetteer: Gazetteer, words: Words, known: dict[str, bool]
) -> Spot | None:
    ends = _run(text, listed, first)
    if (
        ends[-1] < len(listed)
        and listed[ends[-1]].text in words.with_name
        and text[listed[ends[-1] - 1].after : listed[ends[-1]].start] == " "
    ):
        ends.append(ends[-1] + 1)  # "Nasser hospital"
    for last in reversed(ends):
        start, end = listed[first].start, listed[last - 1].end
        name = text[start:end]
        if last - first == 1 and len(name) < 3 and not name.isupper():
            continue
        if last - first == 1 and name.lower() in words.directions and not _unit_follows(text, listed, last, words):
            continue  # "North of the border", "the West"
        # "St. Clair": the stop inside is part of the name
        key = plain(name)
        if key not in known:
            known[key] = gazetteer.knows(key)
        if known[key]:
            return Spot(start, end, name, first, last, True)
    return None


def _unit_follows(text: str, listed: list[Token], last: int, words: Words) -> bool:
    """ "North Province", and not "South Hospital": a direction is a name where a province's or district's word follows."""
    if last >= len(listed) or not listed[last].capital or text[listed[last - 1].end : listed[last].start] != " ":
        return False
    return not _UNITS.isdisjoint(words.type_after.get(listed[last].text.lower(), ()))


def _run(text: str, listed: list[Token], first: int) -> list[int]:
    """Ends of the runs that begin at a word: capitalised words, with small words between them."""
    ends = [first + 1]
    last = first + 1
    while last < len(listed) and last - first < LONGEST:
        before, token = listed[last - 1], listed[last]
        gap = text[before.end : token.start]
        joined = gap in (" ", "\u00a0", "-", "–", " -", "- ") or (
            gap == ". " and len(before.text) <= 3 and before.text.lower() in ("st", "ste", "mt", "ft", "gt")
        )
        if not joined or before.after != before.end:
            break
        if token.capital:
            ends.append(last + 1)
        elif token.text.lower() not in _INNER:
            break
        last += 1
    return ends


def _typed(text: str, listed: list[Token], first: int, words: Words) -> Spot | None:
    """Capitalised words that the gazetteer lacks, with a type word right after or before: "Sin Gut village"."""
    last = first
    while (
        last < len(listed)
        and last - first < 3
        and listed[last].capital
        and (last == first or text[listed[last - 1].end : listed[last].start] == " ")
    ):
        if listed[last].text.lower() in words.type_after or listed[last].text.lower() in words.sectors:
            break
        last += 1
    if last == first:
        return None
    end = listed[last - 1].end
    low = listed[last].text.lower() if last < len(listed) and text[end : listed[last].start] == " " else ""
    if not (low in words.sectors or low in _SETTLED or _before(text, listed, first, words)):
        return None
    if any(t.text.lower() in words.common for t in listed[first:last]):
        return None
    start = listed[first].start
    return Spot(start, end, text[start:end], first, last, False)


_SETTLED: Final = frozenset(
    {
        "village",
        "township",
        "district",
        "oblast",
        "raion",
        "hromada",
        "hamlet",
        "province",
        "governorate",
        "county",
        "settlement",
        "neighbourhood",
        "neighborhood",
        "region",
        "hospital",
        "island",
        "river",
    }
)
_NAMED_BY: Final = frozenset(
    {
        "village",
        "villages",
        "town",
        "towns",
        "settlement",
        "settlements",
        "hamlet",
        "city",
        "cities",
        "district",
        "neighbourhood",
        "neighborhood",
        "suburb",
        "outskirts",
    }
)
_NAMED_ALONE: Final = frozenset({"village", "hamlet", "settlement", "town"})


def _before(text: str, listed: list[Token], first: int, words: Words) -> bool:
    """ "village of X", "the village X"."""
    if first == 0:
        return False
    one = listed[first - 1].text.lower()
    named = one in _NAMED_ALONE or (one == "of" and first > 1 and listed[first - 2].text.lower() in _NAMED_BY)
    return named and text[listed[first - 1].end : listed[first].start] == " "


def neighbours(spots_: list[Spot]) -> Iterator[tuple[Spot | None, Spot, Spot | None]]:
    """Each spot with the one before and the one after it."""
    for i, spot in enumerate(spots_):
        yield (spots_[i - 1] if i else None), spot, (spots_[i + 1] if i + 1 < len(spots_) else None)
