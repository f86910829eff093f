"""Reports and readings by name and in lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from firsthand.errors import BadValue, NotKept
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.store import finding
from firsthand.store.codec import Packed, opened
from firsthand.store.connection import Connection
from firsthand.store.entry import KeptFailure, Run
from firsthand.store.parcel import REDACTED, STATES, document_of, reading_of, text_of
from firsthand.store.query import Page, Query, Row

_ROW: Final = (
    "SELECT p.number, p.rank, p.report_id, p.state, p.words, p.records, p.batch, p.about, t.key"
    " FROM reports p LEFT JOIN texts t ON t.id = p.text"
)
UNREAD: Final = "stored, not read"


def report(connection: Connection, store: str, name: str) -> Row:
    number = _number(connection, store, name)
    return _rows(connection, [number])[0]


def document(connection: Connection, store: str, name: str) -> Document:
    return _document(connection, store, name)[0]


def reading(connection: Connection, store: str, name: str) -> Reading:
    found, body = _document(connection, store, name)
    return _built(found, body)


def _built(found: Document, body: bytes | None) -> Reading:
    if body is None:
        return Reading(document=found, notes=(UNREAD,))
    return reading_of(body, found)


def _document(connection: Connection, store: str, name: str) -> tuple[Document, bytes | None]:
    row = connection.one(
        "SELECT p.about, t.body, g.body, p.state FROM reports p LEFT JOIN texts t ON t.id = p.text"
        " LEFT JOIN readings g ON g.number = p.number WHERE p.report_id = ?",
        (report_key(name),),
    )
    if row is None:
        raise NotKept(store, f"has no report {name!r}; `firsthand find` lists what it has")
    about, text, body, state = row
    if state == REDACTED:
        raise NotKept(store, f"has no text of report {name} any more: it was redacted")
    return document_of(text_of(bytes(text)), opened(bytes(about))), None if body is None else bytes(body)


def readings(
    connection: Connection, store: str, names: Sequence[str] | None, batch: int
) -> Iterator[tuple[str, Reading]]:
    if batch < 1:
        raise BadValue(f"batch must be at least 1, got {batch}")
    if names is not None:
        for name in names:
            yield name, reading(connection, store, name)
        return
    after = -1
    while True:
        rows = connection.rows(
            "SELECT p.rank, p.report_id, p.about, t.body, g.body FROM reports p JOIN texts t ON t.id = p.text"
            " JOIN readings g ON g.number = p.number WHERE p.rank > ? ORDER BY p.rank LIMIT ?",
            (after, batch),
        )
        for _, name, about, text, body in rows:
            yield bytes(name).hex(), _built(document_of(text_of(bytes(text)), opened(bytes(about))), bytes(body))
        if len(rows) < batch:
            return
        after = rows[-1][0]


def reports(connection: Connection, after: str | None, limit: int, query: Query | None) -> Page[Row]:
    if limit < 1:
        raise BadValue(f"limit must be at least 1, got {limit}")
    found = finding.report_numbers(connection, query or Query(), after, limit + 1)
    rows = _rows(connection, [number for _, number in found[:limit]])
    return Page(tuple(rows), str(found[limit - 1][0]) if len(found) > limit else None)


def _rows(connection: Connection, numbers: Sequence[int]) -> list[Row]:
    listed = ", ".join(str(int(number)) for number in numbers) or "NULL"
    sources: dict[int, list[str]] = {}
    for number, source in connection.rows(
        f"SELECT number, source FROM sightings WHERE number IN ({listed}) ORDER BY number, source"
    ):
        sources.setdefault(number, []).append(source)
    bodies = dict(connection.rows(f"SELECT g.number, g.body FROM readings g WHERE g.number IN ({listed})"))
    texts = dict(
        connection.rows(
            f"SELECT p.number, t.body FROM reports p JOIN texts t ON t.id = p.text WHERE p.number IN ({listed})"
        )
    )
    found = {}
    for number, _, name, state, words, records, batch, about, _key in connection.rows(
        f"{_ROW} WHERE p.number IN ({listed})"
    ):
        if state == REDACTED:
            found[number] = Row(report_id=bytes(name).hex(), text_id="", state=STATES[state], batch=batch)
            continue
        text = text_of(bytes(texts[number]))
        told = document_of(text, opened(bytes(about)))
        packed = Packed.of(opened(bytes(bodies[number]), text.encode("utf-8"))) if number in bodies else None
        found[number] = Row(
            report_id=bytes(name).hex(),
            text_id=told.id,
            state=STATES[state],
            title=told.title,
            outlet=told.outlet,
            url=told.url,
            author=told.author,
            published=told.published.value if told.published else None,
            language=told.language,
            words=words,
            records=records,
            batch=batch,
            sources=tuple(sources.get(number, ())),
            notes=packed.notes if packed else (UNREAD,),
            reader=packed.reader if packed else None,
        )
    return [found[number] for number in numbers]


def failures(connection: Connection) -> tuple[KeptFailure, ...]:
    rows = connection.rows(
        "SELECT f.source, f.cause, f.reason, EXISTS (SELECT 1 FROM sightings s WHERE s.source = f.source)"
        " FROM failures f"
    )
    told = (KeptFailure(source=a, cause=b, reason=c, mended=bool(d)) for a, b, c, d in rows)
    return tuple(sorted(told, key=lambda one: (one.source, one.cause, one.reason)))


def runs(connection: Connection) -> tuple[Run, ...]:
    rows: list[tuple[Any, ...]] = connection.rows(
        "SELECT name, began, latest, batches, new, known, failures FROM runs ORDER BY latest DESC, name"
    )
    names = ("name", "began", "latest", "batches", "new", "known", "failures")
    return tuple(Run(**dict(zip(names, row, strict=True))) for row in rows)


def changes(connection: Connection, after: int, report: str | None, limit: int | None) -> list[tuple[int, str, str]]:
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    clause = "batch > ?"
    values: list[Any] = [after]
    if report is not None:
        clause = "(batch > ? OR (batch = ? AND number > (SELECT number FROM reports WHERE report_id = ?)))"
        values = [after, after, report_key(report)]
    rows = connection.rows(
        f"SELECT batch, report_id, state FROM reports WHERE {clause} ORDER BY batch, number{cut}", values
    )
    return [(batch, bytes(name).hex(), STATES[state]) for batch, name, state in rows]


def _number(connection: Connection, store: str, name: str) -> int:
    found = connection.value("SELECT number FROM reports WHERE report_id = ?", (report_key(name),))
    if found is None:
        raise NotKept(store, f"has no report {name!r}; `firsthand find` lists what it has")
    return int(found)


def report_key(name: str) -> bytes:
    """A report id as stored; what is no id names no report."""
    try:
        return bytes.fromhex(name)
    except ValueError:
        return b"?"
