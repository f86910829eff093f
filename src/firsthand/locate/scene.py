"""What a stretch of text says about each place that a name in it may mean, as numbers for the ranker.

Mentions that look alike (same name, same type words, same qualifier) are one group and mean one place. The
candidates of all groups stand in one matrix, a row each; the features are named in `FEATURES`. Context is
weighed by what is believed so far of the other groups, so the ranker runs a few rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from firsthand.data.gazetteer import Gazetteer, GazetteerPlace, How
from firsthand.data.gazetteer_keys import plain
from firsthand.locate.candidates import Candidates
from firsthand.locate.mention import Mention
from firsthand.model.place import PlaceKind as K

Floats = np.ndarray[Any, np.dtype[np.float64]]

FEATURES: Final = (
    "people", "country", "adm1", "adm2", "adm3", "settlement", "water", "land", "site",
    "behind_largest", "largest", "other_name", "rule_name", "sound_name", "bones_name",
    "type_fits", "type_differs", "inside_qualifier", "outside_qualifier", "qualified_elsewhere",
    "province_named", "country_named", "district_named", "country_share", "province_share",
    "near_30", "near_150", "near_600", "beside_150", "beside_country", "outlet_country", "capital",
    "approximate", "whole_name", "company_kind", "town_of_province", "province_of_town", "people_of_town", "alone",
    "province_where_fought", "district_where_fought", "part_of_area", "part_of_town",
    "town_despite_type",
)  # fmt: skip
_AT: Final = {name: i for i, name in enumerate(FEATURES)}
CONTEXT_FROM: Final = FEATURES.index("qualified_elsewhere")
CONTEXT_TO: Final = FEATURES.index("beside_country") + 1

_CLASS: Final = {
    K.COUNTRY: 1, K.ADM1: 2, K.ADM2: 3, K.ADM3: 4, K.SETTLEMENT: 5, K.RIVER: 6, K.LAKE: 6, K.SEA: 6, K.OCEAN: 6,
    K.REGION: 7, K.ISLAND: 7, K.MOUNTAIN: 7, K.CONTINENT: 7, K.FRONT_SECTOR: 7, K.AREA: 7,
}  # fmt: skip
# How well known a place without inhabitants of its own is, on the scale of log10(people) / 7.
_FAME: Final = {
    K.CONTINENT: 1.2, K.OCEAN: 1.1, K.SEA: 0.95, K.REGION: 0.9, K.RIVER: 0.75, K.LAKE: 0.75, K.ISLAND: 0.8,
    K.MOUNTAIN: 0.75, K.BUILDING: 0.8, K.FACILITY: 0.6, K.HOSPITAL: 0.6, K.BRIDGE: 0.6, K.AIRPORT: 0.45,
    K.NEIGHBOURHOOD: 0.55,
}  # fmt: skip
_HOLDERS: Final = frozenset({K.COUNTRY, K.ADM1, K.ADM2, K.ADM3})
_WIDE: Final = frozenset({K.COUNTRY, K.CONTINENT, K.OCEAN})
_CONTEXT: Final = 192  # places that others are measured against
_FEW: Final = 256  # candidates up to which all distances are worth keeping
_PIECE: Final = 256
_BESIDE: Final = 160  # characters between names that stand side by side


@dataclass(slots=True)
class Group:
    """Mentions that mean the same place. `first`..`last` are its rows in the matrix."""

    name: str
    mention: Mention
    found: Candidates
    members: list[int] = field(default_factory=list)
    inside: int = -1
    first: int = 0
    last: int = 0


class Scene:
    """The groups of one stretch of text with their candidates, and the numbers about them."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        found: Sequence[Candidates],
        gazetteer: Gazetteer,
        home: str,
        fought: frozenset[str],
    ) -> None:
        self.gazetteer = gazetteer
        self._fought = fought
        self.groups, self.group_of = _groups(mentions, found)
        self.places: list[GazetteerPlace] = []
        hows: list[How] = []
        owner: list[int] = []
        for number, group in enumerate(self.groups):
            group.first = len(self.places)
            for row, how in group.found.rows:
                self.places.append(gazetteer.place(row))
                hows.append(how)
                owner.append(number)
            group.last = len(self.places)
        self.owner = np.array(owner, dtype=np.int64)
        self._chains = [gazetteer.chain(p.row) for p in self.places]
        self._beside = _side_by_side(text, mentions, self.group_of, len(self.groups))
        self._company = _companies(mentions, self.group_of)
        self._still(hows, home)
        self._holders = self._held()
        self._near: Floats | None = None

    def _still(self, hows: list[How], home: str) -> None:
        """The features that do not depend on what is believed of other names, and the arrays for those that do."""
        n = len(self.places)
        self.base = np.zeros((n, len(FEATURES)))
        if not n:
            return
        at = _AT
        lat = np.radians([p.latitude for p in self.places])
        lon = np.radians([p.longitude for p in self.places])
        self._unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        self._class = np.array([_CLASS.get(p.kind, 8) for p in self.places])
        lands = {c: i for i, c in enumerate(sorted({p.country or "" for p in self.places}))}
        self._land = np.array([lands[p.country or ""] for p in self.places])
        self._lands = len(lands)
        province = [p.row if p.kind is K.ADM1 else -1 if p.adm1 is None else p.adm1 for p in self.places]
        rows = {row: i for i, row in enumerate(sorted(set(province)))}
        self._province = np.array([rows[r] for r in province])
        self._provinces = len(rows)
        self._no_province = rows.get(-1, -1)
        self._has_land = np.array([bool(p.country) for p in self.places])
        self._wide = np.array([p.kind in _WIDE or p.radius_km > 400 for p in self.places])
        people = np.array([max(np.log10(p.population + 1.0) / 7, _FAME.get(p.kind, 0.0)) for p in self.places])
        self.base[:, 0] = people
        self.base[np.arange(n), self._class] = 1.0
        for i, how in enumerate(hows):
            if how is not How.OWN:
                self.base[i, at["other_name"] + how - 1] = 1.0
        for group in self.groups:
            part = slice(group.first, group.last)
            if group.first == group.last:
                continue
            top = people[part].max()
            self.base[part, at["behind_largest"]] = people[part] - top
            self.base[group.first + int(people[part].argmax()), at["largest"]] = 1.0
            self.base[part, at["alone"]] = float(group.last - group.first == 1)
            self._words_about(group, at)
        for i, place in enumerate(self.places):
            self.base[i, at["capital"]] = float(place.capital)
            self.base[i, at["approximate"]] = float(place.approximate)
            self.base[i, at["outlet_country"]] = float(bool(home) and place.country == home)

    def _words_about(self, group: Group, at: dict[str, int]) -> None:
        """Type words and qualifiers of a group."""
        kinds = group.mention.kinds
        options = range(group.first, group.last)
        towns = {(p.country, p.adm1) for p in (self.places[i] for i in options) if p.kind is K.SETTLEMENT}
        # "Gaza City" is told apart from Gaza by its name, so bare "Gaza" need not be the town
        bare_towns = {
            (p.country, p.adm1)
            for p in (self.places[i] for i in options)
            if p.kind is K.SETTLEMENT and not p.name.endswith(" City")
        }
        units = {(p.country, p.row) for p in (self.places[i] for i in options) if p.kind is K.ADM1}
        fitting = {p.country for p in (self.places[i] for i in options) if p.kind in kinds}
        whole = plain(f"{group.name}")
        for i in options:
            place = self.places[i]
            if kinds:
                fits = place.kind in kinds
                self.base[i, at["type_fits" if fits else "type_differs"]] = 1.0
                # where wars are told, "Moscow region" is never the town while there is a region of that name
                if not fits and place.country in self._fought and place.country in fitting:
                    self.base[i, at["town_despite_type"]] = 1.0
            if group.found.typed and plain(place.name) == whole:
                self.base[i, at["whole_name"]] = 1.0
            if group.mention.part:
                # "northern Gaza": a part of a wide place more often than of a town
                self.base[i, at["part_of_town" if place.kind is K.SETTLEMENT else "part_of_area"]] = 1.0
            if place.kind is K.SETTLEMENT:
                # a town that shares its name with its province: which of the two is meant?
                self.base[i, at["town_of_province"]] = float((place.country, place.adm1) in units)
                self.base[i, at["people_of_town"]] = self.base[i, 0]
            elif place.kind is K.ADM1:
                shares = (place.country, place.row) in towns
                self.base[i, at["province_of_town"]] = float(shares)
                # reports of war say "X region" when they mean it: a bare name is the town
                bare = not kinds and group.mention.company < 0 and not group.mention.part
                self.base[i, at["province_where_fought"]] = float(
                    bare and (place.country, place.row) in bare_towns and place.country in self._fought
                )
            elif place.kind in (K.ADM2, K.ADM3):
                self.base[i, at["district_where_fought"]] = float(place.country in self._fought and not kinds)

    def believed(self, belief: Floats) -> Floats:
        """The features with context, given how far each candidate is believed (sums to 1 in a group)."""
        out = self.base.copy()
        n = len(self.places)
        if n == 0:
            return out
        at = _AT
        weight = np.array([1.0 + np.log(len(g.members)) for g in self.groups])[self.owner]
        mass = belief * weight
        self._shares(out, at, mass)
        self._containers(out, at, belief)
        self._nearness(out, at, belief, mass)
        for members in self._company.values():
            self._kinds_in_company(out, at, members, belief)
        return out

    def _shares(self, out: Floats, at: dict[str, int], mass: Floats) -> None:
        groups = len(self.groups)
        for name, key, size, holds in (
            ("country_share", self._land, self._lands, self._has_land),
            ("province_share", self._province, self._provinces, self._province != self._no_province),
        ):
            own = np.bincount(self.owner * size + key, mass * holds, groups * size).reshape(groups, size)
            rest = own.sum(axis=0)[key] - own[self.owner, key]
            total = own.sum() - own.sum(axis=1)[self.owner]
            out[:, at[name]] = np.where(holds, rest / (total + 0.5), 0.0)

    def _held(self) -> list[tuple[int, int, int]]:
        """(candidate, candidate of another name that holds it, feature) for all districts, provinces and countries named."""
        at = {K.ADM1: FEATURES.index("province_named"), K.COUNTRY: FEATURES.index("country_named")}
        named: dict[int, list[int]] = {}
        for j, place in enumerate(self.places):
            if place.kind in _HOLDERS:
                named.setdefault(place.row, []).append(j)
        found: list[tuple[int, int, int]] = []
        for i, chain in enumerate(self._chains):
            for row in chain:
                for j in named.get(row, ()):
                    if self.owner[j] != self.owner[i]:
                        found.append((i, j, at.get(self.places[j].kind, FEATURES.index("district_named"))))
        return found

    def _containers(self, out: Floats, at: dict[str, int], belief: Floats) -> None:
        """Whether the district, province or country of a candidate is named, and whether its qualifier holds it."""
        for i, j, feature in self._holders:
            if belief[j] > 0.05 and belief[j] > out[i, feature]:
                out[i, feature] = belief[j]
        best: dict[str, set[int]] = {}
        for group in self.groups:
            if group.inside >= 0:
                holder = self.groups[group.inside]
                rows = {self.places[j].row: float(belief[j]) for j in range(holder.first, holder.last)}
                best.setdefault(group.name, set()).update(row for row, b in rows.items() if b > 0.3)
                within = [
                    max((rows.get(row, 0.0) for row in self._chains[i]), default=0.0)
                    for i in range(group.first, group.last)
                ]
                if any(rows.keys() & set(self._chains[i]) for i in range(group.first, group.last)):
                    # a qualifier that fits no candidate qualifies something else
                    out[group.first : group.last, at["inside_qualifier"]] = within
                    out[group.first : group.last, at["outside_qualifier"]] = [1.0 - w for w in within]
        for group in self.groups:
            if group.inside < 0 and group.name in best:
                for i in range(group.first, group.last):
                    out[i, at["qualified_elsewhere"]] = float(not best[group.name].isdisjoint(self._chains[i]))

    def _nearness(self, out: Floats, at: dict[str, int], belief: Floats, mass: Floats) -> None:
        narrow = np.where(self._wide, 0.0, mass)
        order = np.nonzero(narrow > 0.02)[0]
        if order.size > _CONTEXT:
            order = np.sort(np.argsort(-narrow, kind="stable")[:_CONTEXT])
        if order.size:
            wide = self._pull(order)
            other = self.owner[:, None] != self.owner[order][None, :]
            pull = narrow[order][None, :] * other
            total = pull.sum(axis=1) + 0.5
            middle = wide * wide
            middle *= middle
            fourth = middle * middle
            fourth *= fourth
            for name, reach in (("near_30", fourth * middle), ("near_150", middle), ("near_600", wide)):
                out[:, at[name]] = (pull * reach).sum(axis=1) / total
            pull *= self._beside[self.owner][:, self.owner[order]]
            out[:, at["beside_150"]] = (pull * middle).sum(axis=1) / (pull.sum(axis=1) + 0.3)
        # countries count here as well: "Gaza, Egypt"
        groups, size = len(self.groups), self._lands
        own = np.bincount(self.owner * size + self._land, belief * self._has_land, groups * size)
        own = own.reshape(groups, size)
        about = self._beside @ own
        out[:, at["beside_country"]] = (
            about[self.owner, self._land] / (about.sum(axis=1)[self.owner] + 0.3) * self._has_land
        )
        out[self._wide, at["near_30"] : at["beside_150"] + 1] = 0.0

    def _pull(self, order: np.ndarray[Any, np.dtype[np.int64]]) -> Floats:
        """exp(-km / 600) between every candidate and those of `order`; kept for the next round where they are few."""
        n = len(self.places)
        if n > _FEW:
            return _nearby(self._unit, self._unit[order])
        if self._near is None:
            self._near = _nearby(self._unit, self._unit)
        return self._near[:, order]

    def _kinds_in_company(self, out: Floats, at: dict[str, int], members: list[int], belief: Floats) -> None:
        """In a list, names of one kind stand together: cities with cities, oblasts with oblasts."""
        for number in members:
            group = self.groups[number]
            share = np.zeros(9)
            for other in members:
                if other != number:
                    one = self.groups[other]
                    np.add.at(share, self._class[one.first : one.last], belief[one.first : one.last])
            part = slice(group.first, group.last)
            out[part, at["company_kind"]] = share[self._class[part]] / (share.sum() + 0.3)


