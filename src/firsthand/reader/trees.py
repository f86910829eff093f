"""Dependency trees: the heads of a sentence that together score best and form one tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Heads = NDArray[np.int64]


def tree(scores: Array) -> Heads:
    """Head of each word, 0 for the root, k + 1 for word k. `scores` is words x (1 + words)."""
    count = len(scores)
    own = scores.astype(np.float64)
    own[np.arange(count), np.arange(count) + 1] = -np.inf
    heads: Heads = own.argmax(1).astype(np.int64)
    if int((heads == 0).sum()) == 1 and not _cycle(heads):
        return heads
    return _one_rooted(own)


def _cycle(heads: Heads) -> list[int]:
    """Words of some cycle among the chosen heads, or none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at]) - 1
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _one_rooted(scores: NDArray[np.float64]) -> Heads:
    """Try the likeliest roots, each with every other word barred from the root, and keep the best tree.

    A very long sentence, mostly a list or no sentence at all, gets one try: the cost grows with the cube.
    """
    best: Heads = np.zeros(len(scores), dtype=np.int64)
    best_total = -np.inf
    for root in np.argsort(-scores[:, 0])[: 5 if len(scores) < 60 else 1]:
        barred = scores.copy()
        barred[:, 0] = -1e9
        barred[root] = -1e9
        barred[root, 0] = scores[root, 0]
        heads = _spanning(barred)
        total = float(barred[np.arange(len(heads)), heads].sum())
        if total > best_total:
            best, best_total = heads, total
    return best


def _spanning(scores: NDArray[np.float64]) -> Heads:
    """Chu-Liu and Edmonds: contract a cycle, solve the smaller problem, open the cycle again."""
    heads: Heads = scores.argmax(1).astype(np.int64)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [w for w in range(len(scores)) if w not in inside]
    kept = np.array(outside, dtype=np.int64)
    ring = np.array(cycle, dtype=np.int64)
    loss = scores[ring, heads[ring]]
    # Rows: the words outside, then the cycle as one word; columns: root, the same words.
    small = np.full((len(kept) + 1, len(kept) + 2), -np.inf)
    small[:-1, 0] = scores[kept, 0]
    small[:-1, 1:-1] = scores[np.ix_(kept, kept + 1)]
    from_ring = scores[np.ix_(kept, ring + 1)]
    small[:-1, -1] = from_ring.max(1) if len(kept) else []
    entering = np.concatenate(([0], kept + 1))
    into_ring = scores[np.ix_(ring, entering)] - loss[:, None]
    small[-1, :-1] = into_ring.max(0)
    small[-1, -1] = -np.inf
    solved = _spanning(small)
    answer = heads.copy()
    for row, word in enumerate(kept):
        chosen = int(solved[row])
        if chosen == len(kept) + 1:
            answer[word] = ring[int(from_ring[row].argmax())] + 1
        else:
            answer[word] = entering[chosen]
    column = int(solved[-1])
    broken = int(into_ring[:, column].argmax())
    answer[ring[broken]] = entering[column]
    return answer
