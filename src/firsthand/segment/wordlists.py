"""The word lists of this room, as `data/<language>/segment.yaml` holds them."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.data.language import Language


@dataclass(frozen=True, slots=True)
class Layout:
    """Shape of `segment.yaml`; all entries are lower case."""

    abbreviations: frozenset[str]
    final_abbreviations: frozenset[str]
    openers: frozenset[str]
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    announcers: frozenset[str]
    elisions: frozenset[str]
    voices: frozenset[str]
    slugs: frozenset[str]


def layout(language: Language) -> Layout:
    """The lists of `language`."""
    return language.table("segment", Layout)
