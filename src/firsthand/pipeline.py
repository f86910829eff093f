"""The stages, in the order a document walks through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from firsthand.attribute.stage import attributions
from firsthand.check.stage import checks
from firsthand.claims.stage import claims
from firsthand.count.stage import figures
from firsthand.date.notes import notes as dating_notes
from firsthand.date.stage import moments
from firsthand.events.stage import events
from firsthand.forecasts.stage import forecasts
from firsthand.frame.stage import frames
from firsthand.identify.stage import actors
from firsthand.kit import Kit, Stage
from firsthand.locate.stage import places
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.segment.layout import layout
from firsthand.segment.stage import passages

STAGES: Final[tuple[Stage, ...]] = (
    attributions,
    actors,
    places,
    moments,
    figures,
    events,
    forecasts,
    frames,
    claims,
    checks,
)


def read_document(document: Document, kit: Kit, stages: Sequence[Stage] = STAGES) -> Reading:
    """`document` segmented, seen once by the trained reader (where the kit has one), and walked through `stages`.

    A function of its arguments and nothing else. A document in a language that has no word lists is kept
    unread, and the reading's notes say so.
    """
    reading = Reading(document=document, reader=kit.reader_name(), notes=_notes(document, kit))
    if not _readable(document, kit):
        return reading
    reading = reading.having(passages(reading, kit))
    kit = kit.looking_at(reading, layout(reading))
    for stage in stages:
        reading = reading.having(stage(reading, kit))
    return replace(reading, notes=reading.notes + dating_notes(reading)).proven()


def _readable(document: Document, kit: Kit) -> bool:
    return document.language is None or document.language.split("-")[0].lower() == kit.language.code


def _notes(document: Document, kit: Kit) -> tuple[str, ...]:
    notes = []
    if not _readable(document, kit):
        notes.append(f"language {document.language}: not read, Firsthand reads {kit.language.code}")
    if kit.reader is None:
        notes.append("read by grammar alone, without the trained reader: expect fewer and coarser records")
    return tuple(notes)
