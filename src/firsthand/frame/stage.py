"""The loaded wording of a document, with whose words they are."""

from __future__ import annotations

from firsthand.events.nearby import Nearby
from firsthand.frame.lists import lists
from firsthand.frame.wording import loaded
from firsthand.identify.words import between, words
from firsthand.kit import Kit
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span


def frames(reading: Reading, kit: Kit) -> tuple[Frame, ...]:
    """Words that carry a judgement: the author's own (`attribution` None), or those of a quoted voice."""
    text = reading.document.text
    told = words(text)
    voices = Nearby.of(reading).voices
    said = lists(kit.language)
    found = [
        Frame(
            span=span,
            kind=hit.kind,
            attribution=voices[hit.first].id if hit.first in voices else None,
            plain=hit.plain,
            made_by=f"rule:frame/{hit.kind.value}",
            confidence=0.6,
        )
        for hit in loaded(told, 0, len(told), said)
        for span in (Span.of(text, told[hit.first].start, told[hit.last - 1].end),)
    ]
    scare = [p for p in reading.passages if p.kind is PassageKind.QUOTATION and p.scare and p.inner is not None]
    for passage in scare:
        if passage.inner is not None and len(passage.inner):
            at = between(text, passage.inner.start, passage.inner.end)[0]
            found.append(
                Frame(span=passage.inner, kind=FrameKind.SCARE_QUOTES, attribution=voices[at].id if at in voices else None,
                      made_by="rule:frame/scare_quotes", confidence=0.6)
            )  # fmt: skip
    return tuple(found)
