"""Checks over a table: running totals that fall (19), raids where more was shot down than launched (5).

Rows come from a user's file or from figures of several reports; a document is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.model.check import Verdict


@dataclass(frozen=True, slots=True)
class Fall:
    """A running total that is lower than the day before. `announced`: a correction was published for that day."""

    date: str
    field: str
    before: float
    after: float
    announced: bool
    verdict: Verdict

    def message(self) -> str:
        why = "a correction was announced" if self.announced else "no correction is known"
        return f"On {self.date} {self.field} falls from {self.before:g} to {self.after:g}; {why}."


def falls(
    rows: Sequence[Mapping[str, object]], fields: Iterable[str], *, date: str = "date", corrected: Iterable[str] = ()
) -> tuple[Fall, ...]:
    """Every place where a running total falls, rows in any order; gaps are stepped over.

    `corrected` are the dates for which a correction was published: such a fall is a WARN, any other a FAIL.
    """
    known = frozenset(corrected)
    found = []
    ordered = sorted(rows, key=lambda row: str(row[date]))
    for name in fields:
        last: float | None = None
        for row in ordered:
            value = row.get(name)
            if not isinstance(value, int | float) or isinstance(value, bool) or value != value:
                continue
            day = str(row[date])
            if last is not None and value < last:
                announced = day in known
                found.append(
                    Fall(day, name, last, float(value), announced, Verdict.WARN if announced else Verdict.FAIL)
                )
            last = float(value)
    return tuple(sorted(found, key=lambda fall: (fall.date, fall.field)))


@dataclass(frozen=True, slots=True)
class Overrun:
    """A raid whose outcomes exceed what was launched."""

    id: str
    launched: float
    outcomes: tuple[tuple[str, float], ...]

    def message(self) -> str:
        terms = " + ".join(f"{value:g} {name.replace('_', ' ')}" for name, value in self.outcomes)
        total = sum(value for _, value in self.outcomes)
        return f"{terms} = {total:g}, more than {self.launched:g} launched."


def overruns(
    rows: Iterable[Mapping[str, object]],
    *,
    launched: str = "launched",
    outcomes: Sequence[str] = ("destroyed", "not_reach_goal"),
    key: str = "id",
) -> tuple[Overrun, ...]:
    """Rows in which the outcomes of a raid, which exclude one another, add up to more than was launched."""
    found = []
    for row in rows:
        total = row.get(launched)
        parts = [
            (name, value) for name in outcomes if isinstance(value := row.get(name), int | float) and value == value
        ]
        if not isinstance(total, int | float) or total != total or not parts:
            continue
        if sum(value for _, value in parts) > total:
            found.append(
                Overrun(str(row.get(key, "")), float(total), tuple((name, float(value)) for name, value in parts))
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Rate:
    """Shot down of launched in one period, with Wilson's interval at 95 per cent."""

    period: str
    destroyed: float
    launched: float
    low: float
    high: float

    def share(self) -> float:
        return self.destroyed / self.launched if self.launched else 0.0


def interception_rates(rows: Iterable[Mapping[str, object]], *, date: str = "time_start") -> tuple[Rate, ...]:
    """Interception rates by month. Rows without both numbers are left out.

    The interval treats drones as independent, which they are not: it is a lower bound of the doubt.
    """
    sums: dict[str, list[float]] = {}
    for row in rows:
        total, hit = row.get("launched"), row.get("destroyed")
        day = str(row.get(date, ""))
        if (
            len(day) < 7
            or not isinstance(total, int | float)
            or not isinstance(hit, int | float)
            or total != total
            or hit != hit
            or total <= 0
        ):
            continue
        month = sums.setdefault(day[:7], [0.0, 0.0])
        month[0] += hit
        month[1] += total
    return tuple(Rate(month, hit, total, *wilson(hit, total)) for month, (hit, total) in sorted(sums.items()))


def wilson(k: float, n: float, z: float = 1.959963984540054) -> tuple[float, float]:
    """Wilson's score interval of k successes in n."""
    if n <= 0:
        return 0.0, 1.0
    p = k / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    return max(0.0, centre - half), min(1.0, centre + half)
