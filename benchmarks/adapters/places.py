"""Place names and where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.attribute.stage import attributions
from firsthand.identify.stage import actors
from firsthand.kit import Kit
from firsthand.locate.recognise import peoples
from firsthand.locate.stage import places, resolved
from firsthand.model.place import Place, PlaceKind
from firsthand.pipeline import read_document

STAGES = (attributions, actors, places)


# Sets whose gold counts words for a people ("Syrian officials") among the names; the product keeps them apart.
WITH_PEOPLES = frozenset({"lgl", "trnews", "geowebnews", "gwn"})


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        reading = read_document(report.document(), kit, STAGES)
        named = [place for place in reading.places if place.kind is not PlaceKind.AREA]
        if convention in WITH_PEOPLES:
            free = [
                span for span in peoples(report.text, kit.gazetteer) if not any(_meets(place, span) for place in named)
            ]
            named += resolved(reading.document, free, kit)
        yield {"id": report.id, "spans": [_row(place) for place in named]}


def _meets(place: Place, span: tuple[int, int]) -> bool:
    return place.span.start < span[1] and span[0] < place.span.end


def _row(place: Place) -> dict[str, Any]:
    row: dict[str, Any] = {
        "start": place.span.start,
        "end": place.span.end,
        "lat": place.latitude,
        "lon": place.longitude,
    }
    shelf, _, number = (place.gazetteer or "").partition(":")
    return row | {"geonameid": number} if shelf == "geonames" else row
