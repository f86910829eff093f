"""A place as the builder holds it."""

from __future__ import annotations

from dataclasses import dataclass, field

# Order is part of the file format: append, never reorder.
KINDS = (
    "settlement", "neighbourhood", "adm1", "adm2", "adm3", "country", "region", "front_sector", "river", "lake", "sea",
    "ocean", "island", "mountain", "continent", "facility", "hospital", "building", "bridge", "airport", "area",
)  # fmt: skip
SOURCES = (
    "geonames",  # the point that GeoNames gives
    "factbook",  # the point that the CIA World Factbook gives for a country
    "outline",  # the centre of the province's outline
    "members",  # the middle of the settlements that lie in it
    "hromada",  # the middle of its hromada's settlements
    "raion",  # the middle of its raion's settlements
    "hand",  # written by hand
    "airports",  # airportsdata
    "parent",  # the point of its province, for want of a nearer one
)

# Countries in which names are also found by sound, consonants and slips of the pen: where wars of the
# last thirty years were fought, and their neighbours.
THEATRES = frozenset(
    [
        "UA",
        "RU",
        "BY",
        "MD",
        "GE",
        "AM",
        "AZ",
        "PS",
        "IL",
        "SY",
        "LB",
        "JO",
        "IQ",
        "IR",
        "YE",
        "SD",
        "SS",
        "ET",
        "ER",
        "DJ",
        "SO",
        "LY",
        "EG",
        "TN",
        "ML",
        "NE",
        "BF",
        "NG",
        "TD",
        "CF",
        "CD",
        "CM",
        "BI",
        "RW",
        "UG",
        "KE",
        "MZ",
        "MM",
        "AF",
        "PK",
        "TR",
        "SA",
        "XK",
        "RS",
        "BA",
        "HT",
        "EH",
    ]
)


@dataclass(slots=True, eq=False)
class Row:
    """One place. `names` maps each spelling to how it names the place: 0 its own name, 1 another name, 2 made by rule."""

    name: str
    kind: str
    lat: float
    lon: float
    radius: float
    source: str
    country: str = ""
    population: int = 0
    geonames: int = 0
    katottg: str = ""
    slug: str = ""
    code: str = ""  # GeoNames code such as UA.05, for provinces
    iso: str = ""
    adm1: Row | None = None
    adm2: Row | None = None
    names: dict[str, int] = field(default_factory=dict)
    weight: float = 0.0  # how many inhabitants speak for `lat` and `lon` while they are being averaged
    capital: bool = False
    fixed: frozenset[str] = frozenset()  # names that own.yaml has settled

    def add(self, name: str, how: int) -> None:
        name = " ".join(name.split())
        if name and (name not in self.names or self.names[name] > how):
            self.names[name] = how
