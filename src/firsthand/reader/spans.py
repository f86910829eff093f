"""Best spans from tag scores: Viterbi over B, I and O, where I may only continue its own kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def log_shares(scores: Array) -> Array:
    """Logarithms of probabilities, row by row."""
    top = scores - scores.max(-1, keepdims=True)
    found: Array = top - np.log(np.exp(top).sum(-1, keepdims=True))
    return found


def best_tags(logs: Array, breaks: Sequence[int]) -> NDArray[np.int64]:
    """The best sequence of tags; no span crosses a break (the first words of paragraphs, 0 among them).

    All paragraphs are decoded side by side, padded with rows that cost nothing.
    """
    count, labels = logs.shape
    starts = np.array(breaks, dtype=np.int64)
    lengths = np.diff(np.append(starts, count))
    longest, many = int(lengths.max()), len(starts)
    row = np.minimum(starts[:, None] + np.arange(longest), count - 1)
    padded = np.where((np.arange(longest) < lengths[:, None])[:, :, None], logs[row], np.float32(0))
    best = padded[:, 0].copy()
    best[:, 2::2] = -np.inf  # I cannot begin
    back = np.zeros((longest, many, labels), dtype=np.int64)
    for t in range(1, longest):
        top = best.argmax(1)
        new = np.repeat(best[np.arange(many), top][:, None], labels, 1)
        back[t] = top[:, None]
        begun, going = best[:, 1::2], best[:, 2::2]
        new[:, 2::2] = np.maximum(begun, going)
        back[t][:, 2::2] = np.arange(1, labels, 2) + (going > begun)
        ended = (t >= lengths)[:, None]  # past its end a paragraph keeps its tag
        new = np.where(ended, best, new + padded[:, t])
        back[t] = np.where(ended, np.arange(labels), back[t])
        best = new
    tags = np.zeros(count, dtype=np.int64)
    state = best.argmax(1)
    for t in range(longest - 1, -1, -1):
        live = t < lengths
        tags[starts[live] + t] = state[live]
        state = back[t][np.arange(many), state]
    return tags


def runs(tags: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """(first word, one past the last, kind) of every span."""
    found = []
    start = -1
    for i, tag in enumerate([*tags.tolist(), 0]):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            found.append((start, i, (int(tags[start]) - 1) // 2))
            start = -1
        if tag % 2 == 1:
            start = i
    return found


def certainty(logs: Array, first: int, last: int, kind: int) -> float:
    """Probability that a span of this kind stands here: its least sure word, B and I taken together inside."""
    shares = np.exp(logs[first:last])
    inside = shares[:, 1 + 2 * kind] + shares[:, 2 + 2 * kind]
    inside[0] = shares[0, 1 + 2 * kind]
    return float(inside.min())
