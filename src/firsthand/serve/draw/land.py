"""Outlines for the map island: countries, provinces, and the hatching of land that more than one state claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final

from firsthand.publish.html_outlines import Box, Land, Ring, outlines

STEP: Final = 0.22  # degrees between two lines of the hatching


@cache
def geojson() -> bytes:
    """One collection; `layer` of a feature says how it is drawn (world, adm1, inner, edge, hatch)."""
    lines = outlines()
    with_units = {land.code for land in lines.units}
    features = [_shape(land) for land in (*lines.countries, *lines.units)]
    features += [_lines("edge", lines.edges)]
    features += [_lines("inner", found) for code, found in lines.inner.items() if code not in with_units]
    features += [_lines("hatch", _hatched(land)) for land in (*lines.countries, *lines.units) if land.disputed()]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode("utf-8")


def _shape(land: Land) -> dict[str, Any]:
    # Rings of all polygons are filled even-odd by our own drawings; GeoJSON wants polygons, and holes are few: a ring
    # inside another one of the same land is its hole.
    polygons: list[list[Ring]] = []
    boxes: list[Box] = []
    for ring in sorted(land.rings, key=_area, reverse=True):
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
        "geometry": {"type": "MultiPolygon", "coordinates": [[_rounded(r) for r in p] for p in polygons]},
    }


def _lines(layer: str, found: Iterable[Sequence[tuple[float, float]]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"layer": layer, "disputed": False},
        "geometry": {"type": "MultiLineString", "coordinates": [_rounded(line) for line in found]},
    }


def _rounded(line: Iterable[tuple[float, float]]) -> list[list[float]]:
    return [[round(x, 3), round(y, 3)] for x, y in line]


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
