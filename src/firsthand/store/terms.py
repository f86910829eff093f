"""Names, types and places as small numbers, and as tokens that narrow a search to reports."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from firsthand.store.connection import Connection
from firsthand.store.facets import CODES, Facets, Spot
from firsthand.store.parcel import seal
from firsthand.store.words import name_key

NAME: Final = "name"
OUTLET: Final = "outlet"
LANGUAGE: Final = "language"
FIELDS: Final = ("type", "acled_event", "acled_sub", "modality", "source_type", "role", "verdict")
NAMED: Final = ("source", "actor", "target")

_MONTHS_LISTED: Final = 3  # an interval of more months is found by its years
_MONTHS_ASKED: Final = 36
_FIRST_YEAR, _LAST_YEAR = 1800, 2150


class Terms:
    """The numbers of terms and places, found or given inside of one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.known: dict[tuple[str, str], int] = {}
        self.spots: dict[bytes, int] = {}
        self.spelled: set[tuple[str, int]] = set()

    def number(self, family: str, text: str | None) -> int | None:
        if text is None:
            return None
        text = clean(text)
        found = self.known.get((family, text))
        if found is None:
            found = self._kept(family, text)
            self.known[family, text] = found
        return found

    def _kept(self, family: str, text: str) -> int:
        row = self.connection.one("SELECT id FROM terms WHERE family = ? AND text = ?", (family, text))
        if row:
            return int(row[0])
        number = int(self.connection.value("SELECT coalesce(max(id), 0) + 1 FROM terms"))
        self.connection.run(
            "INSERT INTO terms (id, family, text, key) VALUES (?, ?, ?, ?)", (number, family, text, name_key(text))
        )
        return number

    def place(self, spot: Spot) -> int:
        key = spot_key(spot)
        found = self.spots.get(key)
        if found is None:
            found = self._placed(spot, key)
            self.spots[key] = found
        for spelling in (spot.name, spot.spelled):
            if spelling is not None:
                self._spelled(name_key(spelling), found)
        return found

    def _placed(self, spot: Spot, key: bytes) -> int:
        row = self.connection.one("SELECT id FROM places WHERE key = ?", (key,))
        if row:
            return int(row[0])
        number = int(self.connection.value("SELECT coalesce(max(id), 0) + 1 FROM places"))
        self.connection.run(
            "INSERT INTO places (id, key, name, country, gazetteer, lat, lon, km) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, key, clean(spot.name), _clean(spot.country), _clean(spot.gazetteer), spot.lat, spot.lon, spot.km),
        )
        if spot.lat is not None and spot.lon is not None:
            if self.connection.dialect == "sqlite":
                self.connection.run(
                    "INSERT INTO spots (id, south, north, west, east) VALUES (?, ?, ?, ?, ?)",
                    (number, spot.lat, spot.lat, spot.lon, spot.lon),
                )
            else:
                self.connection.run("INSERT INTO spots (id, lat, lon) VALUES (?, ?, ?)", (number, spot.lat, spot.lon))
        return number

    def _spelled(self, key: str, place: int) -> None:
        if (key, place) not in self.spelled:
            self.spelled.add((key, place))
            self.connection.run(
                "INSERT INTO place_names (key, place) VALUES (?, ?) ON CONFLICT DO NOTHING", (key, place)
            )


