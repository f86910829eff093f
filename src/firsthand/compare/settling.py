"""Working out what new reports touched: incidents, questions over all reports, forecasts.

What is worked out is kept as its lists show it, so that a list reads one page of rows and no gist. Working out
holds nothing; only its rows are written in a transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from firsthand.compare import kinship
from firsthand.compare.briefing import MOVED
from firsthand.compare.building import Builder, Overtaken, Stand
from firsthand.compare.findings import ForecastRow, IncidentPage, Series
from firsthand.compare.gist import Gist
from firsthand.compare.incident import Member, main_place, page
from firsthand.compare.outlooks import followed
from firsthand.compare.parts import scenes
from firsthand.compare.questions import Told, row, wide_key, wide_question
from firsthand.compare.shelf import ANYWHERE, Shelf, marks, packed
from firsthand.compare.sources import COUNTS, tallies

SETTLE: Final = 64  # what is worked out for one transaction
LATER: Final = 100  # later reports that a forecast is held against, the first after it
KEPT: Final = 600  # gists at hand while forecasts are followed

INCIDENT: Final = ("compare_incidents", "compare_questions", "compare_conflicts", "compare_sources", "compare_scenes")


@dataclass(slots=True)
class Work:
    """Rows to be taken away and rows to be written."""

    gone: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    rows: list[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]] = field(default_factory=list)

    def write(self, shelf: Shelf) -> None:
        for statement, values in self.gone:
            shelf.run(statement, *values)
        for table, columns, rows in self.rows:
            shelf.insert(table, columns, rows)


class Settler:
    """Works out what is marked as stale on the shelf of a builder."""

    def __init__(self, builder: Builder, common: frozenset[str]) -> None:
        self._builder = builder
        self._common = common

    def settle(self) -> int:
        """Everything that is stale; how much it was."""
        done = 0
        while True:
            with self._builder.looking() as shelf:
                stand = Stand.of(shelf)
                stale = shelf.all_stale(SETTLE)
                if not stale:
                    return done
                gists = lru_cache(maxsize=KEPT)(lambda report, shelf=shelf: shelf.gists([report])[0])
                made = [self._work(shelf, what, gists) for what in stale]
            try:
                with self._builder.writing_at(stand) as shelf:
                    for work in made:
                        work.write(shelf)
                    shelf.settled(stale)
            except Overtaken:
                continue
            done += len(stale)

    def _work(self, shelf: Shelf, what: str, gists: Callable[[str], Gist]) -> Work:
        kind, name = what[:2], what[2:]
        if kind == "i:":
            return self._incident(shelf, name)
        if kind == "q:":
            return self._wide(shelf, name)
        return _forecasts(shelf, name, gists)

    def _incident(self, shelf: Shelf, family: str) -> Work:
        work = Work(gone=[(f"DELETE FROM {table} WHERE family = ?", (family,)) for table in INCIDENT])
        listed = shelf.members(kinship.of_family(shelf, family))
        if not listed:
            return work
        gists = [gist for gist, _, _ in listed]
        found = page([Member(*one) for one in listed], self._common)
        line = found.row
        lead = next((one.points[0].evidence for one in found.questions if one.points), None)
        work.rows = [
            (
                "compare_incidents",
                ("family", "day_from", "day_to", "place", "kind", "title", "first", "reports", "body", "lead"),
                [(family, line.day_from or "", line.day_to or "", (line.place or "").casefold(), line.kind or "",
                  line.title.casefold(), found.reports[0].published or "", line.reports, packed(line),
                  packed(lead) if lead else None)],
            ),
            ("compare_questions", QUESTION, [_question(one, family) for one in found.questions]),
            (
                "compare_conflicts",
                ("id", "family", "kind", "day", "weight", "told", "body"),
                [(one.id, family, one.kind.value, one.day or line.day_to or "", one.weight,
                  max(side.published or "" for side in one.sides), packed(one)) for one in found.contradictions],
            ),
            (
                "compare_sources",
                ("name", "kind", "family", "source_type", *COUNTS),
                [(one.name, one.kind, family, one.source_type, *(one.counts[name] for name in COUNTS))
                 for one in tallies(gists, found)],
            ),
            ("compare_scenes", ("family", "kind", "place", "day", "parts"), _scenes(found, gists, family)),
        ]  # fmt: skip
        return work

    def _wide(self, shelf: Shelf, key: str) -> Work:
        series = wide_series(shelf, key, self._common)
        return Work(
            gone=[("DELETE FROM compare_questions WHERE key = ?", (key,))],
            rows=[("compare_questions", QUESTION, [_question(series, "")])] if series and series.points else [],
        )


def wide_series(shelf: Shelf, key: str, common: frozenset[str]) -> Series | None:
    """A question over all reports; None where no report answers it."""
    reports = [one for (one,) in shelf.rows("SELECT report_id FROM compare_answers WHERE key = ?", key)]
    told = [Told(one, answer) for one in shelf.gists(reports) for answer in one.answers if str(wide_key(answer)) == key]
    made = wide_key(told[0].answer) if told else None
    return wide_question(made, told, common) if made is not None else None


QUESTION: Final = ("key", "family", "role", "state", "last", "label", "moved", "body", "move")


def _question(one: Series, family: str) -> tuple[Any, ...]:
    line = row(one)
    moved = [] if one.part else [point for point in one.points if point.change in MOVED]
    last = moved[-1] if moved else None
    return (
        line.key,
        family,
        line.role.value,
        line.state.value,
        line.last_as_of or "",
        line.label.casefold(),
        (last.as_of or "") if last else "",
        packed(line),
        packed((last.rule, last.evidence)) if last else None,
    )


def _scenes(found: IncidentPage, gists: Sequence[Gist], family: str) -> list[tuple[Any, ...]]:
    spot = main_place(gists)
    return [(family, one.kind, one.place, one.day, one.parts) for one in scenes(found, spot.admin1 if spot else None)]


def _forecasts(shelf: Shelf, report: str, gists: Callable[[str], Gist]) -> Work:
    """The forecasts of a report, held against the reports after it."""
    if not shelf.has(report):
        return Work()
    gist, today = gists(report), shelf.today()
    work = Work()
    for item in range(len(gist.outlooks)):
        made = _followed(shelf, gist, item, today, gists)
        touched = max((shown.published or "" for shown in made.later), default="")
        work.gone.append(
            (
                "UPDATE compare_forecasts SET state = ?, touched = ?, brier = ?, body = ? WHERE report_id = ? AND item = ?",
                (made.state.value, touched, made.brier, packed(made), report, item),
            )
        )
    return work


def _followed(shelf: Shelf, one: Gist, item: int, today: str | None, gists: Callable[[str], Gist]) -> ForecastRow:
    outlook = one.outlooks[item]
    kinds = (*outlook.outcome_kinds, *outlook.condition_kinds)
    places = (*outlook.outcome_places, *outlook.condition_places) or (ANYWHERE,)
    reports: list[str] = []
    if kinds:
        reports = [
            report
            for _, report in shelf.rows(
                "SELECT DISTINCT told, report_id FROM compare_happenings"
                f" WHERE mode IN ({marks(kinds)}) AND place IN ({marks(places)}) AND told > ?"
                f" ORDER BY told, report_id LIMIT {LATER}",
                *kinds, *places, one.day or "",
            )
        ]  # fmt: skip
    return followed(one, outlook, [gists(report) for report in reports], today)
