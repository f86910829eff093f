"""What the caller says about the layout of a text before it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and its sentences; `in_quote` when a quotation opened earlier is still open at its start."""

    start: int
    end: int
    sentences: tuple[tuple[int, int], ...] = ()
    in_quote: bool = False
