"""The word lists of comparing: `data/<code>/compare.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.data.language import Language
from firsthand.kit import Kit
from firsthand.model.actor import ActorKind


@dataclass(frozen=True, slots=True)
class ControlWords:
    """Words that tell who holds a place; see control_grammar.py for how they are put together."""

    take: tuple[str, ...]
    control_of: tuple[str, ...]
    gain: tuple[str, ...]
    deed: tuple[str, ...]
    done: tuple[str, ...]
    fell: tuple[str, ...]
    lose: tuple[str, ...]
    oust: tuple[str, ...]
    hold: tuple[str, ...]
    grip: tuple[str, ...]
    fight: tuple[str, ...]
    inside: tuple[str, ...]
    contested: tuple[str, ...]
    enter: tuple[str, ...]
    part: tuple[str, ...]
    unreal: tuple[str, ...]
    denied: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """`common_words`: what two voices may share without being one origin. The rest is told in the file."""

    common_words: str
    groups: dict[str, tuple[str, ...]]
    definitions: dict[str, tuple[str, ...]]
    total: tuple[str, ...]
    daily: tuple[str, ...]
    corrected: tuple[str, ...]
    stated: tuple[str, ...]
    as_of: tuple[str, ...]
    agencies: tuple[str, ...]
    credit: tuple[str, ...]
    control: ControlWords

    def common(self) -> frozenset[str]:
        return frozenset(self.common_words.split())


def common_words(kit: Kit) -> frozenset[str]:
    """What two voices may share without being one origin: the list of the language, and names of states and peoples."""
    peoples = {word.casefold() for word in kit.registry.adjectives}
    states = {
        word for entry in kit.registry.entries.values() if entry.kind is ActorKind.STATE
        for name in (entry.name, *entry.aliases) for word in re.findall(r"\w+", name.casefold())
    }  # fmt: skip
    return words(kit.language).common() | peoples | states


def words(language: Language) -> Words:
    """The word lists of a language, read once."""
    return language.table("compare", Words)
