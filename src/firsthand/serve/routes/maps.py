"""Map and timeline: events as columns of numbers for the island, a still map for everyone else."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from starlette.responses import Response

from firsthand.errors import BadValue
from firsthand.model.event import Modality
from firsthand.serve.draw import land, still
from firsthand.serve.filters import CHOICES, Filters
from firsthand.serve.routes.records import found
from firsthand.serve.site import Site, address, site, tagged
from firsthand.serve.words import form as shape
from firsthand.store import Query
from firsthand.store.overview import NO_DAY, Points

router = APIRouter()
FORMS: Final = ("solid", "ring", "cross", "square", "triangle", "dash")  # as in web/src/map/points.ts
UNDATED: Final = -2_000_000  # as there
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the map can and cannot show of the events that fit the filters."""

    events: int
    unplaced: int
    undated: int
    placed: int


@router.get("/map")
def page(
    request: Request,
    here: Annotated[Site, Depends(site)],
    asked: Annotated[Filters, Depends()],
    control: Annotated[str, Parameter(max_length=10)] = "",
) -> Response:
    error = None
    try:
        query = query_of(asked)
        checked(control)
    except BadValue as problem:
        error, query, control = str(problem), query_of(Filters()), ""
    told, totals = here.library.asked(("places", query), lambda: places_of(here, query))
    return here.page(
        request,
        "map.html.j2",
        status=400 if error else 200,
        error=error,
        choices=CHOICES,
        totals=totals,
        top=told[:18],
        still=here.library.asked(("still", query), lambda: still.of_places(told, label=here.texts("map.title"))),
        control_day=control or None,
    )


