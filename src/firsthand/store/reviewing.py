"""Decisions of human reviewers: added, never changed, beside what the machine said."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from firsthand.errors import BadValue, NotKept
from firsthand.store import chain
from firsthand.store.connection import Connection
from firsthand.store.decision import Decided, Decision
from firsthand.store.parcel import seal
from firsthand.store.terms import clean


def decide(connection: Connection, store: str, decision: Decision) -> int:
    """Keep a decision in a batch of its own; its number."""
    try:
        fix = None if decision.fix is None else json.dumps(decision.fix, ensure_ascii=True, sort_keys=True)
        report = bytes.fromhex(decision.report_id)
    except (TypeError, ValueError) as error:
        raise BadValue(f"a decision's fix must be JSON, its report a report id ({error})") from error
    told = (
        clean(decision.record_id),
        decision.verdict,
        fix,
        clean(decision.reason),
        clean(decision.reviewer),
    )
    with connection.writing():
        state = connection.value("SELECT state FROM reports WHERE report_id = ?", (report,))
        if state is None or state == 2:
            raise NotKept(store, f"has no report {decision.report_id!r} to decide on")
        number = int(connection.value("SELECT coalesce(max(number), 0) + 1 FROM decisions"))
        connection.run(
            "INSERT INTO decisions (number, report_id, record_id, verdict, fix, reason, reviewer)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, report, *told),
        )
        chain.append(
            connection,
            "decide",
            [chain.Item(chain.DECISION, decision_key(number), decision_seal(number, report, told))],
        )
        note(connection, "decide", str(number), "")
    return number


def decision_key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def decision_seal(number: int, report: bytes, told: tuple[str | None, ...]) -> bytes:
    return seal(number, report, *told)


def decisions(connection: Connection, report_id: str | None, record_id: str | None, after: int) -> tuple[Decided, ...]:
    tests = ["d.number > ?"]
    values: list[Any] = [after]
    if report_id is not None:
        tests.append("d.report_id = ?")
        try:
            values.append(bytes.fromhex(report_id))
        except ValueError:
            return ()
    if record_id is not None:
        tests.append("d.record_id = ?")
        values.append(clean(record_id))
    rows = connection.rows(
        "SELECT d.number, d.report_id, d.record_id, d.verdict, d.fix, d.reason, d.reviewer"
        f" FROM decisions d WHERE {' AND '.join(tests)} ORDER BY d.number",
        values,
    )
    times = dict(connection.rows("SELECT item, at FROM audit WHERE what = 'decide'"))
    return tuple(
        Decided(
            number=number,
            decision=Decision(
                record_id=record,
                report_id=bytes(report).hex(),
                verdict=verdict,
                fix=None if fix is None else json.loads(fix),
                reason=reason,
                reviewer=reviewer,
            ),
            at=times.get(str(number), ""),
        )
        for number, report, record, verdict, fix, reason, reviewer in rows
    )


def note(connection: Connection, what: str, item: str, detail: str) -> None:
    """A line of the audit: the only place besides runs where a clock time stands. Each line seals the one before."""
    row = connection.one("SELECT number, seal FROM audit ORDER BY number DESC LIMIT 1")
    number, before = (int(row[0]) + 1, bytes(row[1])) if row else (1, b"")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.run(
        "INSERT INTO audit (number, at, what, item, detail, seal) VALUES (?, ?, ?, ?, ?, ?)",
        (number, at, what, item, detail, seal(before, number, at, what, item, detail)),
    )
