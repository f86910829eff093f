"""The events of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.event import Event
from firsthand.model.reading import Reading


def events(reading: Reading, kit: Kit) -> tuple[Event, ...]:
    """The events of a document."""
    return ()
