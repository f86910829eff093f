"""The toll of one incident, from what its reports say: one voice a text, however often it was copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.compare.repeats import repeats
from firsthand.compare.terms import day
from firsthand.model.document import Document

Said = int | dict[str, int | None] | None

MARGIN: Final = 1  # person
MODEL: Final = (
    "from the lowest to the highest number that stands, one person either way: an attacker among the dead is counted or"
    " not, somebody shot is counted among the wounded or, having died, among the dead"
)


@dataclass(frozen=True, slots=True)
class Given:
    """What one report says: a number, a range {"lo", "hi"}, or nothing."""

    document: Document
    killed: Said
    injured: Said


def settled(given: Sequence[Given]) -> dict[str, Said]:
    """Killed and injured of an incident: the number most texts give, the larger of two given equally often.

    Copies of one text count once, with the last of them. Where texts give only ranges, the narrowest range
    that all allow; where they count one kind of harm and say nothing of the other, the other is 0.
    """
    voices = _voices(given)
    killed, injured = _agreed([one.killed for one in voices]), _agreed([one.injured for one in voices])
    if killed is None and _some(injured):
        killed = 0
    if injured is None and _some(killed):
        injured = 0
    return {"killed": killed, "injured": injured}


def ranged(given: Sequence[Given]) -> dict[str, Said]:
    """The range in which the number of an incident lies, where its texts differ; None where they give one number or none."""
    return {
        "killed": _between([one.killed for one in given]),
        "injured": _between([one.injured for one in given]),
    }


def widened(low: float, high: float) -> tuple[float, float]:
    """The range that a spread of numbers justifies; `MODEL` says why it is wider."""
    return max(0, low - MARGIN), high + MARGIN


def _between(said: Sequence[Said]) -> Said:
    lows = [one if isinstance(one, int) else one.get("lo") or 0 for one in said if one is not None]
    highs = [one if isinstance(one, int) else one.get("hi") for one in said if one is not None]
    if not lows or (len({*lows, *highs}) == 1):
        return None
    known = [one for one in highs if one is not None]
    low, high = widened(min(lows), max(known, default=max(lows)))
    return {"lo": int(low), "hi": int(high) if len(known) == len(highs) else None}


def _voices(given: Sequence[Given]) -> list[Given]:
    dated = sorted(given, key=lambda one: (str(day(one.document) or ""), one.document.id))
    folded: dict[int, Given] = {}
    for group, one in zip(repeats([one.document for one in dated]), dated, strict=True):
        before = folded.get(group)
        if before is None or one.killed is not None or one.injured is not None:
            folded[group] = one
    return list(folded.values())


def _agreed(said: Sequence[Said]) -> Said:
    counted = Counter(one for one in said if isinstance(one, int))
    if counted:
        return max(counted, key=lambda number: (counted[number], number))
    ranges = [one for one in said if isinstance(one, dict)]
    if not ranges:
        return None
    lows = [low for one in ranges if (low := one.get("lo")) is not None]
    highs = [high for one in ranges if (high := one.get("hi")) is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:  # they exclude each other: the whole spread stands
        low, high = min(lows), max(highs)
    return {"lo": low, "hi": high}


def _some(said: Said) -> bool:
    return isinstance(said, dict) or (said is not None and said > 0)
