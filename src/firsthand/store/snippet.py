"""A stretch of text around what was found, and where in it the found words stand."""

from __future__ import annotations

from typing import Final

from firsthand.store.asking import Asked, first_match, matches

_AROUND: Final = 90
_LONGEST: Final = 360


def snippet(text: str, start: int, end: int, asked: Asked | None) -> tuple[str, tuple[tuple[int, int], ...]]:
    """(snippet, highlights within it) around `text[start:end]`: the words searched for, or else the quote."""
    begin, stop = bounds(text, start, end)
    found = matches(text, asked.wanted, begin, stop) if asked is not None else []
    marked = found or [(start, min(end, stop))]
    return text[begin:stop], tuple((max(a, begin) - begin, b - begin) for a, b in marked if b > begin)


def opening(text: str, asked: Asked | None) -> tuple[str, tuple[tuple[int, int], ...], int, int]:
    """(snippet, highlights, start, end) of a whole report: around the first word found, or its beginning."""
    at = first_match(text, asked.wanted) if asked is not None and asked.wanted else None
    if at is None:
        end = bounds(text, 0, 0)[1]
        return text[:end], (), 0, 0
    told, marks = snippet(text, at[0], at[1], asked)
    return told, marks, at[0], at[1]


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """About `_AROUND` characters on both sides, whole words, on the line of the quote where lines are long."""
    end = min(end, start + _LONGEST)
    begin, stop = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if begin > 0:
        space = text.find(" ", begin, start)
        begin = space + 1 if space >= 0 else start
    if stop < len(text):
        space = text.rfind(" ", end, stop)
        stop = space if space >= 0 else end
    return begin, stop
