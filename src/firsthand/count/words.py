"""The word lists of this room, as read from `data/<language>/count.yaml` and `count_units.yaml`."""

from __future__ import annotations

from dataclasses import dataclass

Bounds = tuple[float, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """What gives a figure its role: nouns counted, words before the number, words after the counted noun."""

    nouns: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Number words, operators, traps, counted nouns and roles; the comments are in the YAML."""

    ones: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    short_scales: dict[str, int]
    fractions: dict[str, int]
    ordinals: frozenset[str]
    multiples: dict[str, int]
    vague: dict[str, Bounds]
    vague_scaled: dict[str, tuple[float, float]]
    about_share: float
    nearly_share: float
    nearly_small: float
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    over_duration_after: frozenset[str]
    ranges: dict[str, bool]
    change_up: frozenset[str]
    change_down: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    year_before: frozenset[str]
    clock_after: frozenset[str]
    labels: frozenset[str]
    address: frozenset[str]
    idioms: tuple[str, ...]
    stops: frozenset[str]
    openers: frozenset[str]
    irregular_plurals: dict[str, str]
    not_plural: frozenset[str]
    attributive_plurals: frozenset[str]
    things: dict[str, tuple[str, ...]]
    person_suffixes: tuple[str, ...]
    roles: dict[str, RoleWords]
    role_takes: dict[str, tuple[str, ...]]
    lost: frozenset[str]
    lost_senses: tuple[str, ...]
    military: frozenset[str]
    subset_before: tuple[str, ...]
    hypothetical: frozenset[str]
    cumulative: tuple[str, ...]
    incremental: tuple[str, ...]
    death_words: frozenset[str]
    death_denied: frozenset[str]
    injury_words: frozenset[str]
    other_victim: frozenset[str]
    survivor_words: list[str]
    victim_nouns: frozenset[str]
    harmed: frozenset[str]
    harming: frozenset[str]
    in_hospital: tuple[str, ...]
    survivor_phrases: tuple[str, ...]
    several_incidents: list[str]
    several_victims: dict[str, int]
    several_acts: dict[str, str]
    suicide_words: tuple[str, ...]
    per_words: frozenset[str]
    daily: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWord:
    """A unit of measure: `key` as figures carry it, `long` its full name, `pint` what pint calls it (None: nothing)."""

    key: str
    long: str
    kind: str = "money"
    pint: str | None = None
    scale: float = 1.0  # "MEUR": a million of them
    names: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    units: tuple[UnitWord, ...]
    money: tuple[UnitWord, ...]
