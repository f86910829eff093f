"""How a record is named and pointed to on the wire."""

from __future__ import annotations

from typing import Final

from firsthand.model.anchor import anchor
from firsthand.model.reading import SHELF
from firsthand.model.record import Record

__all__ = ["KINDS", "anchor", "kind", "kind_of"]


def kind_of(record: type[Record]) -> str:
    """The name of a kind on the wire: "figure", "attribution", ..."""
    return record.__name__.lower()


def kind(record: Record) -> str:
    """The name of a record's kind on the wire."""
    return kind_of(type(record))


KINDS: Final[tuple[str, ...]] = tuple(map(kind_of, SHELF))
