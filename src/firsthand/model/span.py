"""A stretch of text, and the quote that proves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.errors import BadValue


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end] == quote`, in Unicode code points, end not included.

    The document is the reading's own; the quote makes a span checkable wherever it travels.
    """

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise BadValue(f"a span needs 0 <= start <= end, got {self.start}..{self.end}")
        if len(self.quote) != self.end - self.start:
            raise BadValue(f"span {self.start}..{self.end} cannot quote {len(self.quote)} characters")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The stretch `start..end` of `text`; BadValue when it lies outside."""
        if end > len(text):
            raise BadValue(f"span {start}..{end} ends after the text of {len(text)} characters")
        return cls(start, end, text[start:end])

    @classmethod
    def trimmed(cls, text: str, start: int, end: int) -> Span:
        """As `of`, without white space at either end."""
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls.of(text, start, end)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


def cover(text: str, spans: Iterable[Span]) -> Span:
    """The shortest stretch that holds all of `spans` (at least one)."""
    listed = tuple(spans)
    return Span.of(text, min(s.start for s in listed), max(s.end for s in listed))
