"""CSV in the shape of UCDP GED (49 columns). Shaped like GED, not UCDP data.

GED holds events with at least one death: others are left out and listed. `low <= best <= high`; an upper
bound that nobody states stays empty. `code_status` carries modality, `source_original` the chain of sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor
from typing import Final

from firsthand.model.actor import ActorKind
from firsthand.model.reading import Reading
from firsthand.publish.coded import Coded, LeftOut, days_between, left, told, written

COLUMNS: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_STATE: Final = {ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.ARMED_FORCES, ActorKind.MINISTRY}


def rows(readings: Iterable[Reading], left_out: list[LeftOut] | None = None) -> Iterator[str]:
    """Lines of the file, the header first. What the shape cannot hold is added to `left_out`."""
    yield written(COLUMNS)
    for cells in records(readings, left_out if left_out is not None else []):
        yield written(cells.get(column) for column in COLUMNS)


def records(readings: Iterable[Reading], left_out: list[LeftOut]) -> Iterator[dict[str, object]]:
    """The rows as dictionaries by column."""
    for one in told(readings, left_out, "GED"):
        if one.killed is None or not (one.killed.low or one.killed.best or one.killed.high):
            left_out.append(left(one, "GED holds events with at least one death"))
        elif one.begin is None:
            left_out.append(left(one, "no date"))
        else:
            yield _row(one)


def _row(one: Coded) -> dict[str, object]:
    event, place, killed = one.event, one.place, one.killed
    placed = place is not None and place.placed()
    deaths = killed.best if killed else None
    published = one.document.published
    return {
        "id": one.id(),
        "relid": one.event.id,
        "year": int((one.begin or "")[:4]),
        "code_status": one.tags("UCDP GED"),
        "type_of_violence": _violence(one),
        "dyad_name": f"{event.actor} - {event.target}" if event.actor and event.target else None,
        "side_a": event.actor,
        "side_b": event.target,
        "number_of_sources": 1,
        "source_article": ", ".join(
            x for x in (one.document.outlet, published.value if published else None, one.document.title) if x
        ),
        "source_office": one.document.outlet,
        "source_date": published.value if published else None,
        "source_headline": one.document.title,
        "source_original": one.chain or None,
        "where_prec": place.ucdp_where_prec if place else None,
        "where_coordinates": place.name if place else None,
        "where_description": one.note(),
        "adm_1": place.admin1 if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geom_wkt": f"POINT ({place.longitude} {place.latitude})" if place and placed else None,
        "priogrid_gid": priogrid(place.latitude or 0.0, place.longitude or 0.0) if place and placed else None,
        "country": one.country.name if one.country else place.country if place else None,
        "country_id": one.country.cow if one.country else None,
        "event_clarity": 2 if event.aggregate else 1,
        "date_prec": one.moment.ucdp_date_prec or _date_prec(one) if one.moment else None,
        "date_start": one.begin,
        "date_end": one.end,
        "deaths_civilians": deaths if event.civilian_targeting else None,
        "deaths_unknown": None if event.civilian_targeting else deaths,
        "best": deaths,
        "high": killed.high if killed else None,
        "low": killed.low if killed else None,
        "gwnoa": one.actor.cow if one.actor and one.actor_kind in _STATE else None,
        "gwnob": one.target.cow if one.target and one.target_kind in _STATE else None,
    }


def _violence(one: Coded) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; empty where a party is not known."""
    if one.event.civilian_targeting:
        return 3
    kinds = {one.actor_kind, one.target_kind} - {None}
    if kinds & _STATE:
        return 1
    return 2 if kinds == {ActorKind.ARMED_GROUP} and one.event.target else None


def _date_prec(one: Coded) -> int | None:
    """1 a day, 2 up to six days, 3 a week, 4 a month, 5 longer."""
    days = days_between(one.begin, one.end)
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def priogrid(latitude: float, longitude: float) -> int:
    """The half-degree cell of PRIO-GRID (Tollefsen et al. 2012): counted from the south-west, row by row."""
    row = min(floor((latitude + 90) * 2), 359)
    column = min(floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1
