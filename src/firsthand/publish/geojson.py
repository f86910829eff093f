"""GeoJSON (RFC 7946) of all events, flat properties, for QGIS, Leaflet and kepler.gl.

Every event leaves, whatever its modality: `modality` is a property of each feature, and `said` puts it in words.
Events without a place have a null geometry. `radius_km` says how far off the point may be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from firsthand.data.registry import Registry
from firsthand.model.reading import Reading
from firsthand.publish.coded import Coded, coded, one_line

NOTE: Final = "Made by Firsthand: who says what, never what is true. Read `modality` before counting."


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """The collection, a feature a line."""
    yield '{"type":"FeatureCollection","note":' + json.dumps(NOTE) + ',"features":[\n'
    first = True
    for feature in features(readings):
        yield ("" if first else ",\n") + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        first = False
    yield "\n]}\n"


def features(readings: Iterable[Reading]) -> Iterator[dict[str, object]]:
    """One feature an event."""
    registry = Registry.load()
    for reading in readings:
        for one in coded(reading, registry):
            place = one.place
            placed = place is not None and place.placed()
            yield {
                "type": "Feature",
                "id": one.id(),
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]}
                if place and placed
                else None,
                "properties": properties(one),
            }


def properties(one: Coded) -> dict[str, object]:
    """The flat properties of an event; all keys are always there, so that tools see one table."""
    event, place, killed, trigger = one.event, one.place, one.killed, one.event.trigger
    return {
        "event_id": one.id(),
        "modality": event.modality.value,
        "said": one.said,
        "claimed_by": event.claimed_by,
        "denied_by": event.denied_by,
        "source_chain": one.chain or None,
        "factuality": event.factuality,
        "plover": event.plover.value,
        "mode": event.mode,
        "acled_event": event.acled_event,
        "acled_sub": event.acled_sub,
        "actor": event.actor,
        "target": event.target,
        "weapon": event.weapon,
        "place": place.name if place else None,
        "place_kind": place.kind.value if place else None,
        "radius_km": place.radius_km if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "disputed": ", ".join(place.disputed) if place and place.disputed else None,
        "date_start": one.begin,
        "date_end": one.end,
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "quote": one_line(trigger.quote),
        "start": trigger.start,
        "end": trigger.end,
        "sentence": one.sentence,
        "permalink": one.permalink,
        "document": one.document.id,
        "outlet": one.document.outlet,
        "published": one.document.published.value if one.document.published else None,
        "title": one.document.title,
        "confidence": event.confidence,
        "made_by": event.made_by,
    }
