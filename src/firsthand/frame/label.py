"""A label for one sentence: does its wording take a side?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data.language import Language
from firsthand.frame.lists import lists
from firsthand.frame.wording import Found, loaded
from firsthand.identify.words import Word, words
from firsthand.model.frame import FrameKind
from firsthand.model.span import Span

WEIGHT = {
    FrameKind.NAME_CALLING: 1.0,
    FrameKind.LOADED_VERB: 0.8,
    FrameKind.LOADED_WORD: 1.0,
    FrameKind.SUPERLATIVE: 0.8,
    FrameKind.INTENSIFIER: 0.4,
    FrameKind.EUPHEMISM: 0.4,
    FrameKind.SCARE_QUOTES: 0.7,
}
THRESHOLD = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """`biased` at or above the threshold of `score`; `spans` are the loaded words."""

    biased: bool
    score: float
    spans: tuple[Span, ...]


def labelled(text: str, language: Language) -> Label:
    """The label of one sentence. Signs of opinion add, signs of plain reporting take away."""
    told, said = words(text), lists(language)
    found = loaded(told, 0, len(told), said)
    spans = tuple(
        Span.of(text, told[f.first].start, told[f.last - 1].end) for f in found if f.kind is not FrameKind.INTENSIFIER
    )
    score = _score(told, found, said.opinion, said.report)
    return Label(score >= THRESHOLD, score, spans)


def _score(told: Sequence[Word], found: Sequence[Found], opinion: frozenset[str], report: frozenset[str]) -> float:
    quoted = _inside_quotes(told)
    score = sum(WEIGHT[f.kind] * (0.6 if f.first in quoted else 1.0) for f in found)
    lows = [word.low for k, word in enumerate(told) if k not in quoted]
    score += 0.2 * min(sum(low in opinion for low in lows), 5)
    score -= 0.15 * min(sum(low in report or low[:1].isdigit() for low in lows), 6)
    score += 0.5 * any(low in ("!", "?") for low in lows)
    return score


def _inside_quotes(told: Sequence[Word]) -> frozenset[int]:
    found: set[int] = set()
    opened: int | None = None
    for k, word in enumerate(told):
        if word.text in ('"', "“", "”"):
            if opened is None:
                opened = k
            else:
                if k - opened > 4:
                    found.update(range(opened + 1, k))
                opened = None
    return frozenset(found)
