"""The actor registry: states, forces, groups, agencies, outlets and people in office, with their aliases and sides.

States, conflicts and named actors are hand-edited YAML beside this module; a user's own file of the
same shape (any of the keys `states`, `actors`, `conflicts`) adds to it, and replaces entries by id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from firsthand.errors import BadValue
from firsthand.model.actor import ActorKind
from firsthand.model.attribution import SourceType
from firsthand.model.document import Grain, Published

OWN: Final = ("actors.yaml", "actors_forces.yaml", "actors_conflicts.yaml", "actors_people.yaml")
WORD: Final = re.compile(r"\w+(?:[.'’&/-]\w+)*\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A conflict: its sides by name, each a list of registry ids; `theatre` in ISO alpha-2 codes."""

    id: str
    name: str
    sides: dict[str, tuple[str, ...]]
    theatre: tuple[str, ...] = ()
    begin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office a person holds from `begin` until before `end` (ISO days); `source` where it is not the entry's own."""

    title: str
    begin: str | None = None
    end: str | None = None
    source: SourceType | None = None

    def held(self, day: str) -> bool:
        return (self.begin is None or self.begin <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An actor as the registry knows it. `parent` is the id of what it belongs to ("ua-forces": "ua").

    `source` is what it is in office, or where the day is not known; `otherwise` outside its `offices`.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    cow: int | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    source: SourceType = SourceType.UNSPECIFIED
    otherwise: SourceType = SourceType.POLITICIAN
    offices: tuple[Office, ...] = ()

    def on(self, day: str) -> Entry:
        """The entry as it was on an ISO day: its source type by the office it held."""
        if not self.offices:
            return self
        held = next((office for office in self.offices if office.held(day)), None)
        kind = self.otherwise if held is None else held.source or self.source
        return self if kind is self.source else replace(self, source=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    iso: str
    name: str
    cow: int | None = None
    adjectives: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    states: tuple[_State, ...] = ()
    actors: tuple[Entry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """Look-up by name, by demonym and by id. Build it with `load`."""

    entries: Mapping[str, Entry]
    conflicts: tuple[Conflict, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)
    capitals: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, *own: str | Path) -> Registry:
        """The built-in registry, with the user's `own` YAML files laid over it.

        BadValue, naming the file, where one has another shape.
        """
        return _built_in() if not own else _registry([*_OWN_FILES(), *(_parsed(Path(p)) for p in own)])

    def on(self, published: Published | None) -> Registry:
        """The registry as of a report's day, which decides who holds an office; this one where no month is known."""
        if published is None or published.grain is Grain.YEAR:
            return self
        day = published.date().isoformat()
        changed = {id: new for id, old in self.entries.items() if old.offices and (new := old.on(day)) is not old}
        return replace(self, entries={**self.entries, **changed}) if changed else self

    def get(self, entry: str | None) -> Entry | None:
        """The entry of an id."""
        return self.entries.get(entry) if entry else None

    def find(self, name: str) -> Entry | None:
        """The entry that goes by `name`; a leading article and the shape of apostrophes do not matter."""
        return self.get(self.names.get(folded(name)))

    def people(self, word: str) -> str | None:
        """The ISO code that a demonym belongs to: "Russian", "Israelis", "US"."""
        return self.adjectives.get(word) or (self.adjectives.get(word[:-1]) if word.endswith("s") else None)

    def forces(self, iso: str) -> Entry | None:
        """The armed forces of a state."""
        return self.get(f"{iso.lower()}-forces")

    def government(self, iso: str) -> Entry | None:
        """The government of a state."""
        return self.get(f"{iso.lower()}-government")

    def lineage(self, entry: str) -> tuple[str, ...]:
        """The id, then what it belongs to, upwards."""
        found: list[str] = []
        at: str | None = entry
        while at is not None and at not in found:
            found.append(at)
            known = self.entries.get(at)
            at = known.parent if known else None
        return tuple(found)

    def side(self, entry: str, conflict: Conflict) -> str | None:
        """The side on which an actor fights in `conflict`; nearest membership first."""
        for one in self.lineage(entry):
            for side, members in conflict.sides.items():
                if one in members:
                    return side
        return None

    def opponents(self, entry: str, among: Iterable[str] = ()) -> tuple[str, ...]:
        """Ids of those an actor fights. `among` (ids named in the text) chooses the conflict."""
        named = tuple(among)
        best: tuple[int, tuple[str, ...]] = (0, ())
        for conflict in self.conflicts:
            side = self.side(entry, conflict)
            if side is None:
                continue
            others = tuple(m for name, members in conflict.sides.items() if name != side for m in members)
            score = 1 + sum(2 for n in named if self.side(n, conflict) not in (None, side))
            if score > best[0]:
                best = (score, others)
        return best[1]


def folded(name: str) -> str:
    """`name` as it is looked up: straight apostrophes, one space, no leading article."""
    plain = " ".join(name.replace("’", "'").split())
    return plain[4:] if plain[:4] in ("the ", "The ") else plain


def _parsed(path: Any) -> _File:
    try:
        return msgspec.convert(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}, _File)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise BadValue(f"{path}: not a registry of states, actors and conflicts: {error}") from error


@lru_cache(maxsize=1)
def _OWN_FILES() -> tuple[_File, ...]:  # noqa: N802  # a constant that is read late
    return tuple(_parsed(files("firsthand.data") / name) for name in OWN)


@lru_cache(maxsize=1)
def _built_in() -> Registry:
    return _registry(list(_OWN_FILES()))


def _registry(parts: Iterable[_File]) -> Registry:
    entries: dict[str, Entry] = {}
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    capitals: dict[str, str] = {}
    conflicts: dict[str, Conflict] = {}
    given = list(parts)
    for part in given:
        for state in part.states:
            for entry in _of_state(state):
                entries[entry.id] = entry
            adjectives |= dict.fromkeys(state.adjectives, state.iso)
            capitals |= dict.fromkeys(state.capital, state.iso)
    for part in given:
        entries |= {entry.id: entry for entry in part.actors}
        conflicts |= {conflict.id: conflict for conflict in part.conflicts}
    for entry in entries.values():
        for name in (entry.name, *entry.aliases):
            names.setdefault(folded(name), entry.id)
    starts: dict[str, int] = {}
    for name in names:
        first = WORD.match(name)
        if first:
            starts[first[0]] = max(starts.get(first[0], 0), name.count(" ") + 1)
    return Registry(entries, tuple(conflicts.values()), names, adjectives, capitals, starts)


def _of_state(state: _State) -> tuple[Entry, ...]:
    code = state.iso.lower()
    state_of = Entry(
        id=code,
        name=state.name,
        kind=ActorKind.STATE,
        country=state.iso,
        cow=state.cow,
        aliases=state.aliases,
        source=SourceType.STATE,
    )
    forces = Entry(
        id=f"{code}-forces",
        name=f"Armed Forces of {state.name}",
        kind=ActorKind.ARMED_FORCES,
        country=state.iso,
        cow=state.cow,
        parent=code,
        source=SourceType.MILITARY_OFFICIAL,
    )
    government = Entry(
        id=f"{code}-government",
        name=f"Government of {state.name}",
        kind=ActorKind.GOVERNMENT,
        country=state.iso,
        cow=state.cow,
        parent=code,
        source=SourceType.OFFICIAL_COLLECTIVE,
    )
    return state_of, forces, government
