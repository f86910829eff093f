"""Control: who is said to hold a settlement on a day, from reports alone, with every voice kept.

A voice's newest word stands until it says something else. A change of hands that one voice tells makes
older words of others silent ("before"): they cannot speak to what came later. What still stands is shown side
by side; nobody is voted down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any, Final

from firsthand.compare.findings import Evidence, Holding, Settlement, Status
from firsthand.compare.gist import Gist, Hold, Spot
from firsthand.data.gazetteer import distance_km

NEIGHBOUR_KM: Final = 30.0
NEIGHBOURS: Final = 5
DEGREES: Final = 0.28  # of latitude are a little more than NEIGHBOUR_KM
CHANGES: Final = frozenset({"took", "lost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word on a settlement, with its report's publication time and its evidence."""

    hold: Hold
    told: str | None
    evidence: Evidence

    def order(self) -> tuple[str, str, str, int]:
        return (self.hold.day or "", self.told or "", self.evidence.report_id, self.evidence.start)


def place_key(spot: Spot) -> str:
    """What tells settlements apart: the gazetteer id, else the name."""
    return spot.gazetteer or spot.name


def words_of(gist: Gist) -> list[tuple[Spot, Word]]:
    """The words of a report on who holds what."""
    return [
        (gist.spots[hold.place], Word(hold=hold, told=gist.when, evidence=gist.evidence(hold.said)))
        for hold in gist.holds
    ]


def state(
    words: Sequence[Word], day: str, known: str | None = None
) -> tuple[Status, tuple[str, ...], str, tuple[Holding, ...]]:
    """(status, holders, rule, standing words) of a settlement on `day` (ISO), as far as was said by `known`."""
    heard = [
        one
        for one in sorted(_placed(words), key=Word.order)
        if one.hold.day is not None and one.hold.day <= day and (known is None or (one.told or "")[:10] <= known)
    ]
    latest: dict[str, Word] = {}
    began: dict[str, str | None] = {}
    changes: list[Word] = []
    for one in heard:
        before = latest.get(one.hold.by)
        same = (
            before is not None
            and before.hold.holder == one.hold.holder
            and before.hold.holder is not None
            and one.hold.says in ("took", "holds")
            and before.hold.says in ("took", "holds")
        )
        if not same:
            began[one.hold.by] = one.hold.day
            if one.hold.says in CHANGES:
                changes.append(one)
        latest[one.hold.by] = one
    standing = []
    for by in sorted(latest):
        word = latest[by]
        standing.append((word, began[by], _silenced(word, by, latest, changes, began[by])))
    standing.sort(key=lambda one: (one[0].hold.day or "", one[0].hold.by))
    status, holders, rule = _status([word for word, _, before in standing if not before])
    return status, holders, rule, tuple(_holding(word, since, before) for word, since, before in standing)


def _placed(words: Sequence[Word]) -> list[Word]:
    """`words` with a voice that one report puts on a side put there wherever it speaks."""
    sides = {
        one.hold.said.voice[-1]: one.hold.by
        for one in sorted(words, key=Word.order)
        if one.hold.said.voice and one.hold.by != one.hold.said.voice[-1]
    }
    return [
        replace(one, hold=replace(one.hold, by=sides[one.hold.by])) if one.hold.by in sides else one for one in words
    ]


def _silenced(word: Word, by: str, latest: Mapping[str, Word], changes: Sequence[Word], began: str | None) -> bool:
    """Whether another voice tells of a change after this word that the word cannot speak to."""
    last = word.hold.day or ""
    if word.hold.says == "fighting":
        return any(
            other != by and (later.hold.day or "") > last and later.hold.says != "fighting"
            for other, later in latest.items()
        )
    mine = began if word.hold.says == "took" else word.hold.day
    for change in changes:
        hold = change.hold
        if hold.by == by or (hold.day or "") <= max(last, mine or ""):
            continue
        if hold.says == "took" and hold.holder != word.hold.holder:
            return True
        if hold.says == "lost" and hold.loser == (by if word.hold.says == "denies" else word.hold.holder):
            return True
    return False


def _status(words: Sequence[Word]) -> tuple[Status, tuple[str, ...], str]:
    holders = tuple(
        sorted({one.hold.holder for one in words if one.hold.holder and one.hold.says in ("took", "holds")})
    )
    fighting = [one for one in words if one.hold.says == "fighting"]
    denying = [one for one in words if one.hold.says == "denies"]
    losing = [one for one in words if one.hold.says == "lost"]
    if len(holders) > 1:
        return Status.CONTESTED, holders, f"{' and '.join(holders)} are each said to hold it"
    if holders and denying:
        return Status.CONTESTED, holders, f"{holders[0]} is said to hold it, and {denying[0].hold.by} denies it"
    if holders and any(one.hold.loser == holders[0] for one in losing):
        return Status.CONTESTED, holders, f"{holders[0]} is said both to hold it and to have given it up"
    if fighting:
        who = f"{holders[0]} is said to hold it, and " if holders else ""
        return Status.CONTESTED, holders, f"{who}{fighting[0].hold.by} tells of fighting in it"
    if holders:
        voices = len({one.hold.by for one in words if one.hold.holder == holders[0]})
        return (
            Status.HELD,
            holders,
            f"{voices} {'voice says' if voices == 1 else 'voices say'} so, none speaks against it",
        )
    if denying:
        return Status.UNKNOWN, (), f"{denying[0].hold.by} denies that it changed hands; no one is said to hold it"
    if losing:
        return (
            Status.UNKNOWN,
            (),
            f"{losing[0].hold.loser or 'its holder'} is said to have given it up; no one is said to hold it since",
        )
    return Status.UNKNOWN, (), "no report speaks of it"


