"""When the dates of rows say that they are of two people: born apart, or killed over a month apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from firsthand.estimate.people import Person

_APART: Final = 31  # days between two dates of death that no error of a list explains


def different(here: Sequence[Person], there: Sequence[Person]) -> bool:
    """Whether every date of birth, or every date of death, of one side speaks against all of the other."""
    return _all_apart([one.born for one in here], [one.born for one in there], _born_apart) or _all_apart(
        [one.died for one in here], [one.died for one in there], _died_apart
    )


def _all_apart(here: Sequence[str], there: Sequence[str], apart: Callable[[str, str], bool]) -> bool:
    pairs = [(a, b) for a in here for b in there if a and b]
    return bool(pairs) and all(apart(a, b) for a, b in pairs)


def _born_apart(a: str, b: str) -> bool:
    """Not one year, and no single digit apart: a slip of the pen changes one digit or swaps day and month."""
    if a[:4] == b[:4]:
        return len(a) == len(b) == 10 and a[5:] != b[5:] and (a[8:], a[5:7]) != (b[5:7], b[8:]) and _digits(a, b) > 1
    return len(a) != len(b) or _digits(a, b) > 1


def _digits(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def _died_apart(a: str, b: str) -> bool:
    if len(a) == len(b) == 10:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) > _APART
    if min(len(a), len(b)) == 4:
        return a[:4] != b[:4]
    return abs(_month(a) - _month(b)) > 1


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])
