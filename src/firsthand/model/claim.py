"""Claims: a statement tied to the events and figures in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from firsthand.model.record import Record
from firsthand.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """What somebody says, and what it is about. `attribution` None: the author speaks.

    `events`, `figures`, `places`, `moments` and `forecasts` are ids of the records inside `content`.
    """

    prefix: ClassVar[str] = "c"

    content: tuple[Span, ...]
    attribution: str | None = None
    speaker: str | None = None
    events: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    forecasts: tuple[str, ...] = ()

    def identity(self) -> tuple[str, ...]:
        return (self.attribution or "",)
