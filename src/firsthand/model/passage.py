"""Passages: how a report is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.model.record import Record
from firsthand.model.span import Span


class PassageKind(StrEnum):
    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    QUOTATION = "quotation"  # between marks, the marks included
    BLOCK_QUOTATION = "block_quotation"  # a quoted paragraph without marks
    CAPTION = "caption"
    DATELINE = "dateline"  # where and when a report was filed; no sentence holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Record):
    """A headline, paragraph, dateline, sentence, quotation or caption.

    A quotation's `inner` is what stands between the marks; `depth` is 1 for a quotation, 2 for one
    inside it. `closed` is False where the mark that should end it is missing; `continues` names the
    quotation of the paragraph before, where a new paragraph reopens the same quote. `scare` marks a
    word or two between quotation marks that nobody is reported to have said.
    """

    prefix: ClassVar[str] = "p"

    kind: PassageKind
    span: Span
    inner: Span | None = None
    depth: int = 0
    closed: bool = True
    scare: bool = False
    continues: str | None = None

    def identity(self) -> tuple[str, ...]:
        return (self.kind.value,)
