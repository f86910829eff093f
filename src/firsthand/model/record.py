"""What every record has: an id made from what it says, a confidence, and who made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import Any, ClassVar

from firsthand.errors import BadValue
from firsthand.model.span import Span

_POINTING: dict[type[Any], tuple[str, ...]] = {}


def _pointing(kind: type[Record]) -> tuple[str, ...]:
    """Fields that hold a span or a tuple of spans, by their annotation: asked for every record of a report."""
    known = _POINTING.get(kind)
    if known is None:
        known = tuple(f.name for f in fields(kind) if f.type in ("Span", "Span | None", "tuple[Span, ...]"))
        _POINTING[kind] = known
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something said about a stretch of a document.

    `id` is unique within its document and made from the record's kind, spans and `identity()`: the
    same text read again, on any machine, gives the same id, and a better confidence does not change
    it. Across documents a record is named by (document id, record id).

    `made_by` names the rule or model, such as "rule:attribute/according_to" or "model:reader-1a2b".
    `confidence` is a probability where a model was calibrated, and a stated convention for rules.
    """

    prefix: ClassVar[str] = "r"

    made_by: str
    confidence: float = 1.0
    id: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise BadValue(f"confidence must lie in 0..1, got {self.confidence}")
        if not self.id:
            said = [self.prefix, *(f"{n}:{s.start}:{s.end}:{s.quote}" for n, s in self.spans()), *self.identity()]
            digest = blake2b("\x1f".join(said).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
            object.__setattr__(self, "id", f"{self.prefix}-{digest}")

    def identity(self) -> tuple[str, ...]:
        """What tells apart two records of one kind on the same spans."""
        return ()

    def spans(self) -> Iterator[tuple[str, Span]]:
        """(name, span) of every stretch that this record points to, in field order."""
        for name in _pointing(type(self)):
            value = getattr(self, name)
            if isinstance(value, Span):
                yield name, value
            elif value is not None:
                for one in value:
                    yield name, one

    def start(self) -> int:
        """Where the record's first span begins; 0 for a record without spans."""
        return min((span.start for _, span in self.spans()), default=0)
