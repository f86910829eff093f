"""The shelf: what comparing keeps in the store, row by row. No finding is made here."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Final, TypeVar

import msgspec

from firsthand.compare.control import Word, place_key, words_of
from firsthand.compare.gist import Gist, Spot
from firsthand.compare.likeness import ONE, Mark
from firsthand.compare.lineage import Forebear
from firsthand.compare.trace import Trace
from firsthand.store import schema
from firsthand.store.connection import Connection, Values

T = TypeVar("T")

UNDATED_AT: Final = "9999"
CHUNK: Final = 500  # values in one question to the database
ANYWHERE: Final = ""  # the place of a happening, wherever it is


class Shelf:
    """Rows as one transaction sees them. The statements run on both engines."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # State

    def states(self) -> dict[str, str]:
        """Where the shelf stands, by name of the state."""
        return dict(self.rows("SELECT name, value FROM compare_state"))

    def set_states(self, **values: str | None) -> None:
        """Sets states; None takes one away."""
        self.many("DELETE FROM compare_state WHERE name = ?", [(name,) for name in values])
        self.many(
            "INSERT INTO compare_state (name, value) VALUES (?, ?)",
            [(name, value) for name, value in values.items() if value is not None],
        )

    def tables(self) -> list[str]:
        """Tables of what was derived, the state left out."""
        named = [table.name for table in reversed(schema.metadata.sorted_tables)]
        return [name for name in named if name.startswith("compare_") and name != "compare_state"]

    # Reports

    def count(self) -> int:
        return int(self.value("SELECT count(*) FROM compare_reports") or 0)

    def has(self, report: str) -> bool:
        return self.value("SELECT 1 FROM compare_reports WHERE report_id = ?", report) is not None

    def next_number(self) -> int:
        return int(self.value("SELECT coalesce(max(number), 0) + 1 FROM compare_reports"))

    def today(self) -> str | None:
        """The last day of which the reports know."""
        last = self.value("SELECT max(at) FROM compare_reports WHERE at < ?", UNDATED_AT)
        return str(last)[:10] if last else None

    def add(self, made: Sequence[tuple[int, Gist, Mark, Trace]]) -> None:
        """New reports with their index entries, each as yet a family of its own."""
        self.insert(
            "compare_reports",
            ("number", "report_id", "text_id", "url", "at", "day", "family", "mark", "gist", "trace"),
            [
                (number, gist.report_id, gist.text_id, gist.url, mark.when, mark.day or 0, gist.report_id,
                 packed(mark), packed(gist), trace.packed())
                for number, gist, mark, trace in made
            ],
        )  # fmt: skip
        self.insert(
            "compare_terms",
            ("term", "day", "number", "weight"),
            sorted(
                (code(term), mark.day or 0, number, weight)
                for number, _, mark, _ in made
                for term, weight in mark.terms
            ),
        )
        self.insert(
            "compare_keys",
            ("key", "number"),
            sorted((key, number) for number, _, _, trace in made for key in trace.found_by()),
        )
        for _, gist, _, _ in made:
            self._told(gist)

    def _told(self, gist: Gist) -> None:
        """Entries by which what a report tells is found."""
        report, day = gist.report_id, gist.day or ""
        self.insert(
            "compare_holds",
            ("place", "report_id", "item", "day", "told", "body"),
            [
                (place_key(spot), report, item, word.hold.day or "", gist.when or "", packed((spot, word)))
                for item, (spot, word) in enumerate(words_of(gist))
            ],
        )
        if gist.denials:
            self.insert("compare_denials", ("told", "report_id"), [(gist.when or "", report)])
        self.insert(
            "compare_happenings",
            ("mode", "place", "told", "report_id"),
            [(mode, place, day, report) for mode, place in sorted(happened(gist))],
        )
        self.insert(
            "compare_forecasts",
            ("told", "report_id", "item", "horizon", "state", "touched", "voice"),
            [(day, report, item, one.horizon or "", "", "", one.by) for item, one in enumerate(gist.outlooks)],
        )
        awaited = {
            (mode, place)
            for one in gist.outlooks
            for mode in (*one.outcome_kinds, *one.condition_kinds)
            for place in (*one.outcome_places, *one.condition_places) or (ANYWHERE,)
        }
        self.insert(
            "compare_awaited",
            ("mode", "place", "told", "report_id"),
            [(mode, place, day, report) for mode, place in sorted(awaited)],
        )

    def gists(self, reports: Iterable[str]) -> list[Gist]:
        """Gists of some reports, by id."""
        return [
            unpacked(blob, Gist)
            for chunk in chunks(sorted(set(reports)))
            for (blob,) in self.rows(
                f"SELECT gist FROM compare_reports WHERE report_id IN ({marks(chunk)}) ORDER BY report_id", *chunk
            )
        ]

    def members(self, reports: Iterable[str]) -> list[tuple[Gist, Trace, Forebear | None]]:
        """Gist, trace and forebear of some reports."""
        found = []
        for chunk in chunks(sorted(set(reports))):
            for gist, trace, follows, alike in self.rows(
                f"SELECT gist, trace, follows, likeness FROM compare_reports WHERE report_id IN ({marks(chunk)})",
                *chunk,
            ):
                above = Forebear(follows, alike if alike is not None else ONE) if follows else None
                found.append((unpacked(gist, Gist), Trace.unpacked(bytes(trace)), above))
        return found

    def words(self, clause: str, *values: Any) -> list[tuple[Spot, Word]]:
        """Words on who holds what, of the rows that a clause picks."""
        rows = self.rows(f"SELECT body FROM compare_holds WHERE {clause} ORDER BY place, report_id, item", *values)
        return [unpacked(body, tuple[Spot, Word]) for (body,) in rows]

    # What is to be worked out again

    def stale(self, what: Iterable[str]) -> None:
        self.many(
            "INSERT INTO compare_stale (what) VALUES (?) ON CONFLICT DO NOTHING", [(one,) for one in sorted(set(what))]
        )

    def all_stale(self, limit: int) -> list[str]:
        return [one for (one,) in self.rows("SELECT what FROM compare_stale ORDER BY what LIMIT ?", limit)]

    def settled(self, what: Iterable[str]) -> None:
        self.many("DELETE FROM compare_stale WHERE what = ?", [(one,) for one in what])

    # Plain statements

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._c.rows(statement, values)

    def value(self, statement: str, *values: Any) -> Any:
        return self._c.value(statement, values)

    def run(self, statement: str, *values: Any) -> None:
        self._c.run(statement, values)

    def many(self, statement: str, rows: Sequence[Values]) -> None:
        if rows:
            self._c.many(statement, rows)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        self.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})", rows)


def happened(gist: Gist) -> set[tuple[str, str]]:
    """(class of event, place) of what a report tells, each class once without a place."""
    return {
        (one.mode, place)
        for one in gist.happenings
        if one.mode and one.mode != "other"
        for place in [*(gist.spots[at].name for at in one.places), ANYWHERE]
    }


def code(term: str) -> int:
    """A term as a number that fits the database: 63 bits of BLAKE2b."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def packed(one: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(one), 1)


def unpacked(blob: bytes, shape: Any) -> Any:
    return msgspec.msgpack.decode(zlib.decompress(blob), type=shape)


def chunks(listed: Sequence[T]) -> Iterator[Sequence[T]]:
    """`listed` in stretches that fit one question."""
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def marks(values: Sequence[Any]) -> str:
    """As many question marks as values."""
    return ", ".join("?" * len(values))
