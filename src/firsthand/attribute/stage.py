"""The attributions of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.attribution import Attribution
from firsthand.model.reading import Reading


def attributions(reading: Reading, kit: Kit) -> tuple[Attribution, ...]:
    """The attributions of a document."""
    return ()