@router.get("/map/points")
def points(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    query = query_of(asked)
    body = here.library.asked(("columns", query), lambda: columns(_points(here, query)))
    return tagged(request, body, "application/octet-stream")


@router.get("/map/here")
def told_here(
    request: Request,
    here: Annotated[Site, Depends(site)],
    asked: Annotated[Filters, Depends()],
    title: Annotated[str, Parameter(max_length=200)] = "",
) -> Response:
    """What is told of around one point, as a part of the page."""
    query = asked.query(kind="event", limit=30)
    page, total = found(here, query)
    listed = address("/search", [(k, v) for k, v in request.query_params.multi_items() if k != "title"], kind="event")
    body = here.fragment("here.html.j2", title=title, hits=page.items, total=total, list_url=listed)
    return tagged(request, body.encode("utf-8"), "text/html; charset=utf-8")


@router.get("/map/land.json")
def outlines(request: Request) -> Response:
    return tagged(request, land.geojson(), "application/geo+json", headers={"Cache-Control": "max-age=604800"})


@router.get("/map/inner.json")
def inner_lines(request: Request) -> Response:
    return tagged(request, land.inner(), "application/geo+json", headers={"Cache-Control": "max-age=604800"})


@router.get("/map/control.json")
def control_day(
    request: Request, here: Annotated[Site, Depends(site)], day: Annotated[str, Parameter(max_length=10)] = ""
) -> Response:
    """Settlements by claimed holder on a day; each holder keeps its number, the most frequent first."""
    chosen = checked(day) or here.library.stand().newest
    if chosen is None:
        return tagged(request, b'{"type":"FeatureCollection","features":[]}', "application/geo+json")
    body = here.library.desk(("control map", chosen), lambda desk: _control(desk.control(chosen)))
    return tagged(request, body, "application/geo+json")


@router.get("/map.geojson")
def geojson(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    """The events of the map, those without a place with null geometry, as flat features."""
    from firsthand.serve.api.formats import geojson as written

    query = query_of(asked)
    hits = here.library.asked(("all events", query), lambda: _all(here, query))
    return tagged(
        request, written(hits), "application/geo+json",
        headers={"Content-Disposition": 'attachment; filename="firsthand-events.geojson"'},
    )  # fmt: skip


def _all(here: Site, query: Query) -> tuple[Any, ...]:
    from dataclasses import replace

    return here.library.store.find(replace(query, limit=10_000)).items


def query_of(asked: Filters) -> Query:
    return asked.query(kind="event", after=None, limit=1)


def _points(here: Site, query: Query) -> Points:
    return here.library.asked(("points", query), lambda: here.library.store.points(query))


def places_of(here: Site, query: Query) -> tuple[list[still.Told], Totals]:
    found = here.library.store.placed(query, Modality.HAPPENED.value)
    places = [
        still.Told(spot.name, spot.lon, spot.lat, spot.km, events, told)
        for spot, events, told in zip(found.spots, found.counts, found.told, strict=True)
    ]
    places.sort(key=lambda p: (-p.events, p.name))
    return places, Totals(found.events, found.unplaced, found.undated, found.events - found.unplaced)


def columns(found: Points) -> bytes:
    """The file that web/src/map/points.ts reads: length of the head, the head as JSON, then the columns."""
    import numpy as np

    place = np.asarray(found.place, dtype=np.int64)
    kept = place >= 0
    begin = np.asarray(found.day_from, dtype=np.int64)[kept]
    end = np.asarray(found.day_to, dtype=np.int64)[kept]
    begin, end = np.where(begin == NO_DAY, end, begin), np.where(end == NO_DAY, begin, end)
    form = np.array([FORMS.index(shape(m)) for m in found.modalities] or [5], dtype=np.uint8)
    modality = np.asarray(found.modality, dtype=np.int64)[kept]
    dated = begin[begin != NO_DAY]
    # A day centuries off would leave no room for the rest: the line ends at the outer half per mille.
    first, last = (int(np.quantile(dated, q)) for q in (0.0005, 0.9995)) if len(dated) else (0, 0)
    parts: list[tuple[str, bytes, int]] = [
        ("lon", array("f", (s.lon for s in found.spots)).tobytes(), len(found.spots)),
        ("lat", array("f", (s.lat for s in found.spots)).tobytes(), len(found.spots)),
        ("radius", array("f", (s.km for s in found.spots)).tobytes(), len(found.spots)),
        ("place", place[kept].astype("<u4").tobytes(), int(kept.sum())),
        ("from", begin.astype("<i4").tobytes(), len(begin)),
        ("to", end.astype("<i4").tobytes(), len(end)),
        ("form", form[np.where(modality < 0, 0, modality)].astype(np.uint8).tobytes(), len(begin)),
    ]
    head: dict[str, Any] = {
        "events": len(begin),
        "places": len(found.spots),
        "first": _iso(first),
        "last": _iso(last),
        "undated": int((begin == UNDATED).sum()),
        "unplaced": int((~kept).sum()),
        "names": [s.name for s in found.spots],
        "columns": {name: [10**9, n] for name, _, n in parts},
    }
    room = (len(json.dumps(head).encode()) + 4 + 64 + 3) // 4 * 4
    at = room
    for name, raw, n in parts:
        head["columns"][name] = [at, n]
        at += (len(raw) + 3) // 4 * 4
    told = json.dumps(head).encode()
    told += b" " * (room - 4 - len(told))
    out = [len(told).to_bytes(4, "little"), told]
    for _, raw, _ in parts:
        out.append(raw + b"\0" * (-len(raw) % 4))
    return b"".join(out)


def _iso(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()


def checked(text: str) -> str | None:
    """An ISO day or none; BadValue for anything else."""
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise BadValue(f"day {text!r} is no ISO day such as 2024-11-05") from error


def _control(settlements: Sequence[Any]) -> bytes:
    holders: dict[str, int] = {}
    for s in settlements:
        for name in s.holders:
            holders[name] = holders.get(name, 0) + 1
    order = sorted(holders, key=lambda n: (-holders[n], n))
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [s.longitude, s.latitude]},
            "properties": {
                "place": s.place,
                "status": str(s.status),
                "holders": " / ".join(s.holders),
                "slot": min(order.index(s.holders[0]) + 1, 4) if len(s.holders) == 1 else 0,
            },
        }
        for s in settlements
        if s.longitude is not None and s.latitude is not None
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode("utf-8")
