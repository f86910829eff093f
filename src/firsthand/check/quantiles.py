"""Poisson and chi-square without scipy: the exact interval of a count (Garwood 1936) and tail probabilities.

The regularised incomplete gamma function is computed by its series for x < a + 1 and by Lentz's continued
fraction otherwise (Press et al., Numerical Recipes, 6.2); quantiles by bisection on it, large ones by Wilson and Hilferty. Tested against scipy.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

_STEPS: Final = 10_000
_LARGE: Final = 4000.0  # degrees of freedom from which the cube-root approximation is used
_CLOSE: Final = 1e-14


def gamma_p(a: float, x: float) -> float:
    """P(a, x): the lower regularised incomplete gamma function, a > 0, x >= 0."""
    if x <= 0:
        return 0.0
    if x < a + 1:
        return min(1.0, _series(a, x))
    return max(0.0, 1.0 - _fraction(a, x))


def _scale(a: float, x: float) -> float:
    return math.exp(a * math.log(x) - x - math.lgamma(a))


def _series(a: float, x: float) -> float:
    term = total = 1.0 / a
    for n in range(1, _STEPS):
        term *= x / (a + n)
        total += term
        if term < total * _CLOSE:
            break
    return total * _scale(a, x)


def _fraction(a: float, x: float) -> float:
    tiny = 1e-300
    b = x + 1.0 - a
    c = 1.0 / tiny
    d = 1.0 / b
    h = d
    for i in range(1, _STEPS):
        an = -i * (i - a)
        b += 2.0
        d = an * d + b
        d = tiny if abs(d) < tiny else d
        c = b + an / c
        c = tiny if abs(c) < tiny else c
        d = 1.0 / d
        step = d * c
        h *= step
        if abs(step - 1.0) < _CLOSE:
            break
    return h * _scale(a, x)


def chi2_quantile(p: float, df: float) -> float:
    """The value below which a chi-square variable with `df` degrees of freedom falls with probability `p`."""
    if not 0.0 < p < 1.0:
        return 0.0 if p <= 0.0 else math.inf
    if df > _LARGE:
        # Wilson and Hilferty 1931: the cube root is nearly normal; off by less than 1e-6 of the value here
        z = NormalDist().inv_cdf(p)
        return float(df * (1 - 2 / (9 * df) + z * math.sqrt(2 / (9 * df))) ** 3)
    low, high = 0.0, max(df, 1.0)
    while gamma_p(df / 2, high / 2) < p:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if gamma_p(df / 2, middle / 2) < p:
            low = middle
        else:
            high = middle
        if high - low <= 1e-12 * high:
            break
    return (low + high) / 2


def poisson_interval(k: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a Poisson mean after `k` were counted (Garwood 1936)."""
    return _poisson_interval(k, level)


@lru_cache(maxsize=1024)
def _poisson_interval(k: int, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else chi2_quantile(tail, 2 * k) / 2
    return low, chi2_quantile(1 - tail, 2 * (k + 1)) / 2


def poisson_at_least(k: int, mean: float) -> float:
    """The probability of `k` or more where `mean` are expected."""
    return 1.0 if k <= 0 else gamma_p(k, mean)
