"""Stepwise log-linear estimate for sparse lists (SparseMSE; Chan, Silverman and Vincent 2021)."""

from __future__ import annotations

from itertools import combinations
from math import exp, sqrt
from typing import Final

import numpy as np

from firsthand.estimate.answer import Estimate
from firsthand.estimate.bounds import NORMAL
from firsthand.estimate.lists import Lists
from firsthand.estimate.loglinear import Array, Design, Pair, design, fit, refusal
from firsthand.estimate.poisson import tail

THRESHOLD: Final = 0.02

ASSUMES: Final = (
    "which lists a person is on depends only on effects of single lists and of pairs of lists",
    "the same holds for people on no list as for those on some",
    "every match between the lists was found",
)


def sparse(lists: Lists, threshold: float = THRESHOLD) -> Estimate:
    """Main effects, then pairs of lists one by one, the smallest p-value first while it is below `threshold`.

    The p-value of a pair is the Poisson probability of an overlap at least as far out as the one seen,
    given what the model so far expects; pairs that would leave no estimate are passed over. The interval
    is that of the intercept in the chosen model, and does not know of the choosing.
    """
    if len(lists.names) < 3:
        return Estimate(
            method="SparseMSE",
            model="stepwise",
            assumes=ASSUMES,
            refused="needs three lists: two cannot show how they depend on each other",
        )
    doubt = "the interval holds for the model that was chosen and leaves out the doubt of choosing"
    pairs = chosen(lists, threshold)
    model = design(lists, pairs)
    return _estimated("SparseMSE", lists, model, pairs, refusal(model), (doubt,))


def chosen(lists: Lists, threshold: float = THRESHOLD) -> tuple[Pair, ...]:
    """The two-list interactions that the stepwise procedure takes in, in order."""
    taken: list[Pair] = []
    open_pairs = list(combinations(range(len(lists.names)), 2))
    while True:
        model = design(lists, taken)
        expected = fit(model).expected
        ranked = sorted((_surprise(model, expected, pair), pair) for pair in open_pairs if pair not in taken)
        for p, pair in ranked:
            if p >= threshold:
                return tuple(taken)
            if refusal(design(lists, [*taken, pair])) is None:
                taken.append(pair)
                break
        else:
            return tuple(taken)


def _surprise(model: Design, expected: Array, pair: Pair) -> float:
    both = model.matrix[:, 1 + pair[0]] * model.matrix[:, 1 + pair[1]]
    return tail(int(model.counts @ both), float(expected @ both))


def log_linear(lists: Lists, pairs: tuple[Pair, ...]) -> Estimate:
    """One named log-linear model; refused with its reason where the estimate does not exist."""
    model = design(lists, pairs)
    reason = refusal(model)
    if reason is None and model.empty:
        reason = "empty overlaps let a parameter run to minus infinity: the maximum likelihood estimate does not exist"
    return _estimated("log-linear", lists, model, pairs, reason)


def _estimated(
    method: str,
    lists: Lists,
    model: Design,
    pairs: tuple[Pair, ...],
    reason: str | None,
    warnings: tuple[str, ...] = (),
) -> Estimate:
    """The fitted model's total with the interval of its intercept, or the reason why there is none."""
    name = _name(lists, pairs)
    if reason:
        return Estimate(method=method, model=name, assumes=ASSUMES, refused=reason)
    best = fit(model)
    intercept, error, seen = best.coefficients[0], sqrt(best.covariance[0, 0]), lists.seen()
    return Estimate(
        method=method,
        model=name,
        assumes=ASSUMES,
        low=seen + exp(intercept - NORMAL * error),
        best=seen + best.unseen(),
        high=seen + exp(intercept + NORMAL * error),
        warnings=warnings,
    )


def best_by_bic(lists: Lists) -> Estimate:
    """The two-list interaction model of least BIC; refused where its estimate does not exist.

    BIC = deviance + parameters x ln(people seen), as in Rcapture. All 2^(t(t-1)/2) models: for up to five lists.
    """
    t = len(lists.names)
    if not 3 <= t <= 5:
        return Estimate(
            method="log-linear",
            model="least BIC",
            assumes=ASSUMES,
            refused=f"tries every model of three to five lists, here are {t}",
        )
    every = list(combinations(range(t), 2))
    ranked: list[tuple[float, tuple[Pair, ...]]] = []
    for size in range(len(every) + 1):
        for pairs in combinations(every, size):
            model = design(lists, pairs)
            if np.linalg.matrix_rank(model.matrix) < model.matrix.shape[1]:
                continue
            parameters = 1 + t + len(pairs)
            ranked.append((fit(model).deviance + parameters * float(np.log(lists.seen())), pairs))
    return log_linear(lists, min(ranked)[1])


def _name(lists: Lists, pairs: tuple[Pair, ...]) -> str:
    inside = ", ".join(f"{lists.names[a]} x {lists.names[b]}" for a, b in sorted(pairs))
    return f"each list, {inside}" if inside else "each list, independent"
