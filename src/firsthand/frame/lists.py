"""The word lists of this room, in the shape they are looked up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from firsthand.data.language import Language
from firsthand.model.frame import FrameKind


@dataclass(frozen=True, slots=True)
class Table:
    """`data/<language>/frame.yaml` as written."""

    name_calling: tuple[str, ...]
    loaded_verb: tuple[dict[str, str], ...]
    loaded_word: tuple[str, ...]
    intensifier: tuple[str, ...]
    euphemism: tuple[dict[str, str], ...]
    opinion: frozenset[str]
    report: frozenset[str]
    figurative: frozenset[str]
    bodily: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed word or phrase: its kind, and a neutral wording where there is one."""

    words: tuple[str, ...]
    kind: FrameKind
    plain: str | None


@dataclass(frozen=True, slots=True)
class Lists:
    """Entries by first word, longest first. A `figurative` word beside a `bodily` one is meant as it stands."""

    entries: Mapping[str, tuple[Entry, ...]]
    opinion: frozenset[str]
    report: frozenset[str]
    figurative: frozenset[str]
    bodily: frozenset[str]


@lru_cache(maxsize=4)
def lists(language: Language) -> Lists:
    """The lists of a language, read once. A word listed twice keeps the first kind."""
    table = language.table("frame", Table)
    found: dict[tuple[str, ...], Entry] = {}

    def put(word: str, kind: FrameKind, plain: str | None = None) -> None:
        parts = tuple(word.lower().split())
        found.setdefault(parts, Entry(parts, kind, plain))

    for pairs in table.euphemism:
        for word, plain in pairs.items():
            put(word, FrameKind.EUPHEMISM, plain)
    for word in table.name_calling:
        put(word, FrameKind.NAME_CALLING)
    for pairs in table.loaded_verb:
        for word, plain in pairs.items():
            put(word, FrameKind.LOADED_VERB, plain)
    for word in table.loaded_word:
        put(word, FrameKind.LOADED_WORD)
    for word in table.intensifier:
        put(word, FrameKind.INTENSIFIER)
    by_first: dict[str, list[Entry]] = {}
    for entry in found.values():
        by_first.setdefault(entry.words[0], []).append(entry)
    return Lists(
        {first: tuple(sorted(all_, key=lambda e: (-len(e.words), e.words))) for first, all_ in by_first.items()},
        table.opinion,
        table.report,
        table.figurative,
        table.bodily,
    )
