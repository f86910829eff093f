"""The day of an event, for tables that want one."""

from __future__ import annotations

from firsthand.model.event import Event, Modality
from firsthand.model.reading import Reading

TOLD = (Modality.HAPPENED, Modality.CLAIMED, Modality.DENIED)


def day_of(event: Event, reading: Reading) -> tuple[str, str] | None:
    """(first day, last day) in ISO dates: of the event's moment; else, for what is told as having happened, the day
    of publication, as coders of event data do. None where neither is known, and for what lies ahead without a date."""
    wanted = set(event.moments)
    for moment in reading.moments:
        if moment.id in wanted and moment.begin and moment.end:
            return moment.begin, moment.end
    published = reading.document.published
    if published is None or event.modality not in TOLD:
        return None
    day = published.date().isoformat()
    return day, day
