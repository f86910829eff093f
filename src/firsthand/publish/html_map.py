"""The map of a report as inline SVG: outlines near its places, doubt as circles, names beside their points."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from firsthand.model.event import Modality
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.publish.html_outlines import Box, Land, Ring, outlines
from firsthand.publish.html_words import POINTS, kilometres

WIDTH: Final = 760
TALLEST: Final = 520
KM_PER_DEGREE: Final = 111.2
WIDE: Final = {
    PlaceKind.COUNTRY,
    PlaceKind.CONTINENT,
    PlaceKind.OCEAN,
    PlaceKind.SEA,
    PlaceKind.REGION,
}
Bounds = tuple[float, float, float, float]  # left, top, right, bottom in pixels
CELL: Final = 6.0  # degrees; places in neighbouring cells belong on one map


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the map, all its mentions together. `form` is the surest event there: solid, ring, dash or none."""

    name: str
    kind: PlaceKind
    longitude: float
    latitude: float
    radius_km: float
    record: str
    mentions: int
    events: int
    form: str
    stands_for: bool  # names an actor by its capital: shown where it lies, but the map is not drawn around it

    def area(self) -> bool:
        return self.kind not in POINTS

    def wide(self) -> bool:
        """Too large for a point: a country, a sea, a region of hundreds of kilometres."""
        return self.kind in WIDE and (self.kind is not PlaceKind.REGION or self.radius_km > 120)


@dataclass(frozen=True, slots=True)
class Map:
    svg: Markup
    shown: int
    outside: tuple[tuple[str, str], ...]  # (name, record id) of places off this map
    unplaced: tuple[tuple[str, str], ...]
    policy: str
    notes: tuple[str, ...]  # of disputed land in view


def spots(reading: Reading) -> list[Spot]:
    """Placed places, keyed by gazetteer id (by point where there is none), never by name alone."""
    forms: dict[str, list[Modality]] = {}
    for event in reading.events:
        for place in event.places:
            forms.setdefault(place, []).append(event.modality)
    groups: dict[str, list[Place]] = {}
    for p in reading.places:
        if p.placed():
            groups.setdefault(p.gazetteer or f"{p.latitude},{p.longitude},{p.name}", []).append(p)
    out = []
    for places in groups.values():
        p = places[0]
        here = [m for one in places for m in forms.get(one.id, ())]
        out.append(
            Spot(
                name=p.name,
                kind=p.kind,
                longitude=p.longitude or 0.0,
                latitude=p.latitude or 0.0,
                radius_km=p.radius_km or 0.0,
                record=p.id,
                mentions=len(places),
                events=len(here),
                form="solid"
                if Modality.HAPPENED in here
                else "ring"
                if Modality.CLAIMED in here
                else "dash"
                if here
                else "",
                stands_for=all(one.metonym for one in places),
            )
        )
    return out


