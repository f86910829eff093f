"""Cases: lists handed in for an estimate, kept in the store with their latest result and what reviewers decided."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final

import msgspec

from firsthand.errors import BadValue
from firsthand.estimate.linkage import RowName
from firsthand.serve.estimates.shown import Doubt, Result
from firsthand.store import Store

MOST: Final = 500  # cases kept
VERDICTS: Final = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Settings:
    """`draws` linkages carry the doubt of who is who; `by` names strata, "" for none."""

    draws: int = 10
    by: str = ""

    def __post_init__(self) -> None:
        if not 2 <= self.draws <= 50:
            raise BadValue("draws are 2 to 50")


@dataclass(frozen=True, slots=True)
class Case:
    """`state` is waiting, working, done or failed (`problem` says why). `result` is that of the latest run that ended well."""

    id: str
    name: str
    owner: str
    made: str
    settings: Settings
    state: str
    problem: str
    result: Result | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a reviewer decided on a pair of rows. `verdict` is one of VERDICTS."""

    list_a: str
    id_a: str
    list_b: str
    id_b: str
    verdict: str
    reason: str
    reviewer: str
    at: str

    def rows(self) -> frozenset[RowName]:
        return frozenset(((self.list_a, self.id_a), (self.list_b, self.id_b)))


class Cases:
    """The cases of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def all(self) -> list[Case]:
        """Every case, the latest first, without its result."""
        rows = self.store.connection().rows(
            "SELECT id, name, owner, made, settings, state, problem FROM serve_estimates ORDER BY made DESC, id"
        )
        return [_case(row) for row in rows]

    def get(self, case_id: str) -> Case | None:
        rows = self.store.connection().rows(
            "SELECT id, name, owner, made, settings, state, problem, result FROM serve_estimates WHERE id = ?",
            (case_id,),
        )
        return _case(rows[0]) if rows else None

    def files(self, case_id: str) -> list[tuple[str, bytes]]:
        """(name, content) of the lists as they were handed in."""
        rows = self.store.connection().rows("SELECT files FROM serve_estimates WHERE id = ?", (case_id,))
        if not rows:
            return []
        return msgspec.msgpack.decode(zlib.decompress(rows[0][0]), type=list[tuple[str, bytes]])

    def keep(self, name: str, owner: str, files: list[tuple[str, bytes]], settings: Settings) -> Case:
        """A new case, not worked out yet. BadValue without lists, or where there are too many cases."""
        from firsthand.store.schema import serve_estimates

        if not files:
            raise BadValue("an estimate needs a table of counts, or lists of people")
        if len(self.all()) >= MOST:
            raise BadValue(f"{MOST} estimates are kept already; remove one")
        title = " ".join(name.split())[:120] or files[0][0].rpartition(".")[0] or files[0][0]
        made = Case(token_hex(8), title, owner, _now(), settings, "waiting", "")
        with self.store.begin() as connection:
            connection.execute(
                serve_estimates.insert().values(
                    id=made.id, name=title, owner=owner, made=made.made, settings=_text(settings),
                    files=zlib.compress(msgspec.msgpack.encode(files)), state=made.state, problem="", result=None,
                )
            )  # fmt: skip
        return made

    def set(self, case_id: str, state: str, problem: str = "", result: Result | None = None) -> None:
        """The state of a case; with a result, it takes the place of the one before."""
        from firsthand.store.schema import serve_estimates

        values: dict[str, Any] = {"state": state, "problem": problem[:2000]}
        if result is not None:
            values["result"] = zlib.compress(msgspec.json.encode(result))
        with self.store.begin() as connection:
            connection.execute(serve_estimates.update().where(serve_estimates.c.id == case_id).values(**values))

    def interrupted(self) -> None:
        """Cases that a process left unfinished say so; they can be run again."""
        if not self.store.connection().rows(
            "SELECT 1 FROM serve_estimates WHERE state IN ('waiting', 'working') LIMIT 1"
        ):
            return
        from firsthand.store.schema import serve_estimates as t

        with self.store.begin() as connection:
            connection.execute(
                t.update()
                .where(t.c.state.in_(("waiting", "working")))
                .values(state="failed", problem="the app ended before it was done; run it again")
            )

    def forget(self, case_id: str) -> None:
        """Remove a case, its lists and its decisions for good."""
        from firsthand.store.schema import serve_estimates, serve_pairs

        with self.store.begin() as connection:
            connection.execute(serve_pairs.delete().where(serve_pairs.c.estimate == case_id))
            connection.execute(serve_estimates.delete().where(serve_estimates.c.id == case_id))

    # Pairs

    def rule(self, case_id: str, doubt: Doubt, verdict: str, reason: str, reviewer: str) -> Ruling:
        """Keep what a reviewer decided on a pair. BadValue for another verdict, or "unsure" without a reason."""
        from sqlalchemy import func, select

        from firsthand.store.schema import serve_pairs as t

        reason = " ".join(reason.split())[:500]
        if verdict not in VERDICTS:
            raise BadValue(f"verdict {verdict!r} is none of {', '.join(VERDICTS)}")
        if verdict == "unsure" and not reason:
            raise BadValue("say what makes you unsure, so that the next person can go on from there")
        made = Ruling(doubt.a.list, doubt.a.id, doubt.b.list, doubt.b.id, verdict, reason, reviewer, _now())
        with self.store.begin() as connection:
            number = connection.execute(select(func.coalesce(func.max(t.c.number), 0))).scalar_one() + 1
            connection.execute(t.insert().values(number=number, estimate=case_id, **_fields(made)))
        return made

    def rulings(self, case_id: str) -> list[Ruling]:
        """The latest decision on each pair, in the order they were made."""
        rows = self.store.connection().rows(
            "SELECT list_a, id_a, list_b, id_b, verdict, reason, reviewer, at FROM serve_pairs WHERE estimate = ? ORDER BY number",
            (case_id,),
        )
        latest: dict[frozenset[RowName], Ruling] = {}
        for row in rows:
            one = Ruling(*row)
            latest.pop(one.rows(), None)
            latest[one.rows()] = one
        return list(latest.values())

    def decided(self, case_id: str) -> list[tuple[RowName, RowName, bool]]:
        """Settled pairs as the linkage takes them; pairs that a reviewer is unsure of are left to the model."""
        return [
            ((one.list_a, one.id_a), (one.list_b, one.id_b), one.verdict == "same")
            for one in self.rulings(case_id)
            if one.verdict != "unsure"
        ]


def _case(row: tuple[Any, ...]) -> Case:
    result = msgspec.json.decode(zlib.decompress(row[7]), type=Result) if len(row) > 7 and row[7] is not None else None
    case_id, name, owner, made, settings, state, problem = row[:7]
    return Case(case_id, name, owner, made, msgspec.json.decode(settings, type=Settings), state, problem, result)


def _fields(one: Ruling) -> dict[str, str]:
    return {name: getattr(one, name) for name in Ruling.__dataclass_fields__}


def _text(settings: Settings) -> str:
    return msgspec.json.encode(settings).decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
