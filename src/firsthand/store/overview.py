"""The store at a glance, for maps and calendars: columns of numbers, where one object a record would be too slow."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final

from firsthand.store.connection import Connection
from firsthand.store.facets import day_name
from firsthand.store.finding import _narrowed, _records, _sought
from firsthand.store.query import Query

NO_DAY: Final = -2_000_000  # an open or unknown end of an event's days


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates. `km` is how far off its point may be."""

    name: str
    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Points:
    """Events as columns. `place[i]` is a position in `spots`, -1 without coordinates; `modality[i]` one in
    `modalities`; `day_from[i]` and `day_to[i]` are days since 1970-01-01, NO_DAY where unknown."""

    spots: tuple[Spot, ...]
    modalities: tuple[str, ...]
    place: array[int]
    modality: array[int]
    day_from: array[int]
    day_to: array[int]


def points(connection: Connection, query: Query) -> Points:
    """All events that answer `query` (its limit and cursor do not count)."""
    asked = replace(query, kind="event", after=None)
    with connection.reading():
        sought = _sought(connection, asked)
        rows: list[tuple[Any, ...]]
        if sought.empty:
            rows = []
        elif not _narrowed(sought):
            rows = connection.rows(
                f"SELECT r.place, r.modality, r.day_from, r.day_to FROM records r WHERE {sought.tests} ORDER BY r.id",
                sought.values,
            )
        else:
            # _records gives (rank, id, kind, *columns): place, modality and days by their names in finding.py.
            at = [_at(name) for name in ("place", "modality", "day_from", "day_to")]
            rows = [tuple(row[n] for n in at) for row in _records(connection, sought, (-1, -1), None)]
        known = connection.rows("SELECT id, name, lat, lon, km FROM places WHERE lat IS NOT NULL ORDER BY id")
        terms = dict(connection.rows("SELECT id, text FROM terms WHERE family = 'modality'"))
    used = {row[0] for row in rows}
    spots: list[Spot] = []
    position: dict[Any, int] = {}
    for number, name, lat, lon, km in known:
        if number in used:
            position[number] = len(spots)
            spots.append(Spot(name, lat, lon, km or 0.0))
    modalities = sorted(set(terms.values()))
    code = {number: modalities.index(text) for number, text in terms.items()}
    return Points(
        spots=tuple(spots),
        modalities=tuple(modalities),
        place=array("i", (position.get(row[0], -1) for row in rows)),
        modality=array("b", (code.get(row[1], -1) for row in rows)),
        day_from=array("i", (NO_DAY if row[2] is None else row[2] for row in rows)),
        day_to=array("i", (NO_DAY if row[3] is None else row[3] for row in rows)),
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """Events by place: for each of `spots` how many events and how many of them told as having happened; all in all
    `events`, of which `unplaced` have no coordinates and `undated` no first day."""

    spots: tuple[Spot, ...]
    counts: tuple[int, ...]
    told: tuple[int, ...]
    events: int
    unplaced: int
    undated: int


def placed(connection: Connection, query: Query, told: str) -> Placed:
    """`points` added up by place; `told` is the modality that is counted beside."""
    asked = replace(query, kind="event", after=None)
    with connection.reading():
        sought = _sought(connection, asked)
        plain = not (sought.empty or _narrowed(sought))
        rows = (
            []
            if not plain
            else connection.rows(
                "SELECT r.place, r.modality, count(*), count(r.day_from) FROM records r "
                f"WHERE {sought.tests} GROUP BY r.place, r.modality",
                sought.values,
            )
        )
        known = connection.rows("SELECT id, name, lat, lon, km FROM places WHERE lat IS NOT NULL ORDER BY id")
        terms = dict(connection.rows("SELECT id, text FROM terms WHERE family = 'modality'"))
    if not plain:
        return _added_up(points(connection, query), told)
    counts: Counter[Any] = Counter()
    happened: Counter[Any] = Counter()
    for place, modality, number, _ in rows:
        counts[place] += number
        happened[place] += number if terms.get(modality) == told else 0
    spots = [(number, Spot(name, lat, lon, km or 0.0)) for number, name, lat, lon, km in known if number in counts]
    events = sum(counts.values())
    return Placed(
        spots=tuple(spot for _, spot in spots),
        counts=tuple(counts[number] for number, _ in spots),
        told=tuple(happened[number] for number, _ in spots),
        events=events,
        unplaced=events - sum(counts[number] for number, _ in spots),
        undated=events - sum(row[3] for row in rows),
    )


def _added_up(found: Points, told: str) -> Placed:
    happened = found.modalities.index(told) if told in found.modalities else -2
    counts = Counter(found.place)
    sure = Counter(place for place, modality in zip(found.place, found.modality, strict=True) if modality == happened)
    unplaced = counts.pop(-1, 0)
    return Placed(
        spots=found.spots,
        counts=tuple(counts[at] for at in range(len(found.spots))),
        told=tuple(sure[at] for at in range(len(found.spots))),
        events=len(found.place),
        unplaced=unplaced,
        undated=sum(1 for day in found.day_from if day == NO_DAY),
    )


def _at(name: str) -> int:
    from firsthand.store.finding import _COLUMNS

    return _COLUMNS.index(name) + 3


def published_days(connection: Connection) -> list[tuple[str, int]]:
    """(ISO day, number of reports published that day), days in order; redacted reports do not count."""
    rows = connection.rows(
        "SELECT day, count(*) FROM reports WHERE day IS NOT NULL AND state <> 2 GROUP BY day ORDER BY day"
    )
    return [(name, int(number)) for day, number in rows if (name := day_name(day)) is not None]
