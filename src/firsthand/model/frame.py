"""Frames: words that carry a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.model.record import Record
from firsthand.model.span import Span


class FrameKind(StrEnum):
    NAME_CALLING = "name_calling"
    LOADED_VERB = "loaded_verb"
    LOADED_WORD = "loaded_word"
    SCARE_QUOTES = "scare_quotes"
    EUPHEMISM = "euphemism"
    SUPERLATIVE = "superlative"  # unattributed
    INTENSIFIER = "intensifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Record):
    """Loaded wording. `attribution` is whose words they are; None: the author's own voice.

    `plain` is a neutral wording, where the word list has one.
    """

    prefix: ClassVar[str] = "w"

    span: Span
    kind: FrameKind
    attribution: str | None = None
    plain: str | None = None