def clean(text: str) -> str:
    """As a text column can hold it: PostgreSQL takes no NUL, UTF-8 no lone surrogate."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def spot_key(spot: Spot) -> bytes:
    """What makes two places one: everything but the spelling met."""
    return seal(clean(spot.name), _clean(spot.country), _clean(spot.gazetteer), spot.lat, spot.lon, spot.km)[:16]


def term_token(number: int) -> str:
    return f"t{number}"


def place_token(number: int) -> str:
    return f"p{number}"


def kind_token(kind: str) -> str:
    return f"k{CODES[kind]}"


def day_tokens(first: int, last: int) -> Iterator[str]:
    """Months of a short interval, years of a long one, and in both cases the years that it touches."""
    years = _years(first, last)
    months = _months(first, last)
    if len(months) <= _MONTHS_LISTED:
        yield from (f"m{month}" for month in months)
    else:
        yield from (f"l{year}" for year in years)
    yield from (f"y{year}" for year in years)


def asked_days(first: int | None, last: int | None) -> tuple[str, ...] | None:
    """Tokens of which a report has at least one where it tells of a day between; None where nothing narrows."""
    if first is None and last is None:
        return None
    from_day = -62_091 if first is None else first  # 1800
    to_day = 65_744 if last is None else last  # 2150
    if from_day > to_day:
        return ()
    years = _years(from_day, to_day)
    if len(years) <= _MONTHS_ASKED // 12 + 1:
        months = _months(from_day, to_day)
        if len(months) <= _MONTHS_ASKED:
            return (*(f"m{month}" for month in months), *(f"l{year}" for year in years))
    return tuple(f"y{year}" for year in years)


def _years(first: int, last: int) -> range:
    begin, end = _year(first), _year(last)
    return range(begin, end + 1)


def _year(day: int) -> int:
    ordinal = min(max(day + 719_163, 1), date.max.toordinal())
    return min(max(date.fromordinal(ordinal).year, _FIRST_YEAR), _LAST_YEAR)


def _months(first: int, last: int) -> range:
    if last - first > 31 * (_MONTHS_ASKED + 1):
        return range(_MONTHS_ASKED + 2)
    begin, end = (date.fromordinal(min(max(day + 719_163, 1), date.max.toordinal())) for day in (first, last))
    return range(begin.year * 12 + begin.month, end.year * 12 + end.month + 1)


def size_tokens(low: float | None, high: float | None) -> Iterator[str]:
    """Steps of size that a figure touches; an open end is a token of its own."""
    if low is None and high is None:
        yield "zlow"
        yield "zhigh"
        return
    if low is None:
        yield "zlow"
    if high is None:
        yield "zhigh"
    begin = size(low if low is not None else high)
    end = size(high if high is not None else low)
    yield from (f"z{step}" for step in range(begin, end + 1))


def asked_sizes(low: float | None, high: float | None) -> tuple[str, ...] | None:
    """Tokens of which a report has at least one where it gives a figure between; None where nothing narrows."""
    if low is None and high is None:
        return None
    begin = 0 if low is None else size(low)
    end = size(math.inf) if high is None else size(high)
    return ("zlow", "zhigh", *(f"z{step}" for step in range(begin, end + 1)))


def size(value: float | None) -> int:
    """Nine steps to a power of ten, from 0 (nothing, or less) to 163 (10**18 and above)."""
    if value is None or value < 1:
        return 0
    if value >= 1e18:
        return 163
    power = math.floor(math.log10(value))
    return min(max(power * 9 + int(value / 10.0**power), 1), 162)


def report_tokens(rows: Iterable[Row]) -> list[str]:
    """The tokens of a report, each once, in an order that does not depend on how numbers were given."""
    tokens: dict[str, None] = {}
    for row in rows:
        for token in row.tokens():
            tokens[token] = None
    return list(tokens)


class Row:
    """A record's row with numbers in place of names."""

    __slots__ = ("also", "facets", "named", "numbers", "places")

    def __init__(self, facets: Facets, terms: Terms) -> None:
        self.facets = facets
        self.numbers = {name: terms.number(name.removeprefix("acled_"), getattr(facets, name)) for name in FIELDS}
        self.named = {name: terms.number(NAME, getattr(facets, name)) for name in NAMED}
        self.places = tuple(dict.fromkeys(terms.place(spot) for spot in facets.places))
        further = (number for name in facets.names if (number := terms.number(NAME, name)) is not None)
        self.also = tuple(one for one in dict.fromkeys(further) if one not in self.named.values())

    def values(self, first: int) -> tuple[object, ...]:
        """The columns of `records`, for the report whose records begin at `first`."""
        told = self.facets
        return (
            first + told.position,
            CODES[told.kind],
            *(self.numbers[name] for name in ("type", "acled_event", "acled_sub", "modality", "source_type")),
            *(self.named[name] for name in NAMED),
            self.places[0] if self.places else None,
            self.numbers["role"],
            self.numbers["verdict"],
            told.day_from,
            told.day_to,
            told.low,
            told.high,
        )

    def further(self, first: int) -> Iterator[tuple[int, int, int]]:
        """Rows of `also`."""
        record = first + self.facets.position
        yield from ((record, 0, one) for one in self.also)
        yield from ((record, 1, one) for one in self.places[1:])

    def tokens(self) -> Iterator[str]:
        told = self.facets
        yield kind_token(told.kind)
        for one in (*self.numbers.values(), *self.named.values(), *self.also):
            if one is not None:
                yield term_token(one)
        yield from (place_token(one) for one in self.places)
        if told.day_from is not None and told.day_to is not None:
            yield from day_tokens(told.day_from, told.day_to)
        if told.kind == "figure":
            yield from size_tokens(told.low, told.high)
