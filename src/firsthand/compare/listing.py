"""Lists by pages: filters, cursors that go on where a page ended, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from firsthand.compare.findings import Page
from firsthand.compare.shelf import Shelf, unpacked
from firsthand.errors import BadValue

T = TypeVar("T")

_JOINT = "\x1f"


class Asked:
    """Conditions on one table, with their values."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._clauses: list[str] = []
        self._values: list[Any] = []

    def where(self, clause: str, *values: Any) -> Asked:
        """A condition; left out where a value is None."""
        if None not in values:
            self._clauses.append(clause)
            self._values += values
        return self

    def has(self, text: str | None, *columns: str) -> Asked:
        """Case-folded columns of which one holds `text`."""
        if text:
            escaped = "".join(f"\\{one}" if one in "\\%_" else one for one in text.casefold())
            either = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)
            self.where(f"({either})", *([f"%{escaped}%"] * len(columns)))
        return self

    def total(self, shelf: Shelf) -> int:
        return int(shelf.value(f"SELECT count(*) FROM {self.table} WHERE {self._condition()}", *self._values))

    def page(
        self, shelf: Shelf, order: Sequence[str], kinds: Sequence[Callable[[str], Any]], shape: type[T], after: str | None, limit: int
    ) -> Page[T]:  # fmt: skip
        """One page of bodies. The first column of `order` falls, the others rise; `kinds` read them from a cursor."""
        total = self.total(shelf)
        place = cursor(after, kinds)
        if place is not None:
            self.where(
                f"({_beyond(order)})", *(value for at in range(len(order)) for value in (*place[:at], place[at]))
            )
        rows = shelf.rows(
            f"SELECT {', '.join(order)}, body FROM {self.table} WHERE {self._condition()}"
            f" ORDER BY {order[0]} DESC, {', '.join(order[1:])} LIMIT ?",
            *self._values,
            limit + 1,
        )
        items = tuple(unpacked(row[-1], shape) for row in rows[:limit])
        return Page(items, joined(rows[limit - 1][:-1]) if len(rows) > limit else None, total)

    def _condition(self) -> str:
        return " AND ".join(self._clauses) or "1 = 1"


def _beyond(order: Sequence[str]) -> str:
    """The rows after a place: later in the first column that differs."""
    ways = []
    for at, column in enumerate(order):
        same = [f"{before} = ?" for before in order[:at]]
        ways.append(" AND ".join([*same, f"{column} {'<' if at == 0 else '>'} ?"]))
    return " OR ".join(f"({way})" for way in ways)


def cursor(after: str | None, kinds: Sequence[Callable[[str], Any]]) -> tuple[Any, ...] | None:
    """The parts of a cursor. BadValue for what no page gave."""
    if not after:
        return None
    parts = after.split(_JOINT)
    try:
        if len(parts) != len(kinds) or "\x00" in after:
            raise ValueError("parts")
        found = tuple(kind(part) for kind, part in zip(kinds, parts, strict=True))
        if not all(-(2.0**62) < one < 2.0**62 for one in found if not isinstance(one, str)):
            raise ValueError("number")
    except ValueError as error:
        raise BadValue(f"cursor {after!r} is none that a page of this list gave") from error
    return found


def position(after: str | None) -> int:
    """A cursor that is a position in a list. BadValue for what no page gave."""
    if after and not (after.isdecimal() and after.isascii() and len(after) < 12):
        raise BadValue(f"cursor {after!r} is none that a page of this list gave")
    return int(after or 0)


def joined(parts: Sequence[Any]) -> str:
    """A cursor."""
    return _JOINT.join(str(part) for part in parts)
