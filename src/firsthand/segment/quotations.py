"""Quotations: pairing marks of every common kind, with nesting, left open, and opened again.

Marks are paired paragraph by paragraph with a stack, so that a stray mark spoils one paragraph at
most. A quotation left open at a paragraph's end is taken up by the next paragraph if that one begins
with the same mark (the convention of the press for long quotes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from firsthand.segment.paragraphs import Stretch
from firsthand.segment.wordlists import Layout

_MARK: Final = re.compile(r"''|``|[\"'“”„‟«»‹›‘’‚「」『』]")
_PAIRS: Final = {
    "“": "“", "”": "“", "„": "“", "‟": "“", "«": "«", "»": "«", "‹": "‹", "›": "‹", "‘": "‘", "’": "‘", "‚": "‘",
    '"': '"', "'": "'", "''": "''", "``": "''", "「": "「", "」": "「", "『": "『", "』": "『",
}  # fmt: skip
_SINGLE: Final = frozenset("‘'")
_ALWAYS_OPEN: Final = frozenset(["„", "‚", "``", "「", "『", "‟"])
_ALWAYS_CLOSE: Final = frozenset(["」", "』"])
_BEFORE_OPENING: Final = frozenset("([{—–-/:…“‘\"'«„‹")
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Quoted:
    """Stretch with its marks and without; `family` is the mark that opened it, by kind."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    family: str
    continues: int | None = None  # index of the quotation that this one takes up


@dataclass(slots=True)
class _Open:
    family: str
    start: int
    inner: int
    continues: int | None


def quotations(text: str, paragraphs: list[Stretch], lists: Layout) -> list[Quoted]:
    """All quotations, in order of their beginnings within each paragraph."""
    found: list[Quoted] = []
    pending: tuple[str, int] | None = None  # family and index of a quotation left open by the paragraph before
    for paragraph in paragraphs:
        fresh, left_open = _within(text, paragraph, lists, pending)
        base = len(found)
        order = sorted(range(len(fresh)), key=lambda i: (fresh[i].start, -fresh[i].end))
        found.extend(fresh[i] for i in order)
        pending = None
        if left_open is not None:
            pending = (fresh[left_open].family, base + order.index(left_open))
    return found


def _within(
    text: str, paragraph: Stretch, lists: Layout, pending: tuple[str, int] | None
) -> tuple[list[Quoted], int | None]:
    begin, end = paragraph
    marks = [m.span() for m in _MARK.finditer(text, begin, end)]
    stack: list[_Open] = []
    found: list[Quoted] = []
    for n, (at, past) in enumerate(marks):
        mark = text[at:past]
        family = _PAIRS[mark]
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == family), None)
        if _opens(text, begin, end, at, past, mark, depth is not None, lists):
            if len(stack) < _DEEPEST:
                taken_up = pending[1] if pending and at == begin and pending[0] == family else None
                stack.append(_Open(family, at, past, taken_up))
        elif depth is not None and _closes(text, begin, end, marks, n, family):
            opened = stack[depth]
            del stack[depth:]  # marks opened inside and never closed were strays
            found.append(Quoted(opened.start, past, opened.inner, at, depth + 1, True, family, opened.continues))
    left_open = None
    for depth, opened in enumerate(stack):
        if opened.family in _SINGLE or depth:
            continue  # a single mark never closed was an apostrophe
        found.append(Quoted(opened.start, end, opened.inner, end, 1, False, opened.family, opened.continues))
        left_open = len(found) - 1
    return found, left_open


def _opens(text: str, begin: int, end: int, at: int, past: int, mark: str, is_open: bool, lists: Layout) -> bool:
    if mark in _ALWAYS_OPEN:
        return True
    if mark == "«" and past < end and text[past].isspace() and not is_open:
        return at == begin or text[at - 1].isspace()  # French sets a space inside the marks
    if mark in _ALWAYS_CLOSE or past >= end or text[past].isspace():
        return False
    before = text[at - 1] if at > begin else " "
    free = before.isspace() or before in _BEFORE_OPENING
    if mark in ("«", "‹", "“"):
        return not (mark == "“" and is_open and not free)  # German “ closes
    if mark in ("»", "›", "”"):
        return free and not is_open  # »so« and ”so” both open with the mark that closes elsewhere
    if not free:
        return False
    if mark in ("‘", "’", "'"):
        word = ""
        for c in text[past : past + 6]:
            if not c.isalnum():
                break
            word += c
        if word[:1].isdigit() and len(word) in (2, 3) and (len(word) == 2 or word.endswith("s")):
            return False  # the '90s
        if word.casefold() in lists.elisions:
            return False
        if mark == "’":
            return False
        return not is_open
    return not is_open  # straight marks that stand free open unless one is open


def _closes(text: str, begin: int, end: int, marks: list[Stretch], n: int, family: str) -> bool:
    at, past = marks[n]
    after = text[past] if past < end else " "
    if family not in _SINGLE:
        return True
    if after.isalnum():
        return False  # don't
    before = text[at - 1] if at > begin else " "
    if before.isspace():
        return False
    # "the workers’ homes": a plural's apostrophe, when a better closing mark is still to come
    if before in "sS" and after == " " and past + 1 < end and text[past + 1].islower():
        for later in range(n + 1, min(n + 4, len(marks))):
            start, stop = marks[later]
            other = text[start:stop]
            if _PAIRS[other] != family:
                break
            if other == "‘":
                break
            following = text[stop] if stop < end else " "
            if not following.isalnum():
                return False
    return True
