"""The stretch that stands for a record where one stretch must do: a line in a table, a mark in a margin."""

from __future__ import annotations

from firsthand.model.actor import Actor
from firsthand.model.attribution import Attribution
from firsthand.model.check import Check
from firsthand.model.claim import Claim
from firsthand.model.event import Event
from firsthand.model.record import Record
from firsthand.model.span import Span, cover


def anchor(record: Record, text: str) -> Span | None:
    """What is said, for attributions and claims, from its first to its last word; the trigger of an event;
    the first mention of an actor; the first number of a check. None for a record that points nowhere."""
    match record:
        case Attribution() | Claim():
            return cover(text, record.content) if record.content else None
        case Event():
            return record.trigger
        case Actor():
            return min(record.mentions, default=None)
        case Check():
            return min(record.inputs, default=None)
    found = getattr(record, "span", None)
    if isinstance(found, Span):
        return found
    return next((span for _, span in record.spans()), None)
