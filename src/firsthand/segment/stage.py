"""The passages of a document."""

from __future__ import annotations

import re
from typing import Final

from firsthand.kit import Kit
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.segment.blocks import block_quotations
from firsthand.segment.datelines import dateline
from firsthand.segment.paragraphs import headline, is_caption, paragraphs
from firsthand.segment.quotations import Quoted, quotations
from firsthand.segment.sentences import sentences
from firsthand.segment.wordlists import Layout, layout

_WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")
_SCARE_LONGEST: Final = 3
_NAME_LONGEST: Final = 6
_BESIDE: Final = 40


def passages(reading: Reading, kit: Kit) -> tuple[Passage, ...]:
    """Headline, paragraphs, datelines, sentences, quotations, block quotations and captions of a document."""
    text = reading.document.text
    lists = layout(kit.language)
    found = paragraphs(text)
    records: list[Passage] = []
    title = headline(text, found, reading.document.title)
    for stretch in found:
        if stretch == title:
            records.append(_passage(text, PassageKind.HEADLINE, stretch, "headline", 0.9))
        elif is_caption(text, stretch, lists):
            records.append(_passage(text, PassageKind.CAPTION, stretch, "caption", 0.9))
        else:
            records.append(_passage(text, PassageKind.PARAGRAPH, stretch, "paragraph", 1.0))
        filed = dateline(text, stretch, lists) if stretch != title else None
        if filed is not None:
            records.append(_passage(text, PassageKind.DATELINE, (stretch[0], filed[0]), "dateline", 0.9))
        body = stretch if filed is None else (filed[1], stretch[1])
        for sentence in sentences(text, body, lists):
            records.append(_passage(text, PassageKind.SENTENCE, sentence, "sentence", 1.0))
    quoted: list[Passage] = []
    for one in quotations(text, found, lists):
        before = quoted[one.continues].id if one.continues is not None else None
        quoted.append(_quotation(text, one, before, lists))
    records.extend(quoted)
    for stretch in block_quotations(text, found, lists):
        records.append(_passage(text, PassageKind.BLOCK_QUOTATION, stretch, "block_quotation", 0.8))
    return tuple(records)


def _passage(text: str, kind: PassageKind, stretch: tuple[int, int], rule: str, confidence: float) -> Passage:
    return Passage(kind=kind, span=Span.of(text, *stretch), made_by=f"rule:segment/{rule}", confidence=confidence)


def _quotation(text: str, one: Quoted, before: str | None, lists: Layout) -> Passage:
    return Passage(
        kind=PassageKind.QUOTATION,
        span=Span.of(text, one.start, one.end),
        inner=Span.of(text, one.inner_start, one.inner_end),
        depth=one.depth,
        closed=one.closed,
        scare=one.closed and _scare(text, one, lists),
        continues=before,
        made_by="rule:segment/quotation",
        confidence=1.0 if one.closed else 0.6,
    )


def _scare(text: str, one: Quoted, lists: Layout) -> bool:
    """A word or two between marks, no sentence of its own, and no verb of saying beside it."""
    inner = text[one.inner_start : one.inner_end]
    words = _WORD.findall(inner[:80])
    named = all(word[0].isupper() or len(word) < 4 for word in words)  # a title or nickname
    longest = _NAME_LONGEST if named else _SCARE_LONGEST
    if not words or len(words) > longest or len(inner) > 60 or inner[-1] in ".,!?…;:":
        return False
    near = text[max(0, one.start - _BESIDE) : one.start]
    if near.rstrip().endswith((":", ",")) and not (named and len(words) > 1 and near.rstrip()[-1] == ","):
        return False
    around = _WORD.findall(near)[-4:] + _WORD.findall(text[one.end : one.end + _BESIDE])[:2]
    return not any(word.casefold() in lists.voices for word in around)
