"""Everything that was kept, as sorted JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, TextIO

import msgspec

from firsthand.store.codec import opened
from firsthand.store.connection import Connection
from firsthand.store.parcel import REDACTED, STATES, document_of, reading_of, text_of

_AT_ONCE: Final = 256


def dump(connection: Connection, out: TextIO) -> int:
    """Write every line; how many. Equal stores give equal bytes."""
    lines = 0
    with connection.reading():
        for line in _lines(connection):
            out.write(line + "\n")
            lines += 1
    return lines


def _lines(connection: Connection) -> Iterator[str]:
    yield from _reports(connection)
    for source, cause, reason in sorted(connection.rows("SELECT source, cause, reason FROM failures")):
        yield _line(what="failure", source=source, cause=cause, reason=reason)
    decided = connection.rows(
        "SELECT report_id, record_id, number, verdict, fix, reason, reviewer FROM decisions ORDER BY number"
    )
    for report, record, _, verdict, fix, reason, reviewer in sorted(
        decided, key=lambda row: (bytes(row[0]), *row[1:3])
    ):
        yield _line(
            what="decision",
            report_id=bytes(report).hex(),
            record_id=record,
            verdict=verdict,
            fix=None if fix is None else json.loads(fix),
            reason=reason,
            reviewer=reviewer,
        )
    for report, reason in sorted(
        (bytes(a).hex(), b) for a, b in connection.rows("SELECT report_id, reason FROM redactions")
    ):
        yield _line(what="redaction", report_id=report, reason=reason)
    for (key,) in sorted((bytes(key).hex(),) for (key,) in connection.rows("SELECT key FROM originals")):
        yield _line(what="original", sha256=key)


def _reports(connection: Connection) -> Iterator[str]:
    after = b""
    while True:
        rows = connection.rows(
            "SELECT p.report_id, p.number, p.state, p.about, t.body, g.body FROM reports p"
            " LEFT JOIN texts t ON t.id = p.text LEFT JOIN readings g ON g.number = p.number"
            " WHERE p.report_id > ? ORDER BY p.report_id LIMIT ?",
            (after, _AT_ONCE),
        )
        numbers = ", ".join(str(row[1]) for row in rows) or "NULL"
        sources: dict[int, list[tuple[str, str | None]]] = {}
        for number, source, original in connection.rows(
            f"SELECT number, source, original FROM sightings WHERE number IN ({numbers})"
        ):
            found = None if original is None else bytes(original).hex()
            sources.setdefault(number, []).append((source, found))
        for name, number, state, about, text, reading in rows:
            yield _report(bytes(name).hex(), state, about, text, reading, sorted(sources.get(number, [])))
        if len(rows) < _AT_ONCE:
            return
        after = bytes(rows[-1][0])


def _report(name: str, state: int, about: Any, text: Any, reading: Any, sources: list[tuple[str, str | None]]) -> str:
    told: dict[str, Any] = {"what": "report", "report_id": name, "state": STATES[state]}
    if state == REDACTED:
        return _line(**told)
    document = document_of(text_of(bytes(text)), opened(bytes(about)))
    told["sources"] = sources
    told["document"] = document
    told["reading"] = None if reading is None else reading_of(bytes(reading), document)
    return _line(**told)


def _line(**told: Any) -> str:
    return msgspec.json.encode(told).decode("utf-8")
