"""Answers as JSON, CSV and GeoJSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from firsthand.errors import BadValue
from firsthand.publish.csv import safe
from firsthand.serve.site import tagged
from firsthand.store.query import Hit

FORMS: Final = {"json": "application/json", "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}


def form_of(request: Request, allowed: Sequence[str] = ("json", "csv")) -> str:
    """The form asked for, by `format=` or by Accept; JSON where nothing is said. BadValue for another."""
    named = request.query_params.get("format")
    if named:
        if named not in allowed:
            raise BadValue(f"format {named!r} is none of {', '.join(allowed)}")
        return named
    accept = request.headers.get("accept", "")
    for part in accept.split(","):
        kind = part.partition(";")[0].strip().lower()
        for name in allowed:
            if kind == FORMS[name].partition(";")[0]:
                return name
    return "json"


def answer(request: Request, form: str, whole: Any, rows: Sequence[Any], name: str) -> Response:
    """`whole` as JSON, or `rows` as a table. Downloads name how many rows they hold."""
    if form == "csv":
        body, suffix = table(rows).encode("utf-8"), "csv"
    elif form == "geojson":
        body, suffix = geojson(rows), "geojson"
    else:
        body, suffix = msgspec.json.encode(whole), "json"
    headers = {"X-Count": str(len(rows))}
    if request.query_params.get("format"):
        headers["Content-Disposition"] = f'attachment; filename="firsthand-{name}-{len(rows)}.{suffix}"'
    return tagged(request, body, FORMS[form], headers=headers)


def table(rows: Iterable[Any]) -> str:
    """Rows as CSV: plain fields as they are, others as JSON; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names: list[str] | None = None
    for row in rows:
        cells = _flat(row)
        if names is None:
            names = list(cells)
            writer.writerow(names)
        writer.writerow([safe(cells.get(name)) for name in names])
    return out.getvalue()


def _flat(row: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if is_dataclass(value) and field.name == "evidence":
            out |= {name: getattr(value, name) for name in ("report_id", "record_id", "quote", "start", "end", "outlet", "published")}  # fmt: skip
            out["voice"] = " > ".join(getattr(value, "voice", ()))
        elif isinstance(value, Enum):
            out[field.name] = value.value
        elif isinstance(value, str | int | float | bool) or value is None:
            out[field.name] = value
        else:
            out[field.name] = msgspec.json.encode(value).decode("utf-8")
    return out


def geojson(hits: Iterable[Hit]) -> bytes:
    """Records as flat features (RFC 7946); those without a place have null geometry."""
    features = []
    for hit in hits:
        properties = {k: v for k, v in _flat(hit).items() if k not in ("lat", "lon", "highlights") and v is not None}
        properties["date_start"], properties["date_end"] = hit.day_from, hit.day_to
        placed = hit.lat is not None and hit.lon is not None
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [hit.lon, hit.lat]} if placed else None,
                "properties": properties,
            }
        )
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})
