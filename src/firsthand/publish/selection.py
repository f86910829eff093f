"""Readings out of a store by a query, one at a time, and what the query found that has no reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Final

from firsthand.model.reading import SHELF, Reading
from firsthand.publish.anchor import kind_of
from firsthand.publish.package import Asked
from firsthand.store import Query, Store

_PAGE: Final = 2_000
_SHELVES: Final = {kind_of(kind): shelf for kind, shelf in SHELF.items()}


@dataclass(frozen=True, slots=True)
class Selection:
    """Reports by id in the order found, each with the records that answered; and reports without a reading."""

    records: dict[str, frozenset[str]] = field(default_factory=dict)
    missing: tuple[tuple[str, str], ...] = ()
    kind: str | None = None


def selected(store: Store, query: Query) -> Selection:
    """What answers `query`. Where it asks for one kind of record, only those records of that kind are exported."""
    found: dict[str, set[str]] = {}
    missing: list[tuple[str, str]] = []
    if _asks(query):
        after: str | None = None
        while True:
            page = store.find(replace(query, limit=_PAGE, after=after))
            for hit in page.items:
                found.setdefault(hit.report_id, set()).update([hit.record_id] if hit.record_id else [])
            after = page.after
            if after is None:
                break
    after = None
    while True:
        rows = store.reports(after=after, limit=_PAGE)
        for row in rows.items:
            if not _asks(query):
                found[row.report_id] = set()
            if row.state != "read" and found.pop(row.report_id, None) is not None:
                missing.append((row.report_id, _why(row.state, row.language)))
        after = rows.after
        if after is None:
            break
    kind = query.kind if query.kind in _SHELVES and query.kind != "report" else None
    return Selection({name: frozenset(records) for name, records in found.items()}, tuple(missing), kind)


def readings(store: Store, selection: Selection) -> Iterator[Reading]:
    """The readings of a selection in its order, a few hundred in memory at a time."""
    names = list(selection.records)
    for at in range(0, len(names), 256):
        some = dict(store.readings(names[at : at + 256]))
        for name in names[at : at + 256]:
            if name in some:
                yield _narrowed(some[name], selection.kind, selection.records[name])


def asked(store: Store, query: Query, selection: Selection) -> Asked:
    """The query and its counts, for the package."""
    said = {one.name: getattr(query, one.name) for one in fields(query) if one.name not in ("limit", "after")}
    return Asked(
        query=said,
        reports=len(selection.records) + len(selection.missing),
        missing=selection.missing,
        failures=sum(not one.mended for one in store.failures()),
    )


def _asks(query: Query) -> bool:
    return any(getattr(query, one.name) is not None for one in fields(query) if one.name not in ("limit", "after"))


def _narrowed(reading: Reading, kind: str | None, records: frozenset[str]) -> Reading:
    if kind is None:
        return reading
    shelf = _SHELVES[kind]
    kept = tuple(one for one in getattr(reading, shelf) if one.id in records)
    return replace(reading, **{shelf: kept})  # type: ignore[arg-type]  # the kind gives the shelf its type


def _why(state: str, language: str | None) -> str:
    if state == "redacted":
        return "redacted"
    return f"stored and not read (language {language or 'unknown'}, or reading failed)"
