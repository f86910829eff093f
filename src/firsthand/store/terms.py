"""Names, types and places as small numbers, and as tokens that narrow a search to reports."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from firsthand.store.connection import Connection
from firsthand.store.facets import CODES, Facets, Spot
from firsthand.store.parcel import seal
from firsthand.store.words import name_key

NAME: Final = "name"
OUTLET: Final = "outlet"
LANGUAGE: Final = "language"
FIELDS: Final = ("type", "acled_event", "acled_sub", "modality", "source_type", "role", "verdict")
NAMED: Final = ("source", "actor", "target")

_AT_ONCE: Final = 500  # values of one IN list
_MONTHS_LISTED: Final = 3  # an interval of more months is found by its years
_MONTHS_ASKED: Final = 36
_FIRST_YEAR, _LAST_YEAR = 1800, 2150


class Terms:
    """The numbers of terms and places, found or given inside of one writing transaction.

    `learn` asks for many at once; what is new is written by `flush`.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.known: dict[tuple[str, str], int] = {}
        self.spots: dict[bytes, int] = {}
        self.next_term = int(connection.value("SELECT coalesce(max(id), 0) + 1 FROM terms"))
        self.next_place = int(connection.value("SELECT coalesce(max(id), 0) + 1 FROM places"))
        self.new_terms: list[tuple[object, ...]] = []
        self.new_places: list[tuple[object, ...]] = []
        self.new_spots: list[tuple[object, ...]] = []

    def learn(self, rows: Iterable[Facets], more: Iterable[tuple[str, str | None]] = ()) -> None:
        """Look up everything that `rows` name, and (family, text) pairs besides, with few questions."""
        told = {(family, clean(text)) for family, text in more if text is not None}
        keys: set[bytes] = set()
        for row in rows:
            told.update(
                (family_of(name), clean(text)) for name in (*FIELDS, *NAMED) if (text := getattr(row, name)) is not None
            )
            told.update((NAME, clean(name)) for name in row.names)
            keys.update(map(spot_key, row.places))
        digests = sorted({term_digest(family, text) for family, text in told})
        for number, family, text in self._asked("SELECT id, family, text FROM terms WHERE digest IN", digests):
            self.known[family, text] = number
        for number, key in self._asked("SELECT id, key FROM places WHERE key IN", sorted(keys)):
            self.spots[bytes(key)] = number

    def _asked(self, statement: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for at in range(0, len(values), _AT_ONCE):
            some = values[at : at + _AT_ONCE]
            yield from self.connection.rows(f"{statement} ({', '.join('?' * len(some))})", some)

    def number(self, family: str, text: str | None) -> int | None:
        """The number of a term that was learned, or a new one."""
        if text is None:
            return None
        text = clean(text)
        found = self.known.get((family, text))
        if found is None:
            found = self.known[family, text] = self.next_term
            self.next_term += 1
            self.new_terms.append((found, family, text, stored_key(text), term_digest(family, text)))
        return found

    def place(self, spot: Spot) -> int:
        """The number of a place that was learned, or a new one."""
        key = spot_key(spot)
        found = self.spots.get(key)
        if found is None:
            found = self.spots[key] = self.next_place
            self.next_place += 1
            told = (clean(spot.name), _clean(spot.country), _clean(spot.gazetteer), spot.lat, spot.lon, spot.km)
            self.new_places.append((found, key, *told))
            if spot.lat is not None and spot.lon is not None:
                self.new_spots.append((found, spot.lat, spot.lon))
        return found

    def flush(self) -> None:
        """Write what is new."""
        many = self.connection.many
        many("INSERT INTO terms (id, family, text, key, digest) VALUES (?, ?, ?, ?, ?)", self.new_terms)
        many(
            "INSERT INTO places (id, key, name, country, gazetteer, lat, lon, km) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self.new_places,
        )
        if self.connection.dialect == "sqlite":
            boxes = [(number, lat, lat, lon, lon) for number, lat, lon in self.new_spots]
            many("INSERT INTO spots (id, south, north, west, east) VALUES (?, ?, ?, ?, ?)", boxes)
        else:
            many("INSERT INTO spots (id, lat, lon) VALUES (?, ?, ?)", self.new_spots)


def family_of(field: str) -> str:
    """Whose values a field of `Facets` takes."""
    return NAME if field in NAMED else field.removeprefix("acled_")


def stored_key(text: str) -> str | None:
    """The folded words of a name, where they are not its text in small letters."""
    key = name_key(text)
    return None if text.isascii() and key == text.lower() else key


def term_digest(family: str, text: str) -> bytes:
    return seal(family, text)[:8]


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


def spellings(rows: Iterable[Row]) -> set[tuple[str, int]]:
    """(folded spelling, place) of every place of a report: its name, and other spellings met in the text."""
    return {
        (name_key(spelling), number)
        for row in rows
        for spot, number in zip(row.facets.places, row.spots, strict=True)
        for spelling in (spot.name, spot.spelled)
        if spelling is not None
    }


class Row:
    """A record's row with numbers in place of names."""

    __slots__ = ("also", "facets", "named", "numbers", "places", "spots")

    def __init__(self, facets: Facets, terms: Terms) -> None:
        self.facets = facets
        self.numbers = {name: terms.number(family_of(name), getattr(facets, name)) for name in FIELDS}
        self.named = {name: terms.number(NAME, getattr(facets, name)) for name in NAMED}
        self.spots = tuple(terms.place(spot) for spot in facets.places)
        self.places = tuple(dict.fromkeys(self.spots))
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
