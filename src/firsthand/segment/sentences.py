"""Sentence ends: stops that close a sentence told from those of abbreviations, initials and numbers."""

from __future__ import annotations

import re
from typing import Final

from firsthand.segment.paragraphs import Stretch
from firsthand.segment.wordlists import Layout

# A run of stops and the marks or brackets that close after it; the bounds keep odd text linear.
# Footnote numbers set against the stop ("losses.19 The") belong to the sentence they end.
_STOP: Final = re.compile(r"[.!?…。؟।]{1,8}[\"'”’»›“)\]]{0,4}(?:(?<=[^\W\d][.”\"])\d{1,3}(?=\s)|\[\d{1,3}\]){0,3}")
_WORD_BEFORE: Final = re.compile(r"[\w.&’'-]{1,20}$")
_WORD_AFTER: Final = re.compile(r"\w{1,20}")
_OPENING: Final = frozenset("\"'“‘«„‹([¿¡—–-•*")
_LOOK_BACK: Final = 24


def sentences(text: str, paragraph: Stretch, lists: Layout) -> list[Stretch]:
    """(start, end) of each sentence of one paragraph."""
    begin, end = paragraph
    found: list[Stretch] = []
    start = begin
    for match in _STOP.finditer(text, begin, end):
        stop = match.end()
        if match.start() < start or stop >= end or not text[stop].isspace():
            continue
        after = stop
        while after < end and text[after].isspace():
            after += 1
        if after < end and _closes(text, begin, match.start(), stop, after, end, lists):
            found.append((start, stop))
            start = after
    if start < end:
        found.append((start, end))
    return found


def _closes(text: str, begin: int, dot: int, stop: int, after: int, end: int, lists: Layout) -> bool:
    """Whether the stop at `dot` ends a sentence, given what comes at `after`."""
    next_one = text[after]
    if next_one in "…" or next_one == "." or next_one.islower():
        return False
    if not (next_one.isalnum() or next_one in _OPENING or ord(next_one) > 0x2E80):
        return False
    if text[dot] != "." or (stop - dot > 1 and not text[dot + 1].isalnum()):
        return True
    before = _WORD_BEFORE.search(text, max(begin, dot - _LOOK_BACK), dot)
    if before is None:
        return True
    word = before.group().strip("’'-.&").casefold()
    following = _WORD_AFTER.match(text, after, end)
    follows = following.group().casefold() if following else ""
    if word in lists.final_abbreviations:
        if word == "no":
            return not follows.isdigit()
        return follows in lists.openers or next_one in '"“«‘'
    if word in lists.abbreviations:
        return False
    if len(word) == 1 and word.isalpha() and before.group()[-1].isupper():
        # "John F. Kennedy", but "vitamin C. The"
        return follows in lists.openers
    if "." in word and all(len(part) <= 2 for part in word.split(".")):
        return follows in lists.openers  # "the U.S.S.R. has"
    return True
