"""CSV in the shape of ACLED's export (31 columns since March 2023). Shaped like ACLED, not ACLED data.

The shape has no modality: it stands in `tags`, and `notes` opens with whose word the event rests on.
Events that ACLED would not code, that have no date, or that nobody says happened, are left out and listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from firsthand.model.actor import ActorKind
from firsthand.model.reading import Reading
from firsthand.publish.coded import Coded, LeftOut, days_between, left, told, written

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

_DISORDER: Final = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Riots": "Political violence; Demonstrations",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_INTER: Final = {
    ActorKind.ARMED_FORCES: "State forces",
    ActorKind.ARMED_GROUP: "Rebel group",
    ActorKind.PEOPLE: "Civilians",
    ActorKind.PERSON: "Civilians",
    ActorKind.STATE: "State forces",
    ActorKind.GOVERNMENT: "State forces",
    ActorKind.MINISTRY: "State forces",
}


def rows(readings: Iterable[Reading], left_out: list[LeftOut] | None = None) -> Iterator[str]:
    """Lines of the file, the header first. What the shape cannot hold is added to `left_out`."""
    yield written(COLUMNS)
    for cells in records(readings, left_out if left_out is not None else []):
        yield written(cells.get(column) for column in COLUMNS)


def records(readings: Iterable[Reading], left_out: list[LeftOut]) -> Iterator[dict[str, object]]:
    """The rows as dictionaries by column."""
    for one in told(readings, left_out, "ACLED"):
        if one.event.acled_event is None:
            left_out.append(left(one, "ACLED would not code it"))
        elif one.begin is None:
            left_out.append(left(one, "no date"))
        else:
            yield _row(one)


def _row(one: Coded) -> dict[str, object]:
    event, place = one.event, one.place
    inter = [_INTER.get(kind, "") if kind else "" for kind in (one.actor_kind, one.target_kind)]
    return {
        "event_id_cnty": one.id(),
        "event_date": one.begin,
        "year": int((one.begin or "")[:4]),
        "time_precision": time_precision(one),
        "disorder_type": _DISORDER.get(event.acled_event or ""),
        "event_type": event.acled_event,
        "sub_event_type": event.acled_sub,
        "actor1": event.actor,
        "inter1": inter[0],
        "actor2": event.target,
        "inter2": inter[1],
        "interaction": "-".join(inter) if all(inter) else inter[0] or None,
        "civilian_targeting": "Civilians targeted" if event.civilian_targeting else None,
        "country": one.country.name if one.country else place.country if place else None,
        "admin1": place.admin1 if place else None,
        "location": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geo_precision": place.acled_geo_precision if place else None,
        "source": one.document.outlet,
        "notes": one.note(),
        "fatalities": one.killed.low if one.killed else None,
        "tags": one.tags("ACLED"),
    }


def time_precision(one: Coded) -> int | None:
    """1 a day, 2 a week, 3 a month; empty for anything coarser."""
    if one.moment and one.moment.acled_time_precision:
        return one.moment.acled_time_precision
    days = days_between(one.begin, one.end)
    return None if days is None or days > 31 else 1 if days == 1 else 2 if days <= 7 else 3
