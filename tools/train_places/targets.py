"""Which candidates of a gold span are right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from firsthand.data.gazetteer import GazetteerPlace, distance_km
from firsthand.locate.nearness import Floats
from firsthand.locate.scene import Scene
from firsthand.model.place import PlaceKind
from train_places.gold import canonical, war_kinds


def right(places: Sequence[GazetteerPlace], span: dict[str, Any], set_name: str) -> list[int]:
    """Positions of the right candidates: the gold id, else those nearest to the gold point; none where none is near."""
    if span.get("lat") is None:
        return []
    far = [distance_km(p.latitude, p.longitude, span["lat"], span["lon"]) for p in places]
    if set_name == "war":
        kinds = war_kinds(span.get("type"))
        wide = not kinds & {
            PlaceKind.SETTLEMENT,
            PlaceKind.FACILITY,
            PlaceKind.HOSPITAL,
            PlaceKind.BUILDING,
            PlaceKind.BRIDGE,
            PlaceKind.NEIGHBOURHOOD,
        }
        if wide:
            wanted = {canonical(n) for n in (span["canonical"], *span.get("canonical_alt", ()))}
            return [
                i for i, p in enumerate(places) if canonical(p.name) in wanted and (p.kind in kinds or far[i] < 300)
            ]
        return [i for i, p in enumerate(places) if p.kind in kinds and far[i] <= max(12.0, p.radius_km)]
    ident = str(span.get("geonameid") or "")
    same = [i for i, p in enumerate(places) if ident and p.id == f"geonames:{ident}"]
    if same:
        return same
    near = [i for i in range(len(places)) if far[i] <= 161]
    if not near:
        return []
    best = min(far[i] for i in near)
    return [i for i in near if far[i] <= best + 15]


def target(scene: Scene, spans: Sequence[dict[str, Any]], set_name: str) -> tuple[Floats, Floats]:
    """(share of gold mentions that each candidate is right for, weight of each group); groups without gold weigh 0."""
    wanted = np.zeros(len(scene.places))
    weight = np.zeros(len(scene.groups))
    for number, group in enumerate(scene.groups):
        part = scene.places[group.first : group.last]
        for member in group.members:
            hits = right(part, spans[member], set_name)
            for i in hits:
                wanted[group.first + i] += 1.0 / len(hits)
            weight[number] += bool(hits)
    per_row = weight[scene.owner] if len(scene.places) else np.zeros(0)
    return np.divide(wanted, per_row, out=np.zeros_like(wanted), where=per_row > 0), np.sqrt(weight)
