"""The loaded wording of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.frame import Frame
from firsthand.model.reading import Reading


def frames(reading: Reading, kit: Kit) -> tuple[Frame, ...]:
    """The loaded wording of a document."""
    return ()
