"""The claims of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.claim import Claim
from firsthand.model.reading import Reading


def claims(reading: Reading, kit: Kit) -> tuple[Claim, ...]:
    """The claims of a document."""
    return ()
