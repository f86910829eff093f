"""Lineage: each report follows the earlier report that it resembles most, and incidents are the families.

A report's forebear depends on the earlier reports alone, one by one, so the families of a set of reports are
the same in whatever order they came in, and a new report changes only the later ones that resemble it more.
This is the nearest-neighbour rule of first story detection (Allan, Papka and Lavrenko 1998).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from firsthand.compare.likeness import FADES, LEAST, MOST, ONE, UNDATED, WINDOW, Mark, most, weighed


@dataclass(frozen=True, slots=True)
class Rulings:
    """A reviewer's decisions. `joined` names for a report the one it must follow; `parted` the reports it must not share a family with."""

    joined: Mapping[str, str] = field(default_factory=dict)
    parted: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.joined or self.parted)


@dataclass(frozen=True, slots=True)
class Forebear:
    """The report that another follows, and how much they are alike."""

    report_id: str
    likeness: int


_NO_DAY: Final = -1


class Nearby:
    """An index of the marks of a stretch of time: memory holds no more than two windows.

    Terms lead to numbers of marks and weights, in arrays; the inner products with one mark are summed at once.
    """

    def __init__(self) -> None:
        self._marks: dict[int, Mark] = {}
        self._numbers: dict[str, array[int]] = defaultdict(_numbers)
        self._weights: dict[str, array[int]] = defaultdict(_numbers)
        self._texts: dict[str, list[int]] = defaultdict(list)
        self._days = _numbers()
        self._first = 0  # the lowest number that any term leads to
        self._count = 0

    def best(self, mark: Mark) -> Forebear | None:
        """The earlier report most like `mark`, the earliest of equals; None below LEAST."""
        products = self._products(mark)
        for twin in self._texts.get(mark.text_id, ()):
            products[twin] = ONE
        best: tuple[int, int] | None = None
        for number, product in sorted(products.items(), key=lambda one: (-one[1], one[0])):
            if best is not None and most(product) < -best[0]:
                break  # none of the rest can be more alike
            earlier = self._marks.get(number)
            if earlier is None:
                continue
            value = weighed(product, mark, earlier)
            if value >= LEAST and (best is None or (-value, number) < best):
                best = (-value, number)
        return Forebear(self._marks[best[1]].report_id, -best[0]) if best else None

    def _products(self, mark: Mark) -> dict[int, int]:
        """Inner products with the marks at hand, where they may still reach LEAST over the days between."""
        known = [(term, weight) for term, weight in mark.terms if term in self._numbers]
        if not known:
            return {}
        numbers = np.concatenate([np.frombuffer(self._numbers[term], dtype=np.int64) for term, _ in known])
        weights = np.concatenate(
            [np.frombuffer(self._weights[term], dtype=np.int64) * weight for term, weight in known]
        )
        sums = np.bincount(numbers - self._first, weights=weights).astype(np.int64)  # far below 2**53: exact
        days = np.frombuffer(self._days, dtype=np.int64)[: len(sums)]
        apart = np.full(len(sums), UNDATED) if mark.day is None else np.abs(days - mark.day)
        apart[days == _NO_DAY] = UNDATED
        left = sums * FADES[np.minimum(apart, WINDOW)] // 1000
        found = np.flatnonzero((left * MOST // 1000 >= LEAST) & (apart <= WINDOW))
        return {int(at) + self._first: int(sums[at]) for at in found}

    def add(self, mark: Mark) -> None:
        """`mark` as an earlier report for those that come after it; marks come in order of time."""
        number = self._count
        self._count += 1
        self._marks[number] = mark
        self._days.append(mark.day if mark.day is not None else _NO_DAY)
        self._texts[mark.text_id].append(number)
        for term, weight in mark.terms:
            self._numbers[term].append(number)
            self._weights[term].append(weight)

    def forget(self, day: int) -> None:
        """Drops what lies more than a window before `day`."""
        gone = [n for n, mark in self._marks.items() if mark.day is not None and mark.day < day - WINDOW]
        if len(gone) * 2 < len(self._marks) or not gone:
            return
        for number in gone:
            mark = self._marks.pop(number)
            left = [one for one in self._texts[mark.text_id] if one != number]
            if left:
                self._texts[mark.text_id] = left
            else:
                del self._texts[mark.text_id]
        first = min(self._marks, default=self._count)
        self._days = self._days[first - self._first :]
        self._first = first
        for term, numbers in list(self._numbers.items()):
            cut = bisect_left(numbers, self._first)
            if cut == len(numbers):
                del self._numbers[term], self._weights[term]
            elif cut:
                self._numbers[term], self._weights[term] = numbers[cut:], self._weights[term][cut:]


def _numbers() -> array[int]:
    return array("q")


def lineage(marks: Iterable[Mark], rulings: Rulings | None = None) -> dict[str, Forebear | None]:
    """For each report its forebear, None for the first of a family. Any order in, the same answer out."""
    ordered = sorted({mark.report_id: mark for mark in marks}.values(), key=lambda mark: mark.order)
    rulings = rulings or Rulings()
    found: dict[str, Forebear | None] = {}
    nearby = Nearby()
    for mark in ordered:
        found[mark.report_id] = nearby.best(mark)
        nearby.add(mark)
    return ruled(found, ordered, rulings) if rulings else found


def ruled(
    found: Mapping[str, Forebear | None], ordered: Sequence[Mark], rulings: Rulings
) -> dict[str, Forebear | None]:
    """`found` with a reviewer's decisions laid over it.

    A report that was joined to another follows it; where the other is the later one, that one follows. A
    report that was parted from others and would share their family stands alone with those that follow it.
    """
    answer = dict(found)
    place = {mark.report_id: at for at, mark in enumerate(ordered)}
    for report, other in sorted(rulings.joined.items()):
        if report in place and other in place and report != other:
            late, early = (report, other) if place[report] > place[other] else (other, report)
            answer[late] = Forebear(early, ONE)
    for report in sorted(rulings.parted, key=lambda one: place.get(one, -1)):
        if report not in place:
            continue
        own = root(answer, report)
        if any(other in place and root(answer, other) == own for other in rulings.parted[report]):
            answer[report] = None
    return answer


def root(found: Mapping[str, Forebear | None], report: str) -> str:
    """The first report of a family."""
    seen = set()
    while (above := found.get(report)) is not None and report not in seen:
        seen.add(report)
        report = above.report_id
    return report


def families(found: Mapping[str, Forebear | None]) -> dict[str, str]:
    """For each report the first report of its family; linear, however long the lines are."""
    known: dict[str, str] = {}
    for start in found:
        path = []
        at = start
        while at not in known:
            above = found.get(at)
            if above is None:
                known[at] = at
                break
            path.append(at)
            at = above.report_id
        for one in path:
            known[one] = known[at]
    return known
