"""The time expressions of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.moment import Moment
from firsthand.model.reading import Reading


def moments(reading: Reading, kit: Kit) -> tuple[Moment, ...]:
    """The time expressions of a document."""
    return ()
