"""Reports to ranges: low, best and high of what a store's reports say, in the manner of UCDP, per definition and period.

Nothing is estimated here, and nothing that counts different things is added: killed is not lost, soldiers are not
everyone, a running total is not one day's dead. Low adds the lowest standing number of each incident, high the highest;
best stands only where every incident has one number that all its origins give (Sundberg and Melander 2013 leave it to a
coder; here it is empty instead). Each sum lists what went into it.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.compare.findings import Evidence, Series, State
from firsthand.errors import BadValue
from firsthand.model.figure import Number

_PEOPLE = "person"
PERIODS = ("all", "year", "month", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One incident's numbers in a range: what its origins say last, and the sentences behind them."""

    key: str
    incident: str
    label: str
    day: str
    low: Number
    best: Number | None
    high: Number
    open: bool
    origins: int
    state: State
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Sums over incidents that count the same thing in one period. `open`: some high is only a lower bound ("at least").

    `overlap` is the largest single contribution: if all incidents were one and the same, the sum would be no more.
    """

    period: str
    role: str
    whom: str
    definition: str
    low: Number
    best: Number | None
    high: Number
    open: bool
    overlap: Number
    contributions: tuple[Contribution, ...]

    def sentence(self) -> str:
        """The range in words, with what it rests on."""
        top = f"{self.high:,} or more" if self.open else f"{self.high:,}"
        best = f"; {self.best:,} where all origins agree" if self.best is not None else ""
        count = len(self.contributions)
        origins = sum(one.origins for one in self.contributions)
        return (
            f"{self.period}: {self.low:,} to {top} {self.whom} {self.role} ({self.definition}){best}. "
            f"{count} incident{'s' if count != 1 else ''}, {origins} origin{'s' if origins != 1 else ''}."
        )


def ranges(questions: Iterable[Series], period: str = "all") -> tuple[Range, ...]:
    """The ranges of `questions` (those of single incidents; running totals over all reports are left out).

    `period` is one of PERIODS; an incident without a day stands under "no day". BadValue for another period. A question
    whose answers cannot be compared takes part with its whole spread, and its state says so.
    """
    if period not in PERIODS:
        raise BadValue(f"{period!r} is no period; use one of {', '.join(PERIODS)}")
    groups: dict[tuple[str, str, str, str], list[Contribution]] = defaultdict(list)
    for one in questions:
        if one.incident is None or one.part or one.low is None or one.high is None or one.unit != _PEOPLE:
            continue
        found = _contribution(one)
        when = {"all": "all", "year": found.day[:4], "month": found.day[:7], "day": found.day}[period] or "no day"
        groups[when, str(one.role), one.whom, one.definition].append(found)
    return tuple(
        _range(*key, sorted(listed, key=lambda one: (one.day, one.key))) for key, listed in sorted(groups.items())
    )


COLUMNS = (
    "period", "role", "whom", "definition", "incident", "question", "day", "low", "best", "high", "high_is_open",
    "origins", "state", "report_id", "start", "end", "quote",
)  # fmt: skip


def table(found: Iterable[Range]) -> str:
    """CSV, one row a sentence behind a contribution; a quote that a spreadsheet would take for a formula is escaped."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in found:
        for part in one.contributions:
            numbers = [part.low, "" if part.best is None else part.best, part.high, int(part.open)]
            for said in part.evidence:
                head = [one.period, one.role, one.whom, one.definition, part.incident, part.key, part.day]
                tail = [part.origins, str(part.state), said.report_id, said.start, said.end, _cell(said.quote)]
                rows.writerow([*head, *numbers, *tail])
    return out.getvalue()


def _cell(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _contribution(one: Series) -> Contribution:
    assert one.low is not None
    assert one.high is not None
    assert one.incident is not None
    values = {latest.value for latest in one.latest}
    agreed = next(iter(values)) if len(values) == 1 else None
    unbounded = any(latest.high is None for latest in one.latest)
    days = sorted(filter(None, (point.as_of for point in one.points)))
    return Contribution(
        key=one.key,
        incident=one.incident,
        label=one.label,
        day=days[0][:10] if days else "",
        low=one.low,
        best=agreed,
        high=max(one.high, one.low),
        open=unbounded,
        origins=one.origins,
        state=one.state,
        evidence=tuple(latest.evidence for latest in one.latest),
    )


def _range(period: str, role: str, whom: str, definition: str, listed: list[Contribution]) -> Range:
    bests = [one.best for one in listed]
    return Range(
        period=period,
        role=role,
        whom=whom or "people",
        definition=definition or "as reported",
        low=sum(one.low for one in listed),
        best=sum(value for value in bests if value is not None) if None not in bests else None,
        high=sum(one.high for one in listed),
        open=any(one.open for one in listed),
        overlap=max(one.high for one in listed),
        contributions=tuple(listed),
    )
