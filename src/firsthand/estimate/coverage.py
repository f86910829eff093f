"""How often an interval holds the truth: redraws of a population whose size is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firsthand.errors import BadValue
from firsthand.estimate.answer import Estimate
from firsthand.estimate.lists import Lists

Tables = npt.NDArray[np.int64]
"""One table a row: how many people are on exactly the lists of each pattern."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `redraws`, the share whose interval held the truth, the share refused, and the middle of the answers.

    `median_best` and `median_width` are over the redraws that gave an answer, the width in shares of the truth.
    """

    method: str
    redraws: int
    held: float
    refused: float
    median_best: float | None
    median_width: float | None


def redrawn(lists: Lists, total: int, count: int, seed: int) -> Tables:
    """`count` tables of a population of `total` whose cells have the shares seen in `lists`, the unseen cell the rest.

    BadValue when `total` is below the people seen.
    """
    if total < lists.seen():
        raise BadValue(f"a population of {total} cannot have {lists.seen()} people on its lists")
    cells = np.array(lists.counts, dtype=float)
    cells[0] = total - lists.seen()
    tables = np.random.Generator(np.random.PCG64(seed)).multinomial(total, cells / total, size=count)
    tables[:, 0] = 0
    return tables


def coverage(name: str, answers: Sequence[Estimate], truth: float) -> Coverage:
    """The summary of one method's answers to many redraws."""
    given = [one for one in answers if one.refused is None and one.best is not None]
    widths = [(one.high - one.low) / truth for one in given if one.high is not None and one.low is not None]
    return Coverage(
        method=name,
        redraws=len(answers),
        held=sum(one.holds(truth) for one in answers) / len(answers),
        refused=1 - len(given) / len(answers),
        median_best=float(np.median([one.best for one in given if one.best is not None])) if given else None,
        median_width=float(np.median(widths)) if widths else None,
    )


def each(tables: Tables, names: tuple[str, ...], method: Callable[[Lists], Estimate]) -> list[Estimate]:
    """`method` on every table."""
    return [method(Lists(names, tuple(int(n) for n in table))) for table in tables]
