"""Communiqués in points: "Highlights from the ministry's briefing:", then a list, each point on its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.attribute.draft import Draft
from firsthand.model.passage import Passage

_HEADING: Final = re.compile(
    r"(?P<cue>Highlights|Statements?|Summary|Communiqu[ée]|Report|Update|Key points|Main points|Excerpts)\s"
    r"(?:from|by|of)\s(?P<source>[^,:;.]{3,100})[^:]{0,60}:\s*$",
    re.IGNORECASE,
)
_POINT: Final = re.compile(r"(?:[-•*▪●◾◼▶►✔–—]|\(?\d{1,2}[.)])\ufe0f?\s*")


def points(text: str, paragraphs: Sequence[Passage]) -> Iterator[Draft]:
    """One draft for each point under such a heading."""
    heading: re.Match[str] | None = None
    for passage in paragraphs:
        span = passage.span
        if heading is not None:
            point = _POINT.match(text, span.start, span.end)
            if point is not None and span.end - point.end() > 10:
                yield Draft(
                    heading.span("source"),
                    heading.span("cue"),
                    ((point.end(), _end(text, span.end)),),
                    "listed",
                    "report",
                    confidence=0.7,
                )
                continue
            heading = None
        if len(span) < 200:
            heading = _HEADING.match(text, span.start, span.end)


def _end(text: str, end: int) -> int:
    while text[end - 1] in " .;":
        end -= 1
    return end
