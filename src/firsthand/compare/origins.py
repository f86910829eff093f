"""Origins: how many voices stand behind figures that many reports give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from firsthand.compare.groups import joined
from firsthand.compare.questions import Question
from firsthand.data.language import Language
from firsthand.model.reading import Reading

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """`common_words`: what two voices may share without being one origin."""

    common_words: str

    def common(self) -> frozenset[str]:
        return frozenset(self.common_words.split())


def origins(asked: Sequence[Question], readings: Sequence[Reading], language: Language) -> tuple[tuple[str, ...], ...]:
    """The voices behind the whole numbers of `asked`, those that are one origin together, each group sorted.

    Two chains are one origin when they share a name, or a word of one, that is not a mere relay, role or
    place: "health ministry" and "Gaza Ministry of Health", a speaker and the movement he speaks for. Sharing
    only the agency that passed them on does not make them one. Figures without a named voice are left out.
    """
    common = language.table("compare", Words).common() | _place_words(readings)
    chains = sorted(
        {answer.chain for question in asked if not question.part for answer in question.answers if answer.chain}
    )
    marks = [_distinctive(chain, common) for chain in chains]
    groups = joined(len(chains), ((a, b) for a, b in combinations(range(len(chains)), 2) if marks[a] & marks[b]))
    named = [(group, chain[-1]) for group, chain in zip(groups, chains, strict=True)]
    return tuple(tuple(sorted({name for group, name in named if group == one})) for one in sorted(set(groups)))


def _distinctive(chain: tuple[str, ...], common: frozenset[str]) -> frozenset[str]:
    """Words of a chain that tell voices apart; of a chain of common words alone, its last name as a whole."""
    words = {word for name in chain for word in _words(name)} - common
    return frozenset(words or {chain[-1].casefold()})


def _place_words(readings: Sequence[Reading]) -> frozenset[str]:
    return frozenset(word for reading in readings for place in reading.places for word in _words(place.span.quote))


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name.casefold()) if len(word) > 1]
