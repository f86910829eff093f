"""Sentences of a report in capitals, and how each speaks for each type of incident."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import Any, Final

_BREAK: Final = re.compile(r'(?<=[.!?"\]])\s+(?=[A-Z"\[])|\n\s*\n')
_TOKEN: Final = re.compile(r"[A-Z']+")
_FIRST: Final = 6  # sentences from here on count as one position
_OPENING: Final = 400  # words of a report that its own scorer looks at


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights: of sentences and of whole reports, for each type; "" is the constant.

    `spread` is the ln(N/df) of the terms of whole reports.
    """

    sentence: Mapping[str, Mapping[str, float]]
    report: Mapping[str, Mapping[str, float]]
    spread: Mapping[str, float]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence after the "[TEXT]" mark, where there is one."""
    at = text.find("[TEXT]")
    at = at + 6 if at >= 0 else 0
    found = []
    for gap in _BREAK.finditer(text, at):
        found.append((at, gap.start()))
        at = gap.end()
    found.append((at, len(text)))
    return [(a, z) for a, z in found if text[a:z].strip()]


def sentence_terms(sentence: str, position: int) -> set[str]:
    """Words and pairs of words in capitals, and where the sentence stands."""
    words = _TOKEN.findall(sentence.upper())
    pairs = (f"{a}_{b}" for a, b in itertools.pairwise(words))
    return {*words, *pairs, f"POS={min(position, _FIRST)}"}


def report_terms(text: str) -> set[str]:
    """Words and pairs of words of a report's opening."""
    words = _TOKEN.findall(text.upper())[:_OPENING]
    return {*words, *(f"{a}_{b}" for a, b in itertools.pairwise(words))}


@cache
def weights() -> Weights:
    """The shipped weights, trained by tools/train_incidents on the MUC-4 development texts."""
    raw: dict[str, Any] = json.loads((files("firsthand.data") / "incidents.json").read_text("utf-8"))
    return Weights(raw["sentence"], raw["report"], raw["spread"])


def sentence_belief(kind: str, terms: Iterable[str], by: Weights | None = None) -> float:
    """Belief in 0..1 that a sentence with a word of `kind` reports an incident of that type."""
    own = (by or weights()).sentence[kind]
    return _logistic(own[""] + sum(own.get(term, 0.0) for term in sorted(terms)))


def report_belief(kind: str, terms: set[str], by: Weights | None = None) -> float:
    """Belief in 0..1 that a report tells of an incident of `kind`."""
    known = by or weights()
    own, spread = known.report[kind], known.spread
    norm = sqrt(sum(spread[term] ** 2 for term in sorted(terms) if term in spread)) or 1.0
    return _logistic(own[""] + sum(own.get(t, 0.0) * spread[t] for t in sorted(terms) if t in spread) / norm)


def _logistic(z: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, z))))
