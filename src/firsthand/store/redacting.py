"""A text removed for good, and the chain left whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from firsthand.errors import BadValue, NotKept, StoreBusy
from firsthand.store import chain
from firsthand.store.browsing import report_key
from firsthand.store.connection import Connection
from firsthand.store.entry import Redacted
from firsthand.store.keeping import forget, report_seal, sighting_seal
from firsthand.store.parcel import REDACTED, rank_of, seal
from firsthand.store.reviewing import note
from firsthand.store.terms import FIELDS, NAMED, clean

if TYPE_CHECKING:
    from firsthand.store.store import Store

_TOUCHED: Final = [
    "texts",
    "reports",
    "readings",
    "records",
    "also",
    "terms",
    "places",
    "place_names",
    "sightings",
    "originals",
    "decisions",
    "words",
    "spots",
]


def redact(store: Store, report_id: str, reason: str) -> Redacted:
    """Remove the report and every other report of the same text, then what the files still hold of it."""
    if not reason.strip():
        raise BadValue("a redaction says its reason; leave out of it what must not be kept")
    connection = store.connection()
    with connection.writing():
        names = _removed(connection, store.shown_name(), report_id, clean(reason))
    _clean_files(connection, store.shown_name())
    return Redacted(report_ids=names, reason=reason)


def _removed(connection: Connection, store: str, report_id: str, reason: str) -> tuple[str, ...]:
    row = connection.one("SELECT text, state FROM reports WHERE report_id = ?", (report_key(report_id),))
    if row is None:
        raise NotKept(store, f"has no report {report_id!r}; `firsthand find` lists what it has")
    text, state = row
    if state == REDACTED:  # an earlier redaction that could not clean the files is finished now
        return (report_id,)
    same = connection.rows("SELECT number, report_id FROM reports WHERE text = ? ORDER BY report_id", (text,))
    text_key = bytes(connection.value("SELECT key FROM texts WHERE id = ?", (text,)))
    sequence = chain.next_sequence(connection)
    items: list[chain.Item] = []
    for number, raw in same:
        name = bytes(raw)
        forget(connection, number)
        items += _no_originals(connection, number)
        connection.run("DELETE FROM sightings WHERE number = ?", (number,))
        connection.run("DELETE FROM decisions WHERE report_id = ?", (name,))
        items += _tombstone(connection, number, name, text_key, reason, sequence)
    connection.run("DELETE FROM texts WHERE id = ?", (text,))
    _unused(connection)
    _rooms_above(connection, [bytes(name).hex() for _, name in same])
    chain.append(connection, "redact", items)
    names = tuple(bytes(name).hex() for _, name in same)
    for removed in names:
        note(connection, "redact", removed, reason)
    return names


def _tombstone(
    connection: Connection, number: int, name: bytes, text_key: bytes, reason: str, sequence: int
) -> list[chain.Item]:
    rank = rank_of(name.hex(), None)
    while connection.value("SELECT 1 FROM reports WHERE rank = ?", (rank,)):
        rank += 1
    connection.run(
        "INSERT INTO reports (number, report_id, rank, text, state, outlet, language, day, words, records, batch, about)"
        " VALUES (?, ?, ?, NULL, ?, NULL, NULL, NULL, 0, 0, ?, ?)",
        (number, name, rank, REDACTED, sequence, b""),
    )
    connection.run("INSERT INTO redactions (report_id, text_key, reason) VALUES (?, ?, ?)", (name, text_key, reason))
    told = (number, rank, REDACTED, None, 0, 0, sequence)
    return [
        chain.Item(chain.REPORT, name, report_seal(name, told, b"", b"", None)),
        chain.Item(chain.REDACTION, name, seal(name, text_key, reason)),
    ]


def _no_originals(connection: Connection, number: int) -> list[chain.Item]:
    """The bytes that a report came as go, too; another report from the same bytes is left without them."""
    items = []
    rows = connection.rows(
        "SELECT DISTINCT original FROM sightings WHERE number = ? AND original IS NOT NULL", (number,)
    )
    for (key,) in rows:
        others = connection.rows(
            "SELECT s.number, s.source, p.report_id FROM sightings s JOIN reports p ON p.number = s.number"
            " WHERE s.original = ? AND s.number <> ?",
            (key, number),
        )
        for _, source, name in others:
            items.append(chain.Item(chain.SIGHTING, *sighting_seal(bytes(name), source, None)))
        connection.run("UPDATE sightings SET original = NULL WHERE original = ?", (key,))
        connection.run("DELETE FROM originals WHERE key = ?", (key,))
    return items


def _unused(connection: Connection) -> None:
    """Names and places that nothing points to any more: a witness may be known by name alone."""
    columns = (*FIELDS, *NAMED)
    used = " UNION ".join(f"SELECT {column} FROM records WHERE {column} IS NOT NULL" for column in columns)
    used += " UNION SELECT value FROM also WHERE what = 0"
    used += " UNION SELECT outlet FROM reports WHERE outlet IS NOT NULL"
    used += " UNION SELECT language FROM reports WHERE language IS NOT NULL"
    connection.run(f"DELETE FROM terms WHERE id NOT IN ({used})")
    used = "SELECT place FROM records WHERE place IS NOT NULL UNION SELECT value FROM also WHERE what = 1"
    gone = [number for (number,) in connection.rows(f"SELECT id FROM places WHERE id NOT IN ({used})")]
    for table, column in (("spots", "id"), ("places", "id")):
        connection.many(f"DELETE FROM {table} WHERE {column} = ?", [(number,) for number in gone])


def _rooms_above(connection: Connection, names: Sequence[str]) -> None:
    """What comparing derived is worked out again; what serving keeps of these reports goes."""
    for table in _tables(connection, "compare_"):
        connection.run(f'DELETE FROM "{table}"')
    for table in _tables(connection, "serve_"):
        if "report_id" in _columns(connection, table):
            connection.many(f'DELETE FROM "{table}" WHERE report_id = ?', [(name,) for name in names])


def _tables(connection: Connection, beginning: str) -> list[str]:
    if connection.dialect == "sqlite":
        rows = connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        rows = connection.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return sorted(name for (name,) in rows if name.startswith(beginning) and '"' not in name)


def _columns(connection: Connection, table: str) -> set[str]:
    if connection.dialect == "sqlite":
        return {row[1] for row in connection.rows(f'PRAGMA table_info("{table}")')}
    return {
        name
        for (name,) in connection.rows(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = ?",
            (table,),
        )
    }


def _clean_files(connection: Connection, store: str) -> None:
    """Index segments, free pages and journal without what was deleted.

    On PostgreSQL the tables are written anew; the server's own log and its backups are in the hands of
    whoever runs it (docs/background/store.md).
    """
    if connection.dialect != "sqlite":
        for table in (*_TOUCHED, *_tables(connection, "compare_"), *_tables(connection, "serve_")):
            connection.run(f'VACUUM FULL "{table}"')
        return
    connection.run("INSERT INTO words (words) VALUES ('optimize')")
    connection.run("INSERT INTO tokens (tokens) VALUES ('optimize')")
    connection.run("PRAGMA temp_store=FILE")  # a large store does not fit the memory
    try:
        connection.run("VACUUM")
    finally:
        connection.run("PRAGMA temp_store=MEMORY")
    busy: Any = connection.value("PRAGMA wal_checkpoint(TRUNCATE)")
    if busy:
        raise StoreBusy(
            store,
            "the text is removed, but another process still reads an older state, so the journal keeps its bytes;"
            " end that process and redact the same report again",
        )
