"""Incidents that are parts of a bigger one, as the shelf knows them (parts.py has the rule)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from firsthand.compare.findings import IncidentRow
from firsthand.compare.parts import NEAR_DAYS, REGION_MARK, Child
from firsthand.compare.shelf import Shelf, marks, unpacked


def parent(shelf: Shelf, family: str) -> str | None:
    """The bigger incident of which one is a part: the one with most parts, the earlier of two."""
    rows = _scenes(shelf, family)
    lies = [(kind, place, day) for kind, place, day, parts in rows if not parts]
    if not lies:
        return None
    own = max(parts for _, _, _, parts in rows)
    kind, _, day = lies[0]
    places = [place for _, place, _ in lies]
    found: str | None = shelf.value(
        f"SELECT family FROM compare_scenes WHERE kind = ? AND place IN ({marks(places)}) AND day BETWEEN ? AND ?"
        " AND parts > ? AND family <> ? ORDER BY parts DESC, day, family LIMIT 1",
        kind, *places, *_around(day), own, family,
    )  # fmt: skip
    return found


def children(shelf: Shelf, family: str) -> tuple[Child, ...]:
    """The incidents that are parts of one, by day and id."""
    rows = [row for row in _scenes(shelf, family) if row[3]]
    near = {
        other
        for kind, place, day, parts in rows
        for (other,) in shelf.rows(
            "SELECT family FROM compare_scenes WHERE kind = ? AND place = ? AND day BETWEEN ? AND ? AND parts = 0"
            " AND family <> ?",
            kind, place, *_around(day), family,
        )
    }  # fmt: skip
    found = []
    for other in sorted(near):
        if parent(shelf, other) == family:
            body = shelf.value("SELECT body FROM compare_incidents WHERE family = ?", other)
            regions = [place for _, place, _, parts in _scenes(shelf, other) if place.startswith(REGION_MARK)]
            row: IncidentRow = unpacked(body, IncidentRow)
            found.append(Child(row, regions[0].removeprefix(REGION_MARK) if regions else None))
    return tuple(sorted(found, key=lambda one: (one.row.day_from or "", one.row.id)))


def _scenes(shelf: Shelf, family: str) -> list[tuple[Any, ...]]:
    return shelf.rows("SELECT kind, place, day, parts FROM compare_scenes WHERE family = ? ORDER BY place, day", family)


def _around(day: str) -> tuple[str, str]:
    middle, near = date.fromisoformat(day[:10]), timedelta(days=NEAR_DAYS)
    return (middle - near).isoformat(), (middle + near).isoformat()
