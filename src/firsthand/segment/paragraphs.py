"""Paragraphs, captions and the headline.

Two layouts are common: one paragraph a line, and hard-wrapped lines with blank lines between
paragraphs. Each block between blank lines is judged by itself, since pages mix both.
"""

from __future__ import annotations

import re
from typing import Final

from firsthand.segment.wordlists import Layout

Stretch = tuple[int, int]

_LINE: Final = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_WRAP_SHORTEST: Final = 40
_WRAP_LONGEST: Final = 100
_HEADLINE_LONGEST: Final = 200
_FINAL: Final = frozenset(".!?…:;\"”’»)']")
_SMALL: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "but",
        "by",
        "with",
        "from",
        "as",
        "is",
        "are",
        "be",
        "vs",
        "via",
    ]
)


def paragraphs(text: str) -> list[Stretch]:
    """(start, end) of each paragraph, white space at its ends left out."""
    found: list[Stretch] = []
    block: list[Stretch] = []
    at = 0
    for match in _LINE.finditer(text):
        start, end = _trimmed(text, *match.span())
        if block and (start == end or text.count("\n", at, match.start()) > 1):
            found.extend(_block(text, block))
            block = []
        if start < end:
            block.append((start, end))
        at = match.end()
    found.extend(_block(text, block))
    return found


def _trimmed(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _block(text: str, lines: list[Stretch]) -> list[Stretch]:
    """The lines of one block, joined when they look hard-wrapped."""
    if len(lines) < 2:
        return lines
    before_last = lines[:-1]
    lengths = [end - start for start, end in before_last]
    broken = sum(text[end - 1] not in _FINAL for _, end in before_last)
    widest = max(lengths)
    wrapped = (
        min(lengths) >= _WRAP_SHORTEST
        and widest <= _WRAP_LONGEST
        and min(lengths) >= 0.6 * widest
        and 2 * broken >= len(before_last)
    )
    return [(lines[0][0], lines[-1][1])] if wrapped else lines


def is_caption(text: str, stretch: Stretch, lists: Layout) -> bool:
    """True for a credit line or a picture's caption."""
    start, end = stretch
    if end - start > 400:
        return False
    said = text[start:end].casefold()
    if said.startswith(lists.captions):
        return True
    return said.rstrip(" .)]").endswith(tuple(c.rstrip(")") for c in lists.credits)) and end - start < 300


def headline(text: str, found: list[Stretch], title: str | None) -> Stretch | None:
    """The paragraph that is the report's headline: the title, or a first line set like one."""
    if not found:
        return None
    wanted = _plain(title) if title else ""
    for start, end in found[:3]:
        if wanted and _plain(text[start:end]) == wanted:
            return start, end
    start, end = found[0]
    if len(found) < 2 or end - start > _HEADLINE_LONGEST:
        return None
    line = text[start:end]
    # A title may be longer on the page than in the metadata, which add the outlet's name.
    if wanted and len(line) > 20 and wanted.startswith(_plain(line)):
        return start, end
    if line[-1] in _FINAL and line[-1] != ".":
        return (start, end) if line[-1] in "!?’'”\"" and _title_case(line) else None
    if line[-1] == ".":
        return (start, end) if _title_case(line) else None
    return start, end


def _plain(line: str) -> str:
    return "".join(c for c in line.casefold() if c.isalnum())


def _title_case(line: str) -> bool:
    words = [w for w in line.split() if w[:1].isalpha() and w.casefold() not in _SMALL]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.75 * len(words)
