"""Big happenings with parts: the places of an incident as a tree, each with its own numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from firsthand.compare.control import place_key
from firsthand.compare.findings import IncidentPage, IncidentRow, Part
from firsthand.compare.gist import Gist, Happening, Spot
from firsthand.compare.likeness import NEAR_KM
from firsthand.data.gazetteer import distance_km
from firsthand.model.figure import Number, Role

WITHIN = frozenset(
    {"settlement", "neighbourhood", "facility", "hospital", "building", "bridge", "airport", "adm3", "adm2"}
)
REGION = "adm1"
QUOTED = 3  # words that a part shows


def parts(gists: Sequence[Gist], kind: str | None) -> tuple[Part, ...]:
    """Places where happenings of one kind are told, under their regions; empty where there is only one place.

    A toll belongs to the place that its sentence names. A region that is told of as a whole carries its own.
    """
    told: dict[str, list[tuple[Gist, Happening]]] = defaultdict(list)
    spots: dict[str, Spot] = {}
    for gist in gists:
        for happening in gist.happenings:
            if kind is None or happening.mode != kind or happening.modality not in ("happened", "claimed", "probable"):
                continue
            for at in happening.places:
                spot = gist.spots[at]
                if spot.kind in WITHIN or spot.kind == REGION:
                    spots.setdefault(place_key(spot), spot)
                    told[place_key(spot)].append((gist, happening))
    regions = {spot.name: key for key, spot in sorted(spots.items()) if spot.kind == REGION}
    inner: dict[str, list[Part]] = defaultdict(list)
    tops: list[Part] = []
    for key in sorted(spots):
        spot = spots[key]
        if spot.kind == REGION:
            continue
        made = _part(spot, told[key], gists)
        if spot.admin1 and (spot.admin1 in regions or _many(spot.admin1, spots)):
            inner[spot.admin1].append(made)
        else:
            tops.append(made)
    for name in sorted(inner.keys() | regions.keys()):
        below = tuple(sorted(inner.get(name, ()), key=lambda one: one.place))
        if name in regions:
            key = regions[name]
            own = _part(spots[key], told[key], gists)
        else:
            own = Part(
                place=name,
                day=None,
                kind=kind or "",
                latitude=None,
                longitude=None,
                killed=None,
                injured=None,
                evidence=(),
            )
        tops.append(replace(own, parts=below, region=True))
    counted = sum(max(1, len(one.parts)) for one in tops)
    return tuple(sorted(tops, key=lambda one: one.place)) if counted > 1 else ()


def _many(region: str, spots: dict[str, Spot]) -> bool:
    return sum(spot.admin1 == region for spot in spots.values()) > 1


def _part(spot: Spot, told: Sequence[tuple[Gist, Happening]], gists: Sequence[Gist]) -> Part:
    days = sorted(happening.begin for _, happening in told if happening.begin and happening.exact)
    return Part(
        place=spot.name,
        day=days[0] if days else None,
        kind=told[0][1].mode or "" if told else "",
        latitude=spot.latitude,
        longitude=spot.longitude,
        killed=_spread(spot, gists, Role.KILLED),
        injured=_spread(spot, gists, Role.INJURED),
        evidence=tuple(gist.evidence(happening.said) for gist, happening in told[:QUOTED]),
    )


def _spread(spot: Spot, gists: Sequence[Gist], role: Role) -> tuple[Number | None, Number | None] | None:
    """Lowest and highest number that sentences which name the place give."""
    key = place_key(spot)
    numbers = [
        answer.value
        for gist in gists
        for answer in gist.answers
        if answer.role is role
        and answer.place is not None
        and answer.value is not None
        and not answer.earlier
        and answer.scope == "incident"
        and place_key(gist.spots[answer.place]) == key
    ]
    return (min(numbers), max(numbers)) if numbers else None


# Incidents that are parts of others

BIG: Final = 3  # places that a happening must have for others to be its parts
NEAR_DAYS: Final = 1  # a night has two days


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when an incident of a kind lies (`parts` 0), or a part of one that has so many."""

    kind: str
    place: str
    day: str
    parts: int = 0


def scenes(page: IncidentPage, region: str | None) -> tuple[Scene, ...]:
    """Where an incident lies, and where its parts lie if it is a big one: in three places at least, not all near each other.

    An incident is part of a bigger one where both are of one class, it lies in a place (or in a region) that the
    bigger one's reports name as struck, and their days are at most one apart.
    """
    row = page.row
    if not row.kind or not row.day_from:
        return ()
    found = []
    if row.place:
        found.append(Scene(row.kind, spot_key(row.place, row.latitude, row.longitude), row.day_from))
    if region:
        found.append(Scene(row.kind, region_key(region), row.day_from))
    leaves = list(_leaves(page.parts))
    if len(leaves) >= BIG and _wide([one for one, _ in leaves]):
        found += [Scene(row.kind, key, one.day or row.day_from, len(leaves)) for one, key in leaves]
    return tuple(dict.fromkeys(found))


def _wide(leaves: Sequence[Part]) -> bool:
    points = [(one.latitude, one.longitude) for one in leaves]
    placed = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    return any(distance_km(*placed[0], *other) > NEAR_KM for other in placed[1:])


def spot_key(place: str, latitude: float | None, longitude: float | None) -> str:
    """A place by name and, roughly, point."""
    return f"{place}@{latitude:.1f},{longitude:.1f}" if latitude is not None and longitude is not None else place


REGION_MARK: Final = "region "


def region_key(region: str) -> str:
    """A region by name."""
    return f"{REGION_MARK}{region}"


@dataclass(frozen=True, slots=True)
class Child:
    """An incident that is a part of another, and the region it lies in, where known."""

    row: IncidentRow
    region: str | None


def _leaves(parts: Sequence[Part]) -> Iterator[tuple[Part, str]]:
    for one in parts:
        if one.parts:
            yield from _leaves(one.parts)
        else:
            yield one, region_key(one.place) if one.region else spot_key(one.place, one.latitude, one.longitude)


def grown(parts: Sequence[Part], children: Sequence[Child]) -> tuple[Part, ...]:
    """The tree of places with the incidents that are its parts hung in: on their place, else under their region."""
    waiting = {one.row.id: one for one in children}

    def on_place(one: Part) -> Part:
        below = tuple(on_place(part) for part in one.parts)
        if one.region:
            return replace(one, parts=below)
        key = spot_key(one.place, one.latitude, one.longitude)
        mine = next(
            (name for name, child in waiting.items() if spot_key(child.row.place or "", child.row.latitude, child.row.longitude) == key),
            None,
        )  # fmt: skip
        if mine is not None:
            del waiting[mine]
        return replace(one, parts=below, incident=mine or one.incident)

    def under_region(one: Part) -> Part:
        inside = [child for child in waiting.values() if one.region and child.region == one.place]
        for child in inside:
            del waiting[child.row.id]
        return replace(one, parts=(*one.parts, *(_child(child.row) for child in inside)))

    tree = [under_region(one) for one in [on_place(one) for one in parts]]
    return (*tree, *(_child(child.row) for child in waiting.values()))


def _child(row: IncidentRow) -> Part:
    return Part(place=row.place or row.title, day=row.day_from, kind=row.kind or "", latitude=row.latitude, longitude=row.longitude,
                killed=row.killed, injured=row.injured, evidence=(), incident=row.id)  # fmt: skip
