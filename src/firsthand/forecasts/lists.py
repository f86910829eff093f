"""The word lists of this room, in the shape they are looked up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from firsthand.data.language import Language
from firsthand.model.forecast import Strength


@dataclass(frozen=True, slots=True)
class Table:
    """`data/<language>/forecasts.yaml` as written."""

    openers: tuple[str, ...]
    not_after: frozenset[str]
    not_before: frozenset[str]
    strength: dict[str, tuple[str, ...]]
    consequence: frozenset[str]
    happenings: frozenset[str]
    signs: tuple[str, ...]
    sign_needs: frozenset[str]
    predicting: dict[str, tuple[str, ...]]
    scheduled: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """`openers`, `signs` and `predicting` by first word, longest first."""

    table: Table
    strength: Mapping[str, Strength]
    openers: Mapping[str, tuple[tuple[str, ...], ...]]
    signs: Mapping[str, tuple[tuple[str, ...], ...]]
    predicting: Mapping[str, tuple[tuple[tuple[str, ...], Strength], ...]]


@lru_cache(maxsize=4)
def lists(language: Language) -> Lists:
    """The lists of a language, read once."""
    table = language.table("forecasts", Table)
    predicting: dict[str, list[tuple[tuple[str, ...], Strength]]] = {}
    for strength, phrases in table.predicting.items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            predicting.setdefault(parts[0], []).append((parts, Strength(strength)))
    return Lists(
        table,
        {word: Strength(name) for name, found in table.strength.items() for word in found},
        _by_first(table.openers),
        _by_first(table.signs),
        {first: tuple(sorted(found, key=lambda f: (-len(f[0]), f[0]))) for first, found in predicting.items()},
    )


def _by_first(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(all_, key=lambda p: (-len(p), p))) for first, all_ in found.items()}
