"""Which source and which content belong to which cue.

The network scores each word of a window as part of the source or the content of a cue. A small
second network weighs that together with the layout: distance, what lies between, rivals. A content
has one cue; a source may have several ("she said ... and added ..."); a cue may have many contents
and need have no source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firsthand.reader.distance import buckets
from firsthand.reader.pairs import LINK, PairWeights, Projections
from firsthand.reader.spans import Array
from firsthand.reader.windows import Token, Window

LINKED: Final = ("source", "content")
FEATURES: Final = 17
UNSEEN: Final = -8.0  # where no window shows a cue and a segment together


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment as word numbers of the document."""

    first: int
    last: int
    role: str
    score: float
    nested: bool


@dataclass(frozen=True, slots=True)
class Linked:
    source: tuple[Piece, ...]
    cue: Piece
    content: tuple[Piece, ...]
    score: float


def word_scores(
    cue: Piece, read: Sequence[tuple[Window, Projections]], weights: PairWeights, tokens: Sequence[Token]
) -> tuple[int, Array]:
    """First word, and scores (source, content) of the words that some window shows together with the cue.

    Such windows follow one another; where two show a word, the one that owns it has the say.
    """
    first = 0
    parts: list[Array] = []
    for window, projections in read:
        if window.first <= cue.first and cue.last <= window.last:
            scores = _window_scores(cue, window, projections, weights, tokens)
            if parts:
                parts.append(scores[window.owned - window.first :])
            else:
                first = window.first
                parts.append(scores)
    return first, np.concatenate(parts)


def _window_scores(
    cue: Piece, window: Window, projections: Projections, weights: PairWeights, tokens: Sequence[Token]
) -> Array:
    at = cue.first - window.first
    vector = projections.cue[at : cue.last - window.first].mean(0).reshape(2, LINK)
    here = tokens[window.first : window.last]
    sentences = np.array([t.sentence for t in here])
    paragraphs = np.array([t.paragraph for t in here])
    apart = buckets(cue.first, np.arange(window.first, window.last), sentences, paragraphs, at)
    scores: Array = (
        projections.word @ vector.T / np.float32(LINK**0.5) + weights.link_bias + weights.distance[:, apart].T
    )
    return scores


def features(
    cues: Sequence[Piece],
    pieces: Sequence[Piece],
    others: Sequence[Piece],
    seen: Sequence[tuple[int, Array]],
    column: int,
    tokens: Sequence[Token],
) -> Array:
    """Cues x pieces x features. `seen` holds the word scores of each cue, `others` the pieces of the other role."""
    found = np.zeros((len(cues), len(pieces), FEATURES), dtype=np.float32)
    cue_at, piece_at, other_at = (
        np.array([(p.first, p.last) for p in x], dtype=np.int64).reshape(-1, 2) for x in (cues, pieces, others)
    )
    for i, (first, scores) in enumerate(seen):
        inside = (piece_at[:, 0] >= first) & (piece_at[:, 1] <= first + len(scores))
        a, b = (piece_at[inside] - first).T
        sums = np.concatenate([[0], np.cumsum(scores[:, column], dtype=np.float64)])
        found[i, :, :3] = UNSEEN
        found[i, inside, 0] = (sums[b] - sums[a]) / (b - a)
        found[i, inside, 1] = scores[a, column]
        found[i, inside, 2] = scores[b - 1, column]
    mean = found[:, :, 0]
    found[:, :, 3] = mean - _best_other(mean, 0)
    found[:, :, 4] = mean - _best_other(mean, 1)
    before = piece_at[None, :, 1] <= cue_at[:, None, 0]
    low = np.where(before, piece_at[None, :, 1], cue_at[:, None, 1])
    high = np.where(before, cue_at[:, None, 0], piece_at[None, :, 0])
    gap = np.maximum(high - low, 0)
    found[:, :, 5] = np.log1p(gap) * np.where(before, -1, 1)
    found[:, :, 6] = before
    for k, name in ((7, "sentence"), (8, "paragraph")):
        number = np.array([getattr(t, name) for t in tokens])
        found[:, :, k] = number[cue_at[:, :1]] == number[piece_at[:, 0]][None]
    for k, between in ((9, cue_at), (10, piece_at), (11, other_at)):
        found[:, :, k] = _between(low, high, between)
    found[:, :, 12] = np.log(piece_at[:, 1] - piece_at[:, 0])[None]
    found[:, :, 13] = [p.score for p in pieces]
    found[:, :, 14] = np.array([c.score for c in cues])[:, None]
    found[:, :, 15] = gap == gap.min(0, keepdims=True)
    found[:, :, 16] = gap == gap.min(1, keepdims=True)
    return found


