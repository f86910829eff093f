"""The forecasts of a document."""

from __future__ import annotations

from firsthand.kit import Kit
from firsthand.model.forecast import Forecast
from firsthand.model.reading import Reading


def forecasts(reading: Reading, kit: Kit) -> tuple[Forecast, ...]:
    """The forecasts of a document."""
    return ()
