"""The stages, in the order a document walks through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from firsthand.attribute.stage import attributions
from firsthand.check.stage import checks
from firsthand.claims.stage import claims
from firsthand.count.stage import figures
from firsthand.date.stage import moments
from firsthand.events.stage import events
from firsthand.forecasts.stage import forecasts
from firsthand.frame.stage import frames
from firsthand.identify.stage import actors
from firsthand.kit import Kit, Stage
from firsthand.locate.stage import places
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.segment.stage import passages

STAGES: Final[tuple[Stage, ...]] = (
    passages,
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
    """`document` walked through `stages`: a function of its arguments and nothing else."""
    reading = Reading(document=document)
    for stage in stages:
        reading = reading.having(stage(reading, kit))
    return reading.proven()
