"""Precision codes of a place, as the two great event data sets write them.

ACLED geo_precision (codebook 2024): 1 the town is named, 2 a part of a region or a place near a town, 3 a larger region.
UCDP where_prec (GED codebook 24.1): 1 the very place, 2 within about 25 km of it, 3 the second-order division, 4 the
first-order division, 5 a line or a fuzzy region, 6 the country, 7 the high seas or the air.
"""

from __future__ import annotations

from firsthand.model.place import PlaceKind

NEAR_KM = 25.0

_POINTS = frozenset(
    {PlaceKind.SETTLEMENT, PlaceKind.NEIGHBOURHOOD, PlaceKind.FACILITY, PlaceKind.HOSPITAL, PlaceKind.BUILDING, PlaceKind.BRIDGE, PlaceKind.AIRPORT}
)  # fmt: skip


def acled(kind: PlaceKind, radius_km: float | None, approximate: bool = False) -> int:
    """ACLED geo_precision, 1-3."""
    if kind in _POINTS:
        return 2 if approximate or radius_km is None else 1
    if kind in (PlaceKind.ADM2, PlaceKind.ADM3, PlaceKind.FRONT_SECTOR, PlaceKind.LAKE):
        return 2
    if kind in (PlaceKind.AREA, PlaceKind.ISLAND, PlaceKind.REGION, PlaceKind.MOUNTAIN):
        return 2 if radius_km is not None and radius_km <= 60 else 3
    return 3


def ucdp(kind: PlaceKind, radius_km: float | None, approximate: bool = False) -> int:
    """UCDP where_prec, 1-7."""
    if kind in _POINTS:
        return 2 if approximate or radius_km is None or radius_km > NEAR_KM else 1
    match kind:
        case PlaceKind.FRONT_SECTOR:
            return 2 if radius_km is not None and radius_km <= NEAR_KM else 5
        case PlaceKind.ADM2 | PlaceKind.ADM3:
            return 3
        case PlaceKind.ADM1:
            return 4
        case PlaceKind.COUNTRY | PlaceKind.CONTINENT:
            return 6
        case PlaceKind.SEA | PlaceKind.OCEAN:
            return 7
        case PlaceKind.AREA | PlaceKind.ISLAND | PlaceKind.LAKE if radius_km is not None and radius_km <= NEAR_KM:
            return 2
    return 5
