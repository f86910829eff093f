"""Stepwise log-linear estimate for sparse lists (SparseMSE; Chan, Silverman and Vincent 2021)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from math import exp, log, sqrt
from typing import Final

import numpy as np

from firsthand.estimate.answer import Estimate
from firsthand.estimate.bounds import NORMAL
from firsthand.estimate.lists import Lists
from firsthand.estimate.loglinear import Array, Design, Pair, design, fit, fits, refusal, tells_apart
from firsthand.estimate.poisson import tail

THRESHOLD: Final = 0.02
MOST: Final = 12  # lists; sixteen have 65,536 cells and 120 pairs, a quarter of an hour

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
    if len(lists.names) > MOST:
        return Estimate(
            method="SparseMSE",
            model="stepwise",
            assumes=ASSUMES,
            refused=f"tries the pairs of up to {MOST} lists, here are {len(lists.names)}; merge small lists of one kind",
        )
    doubt = "the interval holds for the model that was chosen and leaves out the doubt of choosing"
    pairs = chosen(lists, threshold)
    model = design(lists, pairs)
    return _estimated("SparseMSE", lists, model, pairs, refusal(model), (doubt,))


def chosen(lists: Lists, threshold: float = THRESHOLD) -> tuple[Pair, ...]:
    """The two-list interactions that the stepwise procedure takes in, in order."""
    return chosen_each([lists], threshold)[0]


def chosen_each(tables: Sequence[Lists], threshold: float = THRESHOLD) -> list[tuple[Pair, ...]]:
    """`chosen` for many tables of the same lists; those that stand at the same model are fitted together."""
    taken: list[tuple[Pair, ...]] = [()] * len(tables)
    going = list(range(len(tables)))
    while going:
        alike: dict[tuple[tuple[Pair, ...], tuple[Pair, ...]], list[tuple[int, Design]]] = defaultdict(list)
        for at in going:
            model = design(tables[at], taken[at])
            alike[model.pairs, model.empty].append((at, model))
        further = []
        for group in alike.values():
            counts = np.stack([model.counts for _, model in group])
            _, expected, _ = fits(group[0][1].matrix, counts)
            for (at, model), mean in zip(group, expected, strict=True):
                pair = _next(tables[at], model, mean, taken[at], threshold)
                if pair:
                    taken[at] = (*taken[at], pair)
                    further.append(at)
        going = sorted(further)
    return taken


def _next(lists: Lists, model: Design, expected: Array, taken: tuple[Pair, ...], threshold: float) -> Pair | None:
    """The pair to take in after `taken`: the most surprising one that leaves an estimate."""
    open_pairs = [pair for pair in combinations(range(len(lists.names)), 2) if pair not in taken]
    for p, pair in sorted((_surprise(model, expected, pair), pair) for pair in open_pairs):
        if p >= threshold:
            return None
        if refusal(design(lists, [*taken, pair])) is None:
            return pair
    return None


def _surprise(model: Design, expected: Array, pair: Pair) -> float:
    both = model.matrix[:, 1 + pair[0]] * model.matrix[:, 1 + pair[1]]
    return tail(int(model.counts @ both), float(expected @ both))


def points(tables: Sequence[Lists]) -> list[float | None]:
    """The best value of `sparse` for each of many tables of the same lists; None where it is refused."""
    found = []
    for lists, pairs in zip(tables, chosen_each(tables), strict=True):
        model = design(lists, pairs)
        found.append(None if refusal(model) else lists.seen() + fit(model).unseen())
    return found


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
    models = [design(lists, pairs) for size in range(len(every) + 1) for pairs in combinations(every, size)]
    ranked: list[tuple[float, tuple[Pair, ...]]] = []
    for group in _of_one_shape(models):
        _, _, deviance = fits(np.stack([model.matrix for model in group]), np.stack([model.counts for model in group]))
        for model, poor in zip(group, deviance, strict=True):
            pairs = tuple(sorted((*model.pairs, *model.empty)))
            ranked.append((float(poor) + (1 + t + len(pairs)) * log(lists.seen()), pairs))
    return log_linear(lists, min(ranked)[1])


def _of_one_shape(models: Sequence[Design]) -> list[list[Design]]:
    """Models with as many cells and parameters, to be fitted together; those that cells cannot tell apart left out."""
    groups: dict[tuple[int, ...], list[Design]] = defaultdict(list)
    for model in models:
        if tells_apart(model.matrix):
            groups[model.matrix.shape].append(model)
    return list(groups.values())


def _name(lists: Lists, pairs: tuple[Pair, ...]) -> str:
    inside = ", ".join(f"{lists.names[a]} x {lists.names[b]}" for a, b in sorted(pairs))
    return f"each list, {inside}" if inside else "each list, independent"
