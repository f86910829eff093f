"""A training document: text, layout, and what one gold set says about it.

A set labels some heads and is silent on others, and even on its own heads it may be silent about
some words. So each word gets, for each head, the set of labels that the gold allows: one label
where it speaks, several where it only rules some out, none where it says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from firsthand.reader.labels import HEADS
from firsthand.reader.paragraphs import Paragraph

Span = tuple[int, int]

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Rep|Sen|Gov|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[A-Z]|\.[A-Za-z])\.$"
)
_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")


@dataclass
class Layer:
    """Spans of one BIO head. A label of None allows every kind."""

    spans: list[tuple[int, int, str | None]]
    outside: tuple[str, ...] = ("O",)  # labels allowed for words in no span
    ignored: list[Span] = field(default_factory=list)  # stretches the gold says nothing about


@dataclass
class Link:
    cue: list[Span]
    source: list[Span]
    content: list[Span]


@dataclass
class Document:
    id: str
    text: str
    paragraphs: list[Paragraph]
    layers: dict[str, Layer] = field(default_factory=dict)
    links: list[Link] | None = None
    modality: list[tuple[int, int, str]] | None = None
    words: list[Span] | None = None  # gold words, where a treebank gives them
    upos: list[str] | None = None
    heads: list[int] | None = None  # word numbers, -1 for a root
    relations: list[str] | None = None
    silent: list[Span] = field(default_factory=list)  # stretches without any supervision


def allowed(head: str, labels: tuple[str, ...]) -> int:
    """Labels of a head as bits."""
    names = HEADS[head]
    return sum(1 << names.index(label) for label in labels)


def everything_but(head: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(label for label in HEADS[head] if label[2:] not in kinds)


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    found, at = [], start
    for match in _END.finditer(text, start, end):
        if not _ABBREVIATION.search(text[at : match.start() + 1]):
            found.append((at, match.end()))
            at = match.end()
    if at < end:
        found.append((at, end))
    return tuple(found)


def lay_out(text: str, by_line: bool | None = None) -> list[Paragraph]:
    """Paragraphs at blank lines, or at every line where a text has no blank lines."""
    lines = "\n\n" not in text if by_line is None else by_line
    paragraphs: list[Paragraph] = []
    opened = False
    for match in re.finditer(r"[^\n]+" if lines else r"(?:[^\n]|\n(?!\s*\n))+", text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        body = text[start:end]
        inside = opened and closes_first(body)
        paragraphs.append(Paragraph(start, end, sentences(text, start, end), inside))
        opened = still_open(body, inside)
    return paragraphs


def closes_first(body: str) -> bool:
    mark = re.search(r"[“”„»«]", body)
    return bool(mark) and mark.group() in "”»"


def still_open(body: str, inside: bool) -> bool:
    for mark in re.findall(r"[“”„»«]", body):
        inside = mark in "“„«"
    return inside
