"""CSV: one row a record, for Excel, R and databases. UTF-8, ISO dates, CRLF line ends (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from firsthand.model.attribution import Attribution
from firsthand.model.check import Check
from firsthand.model.claim import Claim
from firsthand.model.event import Event
from firsthand.model.figure import Figure
from firsthand.model.forecast import Forecast
from firsthand.model.frame import Frame
from firsthand.model.moment import Moment
from firsthand.model.passage import Passage
from firsthand.model.place import Place
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.publish.anchor import anchor, kind
from firsthand.publish.words import by_id, when, where

COLUMNS: Final = (
    "permalink", "document", "id", "kind", "quote", "start", "end", "label", "value", "low", "high", "unit", "role",
    "modality", "factuality", "source_chain", "cue", "actor", "target", "place", "latitude", "longitude", "radius_km",
    "date_start", "date_end", "verdict", "message", "confidence", "made_by", "outlet", "published", "title",
)  # fmt: skip
_CELL: Final = 32_767  # characters a spreadsheet keeps of one cell
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(readings: Iterable[Reading]) -> Iterator[str]:
    """Lines of the file with the header first, each with its line end."""
    yield _written(COLUMNS)
    for reading in readings:
        for found in cells(reading):
            yield _written(tuple(found.get(column) for column in COLUMNS))


def cells(reading: Reading) -> Iterator[dict[str, object]]:
    """The rows of a reading by column, as values and not yet as text; a missing column is an empty cell."""
    records = by_id(reading)
    for record in reading.records():
        if not isinstance(record, Passage):  # layout, not evidence; json has it
            yield _cells(record, reading, records)


def safe(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula and none cuts short. Numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(cell)
    said = str(cell)[: _CELL - 1]
    return "'" + said if said.startswith(_FORMULA) else said


def _written(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([safe(cell) for cell in cells])
    return line.getvalue()


def _cells(record: Record, reading: Reading, records: dict[str, Record]) -> dict[str, object]:
    document = reading.document
    stretch = anchor(record, document.text)
    found: dict[str, object] = {
        "permalink": f"{document.id}#{record.id}",
        "document": document.id,
        "id": record.id,
        "kind": kind(record),
        "quote": stretch.quote if stretch else None,
        "start": stretch.start if stretch else None,
        "end": stretch.end if stretch else None,
        "confidence": record.confidence,
        "made_by": record.made_by,
        "outlet": document.outlet,
        "published": document.published.value if document.published else None,
        "title": document.title,
    }
    found.update(_own(record, records))
    return found


def _own(record: Record, records: dict[str, Record]) -> dict[str, object]:
    match record:
        case Attribution():
            return {
                "label": record.kind,
                "modality": record.speech_act,
                "source_chain": " > ".join(record.chain()),
                "cue": record.cue.quote if record.cue else None,
            }
        case Event():
            return _event(record, records)
        case Figure():
            return {
                "label": record.op,
                "value": record.value,
                "low": record.low,
                "high": record.high,
                "unit": record.unit,
                "role": record.role,
                "modality": "hypothetical" if record.hypothetical else None,
            }
        case Place():
            return {"label": record.kind, "place": record.name, **_point(record)}
        case Moment():
            return {"label": record.kind, "value": record.value, "date_start": record.begin, "date_end": record.end}
        case Forecast():
            return {
                "label": record.kind,
                "value": record.probability,
                "modality": record.strength,
                "source_chain": _chain(record.attribution, records),
            }
        case Frame():
            return {"label": record.kind, "value": record.plain, "source_chain": _chain(record.attribution, records)}
        case Claim():
            return {"source_chain": _chain(record.attribution, records) or record.speaker}
        case Check():
            return {"label": record.kind, "verdict": record.verdict, "message": record.message, "value": record.formula}
    return {"label": getattr(record, "kind", None), "actor": getattr(record, "name", None)}


def _event(event: Event, records: dict[str, Record]) -> dict[str, object]:
    placed = next((one for one in map(records.get, event.places) if isinstance(one, Place) and one.placed()), None)
    timed = [one for one in map(records.get, event.moments) if isinstance(one, Moment)]
    return {
        "label": str(event.plover) + (f"/{event.mode}" if event.mode else ""),
        "modality": event.modality,
        "factuality": event.factuality,
        "source_chain": _chain(event.attribution, records) or event.claimed_by,
        "actor": event.actor,
        "target": event.target,
        "place": where(event, records),
        "value": when(event, records),
        "date_start": min((one.begin for one in timed if one.begin), default=None),
        "date_end": max((one.end for one in timed if one.end), default=None),
        **(_point(placed) if placed else {}),
    }


def _point(place: Place) -> dict[str, object]:
    return {"latitude": place.latitude, "longitude": place.longitude, "radius_km": place.radius_km}


def _chain(attribution: str | None, records: dict[str, Record]) -> str | None:
    found = records.get(attribution) if attribution else None
    return " > ".join(found.chain()) if isinstance(found, Attribution) else None
