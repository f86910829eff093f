"""Still maps for paper, for embeds and for readers without JavaScript, on the outlines of the HTML report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from firsthand.model.place import PlaceKind
from firsthand.publish import html_map
from firsthand.publish.html_map import Spot


@dataclass(frozen=True, slots=True)
class Told:
    """Events told of at one place."""

    name: str
    longitude: float
    latitude: float
    radius_km: float
    events: int
    told: int  # of these, told as happened


def of_places(places: Sequence[Told], *, label: str, most: int = 250) -> Markup:
    """A map of the places with most events; empty where there is none."""
    chosen = [p for p in sorted(places, key=lambda p: (-p.events, p.name)) if p.radius_km < 400][:most]
    return _drawn([_spot(p) for p in chosen], label)


def of_point(longitude: float | None, latitude: float | None, radius_km: float | None, name: str) -> Markup:
    if longitude is None or latitude is None:
        return Markup("")
    return _drawn([_spot(Told(name, longitude, latitude, radius_km or 0.0, 1, 0))], name)


def _drawn(spots: Sequence[Spot], label: str) -> Markup:
    found = html_map.picture(spots, label)
    return found.svg if found else Markup("")


def _spot(p: Told) -> Spot:
    return Spot(
        name=p.name,
        kind=PlaceKind.SETTLEMENT if p.radius_km < 30 else PlaceKind.REGION,
        longitude=p.longitude,
        latitude=p.latitude,
        radius_km=p.radius_km,
        record="",
        mentions=1,
        events=p.events,
        form="solid" if p.told * 2 >= p.events else "ring",
        stands_for=False,
    )