def _holding(word: Word, since: str | None, before: bool) -> Holding:
    hold = word.hold
    return Holding(
        holder=hold.holder,
        by=hold.by,
        says=hold.says,
        since=since,
        told=word.told,
        before=before,
        evidence=word.evidence,
    )


def settlements(told: Iterable[tuple[Spot, Word]], day: str, known: str | None = None) -> tuple[Settlement, ...]:
    """Every settlement of which a word is known by `day`, by name, with its neighbours among them."""
    spots: dict[str, Spot] = {}
    words: dict[str, list[Word]] = defaultdict(list)
    for spot, word in told:
        key = place_key(spot)
        if key not in spots or (spot.name, spot.latitude or 0) < (spots[key].name, spots[key].latitude or 0):
            spots[key] = spot
        words[key].append(word)
    states = {key: state(words[key], day, known) for key in sorted(words)}
    shown = [key for key, (_, _, _, standing) in states.items() if standing]
    around = _Map(shown, spots, states)
    found = []
    for key in shown:
        spot = spots[key]
        status, holders, rule, standing = states[key]
        near = around.near(key)
        found.append(
            Settlement(
                place=spot.name,
                gazetteer=spot.gazetteer,
                latitude=spot.latitude,
                longitude=spot.longitude,
                country=spot.country,
                disputed=spot.disputed,
                admin1=spot.admin1,
                day=day,
                status=status,
                holders=holders,
                rule=rule,
                words=standing,
                neighbours=tuple(near[:NEIGHBOURS]),
                front=_front(status, holders, near),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.place, one.gazetteer or "")))


Near = tuple[str, float, Status, tuple[str, ...]]


class _Map:
    """Settlements by latitude, to find those near one without asking all."""

    def __init__(self, shown: Sequence[str], spots: Mapping[str, Spot], states: Mapping[str, Any]) -> None:
        self._spots, self._states = spots, states
        self._rows = sorted(
            (spots[key].latitude or 0.0, key)
            for key in shown
            if spots[key].latitude is not None and spots[key].longitude is not None
        )

    def near(self, key: str) -> list[Near]:
        """(name, km, status, holders) of the settlements within NEIGHBOUR_KM, nearest first."""
        here = self._spots[key]
        if here.latitude is None or here.longitude is None:
            return []
        begin = bisect_left(self._rows, (here.latitude - DEGREES, ""))
        end = bisect_left(self._rows, (here.latitude + DEGREES, ""))
        wide = DEGREES / max(0.02, cos(radians(min(89.0, abs(here.latitude) + DEGREES))))
        found = []
        for _, other in self._rows[begin:end]:
            there = self._spots[other]
            if wide < abs(here.longitude - (there.longitude or 0.0)) < 360.0 - wide:
                continue
            km = distance_km(here.latitude, here.longitude, there.latitude or 0.0, there.longitude or 0.0)
            if other != key and km <= NEIGHBOUR_KM:
                status, holders = self._states[other][:2]
                found.append((round(km, 1), there.name, status, holders))
        return [(name, km, status, holders) for km, name, status, holders in sorted(found)]


def _front(status: Status, holders: Sequence[str], near: Sequence[Near]) -> tuple[Near, ...]:
    """Of the settlements near by those across a line: contested, or held by another side than this one.

    Nobody says where the line runs: it lies between settlements that different sides are said to hold.
    """
    across = (
        one
        for one in near
        if one[2] is Status.CONTESTED
        or (one[2] is Status.HELD and status is Status.HELD and not set(one[3]) & set(holders))
        or (one[2] is Status.HELD and status is Status.CONTESTED)
    )
    return tuple(across)[:NEIGHBOURS]


def geojson(found: Sequence[Settlement]) -> dict[str, Any]:
    """Settlements as a GeoJSON FeatureCollection: points with status, holders, and the words they rest on.

    `country` and `disputed` follow the policy of docs/background/disputed-land.md, which speaks of states and not of
    control: a place keeps its country whoever is said to hold it.
    """
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
                "properties": {
                    "place": one.place,
                    "gazetteer": one.gazetteer,
                    "day": one.day,
                    "status": one.status.value,
                    "holders": list(one.holders),
                    "rule": one.rule,
                    "country": one.country,
                    "disputed": list(one.disputed),
                    "admin1": one.admin1,
                    "words": [
                        {
                            "by": word.by,
                            "says": word.says,
                            "holder": word.holder,
                            "since": word.since,
                            "told": word.told,
                            "before": word.before,
                            "quote": word.evidence.quote,
                            "sentence": word.evidence.sentence,
                            "report": word.evidence.report_id,
                            "record": word.evidence.record_id,
                            "start": word.evidence.start,
                            "end": word.evidence.end,
                        }
                        for word in one.words
                    ],
                    "neighbours": [_told(near) for near in one.neighbours],
                    "front": [_told(near) for near in one.front],
                    "front_km": NEIGHBOUR_KM,
                },
            }
            for one in found
            if one.latitude is not None and one.longitude is not None
        ],
    }


def _told(near: Near) -> dict[str, Any]:
    name, km, status, holders = near
    return {"place": name, "km": km, "status": status.value, "holders": list(holders)}
