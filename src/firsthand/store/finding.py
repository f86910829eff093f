"""Search: reports that may hold an answer, in order; then their records, held against the question one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from firsthand.errors import BadValue
from firsthand.model.anchor import anchor
from firsthand.model.figure import Figure
from firsthand.store.asking import Asked, asked
from firsthand.store.codec import Packed, opened
from firsthand.store.connection import Connection
from firsthand.store.facets import CODES, NAMES, SHIFT, day_name, day_number
from firsthand.store.parcel import document_of, text_of
from firsthand.store.query import Hit, Page, Query
from firsthand.store.snippet import opening, snippet
from firsthand.store.terms import (
    FIELDS,
    LANGUAGE,
    NAME,
    NAMED,
    OUTLET,
    asked_days,
    asked_sizes,
    clean,
    kind_token,
    place_token,
    term_token,
)
from firsthand.store.words import name_key

_EARTH_KM: Final = 6371.0088
_KM_PER_DEGREE: Final = 111.195
_KEY: Final = "coalesce(t.key, lower(t.text))"  # a NULL key says that the text is plain letters
_WIDE: Final = 1000  # tokens of one group above which they no longer narrow a search, only slow it
_COLUMNS: Final = (*FIELDS[:5], *NAMED, "place", "role", "verdict", "day_from", "day_to", "low", "high")


@dataclass(frozen=True, slots=True)
class Sought:
    """A query in the store's own terms. `groups`: a report has at least one token of each. `tests` and `values`
    are the exact conditions on a record; `bounds` those on a report. `empty`: nothing can fit."""

    asked: Asked | None
    groups: tuple[tuple[str, ...], ...]
    tests: str
    values: tuple[Any, ...]
    bounds: str
    bound_values: tuple[Any, ...]
    of_records: bool
    empty: bool = False

    def narrowing(self) -> tuple[tuple[str, ...], ...]:
        """The groups that are worth asking the index for."""
        return tuple(group for group in self.groups if len(group) <= _WIDE)


def find(connection: Connection, query: Query) -> Page[Hit]:
    """One page of answers, newest report first, in each report in text order."""
    with connection.reading():
        sought = _sought(connection, query)
        if sought.empty:
            return Page(())
        if sought.of_records:
            found = list(_records(connection, sought, _cursor(query.after, 2), query.limit + 1))
            hits = _record_hits(connection, found[: query.limit], sought.asked)
            last = found[query.limit - 1] if len(found) > query.limit else None
            return Page(hits, f"{last[0]}.{last[1]}" if last else None)
        rank = _cursor(query.after, 1)[0]
        reports = _candidates(connection, sought, rank, query.limit + 1)
        hits = _report_hits(connection, [number for _, number in reports[: query.limit]], sought.asked)
        return Page(hits, str(reports[query.limit - 1][0]) if len(reports) > query.limit else None)


def count(connection: Connection, query: Query) -> int:
    """How many answers there are in all."""
    with connection.reading():
        sought = _sought(connection, query)
        if sought.empty:
            return 0
        if not sought.of_records:
            return _count_reports(connection, sought)
        if not _narrowed(sought):
            return int(connection.value(f"SELECT count(*) FROM records r WHERE {sought.tests}", sought.values))
        total = 0
        for chunk in _chunks(connection, sought, -1):
            source, values = _listed(connection, [number for _, number in chunk])
            total += connection.value(f"SELECT count(*) FROM {source} WHERE {sought.tests}", (*values, *sought.values))
        return total


def report_numbers(connection: Connection, query: Query, after: str | None, limit: int) -> list[tuple[int, int]]:
    """(rank, number) of the reports that hold an answer to `query`, in order."""
    with connection.reading():
        sought = _sought(connection, query)
        rank = _cursor(after, 1)[0]
        if sought.empty:
            return []
        if not sought.of_records:
            return _candidates(connection, sought, rank, limit)
        found: dict[int, int] = {}
        for row in _records(connection, sought, (rank, 1 << 62), None):
            found.setdefault(row[0], row[1] >> SHIFT)
            if len(found) == limit:
                break
        return list(found.items())


def _cursor(after: str | None, parts: int) -> tuple[int, int]:
    """(rank, record) to go on from. BadValue for what no page gave."""
    if after is None:
        return -1, -1
    try:
        numbers = [int(part) for part in after.split(".")]
        if len(numbers) != parts or not all(0 <= number < 1 << 62 for number in numbers):
            raise ValueError("parts")
    except ValueError as error:
        raise BadValue(f"cursor {after!r} is none that a page of this search gave") from error
    return numbers[0], numbers[-1]


def _sought(connection: Connection, query: Query) -> Sought:
    groups: list[tuple[str, ...]] = []
    tests: list[str] = []
    values: list[Any] = []
    if query.kind is not None and query.kind != "report":
        groups.append((kind_token(query.kind),))
        tests.append("r.kind = ?")
        values.append(CODES[query.kind])
    for name in ("modality", "source_type", "role", "verdict"):
        value = getattr(query, name)
        if value is not None:
            _term(connection, name, value, (name,), groups, tests, values)
    if query.event_type is not None:
        _event_type(connection, query.event_type, groups, tests, values)
    if query.actor is not None:
        _named(connection, query.actor, groups, tests, values)
    _placed(connection, query, groups, tests, values)
    _dated(query, groups, tests, values)
    _sized(query, groups, tests, values)
    bounds: list[str] = ["p.state <> 2"]
    bound_values: list[Any] = []
    for family, column, wanted in ((OUTLET, "outlet", query.outlet), (LANGUAGE, "language", query.language)):
        if wanted is not None:
            numbers = [
                row[0]
                for row in connection.rows(
                    f"SELECT t.id FROM terms t WHERE t.family = ? AND {_KEY} = ?", (family, name_key(wanted))
                )
            ]
            groups.append(tuple(term_token(number) for number in numbers))
            bounds.append(f"p.{column} IN ({_numbers(numbers)})")
    for sign, day in ((">=", query.published_since), ("<=", query.published_until)):
        if day is not None:
            bounds.append(f"p.day {sign} ?")
            bound_values.append(day_number(day))
    return Sought(
        asked(query.text),
        tuple(groups),
        " AND ".join(tests) or "1 = 1",
        tuple(values),
        " AND ".join(bounds),
        tuple(bound_values),
        query.of_records(),
        empty=any(not group for group in groups),
    )


def _term(
    connection: Connection,
    family: str,
    value: str,
    columns: Sequence[str],
    groups: list[tuple[str, ...]],
    tests: list[str],
    values: list[Any],
) -> None:
    number = connection.value("SELECT id FROM terms WHERE family = ? AND text = ?", (family, clean(value.lower())))
    groups.append(() if number is None else (term_token(number),))
    tests.append("(" + " OR ".join(f"r.{column} = ?" for column in columns) + ")")
    values.extend([number] * len(columns))


def _event_type(
    connection: Connection, wanted: str, groups: list[tuple[str, ...]], tests: list[str], values: list[Any]
) -> None:
    families = {"type": "type", "event": "acled_event", "sub": "acled_sub"}
    rows = connection.rows(
        f"SELECT t.id, t.family FROM terms t WHERE t.family IN ('type', 'event', 'sub') AND {_KEY} = ?",
        (name_key(wanted),),
    )
    groups.append(tuple(term_token(number) for number, _ in rows))
    tests.append("(" + (" OR ".join(f"r.{families[family]} = ?" for _, family in rows) or "1 = 0") + ")")
    tests.append(f"r.kind IN ({CODES['event']}, {CODES['figure']})")
    values.extend(number for number, _ in rows)


def _named(
    connection: Connection, wanted: str, groups: list[tuple[str, ...]], tests: list[str], values: list[Any]
) -> None:
    """Names that have the words wanted, one after the other: "Zelensky" finds "Volodymyr Zelensky"."""
    key = name_key(wanted)
    rows = (
        connection.rows(
            f"SELECT t.id FROM terms t WHERE t.family = ? AND ' ' || {_KEY} || ' ' LIKE ?",
            (NAME, f"% {_literal(key)} %"),
        )
        if key
        else []
    )
    numbers = [number for (number,) in rows]
    groups.append(tuple(term_token(number) for number in numbers))
    listed = _numbers(numbers)
    either = " OR ".join(f"r.{column} IN ({listed})" for column in NAMED)
    tests.append(
        f"({either} OR EXISTS (SELECT 1 FROM also a WHERE a.record = r.id AND a.what = 0 AND a.value IN ({listed})))"
    )


def _literal(key: str) -> str:
    """`_` stands for a word without letters that fold; LIKE reads it as any sign, which widens a search by nothing."""
    return key.replace("%", "")


def _placed(
    connection: Connection, query: Query, groups: list[tuple[str, ...]], tests: list[str], values: list[Any]
) -> None:
    sets: list[list[int]] = []
    if query.place is not None:
        rows = connection.rows("SELECT place FROM place_names WHERE key = ?", (name_key(query.place),))
        sets.append([number for (number,) in rows])
    if query.lat is not None and query.lon is not None and query.radius_km is not None:
        sets.append(within(connection, query.lat, query.lon, query.radius_km))
    for numbers in sets:
        groups.append(tuple(place_token(number) for number in numbers))
        listed = _numbers(numbers)
        tests.append(
            f"(r.place IN ({listed})"
            f" OR EXISTS (SELECT 1 FROM also a WHERE a.record = r.id AND a.what = 1 AND a.value IN ({listed})))"
        )


def within(connection: Connection, lat: float, lon: float, km: float) -> list[int]:
    """The places whose point lies within `km` of a point, on a sphere."""
    north = km / _KM_PER_DEGREE + 0.001
    widest = max(abs(lat - north), abs(lat + north))
    east = 360.0 if widest >= 89.9 else north / math.cos(math.radians(widest)) + 0.001
    rows: list[tuple[Any, ...]] = []
    for shift in (-360.0, 0.0, 360.0):
        west, end = lon - east + shift, lon + east + shift
        if end < -180 or west > 180:
            continue
        if connection.dialect == "sqlite":
            box = "s.south >= ? AND s.north <= ? AND s.west >= ? AND s.east <= ?"
        else:
            box = "s.lat >= ? AND s.lat <= ? AND s.lon >= ? AND s.lon <= ?"
        rows += connection.rows(
            f"SELECT p.id, p.lat, p.lon FROM spots s JOIN places p ON p.id = s.id WHERE {box}",
            (lat - north, lat + north, west, end),
        )
    return sorted({number for number, a, b in rows if distance_km(lat, lon, a, b) <= km})


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way over the globe between two points (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _dated(query: Query, groups: list[tuple[str, ...]], tests: list[str], values: list[Any]) -> None:
    first, last = day_number(query.since), day_number(query.until)
    tokens = asked_days(first, last)
    if tokens is None:
        return
    groups.append(tokens)
    if first is not None:
        tests.append("r.day_to >= ?")
        values.append(first)
    if last is not None:
        tests.append("r.day_from <= ?")
        values.append(last)


def _sized(query: Query, groups: list[tuple[str, ...]], tests: list[str], values: list[Any]) -> None:
    tokens = asked_sizes(query.at_least, query.at_most)
    if tokens is None:
        return
    groups.append(tokens)
    tests.append("r.kind = ?")
    values.append(CODES["figure"])
    if query.at_least is not None:
        tests.append("(r.high IS NULL OR r.high >= ?)")
        values.append(query.at_least)
    if query.at_most is not None:
        tests.append("(r.low IS NULL OR r.low <= ?)")
        values.append(query.at_most)


def _numbers(numbers: Sequence[int]) -> str:
    """Our own numbers, as a list in a statement."""
    return ", ".join(str(int(number)) for number in numbers) or "NULL"


def _narrowed(sought: Sought) -> bool:
    return (
        sought.asked is not None
        or bool(sought.bound_values)
        or "p.outlet" in sought.bounds
        or "p.language" in sought.bounds
    )


def _wanted(sought: Sought) -> str:
    """The words and phrases in FTS5's language. They hold letters and digits only and stand in quotes."""
    wanted = sought.asked.wanted if sought.asked is not None else ()
    return " AND ".join(f"({_phrase(one.words, one.open)})" for one in wanted)


