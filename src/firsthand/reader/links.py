"""Which source and which content belong to which cue.

Each word of a window is scored as part of the source, part of the content, or neither of a cue. A
segment belongs to a cue as much as its words do on average. A content has one cue; a source may
have several ("she said ... and added ..."); a cue may have many contents and need have no source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firsthand.reader.distance import buckets
from firsthand.reader.pairs import LINK, PairWeights, Projections
from firsthand.reader.spans import Array, log_shares
from firsthand.reader.windows import Token, Window

SOURCE, CONTENT = 1, 2


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


def role_shares(
    cue: Piece, window: Window, projections: Projections, weights: PairWeights, tokens: Sequence[Token]
) -> Array:
    """Probabilities of neither, source, content for each word of a window that holds the cue."""
    at = cue.first - window.first
    vector = projections.cue[at : cue.last - window.first].mean(0).reshape(2, LINK)
    here = tokens[window.first : window.last]
    numbers = np.arange(window.first, window.last)
    sentences = np.array([t.sentence for t in here])
    paragraphs = np.array([t.paragraph for t in here])
    apart = buckets(cue.first, numbers, sentences, paragraphs, at)
    scores = projections.word @ vector.T / np.float32(LINK**0.5) + weights.link_bias + weights.distance[:, apart].T
    shares: Array = np.exp(log_shares(np.concatenate([np.zeros((len(scores), 1), np.float32), scores], 1)))
    return shares


def link(
    pieces: Sequence[Piece],
    read: Sequence[tuple[Window, Projections]],
    weights: PairWeights,
    tokens: Sequence[Token],
    least_source: float = 0.5,
    least_content: float = 0.5,
) -> list[Linked]:
    cues = [p for p in pieces if p.role == "cue"]
    shares = [_document_shares(cue, read, weights, tokens) for cue in cues]  # words x (neither, source, content)
    sources: list[tuple[float, Piece] | None] = [None] * len(cues)
    contents: list[list[tuple[float, Piece]]] = [[] for _ in cues]
    for piece in pieces:
        if piece.role == "cue":
            continue
        wanted = SOURCE if piece.role == "source" else CONTENT
        fits = [
            (float(found[piece.first - first : piece.last - first, wanted].mean()), n)
            for n, (cue, (first, found)) in enumerate(zip(cues, shares, strict=True))
            if cue.nested == piece.nested and first <= piece.first and piece.last <= first + len(found)
        ]
        if wanted == SOURCE:
            for fit, n in fits:
                best = sources[n]
                if fit >= least_source and (best is None or fit > best[0]):
                    sources[n] = (fit, piece)
        elif fits:
            fit, n = max(fits)
            if fit >= least_content:
                contents[n].append((fit, piece))
    found = []
    for cue, source, content in zip(cues, sources, contents, strict=True):
        if not content:
            continue
        held = [fit for fit, _ in content] + ([source[0]] if source else [])
        parts = [cue.score, *(p.score for _, p in content), *([source[1].score] if source else [])]
        score = (min(held) * min(parts)) ** 0.5
        found.append(Linked((source[1],) if source else (), cue, tuple(p for _, p in content), score))
    return found


def _document_shares(
    cue: Piece, read: Sequence[tuple[Window, Projections]], weights: PairWeights, tokens: Sequence[Token]
) -> tuple[int, Array]:
    """First word, and role shares of the words that some window shows together with the cue.

    Such windows follow one another; where two show a word, the one that owns it has the say.
    """
    first = 0
    parts: list[Array] = []
    for window, projections in read:
        if window.first <= cue.first and cue.last <= window.last:
            shares = role_shares(cue, window, projections, weights, tokens)
            if parts:
                parts.append(shares[window.owned - window.first :])
            else:
                first = window.first
                parts.append(shares)
    return first, np.concatenate(parts)
