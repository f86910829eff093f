"""What a user should know about the times of a whole report."""

from __future__ import annotations

from firsthand.model.moment import MomentKind
from firsthand.model.reading import Reading


def notes(reading: Reading) -> tuple[str, ...]:
    """One sentence where times could not be placed because the report has no publication date; else nothing."""
    if reading.document.published is not None:
        return ()
    placed = (MomentKind.DATE, MomentKind.TIME)
    dates = [one for one in reading.moments if one.kind in placed and not (one.value or "").endswith("_REF")]
    loose = sum(one.begin is None and one.end is None and not (one.value or "").startswith("BC") for one in dates)
    if not loose:
        return ()
    return (f"No publication date: {loose} of {len(dates)} dates stay relative. Give one to place them.",)
