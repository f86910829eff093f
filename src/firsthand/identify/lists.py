"""The word lists of this room, in the shape they are looked up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from firsthand.data.language import Language
from firsthand.model.actor import ActorKind


@dataclass(frozen=True, slots=True)
class Table:
    """`data/<language>/identify.yaml` as written."""

    titles: tuple[str, ...]
    courtesy: tuple[str, ...]
    roles: tuple[str, ...]
    forces: tuple[str, ...]
    governments: tuple[str, ...]
    irregulars: tuple[str, ...]
    groups: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    described: dict[str, tuple[str, ...]]
    bodies: tuple[str, ...]
    not_names: tuple[str, ...]
    openers: tuple[str, ...]
    given: tuple[str, ...]
    particles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """The same lists as sets; `titles` by first word, longest first, each a tuple of words."""

    titles: dict[str, tuple[tuple[str, ...], ...]]
    courtesy: frozenset[str]
    roles: frozenset[str]
    forces: frozenset[tuple[str, ...]]
    governments: frozenset[tuple[str, ...]]
    irregulars: frozenset[tuple[str, ...]]
    groups: dict[str, str]
    kinds: dict[str, ActorKind]
    described: dict[str, ActorKind]
    bodies: frozenset[str]
    not_names: frozenset[str]
    openers: frozenset[str]
    given: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=4)
def lists(language: Language) -> Lists:
    """The lists of a language, read once."""
    table = language.table("identify", Table)
    titles: dict[str, list[tuple[str, ...]]] = {}
    for title in (*table.titles, *table.courtesy):
        parts = tuple(part.rstrip(".") for part in title.split())
        titles.setdefault(parts[0], []).append(parts)
    return Lists(
        titles={first: tuple(sorted(found, key=len, reverse=True)) for first, found in titles.items()},
        courtesy=frozenset(table.courtesy),
        roles=frozenset(table.roles),
        forces=frozenset(tuple(name.split()) for name in table.forces),
        governments=frozenset(tuple(name.split()) for name in table.governments),
        irregulars=frozenset(tuple(name.split()) for name in table.irregulars),
        groups=table.groups,
        kinds={word: ActorKind(kind) for kind, found in table.kinds.items() for word in found},
        described={word: ActorKind(kind) for kind, found in table.described.items() for word in found},
        bodies=frozenset(table.bodies),
        not_names=frozenset(table.not_names),
        openers=frozenset(table.openers),
        given=frozenset(table.given),
        particles=frozenset(table.particles),
    )
