"""Decisions of reviewers beside what the machine says now: a decision stays when a report is read anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from firsthand.errors import StoreError
from firsthand.model.record import Record
from firsthand.store import Decided, Decision, Store

if TYPE_CHECKING:
    from firsthand.serve.site import Site

# The one field of each kind that a reviewer may fix on the page; the API takes any.
FIXABLE: Final = {"figure": "role", "event": "modality", "attribution": "speaker", "place": "name", "forecast": "kind"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as shown; `differs` says how the machine now disagrees with what was decided on, "" where it does not."""

    report_id: str
    record_id: str
    verdict: str
    reason: str
    reviewer: str
    at: str
    quote: str
    fix: dict[str, Any] | None
    differs: str
    said: str  # what the machine said when it was decided


@dataclass(frozen=True, slots=True)
class Seen:
    """What a decision was made on."""

    begin: int
    end: int
    said: str


def standings(here: Site, report_id: str) -> tuple[Standing, ...]:
    """The latest decision of each reviewer on each record of a report."""
    decided = [
        d for d in here.library.store.decisions(report_id=report_id) if not d.decision.record_id.startswith("incident:")
    ]
    if not decided:
        return ()
    try:
        reading = here.library.store.reading(report_id)
    except StoreError:
        return ()
    known: dict[str, Record] = {record.id: record for record in reading.records()}
    latest: dict[tuple[str, str], Decided] = {(d.decision.record_id, d.decision.reviewer): d for d in decided}
    seen = _seen(here.library.store, report_id)
    return tuple(_standing(here, d, known, seen.get(d.number)) for d in latest.values())


def _standing(here: Site, decided: Decided, known: dict[str, Record], seen: Seen | None) -> Standing:
    d = decided.decision
    record = known.get(d.record_id)
    differs = ""
    if record is None:
        now = _same_words(known.values(), d.record_id, seen)
        differs = here.texts("review.moved", said=_said(now)) if now else here.texts("review.gone")
        record = now
    elif seen is not None and seen.said != _said(record) and not _as_fixed(record, d.fix):
        differs = here.texts("review.moved", said=_said(record))
    quote = _quote(record) if record else ""
    return Standing(
        d.report_id,
        d.record_id,
        d.verdict,
        d.reason,
        d.reviewer,
        decided.at,
        quote,
        d.fix,
        differs,
        seen.said if seen else "",
    )


def _same_words(known: Iterable[Record], record_id: str, seen: Seen | None) -> Record | None:
    """The record of the same kind that now stands on the words that were decided on."""
    if seen is None:
        return None
    prefix = record_id.partition("-")[0]
    return next((r for r in known if r.prefix == prefix and (r.start(), _end(r)) == (seen.begin, seen.end)), None)


def _as_fixed(record: Record, fix: dict[str, Any] | None) -> bool:
    """Does the machine now say what the reviewer had put in its place?"""
    return bool(fix) and all(str(getattr(record, name, None)) == str(value) for name, value in (fix or {}).items())


def decide(store: Store, record: Record | None, decision: Decision) -> int:
    """Keep a decision with what the machine said of the record at that time; its number."""
    from firsthand.store.schema import serve_seen

    number = store.decide(decision)
    if record is not None:
        with store.begin() as connection:
            connection.execute(
                serve_seen.insert().values(
                    decision=number,
                    report_id=decision.report_id,
                    begin=record.start(),
                    end=_end(record),
                    said=_said(record),
                )
            )
    return number


def _seen(store: Store, report_id: str) -> dict[int, Seen]:
    rows = store.connection().rows(
        'SELECT decision, "begin", "end", said FROM serve_seen WHERE report_id = ?', (report_id,)
    )
    return {number: Seen(begin, end, said) for number, begin, end, said in rows}


def _said(record: Record) -> str:
    """What the machine says of a record, in the fields that a reviewer judges."""
    names = ("role", "low", "high", "modality", "plover", "speaker", "name", "verdict", "kind", "strength")
    said = [f"{name} {getattr(record, name)}" for name in names if getattr(record, name, None) is not None]
    return ", ".join(said)


def _quote(record: Record) -> str:
    return next((span.quote for _, span in record.spans()), "")[:160]


def _end(record: Record) -> int:
    return max((span.end for _, span in record.spans()), default=record.start())