def in_view(found: Sequence[Spot]) -> list[Spot]:
    """The places that one map can show: the neighbourhood with most mentions, countries only when there is no other."""
    near = [s for s in found if not s.wide() and not s.stands_for] or [s for s in found if not s.wide()]
    if not near:
        return list(found)
    cells: dict[tuple[int, int], list[Spot]] = {}
    for s in near:
        cells.setdefault((int(s.longitude // CELL), int(s.latitude // CELL)), []).append(s)
    best: list[Spot] = []
    seen: set[tuple[int, int]] = set()
    for cell in cells:
        if cell in seen:
            continue
        seen.add(cell)
        queue, group = deque([cell]), []
        while queue:
            x, y = queue.popleft()
            group += cells[x, y]
            for near_cell in ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
                if near_cell in cells and near_cell not in seen:
                    seen.add(near_cell)
                    queue.append(near_cell)
        if sum(map(_weight, group)) > sum(map(_weight, best)):
            best = group
    return _near_events(best)


def _near_events(group: list[Spot]) -> list[Spot]:
    """Places that are only named do not stretch the map far beyond those where something is told of."""
    core = [s for s in group if s.events]
    if len(core) < 2:
        return group
    west, east = min(s.longitude for s in core), max(s.longitude for s in core)
    south, north = min(s.latitude for s in core), max(s.latitude for s in core)
    margin = 0.3 * max(east - west, north - south) + 0.5
    near = [
        s
        for s in group
        if west - margin <= s.longitude <= east + margin and south - margin <= s.latitude <= north + margin
    ]
    return _without_outliers(near)


def _without_outliers(group: list[Spot]) -> list[Spot]:
    """A lone far place shall not shrink the ground that the report is about; it is named below the map."""
    longitude = _weighted([(s.longitude, _weight(s)) for s in group], 0.5)
    latitude = _weighted([(s.latitude, _weight(s)) for s in group], 0.5)
    squeeze = math.cos(math.radians(latitude))

    def distance(s: Spot) -> float:
        return math.hypot((s.longitude - longitude) * squeeze, s.latitude - latitude)

    limit = 1.3 * _weighted([(distance(s), _weight(s)) for s in group], 0.85) + 0.4
    far = [s for s in group if distance(s) > limit]
    lone = {
        s.record for s in far if s.form not in ("solid", "ring") and not any(o is not s and _close(s, o) for o in group)
    }
    return [s for s in group if s.record not in lone]


def _close(a: Spot, b: Spot) -> bool:
    return abs(a.longitude - b.longitude) < 2 and abs(a.latitude - b.latitude) < 1.3


def _weight(s: Spot) -> int:
    return s.mentions + s.events


def _weighted(values: list[tuple[float, int]], share: float) -> float:
    """The value below which `share` of the weight lies."""
    total, passed = sum(w for _, w in values) * share, 0
    for value, weight in sorted(values):
        passed += weight
        if passed >= total:
            return value
    return values[-1][0]


class _Frame:
    """Equirectangular around the middle latitude: good to a few per cent over a country or two."""

    def __init__(self, found: Sequence[Spot], closest: float = 4.6) -> None:
        west, east = min(s.longitude for s in found), max(s.longitude for s in found)
        south, north = min(s.latitude for s in found), max(s.latitude for s in found)
        middle = (south + north) / 2
        self.squeeze = max(0.2, math.cos(math.radians(middle)))
        # At least a few hundred kilometres across, a margin for names, and never too tall for a page.
        across = max((east - west) * self.squeeze * 1.24, closest)
        down = max((north - south) * 1.24, closest * 0.56)
        if down / across > TALLEST / WIDTH:
            across = down * WIDTH / TALLEST
        self.scale = WIDTH / across
        self.height = round(max(min(down * self.scale, TALLEST), 340))
        self.west = (west + east) / 2 - across / 2 / self.squeeze
        self.north = middle + self.height / self.scale / 2

    def box(self, margin: float = 8) -> Box:
        """West, south, east, north of the frame and `margin` pixels around it, so that cut edges stay out of sight."""
        margin /= self.scale
        return (
            self.west - margin,
            self.north - self.height / self.scale - margin,
            self.west + WIDTH / self.scale / self.squeeze + margin,
            self.north + margin,
        )

    def xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.squeeze * self.scale, (self.north - latitude) * self.scale

    def pixels(self, km: float) -> float:
        return km / KM_PER_DEGREE * self.scale

    def path(self, rings: Iterable[Ring], apart: int = 4) -> str:
        """SVG path of `rings` cut to the frame; points closer than `apart` pixels are left out."""
        return "".join(self._line(_clipped(ring, self.box()), apart, closed=True) for ring in rings)

    def lines(self, edges: Iterable[Ring], apart: int = 4) -> str:
        """SVG path of open lines that touch the frame."""
        west, south, east, north = self.box()
        return "".join(
            self._line(line, apart, closed=False)
            for line in edges
            if any(west <= x <= east and south <= y <= north for x, y in line)
        )

    def _line(self, points: Sequence[tuple[float, float]], apart: int, *, closed: bool) -> str:
        """One line in whole pixels, as relative steps: "M12 7l3-4-1 2"."""
        steps: list[int] = []
        fx = fy = lx = ly = 0
        for i, (lon, lat) in enumerate(points):
            x, y = self.xy(lon, lat)
            rx, ry = round(x), round(y)
            if i == 0:
                fx, fy = rx, ry
            elif abs(rx - lx) + abs(ry - ly) < apart and i < len(points) - 1:
                continue
            else:
                steps += [rx - lx, ry - ly]
            lx, ly = rx, ry
        if len(steps) < (6 if closed else 2):
            return ""
        told = "".join(f"{n}" if n < 0 else f" {n}" for n in steps).removeprefix(" ")
        return f"M{fx} {fy}l{told}" + ("z" if closed else "")


def _clipped(ring: Ring, box: Box) -> list[tuple[float, float]]:
    """Sutherland and Hodgman 1974, against the four sides of the frame."""
    west, south, east, north = box
    points = list(ring)
    for axis, limit, keep_above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        if not points:
            break
        out: list[tuple[float, float]] = []
        last = points[-1]
        last_in = (last[axis] >= limit) == keep_above or last[axis] == limit
        for point in points:
            here_in = (point[axis] >= limit) == keep_above or point[axis] == limit
            if here_in != last_in:
                share = (limit - last[axis]) / (point[axis] - last[axis])
                out.append((last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])))
            if here_in:
                out.append(point)
            last, last_in = point, here_in
        points = out
    return points


def _touches(land: Land, box: Box) -> bool:
    west, south, east, north = land.box
    return west <= box[2] and east >= box[0] and south <= box[3] and north >= box[1]


def drawn(reading: Reading) -> Map | None:
    """The map of `reading`, None where no place has coordinates."""
    unplaced = tuple({p.name: (p.name, p.id) for p in reading.places if not p.placed()}.values())
    return picture(spots(reading), unplaced=unplaced)


def picture(found: Sequence[Spot], label: str = "", unplaced: tuple[tuple[str, str], ...] = ()) -> Map | None:
    """The map of `found`, None where there is nothing to draw. A spot without a record is no link."""
    view = in_view(found)
    if not view:
        return None
    lines = outlines()
    # Where only countries are drawn a close view would be an empty sheet.
    middle = lines.at(sum(s.longitude for s in view) / len(view), sum(s.latitude for s in view) / len(view))
    detailed = middle is not None and (
        middle in lines.units or middle.code in lines.inner or middle.box[3] - middle.box[1] < 6
    )
    frame = _Frame(view, 4.6 if detailed else 9.0)
    box = frame.box()
    inside = [
        s for s in found if box[0] < s.longitude < box[2] and box[1] < s.latitude < box[3] and not s.wide()
    ] or view
    countries = [land for land in lines.countries if _touches(land, box)]
    units = [land for land in lines.units if _touches(land, box)]
    with_units = {land.code for land in units}
    seen = frame.box(0)
    hatched = [
        land
        for land in (*countries, *units)
        if land.disputed() and any(len(_clipped(ring, seen)) > 2 for ring in land.rings)
    ]
    parts = [_shape(c, frame, "under" if c.code in with_units else "land") for c in countries]
    between = (line for c in countries if c.code not in with_units for line in lines.inner.get(c.code, ()))
    inner = frame.lines(between, 6)
    parts += [Markup('<path class="inner" d="{}"/>').format(inner)] if inner else []
    parts += [_shape(u, frame, "unit") for u in units]
    if units:
        parts.append(Markup('<path class="edge" d="{}"/>').format(frame.lines(lines.edges)))
    ordered = sorted(inside, key=lambda s: (-(s.mentions + 2 * s.events), s.name, s.record))
    parts += [_circle(s, frame) for s in ordered]
    wide, taken = _names(ordered, frame, 12.5)
    narrow, taken_narrow = _names(ordered, frame, 24)
    parts.append(Markup('<g class="wide">{}</g>').format(_country_names(countries, frame, 11, taken)))
    parts.append(Markup('<g class="narrow">{}</g>').format(_country_names(countries, frame, 18, taken_narrow)))
    parts += [_point(s, frame) for s in reversed(ordered)]
    parts.append(Markup('<g class="wide">{}</g><g class="narrow">{}</g>').format(wide, narrow))
    parts.append(_scale_bar(frame))
    label = label or f"Map of {len(inside)} places in the report"
    svg = Markup(
        '<svg class="map" viewBox="0 0 {w} {h}" role="group" aria-label="{label}">'
        '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="back" width="7" height="7"/><path class="stripe" d="M0 0V7"/></pattern></defs><rect class="sea" width="{w}" height="{h}"/>{inner}</svg>'
    ).format(w=WIDTH, h=frame.height, label=label, inner=Markup("").join(parts))
    shown = {s.record for s in inside}
    return Map(
        svg=svg,
        shown=len(inside),
        outside=tuple((s.name, s.record) for s in found if s.record not in shown),
        unplaced=unplaced,
        policy=lines.policy,
        notes=_notes(hatched),
    )


def _notes(hatched: Sequence[Land]) -> tuple[str, ...]:
    """What is said of the hatched land in view, land of one standing together."""
    together: dict[str, list[str]] = {}
    for land in hatched:
        together.setdefault(land.note, []).append(land.name)
    return tuple(f"{', '.join(names)}: {note}" for note, names in together.items())


def _shape(land: Land, frame: _Frame, css: str) -> Markup:
    # Units are drawn over their country, which only fills the slits between them and the neighbours.
    path = frame.path(land.rings, 10 if css == "under" else 4)
    if not path:
        return Markup("")
    if land.disputed():
        return Markup('<path class="disputed" fill="url(#hatch)" d="{}"><title>{}: {}</title></path>').format(
            path, land.name, land.note
        )
    return Markup('<path class="{}" d="{}"/>').format(css, path)


def _circle(s: Spot, frame: _Frame) -> Markup:
    """How far off the point may be, or how large the area is; nothing where that is under the point itself."""
    r = frame.pixels(s.radius_km)
    if r < 5:
        return Markup("")
    x, y = frame.xy(s.longitude, s.latitude)
    return Markup('<circle class="doubt" cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}"/>').format(x=x, y=y, r=min(r, 2 * WIDTH))


def _point(s: Spot, frame: _Frame) -> Markup:
    x, y = frame.xy(s.longitude, s.latitude)
    if s.area() and not s.form and frame.pixels(s.radius_km) > 16:
        size, form = 0.0, "bare"
    else:
        size, form = (min(3.5 + 0.7 * s.events, 7), s.form) if s.form else (2.5, "bare")
    said = f"{s.name}: {s.mentions} mention{'s' if s.mentions > 1 else ''}"
    if s.events:
        said += f", {s.events} event{'s' if s.events > 1 else ''}"
    if s.radius_km:
        said += f", within about {kilometres(s.radius_km)} km"
    if not s.record:
        return Markup('<circle class="spot {}" cx="{:.0f}" cy="{:.0f}" r="{}"><title>{}</title></circle>').format(
            form, x, y, size, said
        )
    return Markup(
        '<a href="#{r}" aria-label="{said}"><title>{said}</title>'
        '<circle class="hit" cx="{x:.0f}" cy="{y:.0f}" r="12"/>'
        '<circle class="spot {form}" cx="{x:.0f}" cy="{y:.0f}" r="{size}"/></a>'
    ).format(r=s.record, said=said, x=x, y=y, form=form, size=size)


def _names(ordered: Sequence[Spot], frame: _Frame, size: float) -> tuple[Markup, list[Bounds]]:
    """Names beside their points, the weightiest first, and what they cover; one that would cover another is left out."""
    taken: list[Bounds] = [(0.0, frame.height - 26.0, 160.0, float(frame.height))]  # the scale bar
    for s in ordered:
        if s.area() and not s.form:
            continue
        x, y = frame.xy(s.longitude, s.latitude)
        taken.append((x - 5, y - 5, x + 5, y + 5))
    out = []
    for s in ordered:
        x, y = frame.xy(s.longitude, s.latitude)
        if s.kind is PlaceKind.AREA and _crowded(s, ordered, frame, size * 1.6):
            continue  # "near X" beside X says nothing more
        name = s.name if len(s.name) <= 28 else s.name[:27] + "…"
        width, gap = len(name) * size * 0.6, 5 + size * 0.3
        middle = ((0.0, size * 0.34, "middle"),) if s.area() and not s.form else ()
        for dx, dy, anchor in (
            *middle,
            (gap, size * 0.34, "start"),
            (-gap, size * 0.34, "end"),
            (0, -gap - 1, "middle"),
            (0, gap + size * 0.8, "middle"),
            (gap * 0.8, -size * 0.45, "start"),
            (gap * 0.8, size * 1.05, "start"),
            (-gap * 0.8, -size * 0.45, "end"),
            (-gap * 0.8, size * 1.05, "end"),
        ):
            left = x + dx - (width if anchor == "end" else width / 2 if anchor == "middle" else 0)
            bounds = (left, y + dy - size * 0.8, left + width, y + dy + size * 0.25)
            if bounds[0] < 3 or bounds[2] > WIDTH - 3 or bounds[1] < 3 or bounds[3] > frame.height - 3:
                continue
            if any(bounds[0] < b[2] and bounds[2] > b[0] and bounds[1] < b[3] and bounds[3] > b[1] for b in taken):
                continue
            taken.append(bounds)
            area = " area" if s.area() else ""
            out.append(
                Markup('<text class="name{}" x="{:.0f}" y="{:.0f}" text-anchor="{}">{}</text>').format(
                    area, x + dx, y + dy, anchor, name
                )
            )
            break
    return Markup("").join(out), taken


def _crowded(s: Spot, others: Sequence[Spot], frame: _Frame, pixels: float) -> bool:
    x, y = frame.xy(s.longitude, s.latitude)
    points = (frame.xy(o.longitude, o.latitude) for o in others if o.kind is not PlaceKind.AREA)
    return any(abs(x - ox) + abs(y - oy) < pixels for ox, oy in points)


def _country_names(countries: Sequence[Land], frame: _Frame, size: float, taken: Sequence[Bounds]) -> Markup:
    """Names of countries with room for one, set wide and pale as atlases do."""
    out = []
    west, south, east, north = frame.box(0)
    for land in countries:
        best: tuple[float, float, float] | None = None
        wanted = len(land.name) * size * 1.05
        # The middle of the widest stretch of land in view on a few parallels, where no other name stands.
        for step in range(1, 8):
            latitude = south + (north - south) * step / 8
            for a, b in _stretches(land, latitude):
                a, b = max(a, west), min(b, east)
                x, y = frame.xy((a + b) / 2, latitude)
                room = (b - a) * frame.squeeze * frame.scale
                free = not any(
                    x - wanted / 2 < t[2] and x + wanted / 2 > t[0] and y - size < t[3] and y + 4 > t[1] for t in taken
                )
                if free and room > wanted + 30 and 16 < y < frame.height - 8 and (best is None or room > best[0]):
                    best = (room, x, y)
        if best:
            out.append(
                Markup('<text class="country" x="{:.0f}" y="{:.0f}" text-anchor="middle">{}</text>').format(
                    best[1], best[2], land.name.upper()
                )
            )
    return Markup("").join(out)


def _stretches(land: Land, latitude: float) -> list[tuple[float, float]]:
    crossings = sorted(
        (bx - ax) * (latitude - ay) / (by - ay) + ax
        for ring in land.rings
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > latitude) != (by > latitude)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def _scale_bar(frame: _Frame) -> Markup:
    for km in (1000, 500, 200, 100, 50, 20, 10):
        if frame.pixels(km) < WIDTH / 5:
            break
    length = frame.pixels(km)
    y = frame.height - 14
    return Markup(
        '<g class="scale"><path d="M14 {t}v4h{l:.0f}v-4"/><text x="{x:.0f}" y="{ty}">{km} km</text></g>'
    ).format(t=y - 4, l=length, x=14 + length + 6, ty=y + 1, km=km)
