"""The shelf: what comparing keeps in the store, row by row. No finding is made here."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from firsthand.compare.gist import VERSION, Gist
from firsthand.compare.likeness import LEAST, MOST, ONE, WINDOW, Mark, likeness, weighed
from firsthand.compare.lineage import Forebear
from firsthand.compare.trace import Trace
from firsthand.store import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

UNDATED_AT: Final = "9999"
CHUNK: Final = 500  # numbers in one question to the database
_ASK: Final = LEAST * 1000 // MOST  # an inner product that may still reach LEAST


class Kin(NamedTuple):
    """A report as lineage sees it."""

    number: int
    report_id: str
    at: str
    nearest: str | None
    likeness: int | None
    mark: Mark


class Shelf:
    """Rows of one transaction. All statements go through SQLAlchemy and run on both engines."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # State

    def state(self, name: str) -> str | None:
        found: str | None = self._one("SELECT value FROM compare_state WHERE name = :n", n=name)
        return found

    def set_state(self, name: str, value: str) -> None:
        self._run("DELETE FROM compare_state WHERE name = :n", n=name)
        self._run("INSERT INTO compare_state (name, value) VALUES (:n, :v)", n=name, v=value)

    def clear(self) -> None:
        """Everything that was derived goes."""
        for table in reversed(schema.metadata.sorted_tables):
            if table.name.startswith("compare_"):
                self._run(f"DELETE FROM {table.name}")

    # Reports

    def count(self) -> int:
        return int(self._one("SELECT count(*) FROM compare_reports") or 0)

    def has(self, report: str) -> bool:
        return self._one("SELECT 1 FROM compare_reports WHERE report_id = :r", r=report) is not None

    def next_number(self) -> int:
        return int(self._one("SELECT coalesce(max(number), 0) + 1 FROM compare_reports"))

    def add(self, made: Sequence[tuple[int, Gist, Mark, Trace]]) -> None:
        """New reports with their index entries, each as yet a family of its own."""
        if not made:
            return
        self._many(
            schema.compare_reports,
            [
                {
                    "number": number,
                    "report_id": gist.report_id,
                    "text_id": gist.text_id,
                    "url": gist.url,
                    "at": mark.when,
                    "day": mark.day or 0,
                    "nearest": None,
                    "likeness": None,
                    "follows": None,
                    "family": gist.report_id,
                    "mark": packed(mark),
                    "gist": packed(gist),
                    "trace": trace.packed(),
                }
                for number, gist, mark, trace in made
            ],
        )
        self._many(
            schema.compare_terms,
            [
                {"term": code(term), "day": mark.day or 0, "number": number, "weight": weight}
                for number, _, mark, _ in made
                for term, weight in mark.terms
            ],
        )
        self._many(
            schema.compare_keys,
            [{"key": key, "number": number} for number, _, _, trace in made for key in trace.found_by()],
        )
        self._many(
            schema.compare_holds,
            [
                {"place": spot.gazetteer or spot.name, "report_id": gist.report_id, "item": item, "day": hold.day or ""}
                for _, gist, _, _ in made
                for item, hold in enumerate(gist.holds)
                for spot in (gist.spots[hold.place],)
            ],
        )
        happened = {
            (one.mode, place, gist.day or "", gist.report_id)
            for _, gist, _, _ in made
            for one in gist.happenings
            if one.mode and one.mode != "other"
            for place in [*(gist.spots[at].name for at in one.places), ""]
        }
        self._many(
            schema.compare_happenings,
            [{"mode": m, "place": p, "told": t, "report_id": r} for m, p, t, r in sorted(happened)],
        )
        self._many(
            schema.compare_forecasts,
            [
                {"told": gist.day or "", "report_id": gist.report_id, "item": item}
                for _, gist, _, _ in made
                for item in range(len(gist.outlooks))
            ],
        )

    def gists(self, reports: Iterable[str]) -> list[Gist]:
        return [unpacked(blob, Gist) for blob, _ in self._blobs("gist", "trace", reports)]

    def members(self, reports: Iterable[str]) -> list[tuple[Gist, Trace, Forebear | None]]:
        """Gist, trace and forebear of some reports."""
        found = []
        listed = sorted(set(reports))
        for chunk in _chunks(listed):
            for gist, trace, follows, alike in self._all(
                f"SELECT gist, trace, follows, likeness FROM compare_reports WHERE report_id IN ({_named(chunk)})",
                **_names(chunk),
            ):
                above = Forebear(follows, alike if alike is not None else ONE) if follows else None
                found.append((unpacked(gist, Gist), Trace.unpacked(trace), above))
        return found

    def _blobs(self, a: str, b: str, reports: Iterable[str]) -> list[tuple[bytes, bytes]]:
        listed = sorted(set(reports))
        return [
            (row[0], row[1])
            for chunk in _chunks(listed)
            for row in self._all(
                f"SELECT {a}, {b} FROM compare_reports WHERE report_id IN ({_named(chunk)}) ORDER BY report_id",
                **_names(chunk),
            )
        ]

    def in_order(self) -> Iterator[Mark]:
        """All marks in order of time, read in stretches."""
        at, report = "", ""
        while True:
            rows = self._all(
                "SELECT mark, at, report_id FROM compare_reports WHERE at > :a OR (at = :a AND report_id > :r)"
                " ORDER BY at, report_id LIMIT 2000",
                a=at, r=report,
            )  # fmt: skip
            for blob, _, _ in rows:
                yield unpacked(blob, Mark)
            if len(rows) < 2000:
                return
            at, report = rows[-1][1], rows[-1][2]

    # Lineage

    def kin(self, mark: Mark) -> list[tuple[Kin, int]]:
        """Reports, earlier and later, that may be like `mark`, with how like they are; without itself."""
        listed = ", ".join(f"({code(term)}, {weight})" for term, weight in mark.terms) or "(0, 0)"
        day = mark.day
        ranges = [(0, 0), (day - WINDOW, day + WINDOW)] if day is not None else [(0, 4_000_000)]
        products: dict[int, int] = {}
        for low, high in ranges:
            for number, product in self._all(
                f"WITH q(term, w) AS (VALUES {listed}) SELECT t.number, SUM(t.weight * q.w) FROM q CROSS JOIN compare_terms t"
                f" WHERE t.term = q.term AND t.day BETWEEN {low} AND {high} GROUP BY t.number HAVING SUM(t.weight * q.w) >= {_ASK}"
            ):
                products[number] = int(product)
        for (number,) in self._all("SELECT number FROM compare_reports WHERE text_id = :t", t=mark.text_id):
            products[number] = ONE
        found = []
        for one in self._kin(sorted(products)):
            if one.report_id != mark.report_id:
                value = weighed(products[one.number], mark, one.mark)
                if value >= LEAST:
                    found.append((one, value))
        return found

    def _kin(self, numbers: Sequence[int]) -> Iterator[Kin]:
        for start in range(0, len(numbers), CHUNK):
            chosen = ", ".join(str(one) for one in numbers[start : start + CHUNK])
            for number, report, at, nearest, alike, mark in self._all(
                f"SELECT number, report_id, at, nearest, likeness, mark FROM compare_reports WHERE number IN ({chosen})"
            ):
                yield Kin(number, report, at, nearest, alike, unpacked(mark, Mark))

    def order_of(self, report: str) -> tuple[str, str] | None:
        at = self._one("SELECT at FROM compare_reports WHERE report_id = :r", r=report)
        return (at, report) if at is not None else None

    def set_nearest(self, found: Iterable[tuple[str, Forebear | None]]) -> None:
        self._lines("nearest", found)

    def set_follows(self, found: Iterable[tuple[str, Forebear | None]]) -> None:
        self._lines("follows", found)

    def _lines(self, column: str, found: Iterable[tuple[str, Forebear | None]]) -> None:
        rows = [
            {"r": report, "f": above.report_id if above else None, "l": above.likeness if above else None}
            for report, above in found
        ]
        also = ", follows = :f, likeness = :l" if column == "nearest" else ", likeness = :l"
        self._batch(f"UPDATE compare_reports SET {column} = :f{also} WHERE report_id = :r", rows)

    def follows(self, report: str) -> Forebear | None:
        row = self._first("SELECT follows, likeness FROM compare_reports WHERE report_id = :r", r=report)
        return Forebear(row[0], row[1] if row[1] is not None else ONE) if row and row[0] else None

    def nearest(self, report: str) -> Forebear | None:
        row = self._first("SELECT nearest FROM compare_reports WHERE report_id = :r", r=report)
        return Forebear(row[0], ONE) if row and row[0] else None

    def true_likeness(self, report: str) -> int:
        """How like a report is to its nearest, whatever a reviewer decided."""
        row = self._first(
            "SELECT a.mark, b.mark FROM compare_reports a JOIN compare_reports b ON b.report_id = a.nearest WHERE a.report_id = :r",
            r=report,
        )
        return likeness(unpacked(row[0], Mark), unpacked(row[1], Mark)) if row else 0

    def followers(self, report: str) -> list[str]:
        return [one for (one,) in self._all("SELECT report_id FROM compare_reports WHERE follows = :r", r=report)]

    def family(self, report: str) -> str | None:
        found: str | None = self._one("SELECT family FROM compare_reports WHERE report_id = :r", r=report)
        return found

    def find_report(self, beginning: str) -> str | None:
        """The report whose id is, or begins with, some characters."""
        found: str | None = self._one(
            "SELECT report_id FROM compare_reports WHERE report_id >= :a AND report_id < :b ORDER BY report_id",
            a=beginning, b=beginning + "g",
        )  # fmt: skip
        return found

    def of_family(self, family: str) -> list[str]:
        return [one for (one,) in self._all("SELECT report_id FROM compare_reports WHERE family = :f", f=family)]

    def set_families(self, found: Mapping[str, str]) -> None:
        self._batch(
            "UPDATE compare_reports SET family = :f WHERE report_id = :r",
            [{"r": report, "f": family} for report, family in sorted(found.items())],
        )

    def all_families(self) -> dict[str, str]:
        return dict(self._all("SELECT report_id, family FROM compare_reports"))

    # What is to be worked out again

    def stale(self, what: Iterable[str]) -> None:
        self._batch(
            "INSERT INTO compare_stale (what) VALUES (:w) ON CONFLICT DO NOTHING",
            [{"w": one} for one in sorted(set(what))],
        )

    def all_stale(self, limit: int) -> list[str]:
        return [one for (one,) in self._all("SELECT what FROM compare_stale ORDER BY what LIMIT :n", n=limit)]

    def settled(self, what: Iterable[str]) -> None:
        self._batch("DELETE FROM compare_stale WHERE what = :w", [{"w": one} for one in what])

    # Plain statements

    def rows(self, statement: str, **values: Any) -> list[Any]:
        return self._all(statement, **values)

    def run(self, statement: str, **values: Any) -> None:
        self._run(statement, **values)

    def insert(self, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        self._many(table, rows)

    def _run(self, statement: str, **values: Any) -> None:
        from sqlalchemy import text

        self._c.execute(text(statement), values)

    def _batch(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        from sqlalchemy import text

        if rows:
            self._c.execute(text(statement), list(rows))

    def _all(self, statement: str, **values: Any) -> list[Any]:
        from sqlalchemy import text

        return list(self._c.execute(text(statement), values).all())

    def _first(self, statement: str, **values: Any) -> Any:
        from sqlalchemy import text

        return self._c.execute(text(statement), values).first()

    def _one(self, statement: str, **values: Any) -> Any:
        row = self._first(statement, **values)
        return row[0] if row is not None else None

    def _many(self, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._c.execute(table.insert(), list(rows))


def code(term: str) -> int:
    """A term as a number that fits the database: 63 bits of BLAKE2b."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def packed(one: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(one), 1)


def unpacked(blob: bytes, shape: type[Any]) -> Any:
    return msgspec.msgpack.decode(zlib.decompress(blob), type=shape)


def _chunks(listed: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def _named(chunk: Sequence[str]) -> str:
    return ", ".join(f":r{at}" for at in range(len(chunk)))


def _names(chunk: Sequence[str]) -> dict[str, str]:
    return {f"r{at}": one for at, one in enumerate(chunk)}


GIST_VERSION: Final = str(VERSION)
