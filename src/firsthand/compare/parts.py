"""Big happenings with parts: the places of an incident as a tree, each with its own numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from firsthand.compare.control import place_key
from firsthand.compare.findings import Part
from firsthand.compare.gist import Gist, Happening, Spot
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
        tops.append(
            Part(place=own.place, day=own.day, kind=own.kind, latitude=own.latitude, longitude=own.longitude,
                 killed=own.killed, injured=own.injured, evidence=own.evidence, parts=below)
        )  # fmt: skip
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
