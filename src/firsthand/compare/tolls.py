"""The toll of one incident, from what its reports say: one voice a text, however often it was copied."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.compare.repeats import repeats
from firsthand.compare.terms import day
from firsthand.model.document import Document

Said = int | dict[str, int | None] | None


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


def by_group(groups: Sequence[int], given: Sequence[Given]) -> dict[int, dict[str, Said]]:
    """`settled` for every group of a grouping such as `incidents` gives."""
    members: dict[int, list[Given]] = defaultdict(list)
    for group, one in zip(groups, given, strict=True):
        members[group].append(one)
    return {group: settled(listed) for group, listed in members.items()}
