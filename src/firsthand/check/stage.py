"""The checks of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.check import Check
from firsthand.model.reading import Reading


def checks(reading: Reading, kit: Kit) -> tuple[Check, ...]:
    """The checks of a document."""
    return ()
