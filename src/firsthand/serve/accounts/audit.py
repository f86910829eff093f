"""Who did what: a log that is only added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from firsthand.store import Store


@dataclass(frozen=True, slots=True)
class Act:
    at: str
    who: str
    what: str
    target: str


class Audit:
    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, who: str, what: str, target: str) -> None:
        from sqlalchemy import func, select

        from firsthand.store.schema import serve_audit

        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self.store.begin() as connection:
            number = connection.execute(select(func.coalesce(func.max(serve_audit.c.number), 0))).scalar_one() + 1
            connection.execute(
                serve_audit.insert().values(number=number, at=at, who=who[:60], what=what[:60], target=_clean(target))
            )

    def latest(self, limit: int = 100) -> list[Act]:
        rows = self.store.connection().rows(
            "SELECT at, who, what, target FROM serve_audit ORDER BY number DESC LIMIT ?", (limit,)
        )
        return [Act(*row) for row in rows]


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:500]
