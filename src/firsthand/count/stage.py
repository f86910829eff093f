"""The figures of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.figure import Figure
from firsthand.model.reading import Reading


def figures(reading: Reading, kit: Kit) -> tuple[Figure, ...]:
    """The figures of a document."""
    return ()