def _best_other(scores: Array, axis: int) -> Array:
    """For each cell the greatest of the other cells along an axis."""
    if scores.shape[axis] < 2:
        return np.full_like(scores, UNSEEN)
    top = np.take_along_axis(
        scores, np.argpartition(-scores, 1, axis)[:2] if axis == 0 else np.argpartition(-scores, 1, axis)[:, :2], axis
    )
    first, second = np.split(np.sort(top, axis), 2, axis)
    found: Array = np.where(scores == second, first, second)
    return found


def _between(low: NDArray[np.int64], high: NDArray[np.int64], spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many spans lie wholly between two offsets, three at most."""
    inside = (spans[None, None, :, 0] >= low[:, :, None]) & (spans[None, None, :, 1] <= high[:, :, None])
    counted: NDArray[np.int64] = np.minimum(inside.sum(-1), 3)
    return counted


def chances(found: Array, weights: PairWeights, column: int) -> Array:
    """Probability that each piece belongs to each cue."""
    hidden = np.maximum(found @ weights.linker_in[column] + weights.linker_in_bias[column], 0)
    answer: Array = 1 / (1 + np.exp(-(hidden @ weights.linker_out[column] + weights.linker_out_bias[column])))
    return answer


def link(
    pieces: Sequence[Piece],
    read: Sequence[tuple[Window, Projections]],
    weights: PairWeights,
    tokens: Sequence[Token],
    least_source: float = 0.5,
    least_content: float = 0.5,
) -> list[Linked]:
    return [
        one
        for nested in (False, True)
        for one in _layer([p for p in pieces if p.nested == nested], read, weights, tokens, least_source, least_content)
    ]


def _layer(
    pieces: Sequence[Piece],
    read: Sequence[tuple[Window, Projections]],
    weights: PairWeights,
    tokens: Sequence[Token],
    least_source: float,
    least_content: float,
) -> list[Linked]:
    cues, sources, contents = ([p for p in pieces if p.role == role] for role in ("cue", "source", "content"))
    if not cues or not contents:
        return []
    seen = [word_scores(cue, read, weights, tokens) for cue in cues]
    by_content = chances(features(cues, contents, sources, seen, 1, tokens), weights, 1)
    held: list[list[int]] = [[] for _ in cues]
    for j in range(len(contents)):
        best = int(by_content[:, j].argmax())
        if by_content[best, j] >= least_content:
            held[best].append(j)
    if sources:
        by_source = chances(features(cues, sources, contents, seen, 0, tokens), weights, 0)
    found = []
    for i, cue in enumerate(cues):
        if not held[i]:
            continue
        sure = [float(by_content[i, j]) for j in held[i]] + [contents[j].score for j in held[i]] + [cue.score]
        source: tuple[Piece, ...] = ()
        if sources:
            best = int(by_source[i].argmax())
            if by_source[i, best] >= least_source:
                source = (sources[best],)
                sure += [float(by_source[i, best]), sources[best].score]
            else:
                sure.append(1 - float(by_source[i, best]))
        found.append(Linked(source, cue, tuple(contents[j] for j in held[i]), min(sure)))
    return found
