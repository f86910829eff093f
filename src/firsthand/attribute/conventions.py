"""Span conventions of other annotation schemes, for comparing with their gold.

Firsthand leaves the outer quotation marks, the comma before a closing mark and the word "that" out
of content. PARC 3 and PolNeAR (Newell et al. 2018) keep them in.
"""

from __future__ import annotations

from typing import Final

from firsthand.model.attribution import Attribution

_OPENING: Final = ("“", "«", "„", '"', "``", "''", "‘", "'", "‹")
_CLOSING: Final = ("”", "»", "“", '"', "''", "’", "'", "›")
_BEFORE_CLOSING: Final = frozenset(" ,.!?;")


def with_marks(text: str, attribution: Attribution) -> tuple[tuple[int, int], ...]:
    """Content pieces as PARC and PolNeAR draw them: with quotation marks, inner comma and "that"."""
    return tuple(_widened(text, span.start, span.end) for span in attribution.content)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    opening = next((mark for mark in _OPENING if text.startswith(mark, start - len(mark)) and start >= len(mark)), None)
    if opening is not None:
        past = end
        while past < len(text) and past - end < 3 and text[past] in _BEFORE_CLOSING:
            past += 1
        closing = next((mark for mark in _CLOSING if text.startswith(mark, past)), None)
        start -= len(opening)
        end = past + len(closing) if closing else end
        return start, end
    if text[max(0, start - 5) : start].casefold() in ("that ", " that"):
        before = start - 5
        if before == 0 or not text[before - 1].isalnum():
            start -= 5
    return start, end
