"""The loaded wording of a document, with whose words they are."""

from __future__ import annotations

from firsthand.frame.lists import lists
from firsthand.frame.wording import loaded
from firsthand.identify.words import words
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span


def frames(reading: Reading, kit: Kit) -> tuple[Frame, ...]:
    """Words that carry a judgement: the author's own (`attribution` None), or those of a quoted voice."""
    text = reading.document.text
    told = words(text)
    found = [
        Frame(
            span=span,
            kind=hit.kind,
            attribution=_whose(reading, span),
            plain=hit.plain,
            made_by=f"rule:frame/{hit.kind.value}",
            confidence=0.6,
        )
        for hit in loaded(told, 0, len(told), lists(kit.language))
        for span in (Span.of(text, told[hit.first].start, told[hit.last - 1].end),)
    ]
    scare = [p for p in reading.passages if p.kind is PassageKind.QUOTATION and p.scare and p.inner is not None]
    for passage in scare:
        if passage.inner is not None and len(passage.inner):
            found.append(
                Frame(span=passage.inner, kind=FrameKind.SCARE_QUOTES, attribution=_whose(reading, passage.inner),
                      made_by="rule:frame/scare_quotes", confidence=0.6)
            )  # fmt: skip
    return tuple(found)


def _whose(reading: Reading, span: Span) -> str | None:
    """The innermost attribution whose content covers `span`."""
    best: Attribution | None = None
    size = 0
    for attribution in reading.attributions:
        for content in attribution.content:
            if content.covers(span) and (best is None or len(content) < size):
                best, size = attribution, len(content)
    return best.id if best else None
