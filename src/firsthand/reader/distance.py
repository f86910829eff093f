"""How far a word stands from a cue: the buckets of the link scorer's position table."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_EDGES: Final = (1, 2, 3, 4, 5, 7, 10, 15, 25, 50)
_SIDES: Final = 2 * len(_EDGES) + 1
COUNT: Final = 3 * _SIDES  # same sentence, same paragraph, another paragraph


def buckets(
    cue: int, words: NDArray[np.int64], sentences: NDArray[np.int64], paragraphs: NDArray[np.int64], at: int
) -> NDArray[np.int64]:
    """Bucket of each word; `cue` and `words` count words, `at` is the cue's place in the other arrays."""
    gap = words - cue
    steps = np.searchsorted(np.array(_EDGES), np.abs(gap), side="right")
    side = np.where(gap < 0, steps + len(_EDGES), steps)
    apart = np.where(paragraphs != paragraphs[at], 2, np.where(sentences != sentences[at], 1, 0))
    found: NDArray[np.int64] = (apart * _SIDES + side).astype(np.int64)
    return found
