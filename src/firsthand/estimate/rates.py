"""Loss series: what a running total adds a day, with the doubt of counting, and where the pace changed.

A running total is a claim of one origin; its steps are that origin's pace, not a count of the dead. The interval of a rate is
that of Poisson counts (Garwood 1936), which real losses are wider than: they come in bursts. Change points split the series
where two paces fit better than one by more than chance would (binary segmentation with a Bayesian information criterion on an
over-dispersed Poisson likelihood; Chen and Gupta 2012).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from firsthand.check.quantiles import poisson_interval
from firsthand.errors import BadValue


@dataclass(frozen=True, slots=True)
class Step:
    """What was added between two reports of a running total; negative where the total was taken back."""

    first: date
    last: date
    added: float

    def days(self) -> int:
        return (self.last - self.first).days


@dataclass(frozen=True, slots=True)
class Pace:
    """Additions a day between two days, with the 95 % interval of Poisson counts widened by the series' own spread.

    `spread` is the variance of the steps over their mean (1 for a Poisson series).
    """

    first: date
    last: date
    a_day: float
    low: float
    high: float
    spread: float


@dataclass(frozen=True, slots=True)
class Losses:
    """A series taken apart: its steps, its paces between change points, and the days on which it fell."""

    steps: tuple[Step, ...]
    paces: tuple[Pace, ...]
    falls: tuple[date, ...]


def losses(totals: Sequence[tuple[date, float]], most: int = 8) -> Losses:
    """The steps and paces of a running total, in any order; at most `most` change points. A fall is kept as a step, named in
    `falls`, and belongs to no pace. BadValue for fewer than two days, or two totals on one day.
    """
    ordered = sorted(totals)
    days = [day for day, _ in ordered]
    if len(days) < 2:
        raise BadValue("a pace needs totals of two days at least")
    if len(set(days)) != len(days):
        raise BadValue("two totals stand on one day; give each day one, or a series for each origin")
    steps = tuple(Step(first, last, after - before) for (first, before), (last, after) in itertools.pairwise(ordered))
    grown = [step for step in steps if step.added >= 0]
    fallen = tuple(step.last for step in steps if step.added < 0)
    if not grown:
        return Losses(steps, (), fallen)
    spread = _spread(grown)
    cuts = _cuts(grown, spread, most)
    bounds = [0, *cuts, len(grown)]
    paces = tuple(_pace(grown[a:b], spread) for a, b in itertools.pairwise(bounds))
    return Losses(steps, paces, fallen)


def _pace(steps: Sequence[Step], spread: float) -> Pace:
    days = sum(step.days() for step in steps)
    added = sum(step.added for step in steps)
    low, high = poisson_interval(round(added / spread))
    return Pace(steps[0].first, steps[-1].last, added / days, low * spread / days, high * spread / days, spread)


def _spread(steps: Sequence[Step]) -> float:
    """Variance over mean of neighbouring steps, from their differences, so that a change of pace does not count as spread."""
    if len(steps) < 4:
        return 1.0
    total = 0.0
    for one, other in itertools.pairwise(steps):
        pace = (one.added + other.added) / (one.days() + other.days())
        if pace > 0:
            away = one.added / one.days() - other.added / other.days()
            total += away**2 / (pace * (1 / one.days() + 1 / other.days()))
    return max(1.0, total / (len(steps) - 1))


def _cuts(steps: Sequence[Step], spread: float, most: int) -> list[int]:
    cuts: list[int] = []
    penalty = 1.5 * log(len(steps)) * 2  # a new pace and a new day, on twice the log likelihood
    while len(cuts) < most:
        bounds = [0, *cuts, len(steps)]
        found = [(gain, at) for a, b in itertools.pairwise(bounds) for gain, at in (_best(steps, a, b, spread),)]
        gain, at = max(found, key=lambda one: (one[0], -one[1]))
        if gain <= penalty:
            break
        cuts = sorted([*cuts, at])
    return cuts


def _best(steps: Sequence[Step], a: int, b: int, spread: float) -> tuple[float, int]:
    """The split of steps[a:b] that gains most: twice the log likelihood ratio over the spread, and where."""
    whole_n, whole_d = _sums(steps[a:b])
    best, where = 0.0, a
    n = d = 0.0
    for at in range(a + 1, b):
        n += steps[at - 1].added
        d += steps[at - 1].days()
        gain = 2 * (_fit(n, d) + _fit(whole_n - n, whole_d - d) - _fit(whole_n, whole_d)) / spread
        if gain > best:
            best, where = gain, at
    return best, where


def _sums(steps: Sequence[Step]) -> tuple[float, float]:
    return sum(step.added for step in steps), float(sum(step.days() for step in steps))


def _fit(n: float, days: float) -> float:
    return n * log(n / days) - n if n > 0 else 0.0
