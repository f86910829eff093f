"""The places of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.place import Place
from firsthand.model.reading import Reading


def places(reading: Reading, kit: Kit) -> tuple[Place, ...]:
    """The places of a document."""
    return ()
