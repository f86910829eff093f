"""The actors of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.actor import Actor
from firsthand.model.reading import Reading


def actors(reading: Reading, kit: Kit) -> tuple[Actor, ...]:
    """The actors of a document."""
    return ()
