"""The passages of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.passage import Passage
from firsthand.model.reading import Reading


def passages(reading: Reading, kit: Kit) -> tuple[Passage, ...]:
    """The passages of a document."""
    return ()
