"""Place names and where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.attribute.stage import attributions
from firsthand.identify.stage import actors
from firsthand.kit import Kit
from firsthand.locate.stage import places
from firsthand.model.place import Place, PlaceKind
from firsthand.pipeline import read_document

STAGES = (attributions, actors, places)


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        reading = read_document(report.document(), kit, STAGES)
        named = [place for place in reading.places if place.kind is not PlaceKind.AREA]
        yield {"id": report.id, "spans": [_row(place) for place in named]}


def _row(place: Place) -> dict[str, Any]:
    row: dict[str, Any] = {
        "start": place.span.start,
        "end": place.span.end,
        "lat": place.latitude,
        "lon": place.longitude,
    }
    shelf, _, number = (place.gazetteer or "").partition(":")
    return row | {"geonameid": number} if shelf == "geonames" else row