def _nearby(one: Floats, other: Floats) -> Floats:
    """exp(-km / 600) between points on the unit sphere, in pieces too small to be shared among threads."""
    cosine = np.empty((len(one), len(other)))
    for i in range(0, len(one), _PIECE):
        np.matmul(one[i : i + _PIECE], other.T, out=cosine[i : i + _PIECE])
    np.clip(cosine, -1.0, 1.0, out=cosine)
    np.arccos(cosine, out=cosine)
    cosine *= -6371.0 / 600.0
    return np.exp(cosine, out=cosine)


def _groups(mentions: Sequence[Mention], found: Sequence[Candidates]) -> tuple[list[Group], list[int]]:
    numbers: dict[tuple[object, ...], int] = {}
    groups: list[Group] = []
    group_of: list[int] = []
    holder: dict[int, int] = {}
    for i, (one, options) in enumerate(zip(mentions, found, strict=True)):
        inside = plain(mentions[one.inside].name) if 0 <= one.inside < len(mentions) else ""
        key = (plain(one.name), tuple(sorted(one.kinds)), inside, one.company >= 0, one.part, options.rows)
        if key not in numbers:
            numbers[key] = len(groups)
            groups.append(Group(plain(one.name), one, options))
            if inside:
                holder[numbers[key]] = one.inside
        groups[numbers[key]].members.append(i)
        group_of.append(numbers[key])
    for number, member in holder.items():
        groups[number].inside = group_of[member] if group_of[member] != number else -1
    return groups, group_of


def _side_by_side(text: str, mentions: Sequence[Mention], group_of: Sequence[int], groups: int) -> Floats:
    """How often two groups stand within reach of each other in one paragraph; 1 at most."""
    beside = np.zeros((groups, groups))
    for i, one in enumerate(mentions):
        for j in range(i + 1, min(i + 4, len(mentions))):
            other = mentions[j]
            if other.start - one.end > _BESIDE or "\n" in text[one.end : other.start]:
                break
            a, b = group_of[i], group_of[j]
            if a != b:
                beside[a, b] = beside[b, a] = 1.0
    return beside


def _companies(mentions: Sequence[Mention], group_of: Sequence[int]) -> dict[int, list[int]]:
    lists: dict[int, dict[int, None]] = {}
    for one, number in zip(mentions, group_of, strict=True):
        if one.company >= 0:
            lists.setdefault(one.company, {})[number] = None
    return {k: list(v) for k, v in lists.items() if len(v) > 1}
