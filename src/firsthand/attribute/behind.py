"""Voices behind a source: the body a spokesperson speaks for, the author of a letter, the data under an analysis."""

from __future__ import annotations

import re
from typing import Final

from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.names import bare, tokens

_SPEAKS_FOR: Final = re.compile(
    r"\b(?:spokes(?:man|woman|person)|spox|director[- ]general)\b(\s(?:for|of|at)\s)?", re.IGNORECASE
)
_WRITTEN_BY: Final = re.compile(
    r"\b(?:messages?|letters?|emails?|e-mails?|diar(?:y|ies)|memos?|notes?|posts?|recordings?|videos?|testimon(?:y|ies))"
    r"\s(?:from|by|of)\s",
    re.IGNORECASE,
)
_ANALYSIS: Final = re.compile(
    r"(?P<who>[^,;:]{2,60}?)(?:['’]s?)\s(?:own\s|latest\s|new\s)?(?:analysis|review|count|tally|reading)\sof\s"
    r"(?P<data>[^,;:]{2,40}?)\s(?:data|figures|records|imagery|reports|statistics)\b"
)
_REACH: Final = 140


def body(text: str, start: int, end: int) -> str | None:
    """The body that a spokesperson speaks for: "X, spokesman for the army", "UN spokesperson X"; None for others.

    A description set before the name by a comma counts too: "the spokesman for the army, X".
    """
    match = _SPEAKS_FOR.search(text, start, end)
    stop = end
    if match is None and text[max(0, start - 2) : start] == ", ":
        line = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), start - _REACH)
        match = _SPEAKS_FOR.search(text, max(0, line), start)
        stop = start
    elif match is None and "," in text[start:end]:  # "the spokesman for X that fights the government, Y, said"
        line = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), text.rfind(",", 0, start), start - _REACH)
        match = _SPEAKS_FOR.match(text, _subject(text, max(0, line)), start)
        stop = start
    if match is None:
        return None
    if match.group(1):
        after = re.split(r",|\s\(|\s(?:that|who|which)\s", text[match.end() : stop])[0].strip()
        return after.removeprefix("the ") or None
    first = max(start, match.start() - _REACH) if stop == end else start
    first = max(first, text.rfind(",", first, match.start()) + 1)
    before = [
        t
        for t in tokens(text, first, match.start())
        if t.capital and len(t.low) > 1 and t.low not in ("the", "an", "one")
    ]
    return " ".join(text[t.start : t.end] for t in before) or None


def _subject(text: str, line: int) -> int:
    """Where the noun begins that a sentence opens with, its article left out."""
    opening = re.compile(r"[\s.,]*(?:(?:The|A|An|the|a|an)\s)?").match(text, line)
    return opening.end() if opening else line


def author(text: str, start: int, end: int, lex: Lexicon) -> str | None:
    """Who wrote the document that is the source: "messages from a general"; None where no person is named."""
    match = _WRITTEN_BY.search(text, start, end)
    if match is None:
        return None
    found = tokens(text, match.end(), end)
    human = next((n for n, t in enumerate(found[:6]) if t.low in lex.lists.human), None)
    if human is None:
        return None
    return bare(text, match.end(), found[human].end)


def analysed(text: str, start: int, end: int) -> tuple[str, str] | None:
    """(who, whose data) of "X's analysis of Y data"."""
    match = _ANALYSIS.match(text, start, end)
    if match is None:
        return None
    return bare(text, *match.span("who")), bare(text, *match.span("data"))
