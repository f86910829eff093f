"""Outlines for the map island: countries, provinces, and the hatching of land that more than one state claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final

from firsthand.publish.html_outlines import Box, Land, Ring, outlines

NEAR: Final = frozenset({"UA", "BY", "MD", "PS", "IL", "LB", "SY", "XK", "RS", "GE", "AM", "AZ"})
FINE: Final = 0.002  # degrees
COARSE: Final = 0.05  # degrees; every border is put on the same grid, so that neighbours still meet
ISLET: Final = 0.3  # square degrees, twice the area
STEP: Final = 0.22  # degrees between two lines of the hatching


@cache
def geojson() -> bytes:
    """One collection; `layer` of a feature says how it is drawn (world, adm1, edge, hatch)."""
    lines = outlines()
    features = [_shape(land) for land in (*lines.countries, *lines.units)]
    features += [_lines("edge", lines.edges)]
    features += [_lines("hatch", _hatched(land)) for land in (*lines.countries, *lines.units) if land.disputed()]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode("utf-8")


@cache
def inner() -> bytes:
    """Lines between the first-level units of other countries, asked for once the map stands."""
    lines = outlines()
    with_units = {land.code for land in lines.units}
    features = [_lines("inner", found) for code, found in lines.inner.items() if code not in with_units]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode("utf-8")


def _shape(land: Land) -> dict[str, Any]:
    # Rings of all polygons are filled even-odd by our own drawings; GeoJSON wants polygons, and holes are few: a ring
    # inside another one of the same land is its hole.
    # Islets of distant countries are left out, and their coasts are drawn to two kilometres: the map must open at once.
    near = land.layer != "world" or land.disputed() or land.code in NEAR
    ordered = sorted(land.rings, key=_area, reverse=True)
    polygons: list[list[Ring]] = []
    boxes: list[Box] = []
    for ring in ordered if near else [r for n, r in enumerate(ordered) if n == 0 or _area(r) > ISLET]:
        x, y = ring[0]
        for polygon, (west, south, east, north) in zip(polygons, boxes, strict=True):
            if west <= x <= east and south <= y <= north and _inside(ring[0], polygon[0]):
                polygon.append(ring)
                break
        else:
            polygons.append([ring])
            boxes.append(_box(ring))
    return {
        "type": "Feature",
        "properties": {"layer": land.layer, "name": land.name, "disputed": land.disputed()},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[_rounded(r, FINE if near else COARSE) for r in p] for p in polygons],
        },
    }


def _lines(layer: str, found: Iterable[Sequence[tuple[float, float]]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"layer": layer, "disputed": False},
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [_rounded(line, COARSE if layer == "inner" else FINE) for line in found],
        },
    }


def _rounded(line: Iterable[tuple[float, float]], grid: float) -> list[list[float]]:
    out: list[list[float]] = []
    for x, y in line:
        point = [round(round(x / grid) * grid, 3), round(round(y / grid) * grid, 3)]
        if not out or point != out[-1]:
            out.append(point)
    return out


def _area(ring: Ring) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)))


def _box(ring: Ring) -> Box:
    return (min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring))


def _inside(point: tuple[float, float], ring: Ring) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _hatched(land: Land) -> list[list[tuple[float, float]]]:
    """Slanted lines cut to the land: each is a set of points where x + y is the same."""
    out: list[list[tuple[float, float]]] = []
    west, south, east, north = land.box
    n = int((west + south) / STEP)
    while n * STEP < east + north:
        level = n * STEP
        crossings: list[tuple[float, float]] = []
        for ring in land.rings:
            for (ax, ay), (bx, by) in pairwise(ring):
                a, b = ax + ay - level, bx + by - level
                if (a > 0) != (b > 0):
                    share = a / (a - b)
                    crossings.append((ax + share * (bx - ax), ay + share * (by - ay)))
        crossings.sort()
        out += [[crossings[i], crossings[i + 1]] for i in range(0, len(crossings) - 1, 2)]
        n += 1
    return out
