"""Bayesian model averaging over decomposable graphs (Madigan and York 1997; R package dga)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import lgamma, log
from typing import Final

import numpy as np
import numpy.typing as npt

from firsthand.estimate.answer import Estimate
from firsthand.estimate.graphs import Graph, decomposable, names
from firsthand.estimate.lists import Lists

Array = npt.NDArray[np.float64]

MOST: Final = 5  # lists; six have 18,154 decomposable graphs
_WEIGHTS: Final = 20_000_000  # of graphs and numbers of missing people, 160 MB; from twice as many on they are thinned
ASSUMES: Final = (
    "how lists depend on each other is one of the decomposable graphs, all equally likely beforehand",
    "within the model everybody is equally easy to list",
    "every match between the lists was found",
)


@dataclass(frozen=True, slots=True)
class Posterior:
    """`weights[g, m]`: posterior probability of graph g and `missing[m]` people on no list."""

    graphs: tuple[Graph, ...]
    missing: Array
    weights: Array
    seen: int

    def totals(self) -> Array:
        """People in all, for each entry of `missing`."""
        return self.missing + self.seen

    def of_missing(self) -> Array:
        """Posterior probability of each entry of `missing`, over all graphs."""
        found: Array = self.weights.sum(axis=0)
        return found

    def quantile(self, share: float) -> float:
        """The smallest total whose cumulative probability reaches `share`."""
        return float(self.totals()[np.searchsorted(np.cumsum(self.of_missing()), share)])

    def mean(self) -> float:
        return float(self.totals() @ self.of_missing())

    def mode(self) -> float:
        return float(self.totals()[np.argmax(self.of_missing())])

    def relative_loss(self) -> float:
        """E[1/N] / E[1/N^2], the Bayes estimate under squared relative error (Madigan and York 1997)."""
        totals, weight = self.totals(), self.of_missing()
        return float((weight / totals).sum() / (weight / totals**2).sum())

    def graph_weights(self) -> Array:
        found: Array = self.weights.sum(axis=1)
        return found


def posterior(
    lists: Lists,
    most_missing: int,
    delta: float,
    log_prior: Callable[[Array], Array] | None = None,
    points: int | None = None,
) -> Posterior:
    """Hyper-Dirichlet prior of `delta` a cell (Dawid and Lauritzen 1993), missing 1..`most_missing`; prior on N 1/N unless given.

    Every number of missing people is weighed, of more than `points` only some, each for those about it.
    """
    graphs = decomposable(len(lists.names))
    missing, about = _numbers(most_missing, points or _WEIGHTS // len(graphs))
    totals = missing + lists.seen()
    parts: dict[int, Array] = {}

    def part(members: int) -> Array:
        if members not in parts:
            parts[members] = _marginal(lists, members, missing, delta)
        return parts[members]

    prior = -np.log(totals) if log_prior is None else log_prior(totals)
    multinomial = _lgamma(totals + 1) - _lgamma(missing + 1) + np.log(about)
    scores = np.empty((len(graphs), len(missing)))
    for row, graph in enumerate(graphs):
        score = prior + multinomial
        for clique in graph.cliques:
            score = score + part(clique)
        for separator in graph.separators:
            if separator:
                score = score - part(separator)
        scores[row] = score
    weights = np.exp(np.subtract(scores, scores.max(), out=scores), out=scores)
    weights /= weights.sum()
    return Posterior(graphs, missing, weights, lists.seen())


def _numbers(most: int, points: int) -> tuple[Array, Array]:
    """1 to `most`, and how many numbers each stands for: one, but beyond `points` numbers they thin out as they grow."""
    if most <= points:
        return np.arange(1, most + 1, dtype=float), np.ones(most)
    whole = points // 2
    thinned = np.unique(np.round(np.geomspace(whole, most, points - whole)))
    numbers = np.concatenate([np.arange(1, whole, dtype=float), thinned])
    edges = np.concatenate([[0.5], (numbers[1:] + numbers[:-1]) / 2, [most + 0.5]])
    return numbers, np.diff(edges)


def averaged(lists: Lists, most_missing: int | None = None, delta: float | None = None) -> Estimate:
    """Median and 95 % interval over all graphs; `delta` 2^-lists and up to ten times the seen missing unless given."""
    t = len(lists.names)
    reason = f"works for three to {MOST} lists, here are {t}" if not 3 <= t <= MOST else lists.speechless()
    if reason:
        return Estimate(method="dga", model="all decomposable graphs", assumes=ASSUMES, refused=reason)
    found = posterior(lists, most_missing or 10 * lists.seen(), delta or 2.0**-t)
    top = int(np.argmax(found.graph_weights()))
    complete = float(found.graph_weights()[-1])
    warnings = [f"{found.graph_weights()[top]:.0%} of the weight is on {names(found.graphs[top], lists.names)}"]
    if complete > 0.5:
        warnings.append("that graph leaves the number of people on no list to the prior: the data say little of it")
    if found.of_missing()[-1] > 1e-4 * found.of_missing().max():
        warnings.append(
            "the posterior runs into the largest number allowed: the upper end is set by that, not by the data"
        )
    return Estimate(
        method="dga",
        model=f"average over {len(found.graphs)} decomposable graphs",
        assumes=ASSUMES,
        low=found.quantile(0.025),
        best=found.quantile(0.5),
        high=found.quantile(0.975),
        warnings=tuple(warnings),
    )


def _marginal(lists: Lists, members: int, missing: Array, delta: float) -> Array:
    """Log marginal likelihood of the table of the lists in `members`, for every number of missing people."""
    t = len(lists.names)
    positions = [at for at in range(t) if members >> at & 1]
    table = [0] * 2 ** len(positions)
    for pattern, n in enumerate(lists.counts):
        table[sum((pattern >> at & 1) << k for k, at in enumerate(positions))] += n
    cell = delta * 2 ** (t - len(positions))
    total = delta * 2**t
    fixed = sum(lgamma(n + cell) for n in table[1:]) - len(table) * lgamma(cell) + lgamma(total)
    answer: Array = fixed + _lgamma(missing + table[0] + cell) - _lgamma(missing + lists.seen() + total)
    return answer


def gamma_poisson(a: float, b: float) -> Callable[[Array], Array]:
    """Log prior of N, negative binomial: a Poisson whose rate is gamma with shape `a` and scale `b`."""

    def log_prior(totals: Array) -> Array:
        answer: Array = (
            totals * log(b) - (totals + a) * log(1 + b) + _lgamma(totals + a) - _lgamma(totals + 1) - lgamma(a)
        )
        return answer

    return log_prior


def _lgamma(values: Array) -> Array:
    """ln gamma of each value > 0: Stirling's series above 10, the recurrence below."""
    shifted = values.astype(float)
    carried = np.zeros_like(shifted)
    while (small := shifted < 10).any():
        carried[small] += np.log(shifted[small])
        shifted = np.where(small, shifted + 1, shifted)
    inverse = 1 / shifted
    series = inverse * (
        1 / 12 - inverse**2 * (1 / 360 - inverse**2 * (1 / 1260 - inverse**2 * (1 / 1680 - inverse**2 / 1188)))
    )
    answer: Array = (shifted - 0.5) * np.log(shifted) - shifted + 0.9189385332046727 + series - carried
    return answer