def _tokens(sought: Sought) -> str:
    """The groups of tokens in FTS5's language."""
    return " AND ".join("(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in sought.narrowing())


def _phrase(words: tuple[str, ...], unfinished: bool) -> str:
    return '"' + " ".join(words) + '"' + (" *" if unfinished else "")


def _candidates(connection: Connection, sought: Sought, rank: int, limit: int | None) -> list[tuple[int, int]]:
    """(rank, number) of reports that may hold an answer, in order, after `rank`."""
    if connection.dialect != "sqlite":
        from firsthand.store.postgres import candidates

        return candidates(connection, sought, rank, limit)
    table, tests, values = _where(sought)
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    return [
        (int(one), int(number))
        for one, number in connection.rows(
            f"SELECT p.rank, p.number FROM {table} WHERE {tests} AND p.rank > ? ORDER BY p.rank{cut}", (*values, rank)
        )
    ]


def _count_reports(connection: Connection, sought: Sought) -> int:
    if connection.dialect != "sqlite":
        from firsthand.store.postgres import count_reports

        return count_reports(connection, sought)
    table, tests, values = _where(sought)
    return int(connection.value(f"SELECT count(*) FROM {table} WHERE {tests}", values))


def _where(sought: Sought) -> tuple[str, str, tuple[Any, ...]]:
    """FROM, WHERE and values of a search over reports on SQLite."""
    tests = sought.bounds
    values: tuple[Any, ...] = sought.bound_values
    table = "reports p"
    wanted, tokens = _wanted(sought), _tokens(sought)
    if tokens:
        table = "tokens k CROSS JOIN reports p ON p.number = k.rowid"
        tests += " AND k.tokens MATCH ?"
        values = (*values, tokens)
    elif wanted:
        table = "words w CROSS JOIN reports p ON p.number = w.rowid"
        tests += " AND w.words MATCH ?"
        values = (*values, wanted)
    if tokens and wanted:  # the plus keeps SQLite from asking the index of tokens once for every report of the list
        tests += " AND +k.rowid IN (SELECT w.rowid FROM words w WHERE w.words MATCH ?)"
        values = (*values, wanted)
    if sought.asked is not None and sought.asked.unwanted:
        unwanted = " OR ".join(_phrase(one.words, one.open) for one in sought.asked.unwanted)
        tests += " AND p.number NOT IN (SELECT w.rowid FROM words w WHERE w.words MATCH ?)"
        values = (*values, unwanted)
    return table, tests, values


def _chunks(connection: Connection, sought: Sought, rank: int) -> Iterator[list[tuple[int, int]]]:
    """Candidates in portions that grow: the first answers soon, the rest with few questions."""
    size = 64
    if sought.narrowing() or sought.asked is not None:
        found = _candidates(connection, sought, rank, None)
        while found:
            yield found[:size]
            found = found[size:]
            size = min(size * 2, 4096)
        return
    while True:
        chunk = _candidates(connection, sought, rank, size)
        if not chunk:
            return
        yield chunk
        rank = chunk[-1][0]
        size = min(size * 2, 4096)


def _listed(connection: Connection, numbers: list[int]) -> tuple[str, tuple[Any, ...]]:
    """The records of some reports as a FROM clause."""
    if connection.dialect == "sqlite":
        listed = "[" + ",".join(map(str, numbers)) + "]"
        return (
            f"json_each(?) c CROSS JOIN records r ON r.id >= c.value << {SHIFT} AND r.id < (c.value + 1) << {SHIFT}",
            (listed,),
        )
    return (
        f"unnest(?::bigint[]) c(value) JOIN records r ON r.id >= c.value << {SHIFT} AND r.id < (c.value + 1) << {SHIFT}",
        (numbers,),
    )


def _records(
    connection: Connection, sought: Sought, after: tuple[int, int], limit: int | None
) -> Iterator[tuple[Any, ...]]:
    """(rank, record id, columns...) of records that fit, in order."""
    # The cursor's own report is looked at again, for its later records.
    left = limit
    for chunk in _chunks(connection, sought, after[0] - 1):
        ranks = {number: rank for rank, number in chunk}
        source, values = _listed(connection, [number for _, number in chunk])
        rows = connection.rows(
            f"SELECT r.id, r.kind, {', '.join(f'r.{name}' for name in _COLUMNS)} FROM {source} WHERE {sought.tests}",
            (*values, *sought.values),
        )
        placed = sorted(((ranks[row[0] >> SHIFT], *row) for row in rows), key=lambda row: row[:2])
        for row in placed:
            if row[:2] > after:
                yield row
                if left is not None:
                    left -= 1
                    if not left:
                        return


def _record_hits(connection: Connection, found: Sequence[tuple[Any, ...]], wanted: Asked | None) -> tuple[Hit, ...]:
    numbers = list(dict.fromkeys(row[1] >> SHIFT for row in found))
    reports = _reports(connection, numbers)
    bodies = {
        number: bytes(body)
        for number, body in connection.rows(f"SELECT number, body FROM readings WHERE number IN ({_numbers(numbers)})")
    }
    named = [dict(zip(_COLUMNS, row[3:], strict=True)) for row in found]
    terms = _texts(connection, [one[name] for one in named for name in (*FIELDS, *NAMED)])
    spots = _spots(connection, [one["place"] for one in named])
    opened_up: dict[int, Packed] = {}
    hits = []
    for (_, record_id, kind, *_), columns in zip(found, named, strict=True):
        number = record_id >> SHIFT
        report = reports[number]
        if number not in opened_up:
            opened_up[number] = Packed.of(opened(bodies[number], report.text.encode("utf-8")))
        record = opened_up[number].record(record_id & ((1 << SHIFT) - 1), report.text)
        span = anchor(record, report.text)
        start, end = (span.start, span.end) if span is not None else (0, 0)
        told, marks = snippet(report.text, start, end, wanted)
        place = spots.get(columns["place"], (None, None, None, None))
        hits.append(
            Hit(
                report_id=report.name,
                kind=NAMES[kind],
                record_id=record.id,
                title=report.title,
                outlet=report.outlet,
                published=report.published,
                language=report.language,
                day_from=day_name(columns["day_from"]),
                day_to=day_name(columns["day_to"]),
                place=place[0],
                lat=place[1],
                lon=place[2],
                precision_km=place[3],
                low=columns["low"],
                high=columns["high"],
                best=record.value if isinstance(record, Figure) else None,
                unit=record.unit if isinstance(record, Figure) else None,
                message=getattr(record, "message", None),
                quote=report.text[start:end],
                start=start,
                end=end,
                snippet=told,
                highlights=marks,
                **{
                    name: terms.get(columns[name])
                    for name in ("type", "modality", "source_type", "source", "actor", "target", "role", "verdict")
                },
            )
        )
    return tuple(hits)


def _report_hits(connection: Connection, numbers: Sequence[int], wanted: Asked | None) -> tuple[Hit, ...]:
    reports = _reports(connection, numbers)
    hits = []
    for number in numbers:
        report = reports[number]
        told, marks, start, end = opening(report.text, wanted)
        hits.append(
            Hit(
                report_id=report.name,
                kind="report",
                title=report.title,
                outlet=report.outlet,
                published=report.published,
                language=report.language,
                quote=report.text[start:end],
                start=start,
                end=end,
                snippet=told,
                highlights=marks,
            )
        )
    return tuple(hits)


@dataclass(frozen=True, slots=True)
class _Report:
    name: str
    text: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None


def _reports(connection: Connection, numbers: Sequence[int]) -> dict[int, _Report]:
    rows = connection.rows(
        "SELECT p.number, p.report_id, p.about, t.body FROM reports p JOIN texts t ON t.id = p.text"
        f" WHERE p.number IN ({_numbers(numbers)})"
    )
    found = {}
    for number, name, about, body in rows:
        document = document_of(text_of(bytes(body)), opened(bytes(about)))
        when = document.published.value if document.published else None
        found[number] = _Report(
            bytes(name).hex(), document.text, document.title, document.outlet, when, document.language
        )
    return found


def _texts(connection: Connection, numbers: Sequence[int | None]) -> dict[int | None, str]:
    wanted = {number for number in numbers if number is not None}
    rows = connection.rows(f"SELECT id, text FROM terms WHERE id IN ({_numbers(sorted(wanted))})")
    return {number: str(text) for number, text in rows}


def _spots(connection: Connection, numbers: Sequence[int | None]) -> dict[int | None, tuple[Any, ...]]:
    wanted = {number for number in numbers if number is not None}
    rows = connection.rows(f"SELECT id, name, lat, lon, km FROM places WHERE id IN ({_numbers(sorted(wanted))})")
    return {number: told for number, *rest in rows for told in (tuple(rest),)}
