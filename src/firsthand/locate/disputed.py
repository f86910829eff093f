"""Disputed land: one policy, stated in `data/disputed.yaml` and docs/background/disputed-land.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

import msgspec
import yaml

from firsthand.data.gazetteer import Gazetteer, GazetteerPlace
from firsthand.errors import BadValue


class Policy(StrEnum):
    """Which state a disputed place is shown under. The claimants are named under either policy."""

    UN = "un"  # as resolutions of the UN General Assembly have it
    ADMINISTERED = "administered"  # who holds the ground, where one side holds it


@dataclass(frozen=True)
class Dispute:
    """An entry of the policy; see the head of the YAML file for the fields."""

    name: str
    country: str
    claimants: list[str]
    administered: str
    basis: str
    countries: list[str] = field(default_factory=list)
    provinces: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    outline: list[tuple[float, float]] = field(default_factory=list)
    within: list[str] = field(default_factory=list)

    def holds(self, place: GazetteerPlace, province: str) -> bool:
        if place.id in self.ids or place.country in self.countries or province in self.provinces:
            return True
        return (
            bool(self.outline)
            and place.country in self.within
            and place.radius_km < 60
            and _inside(place, self.outline)
        )


@dataclass(frozen=True)
class _Table:
    entries: list[Dispute]


@dataclass(frozen=True, slots=True)
class Standing:
    """The country a place is shown under, and who else claims it."""

    country: str | None
    claimants: tuple[str, ...] = ()


def standing(place: GazetteerPlace, gazetteer: Gazetteer, policy: Policy = Policy.UN) -> Standing:
    """How a place stands under a policy; its gazetteer country where nobody disputes it."""
    return _standing(place.row, gazetteer, policy)


@lru_cache(maxsize=8192)
def _standing(row: int, gazetteer: Gazetteer, policy: Policy) -> Standing:
    place = gazetteer.place(row)
    province = _province(place, gazetteer)
    for entry in disputes():
        if entry.holds(place, province):
            shown = entry.country if policy is Policy.UN or not entry.administered else entry.administered
            code = shown if len(shown) == 2 else None  # who holds the ground may have no code
            others = [
                c for c in dict.fromkeys([entry.country, *entry.claimants, entry.administered]) if c and c != code
            ]
            return Standing(code, tuple(others))
    return Standing(place.country)


def _province(place: GazetteerPlace, gazetteer: Gazetteer) -> str:
    row = place.row if place.kind == "adm1" else place.adm1
    return "" if row is None else gazetteer.code(row)


def _inside(place: GazetteerPlace, outline: list[tuple[float, float]]) -> bool:
    """Even-odd rule."""
    y, x = place.latitude, place.longitude
    inside = False
    for (y1, x1), (y2, x2) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@lru_cache(maxsize=1)
def disputes() -> tuple[Dispute, ...]:
    """The entries of the policy."""
    text = (files("firsthand.data") / "disputed.yaml").read_text("utf-8")
    try:
        return tuple(msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), _Table).entries)
    except msgspec.ValidationError as error:
        raise BadValue(f"data/disputed.yaml: {error}") from error
