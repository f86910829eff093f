"""The same said twice, and what a denial is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from firsthand.model.attribution import Attribution, SpeechAct

_WORD: Final = re.compile(r"[^\W_]+")
_ALIKE: Final = 0.75
_ABOUT: Final = re.compile(
    r"^(?:the|this|that|these|those|such|his|her|their|its|both|all)?\s*(?:\w+\s){0,2}(?:claims?|reports?|allegations?|accusations?|statements?|charges?|assertions?)\b"
    r"|^(?:it|this|that|them|responsibility|involvement)\b",
    re.IGNORECASE,
)
_FEWEST: Final = 4


def repeats(records: Sequence[Attribution]) -> list[int | None]:
    """For each record the earlier one that says the same by the same speaker."""
    seen: dict[str, list[tuple[frozenset[str], int]]] = {}
    found: list[int | None] = []
    for n, record in enumerate(records):
        words = frozenset(w.casefold() for span in record.content for w in _WORD.findall(span.quote[:2000]))
        key = record.speaker or ""
        first = None
        if len(words) >= _FEWEST:
            for earlier, index in seen.get(key, [])[-30:]:
                if _alike(words, earlier) and records[index].content != record.content:
                    first = index
                    break
            seen.setdefault(key, []).append((words, n))
        found.append(first)
    return found


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Nearly the same words, and the same numbers: other numbers are another statement."""
    numbers = [{w for w in words if w[0].isdigit()} for words in (one, other)]
    return numbers[0] == numbers[1] and len(one & other) >= _ALIKE * max(len(one), len(other))


def targets(text: str, records: Sequence[Attribution], above: Sequence[int | None]) -> list[int | None]:
    """For each denial of "the claim" the statement it is about: the nearest before it by somebody else."""
    found: list[int | None] = []
    for n, record in enumerate(records):
        target = None
        if record.speech_act is SpeechAct.DENY and _ABOUT.match(record.content[0].quote):
            for k in range(n - 1, max(-1, n - 8), -1):
                other = records[k]
                if other.speaker != record.speaker and above[k] is None and other.content[0].start < record.start():
                    target = k
                    break
        found.append(target)
    return found
