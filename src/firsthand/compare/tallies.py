"""Published tables of running totals as series: every fall and every published correction is a revision.

A tally is one question over many days ("tanks lost, since the beginning"). A lower number, or a day for
which a correction was published, changes what was said before; it is never a new incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.check.series import falls
from firsthand.compare.findings import Change, Evidence, Point
from firsthand.compare.series import Given, series
from firsthand.model.check import Verdict
from firsthand.model.figure import Operator

Row = Mapping[str, object]


def tally(
    rows: Sequence[Row], field: str, corrections: Iterable[Row] = (), *, voice: str = "the table", date: str = "date"
) -> tuple[Point, ...]:
    """The series of one column, one voice behind it. `corrections` hold, by date, by how much a column was corrected;
    a correction published for a day counts, whichever way it goes, also where the total rises all the same."""
    corrected = {str(one[date]) for one in corrections if _number(one.get(field))}
    given = []
    for row in rows:
        value = row.get(field)
        if _number(value) is None:
            continue
        day = str(row[date])
        shown = Evidence(
            report_id=voice, record_id=f"{field}:{day}", quote=f"{value}", start=0, end=len(f"{value}"), published=day
        )
        given.append(
            Given(
                as_of=day,
                low=value,  # type: ignore[arg-type]  # _number has looked
                high=value,  # type: ignore[arg-type]  # as above
                value=value,  # type: ignore[arg-type]  # as above
                op=Operator.EXACT,
                origin=voice,
                evidence=shown,
                announced=day in corrected,
            )
        )
    return series(given)


def revisions(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points at which a voice changed its own number back, or published a correction."""
    return tuple(one for one in points if one.change is Change.REVISES or one.announced)


def unexplained(
    rows: Sequence[Row], field: str, corrections: Iterable[Row] = (), *, date: str = "date"
) -> tuple[str, ...]:
    """Days on which a total falls without a published correction (check 19)."""
    known = [str(one[date]) for one in corrections if _number(one.get(field))]
    return tuple(one.date for one in falls(rows, (field,), date=date, corrected=known) if one.verdict is Verdict.FAIL)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value == value else None
