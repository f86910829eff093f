"""What a stretch of text says about each place that a name in it may mean, as numbers for the ranker.

Mentions that look alike (same name, same type words, same qualifier) are one group and mean one place. The
candidates of all groups stand in one matrix, a row each; the features are named in `FEATURES`. Context is
weighed by what is believed so far of the other groups, so the ranker runs a few rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from firsthand.data.gazetteer import Gazetteer, GazetteerPlace, How
from firsthand.data.gazetteer_keys import plain
from firsthand.locate.candidates import Candidates
from firsthand.locate.mention import Mention
from firsthand.locate.nearness import NONE, Floats, Indices, Nearness
from firsthand.model.place import PlaceKind as K

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
_CLASSES: Final = 9
_CITY: Final = 5 / 7  # 100,000 people on that scale
# How well known a place without inhabitants of its own is, on the scale of log10(people) / 7.
_FAME: Final = {
    K.CONTINENT: 1.2, K.OCEAN: 1.1, K.SEA: 0.95, K.REGION: 0.9, K.RIVER: 0.75, K.LAKE: 0.75, K.ISLAND: 0.8,
    K.MOUNTAIN: 0.75, K.BUILDING: 0.8, K.FACILITY: 0.6, K.HOSPITAL: 0.6, K.BRIDGE: 0.6, K.AIRPORT: 0.45,
    K.NEIGHBOURHOOD: 0.55,
}  # fmt: skip
_HOLDERS: Final = frozenset({K.COUNTRY, K.ADM1, K.ADM2, K.ADM3})
_HELD_AS: Final = {
    K.ADM1: _AT["province_named"], K.COUNTRY: _AT["country_named"], K.ADM2: _AT["district_named"], K.ADM3: _AT["district_named"],
}  # fmt: skip
_WIDE: Final = frozenset({K.COUNTRY, K.CONTINENT, K.OCEAN})
_CONTEXT: Final = 192  # places that others are measured against
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
        self._of_provinces = self._province_lists()
        self.twins: list[tuple[int, int]] = []  # a province whose bare name is the town's, and that town
        self._still(hows, home)
        self._held, self._holder, self._held_as = self._holders()
        self._near = Nearness(self.places, self.owner, self._beside)

    def _still(self, hows: list[How], home: str) -> None:
        """The features that do not depend on what is believed of other names, and the arrays for those that do."""
        n = len(self.places)
        self.base = np.zeros((n, len(FEATURES)))
        if not n:
            return
        at = _AT
        self._weight = 1.0 + np.log([len(g.members) for g in self.groups])[self.owner]
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
        counted = np.log10(np.array([p.population for p in self.places]) + 1.0) / 7
        people = np.maximum(counted, [_FAME.get(p.kind, 0.0) for p in self.places])
        self.base[:, 0] = people
        self.base[np.arange(n), self._class] = 1.0
        ones: list[tuple[int, int]] = [
            (i, at["other_name"] + how - 1) for i, how in enumerate(hows) if how is not How.OWN
        ]
        for group in self.groups:
            if group.first < group.last:
                self._words_about(group, at, ones)
        for i, place in enumerate(self.places):
            if place.capital:
                ones.append((i, at["capital"]))
            if place.approximate:
                ones.append((i, at["approximate"]))
            if home and place.country == home:
                ones.append((i, at["outlet_country"]))
        if ones:
            rows_of, features = zip(*ones, strict=True)
            self.base[rows_of, features] = 1.0
        self.town = town = self._class == _CLASS[K.SETTLEMENT]
        fought = np.array([p.country in self._fought for p in self.places])
        self.city_where_fought = town & fought & (people >= _CITY)
        self.base[town, at["people_of_town"]] = people[town]
        size = np.bincount(self.owner, minlength=len(self.groups))
        top = np.full(len(self.groups), -np.inf)
        np.maximum.at(top, self.owner, people)
        self.base[:, at["behind_largest"]] = people - top[self.owner]
        self.base[:, at["alone"]] = size[self.owner] == 1
        for group in self.groups:
            if group.first < group.last:
                self.base[group.first + int(people[group.first : group.last].argmax()), at["largest"]] = 1.0

    def _province_lists(self) -> set[int]:
        """Lists that must be of provinces: one of their names is a wide area's and no town's, or has a province's type word."""
        found: set[int] = set()
        for number, members in self._company.items():
            for group in (self.groups[i] for i in members):
                kinds = {p.kind for p in self.places[group.first : group.last]}
                if K.ADM1 in group.mention.kinds or (kinds & {K.ADM1, K.REGION} and K.SETTLEMENT not in kinds):
                    found.add(number)
                    break
        return found

    def _words_about(self, group: Group, at: dict[str, int], ones: list[tuple[int, int]]) -> None:
        """Type words and qualifiers of a group, added to the cells that hold a one."""
        kinds, part = group.mention.kinds, group.mention.part
        options = list(enumerate(self.places[group.first : group.last], group.first))
        units = {(p.country, p.row) for _, p in options if p.kind is K.ADM1}
        # towns that share their name with their province; "Gaza City" is told apart by its name, so bare "Gaza" need not be it
        towns = {(p.country, p.adm1): False for _, p in options if p.kind is K.SETTLEMENT} if units else {}
        if towns:
            towns |= {
                (p.country, p.adm1): True for _, p in options if p.kind is K.SETTLEMENT and not p.name.endswith(" City")
            }
        fitting = {p.country for _, p in options if p.kind in kinds} if kinds else set()
        bare = not kinds and not part and group.mention.company not in self._of_provinces
        for i, place in options:
            kind = place.kind
            if kinds:
                fits = kind in kinds
                ones.append((i, at["type_fits" if fits else "type_differs"]))
                # where wars are told, "Moscow region" is never the town while there is a region of that name
                if not fits and place.country in self._fought and place.country in fitting:
                    ones.append((i, at["town_despite_type"]))
            if group.found.typed and plain(place.name) == group.name:
                ones.append((i, at["whole_name"]))
            if part:
                # "northern Gaza": a part of a wide place more often than of a town
                ones.append((i, at["part_of_town" if kind is K.SETTLEMENT else "part_of_area"]))
            if kind is K.SETTLEMENT:
                # a town that shares its name with its province: which of the two is meant?
                if (place.country, place.adm1) in units:
                    ones.append((i, at["town_of_province"]))
            elif kind is K.ADM1:
                shares = towns.get((place.country, place.row))
                if shares is not None:
                    ones.append((i, at["province_of_town"]))
                # reports of war say "X region" when they mean it: a bare name is the town, though a capital may be a
                # province of its own beside the one that is named after it
                if bare and place.country in self._fought:
                    town = [
                        j
                        for j, p in options
                        if p.kind is K.SETTLEMENT
                        and p.country == place.country
                        and (p.adm1 == place.row if shares else p.capital and place.name.startswith(f"{p.name} "))
                    ]
                    if shares or town:
                        ones.append((i, at["province_where_fought"]))
                        self.twins += [(i, j) for j in town[:1]]
            elif (kind is K.ADM2 or kind is K.ADM3) and not kinds and place.country in self._fought:
                ones.append((i, at["district_where_fought"]))

    def believed(self, belief: Floats) -> Floats:
        """The features with context, given how far each candidate is believed (sums to 1 in a group)."""
        out = self.base.copy()
        n = len(self.places)
        if n == 0:
            return out
        at = _AT
        mass = belief * self._weight
        self._shares(out, at, mass)
        self._containers(out, at, belief)
        self._nearness(out, at, belief, mass)
        if self._company:
            self._kinds_in_company(out, at, belief)
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

    def _holders(self) -> tuple[Indices, Indices, Indices]:
        """Candidates, candidates of other names that hold them, and the feature that says so: one entry a pair."""
        named: dict[int, list[int]] = {}
        for j, place in enumerate(self.places):
            if place.kind in _HOLDERS:
                named.setdefault(place.row, []).append(j)
        found: list[tuple[int, int, int]] = []
        owner = self.owner.tolist()
        for i, chain in enumerate(self._chains):
            for row in chain:
                if row in named:
                    own = owner[i]
                    found += [(i, j, _HELD_AS[self.places[j].kind]) for j in named[row] if owner[j] != own]
        if not found:
            return NONE, NONE, NONE
        held, holder, feature = np.array(found, dtype=np.int64).T
        return held, holder, feature

    def _containers(self, out: Floats, at: dict[str, int], belief: Floats) -> None:
        """Whether the district, province or country of a candidate is named, and whether its qualifier holds it."""
        if self._held.size:
            share = belief[self._holder]
            sure = share > 0.05
            np.maximum.at(out, (self._held[sure], self._held_as[sure]), share[sure])
        if all(group.inside < 0 for group in self.groups):
            return
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
        groups = len(self.groups)
        if order.size:
            pull = np.zeros(len(self.places))
            pull[order] = narrow[order]
            of_group = np.bincount(self.owner, pull, groups)
            total = (pull.sum() - of_group)[self.owner] + 0.5
            near, beside = self._near.of_others(pull)
            for k, name in enumerate(("near_30", "near_150", "near_600")):
                out[:, at[name]] = near[k] / total
            out[:, at["beside_150"]] = beside / ((self._beside @ of_group)[self.owner] + 0.3)
        # countries count here as well: "Gaza, Egypt"
        size = self._lands
        own = np.bincount(self.owner * size + self._land, belief * self._has_land, groups * size)
        own = own.reshape(groups, size)
        about = self._beside @ own
        out[:, at["beside_country"]] = (
            about[self.owner, self._land] / (about.sum(axis=1)[self.owner] + 0.3) * self._has_land
        )
        out[self._wide, at["near_30"] : at["beside_150"] + 1] = 0.0

    def _kinds_in_company(self, out: Floats, at: dict[str, int], belief: Floats) -> None:
        """In a list, names of one kind stand together: cities with cities, oblasts with oblasts."""
        own = np.bincount(self.owner * _CLASSES + self._class, belief, len(self.groups) * _CLASSES)
        own = own.reshape(-1, _CLASSES)
        for members in self._company.values():
            total = own[members].sum(axis=0)
            for number in members:
                group = self.groups[number]
                share = total - own[number]
                part = slice(group.first, group.last)
                out[part, at["company_kind"]] = share[self._class[part]] / (share.sum() + 0.3)


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
