"""CSV in the shape of VIINA 2's event_info (23 columns). Shaped like VIINA, not VIINA data.

One row an event and place. The shape has no modality: `text` opens with whose word the event rests on, and
`viina_version` names the shape and the modality.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from firsthand.model.place import PlaceKind
from firsthand.model.reading import Reading
from firsthand.publish.coded import Coded, LeftOut, left, told, written

COLUMNS: Final = (
    "viina_version", "event_id", "event_id_1pd", "date", "time", "geonameid", "feature_code", "asciiname", "ADM1_NAME",
    "ADM1_CODE", "ADM2_NAME", "ADM2_CODE", "longitude", "latitude", "GEO_PRECISION", "GEO_API", "location", "address",
    "report_id", "source", "url", "text", "lang",
)  # fmt: skip
_PRECISION: Final = {
    PlaceKind.COUNTRY: "ADM0",
    PlaceKind.ADM1: "ADM1",
    PlaceKind.ADM2: "ADM2",
    PlaceKind.ADM3: "ADM3",
    PlaceKind.SETTLEMENT: "settlement",
}


def rows(readings: Iterable[Reading], left_out: list[LeftOut] | None = None) -> Iterator[str]:
    """Lines of the file, the header first. What the shape cannot hold is added to `left_out`."""
    yield written(COLUMNS)
    for cells in records(readings, left_out if left_out is not None else []):
        yield written(cells.get(column) for column in COLUMNS)


def records(readings: Iterable[Reading], left_out: list[LeftOut]) -> Iterator[dict[str, object]]:
    """The rows as dictionaries by column."""
    for one in told(readings, left_out, "VIINA"):
        if one.place is None or not one.place.placed():
            left_out.append(left(one, "no place: VIINA holds events with coordinates"))
        elif one.begin is None:
            left_out.append(left(one, "no date"))
        else:
            yield _row(one)


def _row(one: Coded) -> dict[str, object]:
    place = one.place
    assert place is not None
    source, _, number = (place.gazetteer or "").partition(":")
    day = (one.begin or "").replace("-", "")[:8]
    return {
        "viina_version": one.tags("VIINA"),
        "event_id": one.id(),
        # VIINA's one-per-day key joins type, place and day.
        "event_id_1pd": f"{one.event.plover.value}_{place.gazetteer or place.name}_{day}",
        "date": day,
        "geonameid": number if source == "geonames" else None,
        "asciiname": unicodedata.normalize("NFKD", place.name).encode("ascii", "ignore").decode("ascii"),
        "ADM1_NAME": place.admin1,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "GEO_PRECISION": _PRECISION.get(place.kind, place.kind.value),
        "GEO_API": "Firsthand",
        "location": place.span.quote,
        "report_id": one.document.id,
        "source": one.document.outlet,
        "url": one.document.url,
        "text": one.note(),
        "lang": one.document.language,
    }
