"""Log-linear models of overlapping lists: design, existence of the estimate, and fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from firsthand.errors import MissingPart
from firsthand.estimate.lists import Lists

Array = npt.NDArray[np.float64]
Pair = tuple[int, int]

TINY: Final = 1e-7
_SURELY: Final = 1e-9  # of whole numbers no larger than the cells: rounding reaches 1e-13


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
    empty = tuple(pair for pair in pairs if not lists.overlap(*pair))
    there = tuple(pair for pair in pairs if pair not in empty)
    cells, matrix = _cells_and_matrix(len(lists.names), there, empty)
    return Design(matrix, np.array(lists.counts, dtype=float)[cells], there, empty)


@lru_cache(maxsize=4096)
def _cells_and_matrix(
    lists: int, there: tuple[Pair, ...], empty: tuple[Pair, ...]
) -> tuple[npt.NDArray[np.int64], Array]:
    """The cells of a design and its matrix, which many tables share: they depend on no count but the `empty` pairs."""
    cells = np.arange(1, 2**lists)
    for a, b in empty:
        cells = cells[(cells >> a & cells >> b & 1) == 0]
    columns = [np.ones(len(cells)), *((cells >> at & 1).astype(float) for at in range(lists))]
    columns += [(cells >> a & cells >> b & 1).astype(float) for a, b in there]
    matrix = np.column_stack(columns)
    matrix.flags.writeable = cells.flags.writeable = False
    return cells, matrix


def refusal(model: Design) -> str | None:
    """Why the maximum likelihood estimate is not there, or None where it is.

    It exists when no direction of the parameters lowers some empty cell for ever and leaves every
    filled cell alone (Fienberg and Rinaldo 2012); it is the only one when the design has full rank.
    """
    width = model.matrix.shape[1]
    filled, bare = model.matrix[model.counts > 0], model.matrix[model.counts == 0]
    if len(filled) == 0:
        return "nobody is on any list"
    squares = filled.T @ filled
    if np.linalg.eigvalsh(squares)[0] > _SURELY * np.trace(squares):
        return None  # the filled cells alone tell all parameters apart, which is most of the time and quick to see
    if not tells_apart(model.matrix):
        return "the model has more parameters than the cells can tell apart: no single estimate fits best"
    # Directions that leave all filled cells alone: the null space of their rows.
    _, sizes, basis = np.linalg.svd(filled, full_matrices=len(filled) < width)
    rank = int((sizes > sizes[0] * TINY).sum())
    if rank == width:
        return None
    if _recedes(bare @ basis[rank:].T):
        return "empty overlaps let a parameter run to minus infinity: the maximum likelihood estimate does not exist"
    return None


def tells_apart(matrix: Array) -> bool:
    """Whether the cells tell all parameters apart, by the rank of the design."""
    return bool(np.linalg.matrix_rank(matrix) == matrix.shape[1])


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
    coefficients, expected, deviance = fits(model.matrix, model.counts[None])
    covariance = np.linalg.pinv((model.matrix.T * expected[0]) @ model.matrix).astype(np.float64)
    return Fit(coefficients[0], covariance, expected[0], float(deviance[0]))


def fits(matrix: Array, counts: Array) -> tuple[Array, Array, Array]:
    """`fit` for many tables at once: coefficients, expected counts and deviance of each row of `counts`.

    `matrix` is one design for all tables, or one a table. Each table stops at its own step, so that its
    answer does not depend on its company.
    """
    rows, width = len(counts), matrix.shape[-1]
    x = np.broadcast_to(matrix, (rows, *matrix.shape[-2:]))
    coefficients, expected = np.zeros((rows, width)), counts + 0.1
    eta, deviance = np.log(expected), np.full(rows, np.inf)
    going = np.arange(rows)
    for _ in range(100):
        y, mean, here = counts[going], expected[going], x[going]
        weighted = here.transpose(0, 2, 1) * mean[:, None, :]
        working = eta[going] + (y - mean) / mean
        found = _solved(weighted @ here, (weighted @ working[:, :, None])[:, :, 0])
        coefficients[going] = found
        eta[going] = np.clip((here @ found[:, :, None])[:, :, 0], -40, 40)
        expected[going] = np.exp(eta[going])
        now = _deviance(y, expected[going])
        moved = np.abs(now - deviance[going]) >= 1e-10 * (np.abs(now) + 0.1)
        deviance[going] = now
        going = going[moved]
        if not len(going):
            break
    return coefficients, expected, deviance


def _solved(squares: Array, right: Array) -> Array:
    """The least squares solution of least length; by elimination where that is exact, which it nearly always is."""
    try:
        answer = np.linalg.solve(squares, right[:, :, None])[:, :, 0].astype(np.float64)
    except np.linalg.LinAlgError:
        answer = np.full_like(right, np.nan)
    with np.errstate(invalid="ignore", over="ignore"):
        left = np.abs((squares @ answer[:, :, None])[:, :, 0] - right).max(axis=1)
    poor = ~(left <= 1e-9 * np.abs(right).max(axis=1))
    for at in np.flatnonzero(poor):
        answer[at] = np.linalg.lstsq(squares[at], right[at], rcond=None)[0]
    return answer


def _deviance(y: Array, expected: Array) -> Array:
    ratio = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / expected), 0.0)
    answer: Array = 2 * (ratio - (y - expected)).sum(axis=1)
    return answer
