"""Built-in outlines: countries, first-level units, and which land is claimed by more than one state.

Made by tools/build_outlines; see THIRD_PARTY.md for the sources. No tile server is asked for anything.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from firsthand.errors import BadValue

Ring = tuple[tuple[float, float], ...]  # (longitude, latitude), first point repeated at the end
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Land:
    """A country or a first-level unit. `rings` are all rings of all its polygons; fill them even-odd.

    `claimed_by` is empty for land that no second state claims; `note` says why it is not.
    """

    layer: str
    code: str
    name: str
    rings: tuple[Ring, ...]
    box: Box
    claimed_by: tuple[str, ...] = ()
    note: str = ""

    def disputed(self) -> bool:
        return bool(self.note)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether the point lies inside (even-odd rule)."""
        west, south, east, north = self.box
        if not (west <= longitude <= east and south <= latitude <= north):
            return False
        inside = False
        for ring in self.rings:
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay > latitude) != (by > latitude) and longitude < (bx - ax) * (latitude - ay) / (by - ay) + ax:
                    inside = not inside
        return inside


@dataclass(frozen=True, slots=True)
class Outlines:
    """`countries` and `units` in drawing order; `policy` is the sentence that goes under every map.

    `edges` are the lines that bound all units together, where the coarser country outline would not fit.
    `inner` are lines between the units of other countries, by country code; they never reach a border.
    """

    countries: tuple[Land, ...]
    units: tuple[Land, ...]
    edges: tuple[Ring, ...]
    inner: Mapping[str, tuple[Ring, ...]]
    policy: str

    def at(self, longitude: float, latitude: float) -> Land | None:
        """The land at a point: the first-level unit where there is one, else the country."""
        for land in (*self.units, *self.countries):
            if land.holds(longitude, latitude):
                return land
        return None


def country(code: str | None) -> str:
    """The name of a country by its ISO 3166-1 alpha-2 code; the code itself where no outline has it."""
    return _names().get(code or "", code or "")


@cache
def _names() -> dict[str, str]:
    return {land.code: land.name for land in outlines().countries}


@cache
def outlines() -> Outlines:
    """The outlines shipped with the package, read once per process."""
    folder = files("firsthand.data") / "outlines"
    claims = yaml.safe_load((folder / "disputed.yaml").read_text("utf-8"))
    layers = {name: _decoded((folder / f"{name}.json").read_text("utf-8")) for name in ("world", "adm1")}
    wanted = {(one["layer"], one["name"]): one for one in claims["land"]}
    made = {name: tuple(_land(name, unit, layer, wanted) for unit in layer["units"]) for name, layer in layers.items()}
    missing = set(wanted) - {(name, unit["name"]) for name, layer in layers.items() for unit in layer["units"]}
    if missing:
        raise BadValue(f"disputed.yaml names land that no outline has: {sorted(missing)}")
    units = layers["adm1"]
    uses = Counter(
        n if n >= 0 else ~n for unit in units["units"] for polygon in unit["rings"] for ring in polygon for n in ring
    )
    edges = tuple(line for n, line in enumerate(units["arcs"]) if uses[n] == 1)
    between = json.loads((folder / "inner.json").read_text("utf-8"))
    inner = {code: tuple(_line(s, between["grid"]) for s in lines) for code, lines in between["lines"].items()}
    return Outlines(made["world"], made["adm1"], edges, inner, claims["policy"])


def _decoded(text: str) -> dict[str, Any]:
    """A layer with its arcs in degrees."""
    layer = json.loads(text)
    return {"arcs": [_line(steps, layer["grid"]) for steps in layer["arcs"]], "units": layer["units"]}


def _line(steps: Sequence[int], grid: int) -> Ring:
    x = y = 0
    line = []
    for i in range(0, len(steps), 2):
        x, y = x + steps[i], y + steps[i + 1]
        line.append((x / grid, y / grid))
    return tuple(line)


def _land(name: str, unit: dict[str, Any], layer: dict[str, Any], wanted: dict[tuple[str, str], Any]) -> Land:
    arcs: list[Ring] = layer["arcs"]
    claim = wanted.get((name, unit["name"]), {})
    rings = []
    for polygon in unit["rings"]:
        for numbers in polygon:
            ring: list[tuple[float, float]] = []
            for n in numbers:
                line = arcs[n] if n >= 0 else arcs[~n][::-1]
                ring += line[1:] if ring else line
            rings.append(tuple(ring))
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return Land(
        layer=name,
        code=unit["code"],
        name=claim.get("shown", unit["name"]),
        rings=tuple(rings),
        box=(min(xs), min(ys), max(xs), max(ys)),
        claimed_by=tuple(claim.get("claimed_by", ())),
        note=claim.get("note", ""),
    )
