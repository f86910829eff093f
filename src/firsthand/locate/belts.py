"""Areas that a report names in small letters, as front-line analysts do: "the fortress belt"."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.locate.precision import acled, ucdp
from firsthand.locate.words import Words
from firsthand.model.place import Place, PlaceKind
from firsthand.model.span import Span


def belts(text: str, places: Sequence[Place], words: Words) -> list[Place]:
    """Such areas, where `places` of the same report lie in their country; none that overlaps a place."""
    lands = {p.country for p in places}
    low = text.lower()
    if len(low) != len(text):
        return []  # a letter that folds to two would move every offset
    found: list[Place] = []
    for belt in words.table.belts:
        at = low.find(belt.words) if belt.country in lands else -1
        while at >= 0:
            end = at + len(belt.words)
            whole = not low[max(0, at - 1) : at].isalnum() and not low[end : end + 1].isalnum()
            if whole and not any(p.span.start < end and at < p.span.end for p in places):
                found.append(
                    Place(
                        span=Span.of(text, at, end),
                        name=belt.name,
                        kind=PlaceKind.REGION,
                        latitude=belt.latitude,
                        longitude=belt.longitude,
                        radius_km=belt.radius_km,
                        country=belt.country,
                        acled_geo_precision=acled(PlaceKind.REGION, belt.radius_km),
                        ucdp_where_prec=ucdp(PlaceKind.REGION, belt.radius_km),
                        confidence=0.9,
                        made_by="rule:locate/belts",
                    )
                )
            at = low.find(belt.words, end)
    return found
