"""Places: where, on the map, and how precisely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from firsthand.errors import BadValue
from firsthand.model.record import Record
from firsthand.model.span import Span


class PlaceKind(StrEnum):
    SETTLEMENT = "settlement"
    NEIGHBOURHOOD = "neighbourhood"
    ADM1 = "adm1"
    ADM2 = "adm2"
    ADM3 = "adm3"
    COUNTRY = "country"
    REGION = "region"
    FRONT_SECTOR = "front_sector"
    RIVER = "river"
    LAKE = "lake"
    SEA = "sea"
    OCEAN = "ocean"
    ISLAND = "island"
    MOUNTAIN = "mountain"
    CONTINENT = "continent"
    FACILITY = "facility"
    HOSPITAL = "hospital"
    BUILDING = "building"
    BRIDGE = "bridge"
    AIRPORT = "airport"
    AREA = "area"  # described, not named: "north of X", "between X and Y"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another place that the same name may mean."""

    name: str
    kind: PlaceKind
    gazetteer: str
    latitude: float
    longitude: float
    country: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A toponym in the text, put on the map or left unplaced (no coordinates).

    `name` is the canonical English form; `variant` says that the text spells it otherwise.
    `gazetteer` is the id there ("geonames:703448", "katottg:UA...", "own:donbas"). `radius_km` is how
    far off the point may be, or how large the area is. `metonym` names the actor that the name stands
    for ("government of Russia"). `disputed` lists claimants other than `country` (ISO alpha-2 of the
    state recognised by UN General Assembly resolutions). `suggestion` is a look-alike that was not
    accepted as an answer. `attributive` says that the name only qualifies another word or stands inside an
    organisation's name ("the Ukraine war", "Armed Forces of Ukraine"). `direction` and `relative_to` describe an area ("north of" + place ids).
    """

    prefix: ClassVar[str] = "l"

    span: Span
    name: str
    kind: PlaceKind
    gazetteer: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    country: str | None = None
    admin1: str | None = None
    population: int | None = None
    variant: bool = False
    metonym: str | None = None
    attributive: bool = False
    disputed: tuple[str, ...] = ()
    direction: str | None = None
    relative_to: tuple[str, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    suggestion: str | None = None
    acled_geo_precision: int | None = None
    ucdp_where_prec: int | None = None

    def __post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise BadValue(f"place {self.name!r} has half a coordinate")
        if (
            self.latitude is not None
            and self.longitude is not None
            and not (abs(self.latitude) <= 90 and abs(self.longitude) <= 180)
        ):
            raise BadValue(f"place {self.name!r} lies off the globe at {self.latitude}, {self.longitude}")
        Record.__post_init__(self)

    def placed(self) -> bool:
        return self.latitude is not None

    def identity(self) -> tuple[str, ...]:
        return (self.kind.value,) if self.kind is PlaceKind.AREA else ()
