"""Points of provinces and districts: the centre of the outline where there is one, else of their settlements."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from typing import Any

from build_gazetteer.rows import Row
from build_gazetteer.sources import Package
from firsthand.data.gazetteer_keys import skeleton, sound

Point = tuple[float, float]
# The radius given to a country of three million square kilometres; see geonames.countries.
_LARGE_KM = 1270.0


def km(a: Point, b: Point) -> float:
    """Great-circle distance of two (lat, lon) points."""
    x, y = math.radians(a[0]), math.radians(b[0])
    h = math.sin((y - x) / 2) ** 2 + math.cos(x) * math.cos(y) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def middle(points: list[tuple[float, float, float]]) -> Point:
    """The weighted middle of (lat, lon, weight) on the sphere."""
    x = y = z = 0.0
    for lat, lon, weight in points:
        a, b = math.radians(lat), math.radians(lon)
        x += weight * math.cos(a) * math.cos(b)
        y += weight * math.cos(a) * math.sin(b)
        z += weight * math.sin(a)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 5), round(math.degrees(math.atan2(y, x)), 5)


def outlines(package: Package) -> dict[str, list[tuple[str, Point, float]]]:
    """By ISO 3166-1 alpha-3 code: (name, centre, radius of a disc of the same area) of each province."""
    found: dict[str, list[tuple[str, Point, float]]] = {}
    for name in sorted(package.names()):
        hit = re.search(r"/src/js/data/([a-z]{3})\.topo\.json$", name)
        if not hit or hit[1] == "usw":
            continue
        topology: dict[str, Any] = json.loads(package.read(name))
        arcs = _arcs(topology)
        found[hit[1].upper()] = [
            (shape["properties"]["name"], *_centre(shape, arcs))
            for collection in topology["objects"].values()
            for shape in collection.get("geometries", ())
            if shape.get("properties", {}).get("name") and shape.get("arcs")
        ]
    return found


def mainlands(package: Package) -> dict[str, Point]:
    """The centre of the largest piece of each country, by ISO 3166-1 alpha-3 code."""
    topology: dict[str, Any] = json.loads(package.read("package/src/js/data/world.hires.topo.json"))
    topology["arcs"] = [[step for step in arc if step and step[0] is not None] for arc in topology["arcs"]]
    arcs = _arcs(topology)
    found: dict[str, Point] = {}
    for collection in topology["objects"].values():
        for shape in collection.get("geometries", ()):
            polygons = [shape["arcs"]] if shape.get("type") == "Polygon" else shape.get("arcs", ())
            pieces = [p for p in polygons if p and p[0] and any(arcs[i if i >= 0 else ~i] for i in p[0])]
            centres = [_centre({"type": "Polygon", "arcs": p}, arcs) for p in pieces]
            if centres:
                found[str(shape.get("id"))] = max(centres, key=lambda c: c[1])[0]
    return found


def place_countries(
    nations: dict[str, Row], mainland: dict[str, Point], iso3: dict[str, str], hand: dict[str, list[float]]
) -> None:
    """The Factbook rounds its points, by up to five degrees for the largest countries: for those the middle between its
    point and the centre of the mainland is taken."""
    for iso, row in nations.items():
        if iso in hand:
            (row.lat, row.lon), row.source = hand[iso], "hand"
            continue
        other = mainland.get(iso3.get(iso, ""))
        if (
            other is not None
            and row.radius > _LARGE_KM
            and not math.isnan(row.lat)
            and km((row.lat, row.lon), other) < 450
        ):
            (row.lat, row.lon), row.source = middle([(row.lat, row.lon, 1.0), (*other, 1.0)]), "outline"


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line: list[Point] = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            line.append((y * scale[1] + move[1], x * scale[0] + move[0]))
        arcs.append(line)
    return arcs


def _centre(shape: dict[str, Any], arcs: list[list[Point]]) -> tuple[Point, float]:
    """Area-weighted centre of a shape's rings, and the radius of a disc of its area, in km."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    parts: list[tuple[float, float, float]] = []
    for polygon in polygons:
        ring: list[Point] = []
        for index in polygon[0]:
            line = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring += line[1:] if ring else line
        if len(ring) < 3:
            continue
        area = lat = lon = 0.0
        for (y1, x1), (y2, x2) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x1 * y2 - x2 * y1
            area += cross
            lat += (y1 + y2) * cross
            lon += (x1 + x2) * cross
        if abs(area) < 1e-9:
            lat, lon = ring[0]
            parts.append((lat, lon, 1e-9))
        else:
            lat, lon = lat / (3 * area), lon / (3 * area)
            parts.append((lat, lon, abs(area) / 2 * math.cos(math.radians(lat))))
    if not parts:
        return (math.nan, math.nan), 0.0
    total = sum(p[2] for p in parts) * 111.2**2
    return middle(parts), round(math.sqrt(max(total, 1.0) / math.pi) * 1.2, 1)


def place_units(
    units: list[Row], towns: list[Row], shapes: dict[str, list[tuple[str, Point, float]]], iso3: dict[str, str]
) -> None:
    """Points for provinces and districts, in place."""
    members: dict[Row, list[Row]] = defaultdict(list)
    for town in towns:
        for unit in (town.adm1, town.adm2):
            if unit is not None:
                members[unit].append(town)
    for unit in units:
        inside = members.get(unit, [])
        unit.population = sum(t.population for t in inside)
        if inside:
            # the square root keeps one great city from pulling the centre of a province to itself
            point = middle([(t.lat, t.lon, 1.0) for t in inside])
            far = sorted(km(point, (t.lat, t.lon)) for t in inside)
            unit.lat, unit.lon = point
            unit.radius = round(max(8.0, far[int(len(far) * 0.95)] * 1.05), 1)
    by_land: dict[str, list[Row]] = defaultdict(list)
    for unit in units:
        if unit.kind != "adm1" and math.isnan(unit.lat) and unit.adm1 is not None and not math.isnan(unit.adm1.lat):
            unit.lat, unit.lon, unit.radius, unit.source = unit.adm1.lat, unit.adm1.lon, unit.adm1.radius, "parent"
        if unit.kind == "adm1":
            by_land[unit.country].append(unit)
    for land, listed in by_land.items():
        taken: set[Row] = set()
        for name, point, radius in shapes.get(iso3.get(land, ""), ()):
            hit = _same(name, point, [u for u in listed if u not in taken])
            # a city that is a province of its own must not get the outline of the province around it
            if hit is not None and not math.isnan(point[0]) and (not hit.radius or radius < 4 * hit.radius):
                taken.add(hit)
                hit.lat, hit.lon = point
                hit.radius, hit.source = max(radius, 5.0), "outline"


def _same(name: str, point: Point, units: list[Row]) -> Row | None:
    """The unit of that name whose towns lie about there; by place alone never."""
    heard = sound(name)
    bones = skeleton(heard)
    near = [u for u in units if not math.isnan(u.lat) and km(point, (u.lat, u.lon)) < 150 + u.radius] or units
    for test in (
        lambda u: any(sound(n) == heard for n in u.names),
        lambda u: bones and any(skeleton(sound(n)) == bones for n in u.names),
        lambda u: len(bones) >= 4 and any(skeleton(sound(n)).startswith(bones) for n in u.names),
    ):
        hits = [u for u in near if test(u)]
        if hits:
            return min(hits, key=lambda u: (km(point, (u.lat, u.lon)) if not math.isnan(u.lat) else 1e9, u.geonames))
    return None
