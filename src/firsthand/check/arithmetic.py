"""The arithmetic of the checks: numbers in, numbers out. Nothing here knows of texts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.check.quantiles import poisson_interval
from firsthand.model.figure import Operator

Interval = tuple[float, float]


def quotient(a: Interval, b: Interval) -> Interval:
    """All values of a/b, a and b not negative; the upper end is infinite where b may be 0."""
    low = a[0] / b[1] if b[1] else math.inf
    return low, a[1] / b[0] if b[0] else math.inf


def meet(a: Interval, b: Interval) -> bool:
    """Whether two closed intervals have a point in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def stated_share(p: float, step: float, op: Operator) -> Interval:
    """The shares that "p" stands for: half a unit of its last digit to either side, or what its operator allows."""
    match op:
        case Operator.MORE_THAN:
            return p, math.inf
        case Operator.AT_LEAST:
            return p - step / 2, math.inf
        case Operator.LESS_THAN | Operator.UP_TO | Operator.AT_MOST:
            return 0.0, p + (0 if op is Operator.LESS_THAN else step / 2)
        case Operator.NEARLY:
            return p * 0.9, p + step / 2
        case Operator.ABOUT:
            slack = max(step, p * 0.1)
            return p - slack, p + slack
        case _:
            return p - step / 2, p + step / 2


def percent_possible(p: float, decimals: int, n: int) -> bool:
    """Whether some k of n rounds to p per cent (GRIM, Brown and Heathers 2017); halves may round either way."""
    slack = 0.5 * math.pow(10, -decimals) + 1e-9
    k = round(p / 100 * n)
    return any(0 <= j <= n and abs(100 * j / n - p) <= slack for j in (k - 1, k, k + 1))


def grim_has_power(decimals: int, n: int) -> bool:
    """Whether some percentages with so many decimals are impossible for n."""
    return 0 < n < math.pow(10, 2 + decimals)


def significant(value: float, *, generous: bool = False) -> int:
    """Significant figures of a number as written; trailing zeros of a whole number count only when `generous` and below 100."""
    text = f"{value:.10g}"
    digits = text.replace(".", "").replace("-", "").lstrip("0")
    if "e" in digits:
        digits = digits.partition("e")[0]
    if "." in text or (generous and abs(value) < 100):
        return max(1, len(digits))
    return max(1, len(digits.rstrip("0")))


def rounded_to(value: float, units: Sequence[float]) -> float:
    """The coarsest unit that a round number may have been rounded to: it divides it, and is at most a fifteenth of it."""
    fitting = [u for u in units if value % u == 0 and u <= value / 15]
    return max(fitting, default=1.0)


@dataclass(frozen=True, slots=True)
class Cluster:
    """What one place of `size` people with `count` cases could tell at best: as a simple random sample."""

    rate: Interval
    scaled: Interval
    effects: tuple[tuple[float, float, float], ...]  # (intraclass correlation, design effect, effective sample)


def one_cluster(count: int, size: float, population: float, correlations: Sequence[float]) -> Cluster:
    """Garwood's interval of the rate, scaled to `population`, and Kish's design effects 1 + (m - 1) rho.

    With one cluster the variance between clusters cannot be estimated: no interval follows for the
    population. This is what would hold if people were drawn one by one.
    """
    low, high = poisson_interval(count)
    effects = tuple((rho, 1 + (size - 1) * rho, size / (1 + (size - 1) * rho)) for rho in correlations)
    return Cluster((low / size, high / size), (low / size * population, high / size * population), effects)


def ratio_band(killed: int, wounded: int) -> Interval:
    """Wounded per killed, as wide as counts of this size leave it: the ratio of the ends of their Poisson intervals."""
    k, w = poisson_interval(killed), poisson_interval(wounded)
    return w[0] / k[1], w[1] / k[0] if k[0] else math.inf
