"""From content with its quotation marks, as other schemes draw it, to content without them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from firsthand.attribute.draft import Stretch
from firsthand.model.passage import Passage

_NEAR: Final = 3  # characters by which a piece may miss a quotation's edge
_ENDS: Final = frozenset(" ,;:\n\t")


def bare_content(text: str, pieces: Sequence[Stretch], quotations: Sequence[Passage]) -> tuple[Stretch, ...]:
    """Pieces that are a quotation become its inside; "that" and trailing commas go; empty ones too."""
    starts = [q.span.start for q in quotations]
    found: list[Stretch] = []
    for start, end in pieces:
        quote = _quotation(starts, quotations, start, end)
        if quote is not None and quote.inner is not None:
            piece = _trimmed(text, quote.inner.start, quote.inner.end)
        else:
            piece = _trimmed(text, start, end)
            if text[piece[0] : piece[0] + 5].casefold() == "that ":
                piece = _trimmed(text, piece[0] + 5, piece[1])
        if piece[1] > piece[0] and any(c.isalnum() for c in text[piece[0] : piece[1]]):
            found.append(piece)
    return tuple(found)


def _quotation(starts: list[int], quotations: Sequence[Passage], start: int, end: int) -> Passage | None:
    """The quotation that a piece covers, give or take a mark."""
    for k in range(bisect_left(starts, start - _NEAR), len(quotations)):
        quote = quotations[k]
        if quote.span.start > start + _NEAR:
            break
        if abs(quote.span.end - end) <= _NEAR:
            return quote
    return None


def _trimmed(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return start, end
