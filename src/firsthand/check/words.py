"""The word lists and parameters of this room, as read from `data/<language>/check.yaml`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A number with where it comes from."""

    value: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a kind of figure can be: below `low` or above `high` it is out of the ordinary."""

    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A war that reports measure time from. `names` are words of which the report must use one."""

    name: str
    names: tuple[str, ...]
    began: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """How many serve in the armed forces of a state, as publicly stated."""

    names: tuple[str, ...]
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords:
    wounded_per_killed: Bounds
    wounded_per_killed_usual: Sourced
    intraclass_correlation: tuple[Sourced, ...]
    rounding_to: tuple[float, ...]
    conversion_slack: Sourced
    distance_slack: Sourced
    population_slack: Sourced
    kilometre_rounding: float
    orders: dict[str, Bounds]
    conflicts: tuple[Conflict, ...]
    forces: tuple[Forces, ...]
    no_names: frozenset[str]
    openers: frozenset[str]
    refute: tuple[str, ...]
    confirm: tuple[str, ...]
    helpless: tuple[str, ...]
    complete: tuple[str, ...]
    join: frozenset[str]
    unnamed: frozenset[str]
    anonymous: frozenset[str]
    would_mean: frozenset[str]
    base_words: frozenset[str]
    subgroup: frozenset[str]
    settlement_labels: frozenset[str]
    total_words: frozenset[str]
    definitions: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    corrected: tuple[str, ...]
