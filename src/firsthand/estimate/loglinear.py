"""Log-linear models of overlapping lists: design, existence of the estimate, and fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from firsthand.errors import MissingPart
from firsthand.estimate.lists import Lists

Array = npt.NDArray[np.float64]
Pair = tuple[int, int]

TINY: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Design:
    """`cells` x parameters (intercept, one a list, one a pair), the counts of those cells, and the pairs.

    A pair of lists that nobody shares has an interaction that runs to minus infinity: its cells are left
    out, and so is its column (Chan, Silverman and Vincent 2021). `empty` names such pairs.
    """

    matrix: Array
    counts: Array
    pairs: tuple[Pair, ...]
    empty: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, their covariance, the expected counts, and the deviance."""

    coefficients: Array
    covariance: Array
    expected: Array
    deviance: float

    def unseen(self) -> float:
        """Expected number of people on no list."""
        return float(np.exp(self.coefficients[0]))


def design(lists: Lists, pairs: Sequence[Pair]) -> Design:
    """The model with all main effects and the given two-list interactions."""
    counts = np.array(lists.counts, dtype=float)
    cells = np.arange(1, len(counts))
    keep = np.ones(len(cells), dtype=bool)
    there, empty = [], []
    for a, b in pairs:
        both = (cells >> a & cells >> b & 1).astype(bool)
        if counts[cells[both]].sum() == 0:
            keep &= ~both
            empty.append((a, b))
        else:
            there.append((a, b))
    cells = cells[keep]
    columns = [np.ones(len(cells)), *((cells >> at & 1).astype(float) for at in range(len(lists.names)))]
    columns += [(cells >> a & cells >> b & 1).astype(float) for a, b in there]
    return Design(np.column_stack(columns), counts[cells], tuple(there), tuple(empty))


def refusal(model: Design) -> str | None:
    """Why the maximum likelihood estimate is not there, or None where it is.

    It exists when no direction of the parameters lowers some empty cell for ever and leaves every
    filled cell alone (Fienberg and Rinaldo 2012); it is the only one when the design has full rank.
    """
    width = model.matrix.shape[1]
    if np.linalg.matrix_rank(model.matrix) < width:
        return "the model has more parameters than the cells can tell apart: no single estimate fits best"
    filled, bare = model.matrix[model.counts > 0], model.matrix[model.counts == 0]
    if len(filled) == 0:
        return "nobody is on any list"
    # Directions that leave all filled cells alone: the null space of their rows.
    _, sizes, basis = np.linalg.svd(filled, full_matrices=True)
    rank = int((sizes > sizes[0] * TINY).sum())
    if rank == width:
        return None
    if _recedes(bare @ basis[rank:].T):
        return "empty overlaps let a parameter run to minus infinity: the maximum likelihood estimate does not exist"
    return None


def _recedes(rows: Array) -> bool:
    """Whether some x has rows @ x <= 0, and somewhere < 0. Small: at most as many unknowns as pairs of lists."""
    try:
        from scipy.optimize import linprog
    except ImportError as error:
        raise MissingPart("existence of estimates is tested with scipy: pip install 'firsthand[estimate]'") from error

    answer = linprog(rows.sum(axis=0), A_ub=rows, b_ub=np.zeros(len(rows)), bounds=[(-1, 1)] * rows.shape[1])
    return bool(answer.fun < -TINY)


def fit(model: Design) -> Fit:
    """Poisson regression with log link by iteratively reweighted least squares, to 1e-10 of the deviance."""
    x, y = model.matrix, model.counts
    expected: Array = y + 0.1
    eta: Array = np.log(expected)
    deviance = np.inf
    coefficients: Array = np.zeros(x.shape[1])
    for _ in range(100):
        weighted = x.T * expected
        working = eta + (y - expected) / expected
        coefficients = np.linalg.lstsq(weighted @ x, weighted @ working, rcond=None)[0].astype(np.float64)
        eta = np.clip(x @ coefficients, -40, 40)
        expected = np.exp(eta)
        before, deviance = deviance, _deviance(y, expected)
        if abs(deviance - before) < 1e-10 * (abs(deviance) + 0.1):
            break
    covariance = np.linalg.pinv((x.T * expected) @ x).astype(np.float64)
    return Fit(coefficients, covariance, expected, deviance)


def _deviance(y: Array, expected: Array) -> float:
    ratio = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / expected), 0.0)
    return float(2 * (ratio - (y - expected)).sum())
