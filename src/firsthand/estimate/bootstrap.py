"""The stepwise estimate with the doubt of its own choosing: BCa bootstrap (Efron 1987; Chan, Silverman, Vincent 2021).

People are redrawn from those seen, and the model is chosen again each time, so that the interval knows of the choosing,
which the interval of one chosen model leaves out.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from statistics import NormalDist
from typing import Final

import numpy as np

from firsthand.estimate.answer import Estimate
from firsthand.estimate.lists import Lists
from firsthand.estimate.sparse import points, sparse

REDRAWS: Final = 200
MOST: Final = 8  # lists
_NORMAL: Final = NormalDist()
_FEWEST: Final = 0.9  # of the redraws that must give an estimate


def bootstrapped(lists: Lists, redraws: int = REDRAWS, seed: int = 20) -> Estimate:
    """The estimate of `sparse` with its BCa interval; refused where it is, or where too many redraws are."""
    point = sparse(lists)
    named = replace(point, method="SparseMSE, bootstrap", warnings=())
    if point.best is None:
        return named
    if len(lists.names) > MOST:
        why = f"redraws up to {MOST} lists, here are {len(lists.names)}: more would take hours; merge small lists of one kind"
        return replace(named, low=None, best=None, high=None, refused=why)
    luck = np.random.default_rng(seed)
    counts = np.array(lists.counts)
    drawn = luck.multinomial(lists.seen(), counts / lists.seen(), redraws)
    tables = [Lists(lists.names, tuple(row)) for row in drawn.tolist()]
    found = [one for one in points(tables) if one is not None]
    if len(found) < _FEWEST * redraws:
        return replace(
            named,
            low=None,
            best=None,
            high=None,
            refused=f"{redraws - len(found)} of {redraws} redraws of these lists have no estimate",
        )
    low, high = _interval(np.sort(found), point.best, _acceleration(lists))
    return replace(named, model=f"{point.model}, chosen anew in {redraws} redraws", low=low, high=high)


def _acceleration(lists: Lists) -> float:
    """How fast the error grows with the estimate, by leaving out one person of each pattern at a time."""
    filled = [pattern for pattern, n in enumerate(lists.counts) if n]
    fewer = [tuple(n - (at == pattern) for at, n in enumerate(lists.counts)) for pattern in filled]
    found = points([Lists(lists.names, counts) for counts in fewer])
    left = [(best, lists.counts[pattern]) for best, pattern in zip(found, filled, strict=True) if best is not None]
    if not left:
        return 0.0
    values, weights = np.array([best for best, _ in left]), np.array([n for _, n in left])
    away = np.average(values, weights=weights) - values
    below = float(np.dot(weights, away**2)) ** 1.5
    return float(np.dot(weights, away**3)) / (6 * below) if below else 0.0


def _interval(found: np.ndarray, point: float, acceleration: float) -> tuple[float, float]:
    share = (float((found < point).sum()) + 0.5 * float((found == point).sum())) / len(found)
    bias = _NORMAL.inv_cdf(min(max(share, 1 / (2 * len(found))), 1 - 1 / (2 * len(found))))
    ends = []
    for tail in (0.025, 0.975):
        z = bias + _NORMAL.inv_cdf(tail)
        at = _NORMAL.cdf(bias + z / (1 - acceleration * z)) if isfinite(z) else tail
        ends.append(float(np.quantile(found, at)))
    return ends[0], ends[1]
