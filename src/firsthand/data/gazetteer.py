"""The gazetteer: names to places, from one read-only file.

Who builds it: tools/build_gazetteer. What it holds and how sure each point is: gazetteer.card.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Container, Iterator
from enum import IntEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from firsthand.data.gazetteer_file import HOW_SHIFT, ROW_MASK, GazetteerFile
from firsthand.data.gazetteer_keys import german, plain, skeleton, sounds, typos
from firsthand.model.place import PlaceKind

EARTH_KM: Final = 6371.0
_SHORTEST_GERMAN: Final = 4
_GERMAN: Final = ("sch", "w", "j")  # letters that make a Slavic name look German

# In the order of the file format; see tools/build_gazetteer/rows.py.
_KINDS: Final = tuple(
    PlaceKind(k)
    for k in [
        "settlement",
        "neighbourhood",
        "adm1",
        "adm2",
        "adm3",
        "country",
        "region",
        "front_sector",
        "river",
        "lake",
        "sea",
        "ocean",
        "island",
        "mountain",
        "continent",
        "facility",
        "hospital",
        "building",
        "bridge",
        "airport",
        "area",
    ]
)
_SOURCES: Final = ("geonames", "factbook", "outline", "members", "hromada", "raion", "hand", "airports", "parent")
_APPROXIMATE: Final = frozenset({"hromada", "raion", "parent"})


class How(IntEnum):
    """How a name found a place, best first."""

    OWN = 0
    OTHER = 1  # another name of it, in any language or of an earlier time
    RULE = 2  # a name made by rule, such as the letters of a US state
    SOUND = 3  # the same sounds in the spelling of another language
    BONES = 4  # the same consonants


class GazetteerPlace(NamedTuple):
    """A place of the gazetteer. `radius_km`: how far off the point may be, or how large the area is.

    `point` names the source of the coordinates; `approximate` says that they are those of the hromada, raion or
    province around it. `row` counts places by falling population, and is good within one file only.
    """

    row: int
    id: str
    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    radius_km: float
    population: int
    country: str | None
    adm1: int | None
    adm2: int | None
    point: str
    capital: bool

    @property
    def approximate(self) -> bool:
        return self.point in _APPROXIMATE


class Gazetteer:
    """Places by name, by sound, and by id. One per process; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._file = GazetteerFile(path)
        section = self._file.section
        self._columns = {
            name: section(name)
            for name in ("geonames", "lat", "lon", "radius", "population", "country", "kind", "source", "adm1", "adm2")
        }
        self._names, self._name_at = section("names"), section("name_at")
        # Names and places come back in every report: what was read once is kept, bounded.
        self.place = lru_cache(maxsize=16384)(self._place)
        self.chain = lru_cache(maxsize=65536)(self._chain)
        self.find = lru_cache(maxsize=8192)(self._find)
        self.knows = lru_cache(maxsize=65536)(self._knows)
        self.nationality = lru_cache(maxsize=8192)(self._nationality)

    @classmethod
    def load(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer of the package, or the one at `path`. The same path is opened once per process."""
        return _opened(path or Path(str(files("firsthand.data") / "gazetteer.bin")))

    def __len__(self) -> int:
        return len(self._columns["lat"])

    def _find(self, name: str) -> tuple[tuple[int, How], ...]:
        """(row, how) of the places that bear this name, case, accents and hyphens aside; most people first."""
        return self._read("plain", plain(name))

    def _knows(self, key: str) -> bool:
        """Whether any place has this plain key."""
        return bool(self._file.postings("plain", key))

    def heard(self, name: str, countries: Container[str]) -> tuple[tuple[int, How], ...]:
        """Places of `countries` that sound so in a newspaper spelling; by consonants where no sound agrees."""
        keys = sounds(name)
        found = dict(self._within(self._read_all("sound", keys), countries, How.SOUND))
        if len(name) >= _SHORTEST_GERMAN and (not found or any(sign in name.lower() for sign in _GERMAN)):
            found |= dict(self._within(self._read_all("sound", german(name)), countries, How.SOUND))
        if not found:
            bones = dict.fromkeys(b for k in keys if (b := skeleton(k)))
            found = dict(self._within(self._read_all("bones", bones), countries, How.BONES))
        return tuple(sorted(found.items()))

    def by_bones(self, bones: str) -> tuple[tuple[int, How], ...]:
        """Places whose sound key has these consonants; see gazetteer_keys.skeleton."""
        return self._read("bones", bones)

    def alike(self, name: str, countries: Container[str]) -> tuple[int, ...]:
        """Places of `countries` one slip of the pen away: for suggestions, never for answers."""
        found: dict[int, None] = {}
        for key in sounds(name)[:1]:
            for slip in typos(key):
                for row, _ in self._read("typo", slip):
                    if self.country(row) in countries:
                        found[row] = None
        return tuple(sorted(found))

    def _nationality(self, word: str) -> int | None:
        """The row of the country whose people or things the word names ("Ukrainians", "Sudanese"); no place itself."""
        found = self._read("people", plain(word))
        return found[0][0] if found else None

    def country(self, row: int) -> str:
        """ISO code, "" for a place that lies in no single country."""
        return self._file.countries[self._columns["country"][row]]

    def population(self, row: int) -> int:
        population: int = self._columns["population"][row]
        return population

    def _place(self, row: int) -> GazetteerPlace:
        c = self._columns
        geonames, kind, adm1, adm2 = c["geonames"][row], c["kind"][row], c["adm1"][row], c["adm2"][row]
        return GazetteerPlace(
            row,
            f"geonames:{geonames}" if geonames else self._other_id(row),
            bytes(self._names[self._name_at[row] : self._name_at[row + 1]]).decode(),
            _KINDS[kind & 0x7F],
            c["lat"][row] / 1e5,
            c["lon"][row] / 1e5,
            c["radius"][row] / 10,
            c["population"][row],
            self.country(row) or None,
            adm1 - 1 if adm1 else None,
            adm2 - 1 if adm2 else None,
            _SOURCES[c["source"][row]],
            bool(kind & 0x80),
        )

    def by_id(self, ident: str) -> GazetteerPlace | None:
        """The place with an id such as "geonames:703448", "katottg:UA14...", "own:donbas"."""
        space, _, value = ident.partition(":")
        if space == "geonames" and value.isdigit():
            return self._by_number("id_geonames", int(value), "id_row")
        if space == "katottg" and value[2:].isdigit():
            row = self._by_katottg.get(int(value[2:]))
            return None if row is None else self.place(row)
        row = self._by_slug.get(value)
        return None if row is None else self.place(row)

    def province(self, code: str) -> int | None:
        """The row of a province or country by GeoNames code: "UA.05", "US.TX", "FR"."""
        return self._head_codes.get(code)

    def code(self, row: int) -> str:
        """The GeoNames code of a province or country, "" for other places."""
        return self._codes_by_row.get(row, "")

    def katottg(self, row: int) -> str | None:
        """The KATOTTG code of a place in Ukraine, where it is known."""
        number = self._katottg.get(row)
        return None if number is None else f"UA{number:017d}"

    def oblast(self, place: GazetteerPlace) -> GazetteerPlace | None:
        """The province that the place lies in; a province itself."""
        if place.kind is PlaceKind.ADM1:
            return place
        return None if place.adm1 is None else self.place(place.adm1)

    def _chain(self, row: int) -> tuple[int, ...]:
        """The rows of the district and province that hold a place, and of its country."""
        c = self._columns
        country = self._head_codes.get(self.country(row))
        found = (c["adm2"][row] - 1, c["adm1"][row] - 1, -1 if country is None else country)
        return tuple(r for r in found if r >= 0 and r != row)

    def _by_number(self, keys: str, number: int, rows: str) -> GazetteerPlace | None:
        from bisect import bisect_left

        listed = self._file.section(keys)
        at = bisect_left(listed, number)
        if at == len(listed) or listed[at] != number:
            return None
        return self.place(self._file.section(rows)[at])

    def _other_id(self, row: int) -> str:
        slug = self._slugs.get(row)
        return f"own:{slug}" if slug else f"katottg:{self.katottg(row)}"

    def _read(self, table: str, key: str) -> tuple[tuple[int, How], ...]:
        return tuple([(p & ROW_MASK, _HOWS[p >> HOW_SHIFT]) for p in self._file.postings(table, key)]) if key else ()

    def _read_all(self, table: str, keys: object) -> Iterator[int]:
        for key in keys:  # type: ignore[attr-defined]
            for row, _ in self._read(table, key):
                yield row

    def _within(self, rows: Iterator[int], countries: Container[str], how: How) -> Iterator[tuple[int, How]]:
        for row in rows:
            if self.country(row) in countries:
                yield row, how

    @cached_property
    def _extra(self) -> dict[str, dict[str, int | str]]:
        loaded: dict[str, dict[str, int | str]] = json.loads(self._file.text("slugs"))
        return loaded

    @cached_property
    def _slugs(self) -> dict[int, str]:
        return {int(row): str(slug) for row, slug in self._extra["slugs"].items()}

    @cached_property
    def _by_slug(self) -> dict[str, int]:
        return {slug: row for row, slug in self._slugs.items()}

    @cached_property
    def _head_codes(self) -> dict[str, int]:
        return {code: int(row) for code, row in self._extra["codes"].items()}

    @cached_property
    def _codes_by_row(self) -> dict[int, str]:
        return {row: code for code, row in self._head_codes.items()}

    @cached_property
    def _katottg(self) -> dict[int, int]:
        return dict(zip(self._file.section("katottg_row"), self._file.section("katottg_id"), strict=True))

    @cached_property
    def _by_katottg(self) -> dict[int, int]:
        return {ident: row for row, ident in self._katottg.items()}


_HOWS: Final = tuple(How)


@lru_cache(maxsize=4)
def _opened(path: Path) -> Gazetteer:
    return Gazetteer(path)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points given in degrees, in km."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
