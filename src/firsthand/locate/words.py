"""The word lists of this room, made ready for look-up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from firsthand.data.language import Language
from firsthand.model.place import PlaceKind


@dataclass(frozen=True)
class Belt:
    """An area with a name in small letters: its point, radius in km, and the country that a report must be about."""

    words: str
    name: str
    latitude: float
    longitude: float
    radius_km: float
    country: str


@dataclass(frozen=True)
class LocateTable:
    """`data/<language>/locate.yaml` as it is written."""

    type_after: dict[str, list[PlaceKind]]
    with_name: list[str]
    type_before: dict[str, list[PlaceKind]]
    list_heads: dict[str, list[PlaceKind]]
    sectors: list[str]
    prepositions: list[str]
    locative: list[str]
    directions: list[str]
    bearings: dict[str, int]
    attributive: list[str]
    organisation: list[str]
    titles: list[str]
    common: list[str]
    given_names: list[str]
    metonyms: dict[str, str]
    government_acts: list[str]
    government_before: list[str]
    short_names: dict[str, str]
    twins: list[str]
    belts: list[Belt]
    struck: list[str]
    no_noun: list[str]
    theatres: list[list[str]]


@dataclass(frozen=True)
class Words:
    """The lists as sets, and patterns made from them."""

    table: LocateTable
    type_after: dict[str, frozenset[PlaceKind]]
    type_before: dict[str, frozenset[PlaceKind]]
    list_heads: dict[str, frozenset[PlaceKind]]
    with_name: frozenset[str]
    sectors: frozenset[str]
    prepositions: frozenset[str]
    locative: frozenset[str]
    directions: frozenset[str]
    attributive: frozenset[str]
    organisation: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    given_names: frozenset[str]
    acts: frozenset[str]
    acts_before: tuple[str, ...]
    fought: frozenset[str]
    struck: frozenset[str]
    no_noun: frozenset[str]
    theatres: tuple[frozenset[str], ...]
    directed: re.Pattern[str]  # "to the north of" before a name
    part_of: re.Pattern[str]  # "southern part of the"
    short: dict[str, str] = field(default_factory=dict)
    short_first: frozenset[str] = frozenset()  # the words that short names begin with
    short_pattern: re.Pattern[str] = re.compile("(?!)")


@lru_cache(maxsize=4)
def words(language: Language) -> Words:
    """The word lists of a language."""
    table = language.table("locate", LocateTable)
    bearings = "|".join(sorted(table.bearings, key=len, reverse=True))
    parts = [w for w in table.directions if w.endswith("ern") or w == "central"]
    short = sorted(table.short_names, key=lambda s: (-len(s), s))
    return Words(
        table=table,
        type_after={k: frozenset(v) for k, v in table.type_after.items()},
        type_before={k: frozenset(v) for k, v in table.type_before.items()},
        list_heads={k: frozenset(v) for k, v in table.list_heads.items()},
        with_name=frozenset(table.with_name),
        sectors=frozenset(table.sectors),
        prepositions=frozenset(table.prepositions),
        locative=frozenset(table.locative),
        directions=frozenset(table.directions),
        attributive=frozenset(table.attributive),
        organisation=frozenset(table.organisation),
        titles=frozenset(table.titles),
        common=frozenset(table.common),
        given_names=frozenset(table.given_names),
        acts=frozenset(table.government_acts),
        acts_before=tuple(table.government_before),
        struck=frozenset(table.struck),
        no_noun=frozenset(table.no_noun) | frozenset(table.prepositions) | frozenset(table.government_acts),
        theatres=tuple(map(frozenset, table.theatres)),
        fought=frozenset(c for group in table.theatres for c in group),
        directed=re.compile(
            rf"\b(?:(?:to|in) the )?({bearings})\s+of\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$", re.IGNORECASE
        ),
        part_of=re.compile(
            rf"\b({'|'.join(sorted(parts, key=len, reverse=True))})\s+(?:parts?\s+of\s+)?(?:the\s+)?$", re.IGNORECASE
        ),
        short=dict(table.short_names),
        short_first=frozenset(re.match(r"\w*", s)[0] for s in short),  # type: ignore[index]
        short_pattern=re.compile(r"(?<![\w.])(?:" + "|".join(re.escape(s) for s in short) + r")(?!\w)"),
    )
