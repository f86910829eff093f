"""Trees of the sentences of a window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.reader.pairs import PairWeights, Projections
from firsthand.reader.spans import Array, log_shares
from firsthand.reader.trees import tree

Integers = NDArray[np.int64]


def attachments(
    projections: Projections, weights: PairWeights, sentences: Sequence[tuple[int, int]]
) -> tuple[Integers, Integers, Array]:
    """Head (a word of the window, -1 for a root), label number and score of each word of the sentences, in order."""
    heads, arc_logs = [], []
    for first, last in sentences:
        here = slice(first, last)
        candidates = np.concatenate([weights.root[None], projections.arc_head[here]])
        logs = log_shares(projections.arc_dependent[here] @ candidates.T)
        chosen = tree(logs)
        arc_logs.append(logs[np.arange(last - first), chosen])
        heads.append(np.where(chosen == 0, -1, chosen - 1 + first))
    words = np.concatenate([np.arange(first, last) for first, last in sentences])
    head = np.concatenate(heads)
    label_logs = log_shares(_label_scores(projections, weights, words, head))
    labels = label_logs.argmax(1)
    score: Array = np.exp(np.concatenate(arc_logs) + label_logs[np.arange(len(words)), labels])
    return head, labels, score


def _label_scores(projections: Projections, weights: PairWeights, words: Integers, head: Integers) -> Array:
    """Words x relations."""
    ends = np.where((head < 0)[:, None], weights.root_label, projections.label_head[head])
    one = np.ones((len(words), 1), dtype=np.float32)
    scores: Array = np.einsum("nrd,nd->nr", projections.labels[words], np.concatenate([ends, one], 1))
    return scores
