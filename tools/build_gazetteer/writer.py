"""Writes the rows into the one file that the package reads. The same rows give the same bytes."""

from __future__ import annotations

import hashlib
import json
import math
import struct
import sys
from array import array
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from build_gazetteer.rows import KINDS, SOURCES, THEATRES, Row
from firsthand.data.gazetteer_file import HOW_SHIFT, MAGIC
from firsthand.data.gazetteer_keys import digest, plain, skeleton, sound, typos

OWN, OTHER, RULE = 0, 1, 2


def write(rows: list[Row], people: dict[str, Row], path: Path, built_from: list[dict[str, str]]) -> dict[str, Any]:
    """The file at `path`; a summary for its card comes back."""
    if sys.byteorder != "little":
        raise SystemExit("the gazetteer is built on a little-endian machine")
    rows = [r for r in rows if not math.isnan(r.lat)]
    rows.sort(key=lambda r: (-r.population, KINDS.index(r.kind), r.country, r.geonames, r.katottg, r.slug, r.name))
    number = {row: i for i, row in enumerate(rows)}
    countries = sorted({r.country for r in rows})
    land = {iso: i for i, iso in enumerate(countries)}
    names = bytearray()
    name_at = array("I")
    for row in rows:
        name_at.append(len(names))
        names += row.name.encode()
    name_at.append(len(names))
    katottg = sorted((i, int(r.katottg[2:])) for i, r in enumerate(rows) if r.katottg)
    slugs = {str(i): r.slug for i, r in enumerate(rows) if r.slug}
    codes = {r.code: i for i, r in enumerate(rows) if r.code and r.kind in ("adm1", "country")}
    sections: dict[str, tuple[str, bytes]] = {
        "geonames": ("I", array("I", [r.geonames for r in rows]).tobytes()),
        "lat": ("i", array("i", [round(r.lat * 1e5) for r in rows]).tobytes()),
        "lon": ("i", array("i", [round(r.lon * 1e5) for r in rows]).tobytes()),
        "radius": ("H", array("H", [min(65535, round(r.radius * 10)) for r in rows]).tobytes()),
        "population": ("I", array("I", [r.population for r in rows]).tobytes()),
        "country": ("H", array("H", [land[r.country] for r in rows]).tobytes()),
        "kind": ("B", bytes(KINDS.index(r.kind) | (0x80 if r.capital else 0) for r in rows)),
        "source": ("B", bytes(SOURCES.index(r.source) for r in rows)),
        "adm1": ("I", array("I", [number.get(r.adm1, -1) + 1 if r.adm1 else 0 for r in rows]).tobytes()),
        "adm2": ("I", array("I", [number.get(r.adm2, -1) + 1 if r.adm2 else 0 for r in rows]).tobytes()),
        "names": ("B", bytes(names)),
        "name_at": ("I", name_at.tobytes()),
        "katottg_row": ("I", array("I", [i for i, _ in katottg]).tobytes()),
        "katottg_id": ("Q", array("Q", [k for _, k in katottg]).tobytes()),
        "slugs": ("B", json.dumps({"slugs": slugs, "codes": codes}, ensure_ascii=False, sort_keys=True).encode()),
    }
    by_id = sorted((r.geonames, i) for i, r in enumerate(rows) if r.geonames)
    sections["id_geonames"] = ("I", array("I", [g for g, _ in by_id]).tobytes())
    sections["id_row"] = ("I", array("I", [i for _, i in by_id]).tobytes())
    counts: dict[str, int] = {}
    for table, keys in (
        ("plain", _plain(rows)),
        ("sound", _sound(rows)),
        ("bones", _bones(rows)),
        ("typo", _typo(rows)),
        ("people", _people(people, number)),
    ):
        counts[table] = _table(table, keys, sections)
    head = {"countries": countries, "sections": {}, "built_from": built_from}
    body = bytearray()
    for name in sorted(sections):
        code, data = sections[name]
        head["sections"][name] = [len(body), len(data), code]  # type: ignore[index]
        body += data + b"\0" * (-len(data) % 8)
    front = json.dumps(head, ensure_ascii=False, sort_keys=True).encode()
    front += b" " * (-(len(MAGIC) + 4 + len(front)) % 8)
    data = MAGIC + struct.pack("<I", len(front)) + front + bytes(body)
    # put in place at once: a running process may hold the old file in its memory map
    fresh = path.with_suffix(".new")
    fresh.write_bytes(data)
    fresh.replace(path)
    kinds: dict[str, int] = defaultdict(int)
    sources: dict[str, int] = defaultdict(int)
    for row in rows:
        kinds[row.kind] += 1
        sources[row.source] += 1
    return {
        "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "places": len(rows), "keys": counts,
        "kinds": dict(sorted(kinds.items())), "coordinates": dict(sorted(sources.items())),
    }  # fmt: skip


def _plain(rows: list[Row]) -> dict[str, dict[int, int]]:
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        for name, how in row.names.items():
            key = plain(name)
            if len(key) >= 2:
                keys[key][i] = min(how, keys[key].get(i, how))
    return keys


def _people(people: dict[str, Row], number: dict[Row, int]) -> dict[str, dict[int, int]]:
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for word, row in people.items():
        keys[plain(word)] = {number[row]: 0}
    return keys


def _heard(row: Row) -> dict[str, int]:
    if (row.country not in THEATRES and row.source != "hand") or row.kind in ("country", "continent"):
        return {}
    found: dict[str, int] = {}
    for name, how in row.names.items():
        key = sound(name)
        if len(key) >= 3:
            found[key] = min(how, found.get(key, how))
    return found


def _sound(rows: list[Row]) -> dict[str, dict[int, int]]:
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        for key, how in _heard(row).items():
            keys[key][i] = how
    return keys


def _bones(rows: list[Row]) -> dict[str, dict[int, int]]:
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        for key, how in _heard(row).items():
            bones = skeleton(key)
            if bones:
                keys[bones][i] = min(how, keys[bones].get(i, how))
    return keys


def _typo(rows: list[Row]) -> dict[str, dict[int, int]]:
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        if row.kind in ("adm2", "adm3") or row.source in ("hromada", "raion") or not _heard(row):
            continue
        if row.source == "geonames" and row.country not in ("UA", "RU", "PS") and row.population < 5000:
            continue
        if row.source == "geonames" and row.country == "RU" and row.population < 2000:
            continue
        if row.source == "airports":
            continue
        for key in typos(sound(row.name)):
            keys[key][i] = 0
    return keys


def _table(name: str, keys: dict[str, dict[int, int]], sections: dict[str, tuple[str, bytes]]) -> int:
    hashed = sorted((digest(key), key) for key in keys)
    for (a, x), (b, y) in pairwise(hashed):
        if a == b:
            raise SystemExit(f"the keys {x!r} and {y!r} have the same digest")
    starts, postings = array("I"), array("I")
    for _, key in hashed:
        starts.append(len(postings))
        postings.extend(i | how << HOW_SHIFT for i, how in sorted(keys[key].items()))
    starts.append(len(postings))
    sections[f"{name}_hash"] = ("Q", array("Q", [h for h, _ in hashed]).tobytes())
    sections[f"{name}_start"] = ("I", starts.tobytes())
    sections[f"{name}_post"] = ("I", postings.tobytes())
    return len(hashed)
