"""Span conventions of other annotation schemes, for comparing with their gold.

Firsthand leaves the outer quotation marks, the comma before a closing mark and the word "that" out
of content. PARC 3 and PolNeAR (Newell et al. 2018) keep them in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firsthand.attribute.draft import Draft, Stretch
from firsthand.attribute.stage import joint
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution
from firsthand.model.reading import Reading

_OPENING: Final = ("“", "«", "„", '"', "``", "''", "‘", "'", "‹")
_CLOSING: Final = ("”", "»", "“", '"', "''", "’", "'", "›")
_BEFORE_CLOSING: Final = frozenset(" ,.!?;")


@dataclass(frozen=True, slots=True)
class Triple:
    """Source, cue and content as pieces; a role may be empty."""

    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    content: tuple[Stretch, ...]


def polnear(reading: Reading, kit: Kit) -> tuple[Triple, ...]:
    """What this room finds, as PolNeAR would have annotated it.

    Attitudes count there ("she supports", "it seems"), spans are the trained reader's own where it saw
    the report, and a source that it missed is the grammar's. `reading` has its passages; `kit` the
    signals of this document (without them: the grammar's statements, widened).
    """
    found = joint(reading, kit)
    text = reading.document.text
    kept = [d for d in (*found.reports, *found.attitudes) if kit.signals is None or d.relation is not None]
    return tuple(_triple(text, draft) for draft in kept)


def _triple(text: str, draft: Draft) -> Triple:
    source = (draft.source,) if draft.source else ()
    relation = draft.relation
    if relation is not None:
        return Triple(relation.source or source, relation.cue, relation.content)
    content = tuple(_widened(text, start, end) for start, end in draft.content)
    return Triple(source, (draft.cue,) if draft.cue else (), content)


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
