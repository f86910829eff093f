"""Who is the same person on several lists, with the doubt of it kept.

Rows that are surely one person are joined first; what they say together is then compared again, since a row without
dates agrees with nobody alone and with one person when three lists have told who that is. Every pair left keeps its
probability: the best linkage joins the likely ones, and `Linkage.drawn` draws linkages as probable as they are (matching),
so that an estimate can carry the doubt (`carried`). A list names a person once, and people born or killed on different
days are different people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

import numpy as np

from firsthand.errors import BadValue
from firsthand.estimate.answer import Estimate
from firsthand.estimate.bounds import NORMAL
from firsthand.estimate.differing import different
from firsthand.estimate.lists import Lists
from firsthand.estimate.matching import Matching
from firsthand.estimate.people import Person
from firsthand.estimate.scoring import Pair, Scorer

SURE: Final = 0.98
"""Pairs above are joined before people are compared again; pairs below and above 1 - SURE are doubtful."""
LIKELY: Final = 0.5
"""Pairs at least this probable are joined in the best linkage."""
TWICE: Final = 0.999
"""Two rows of one list are one person only above this."""
MOST_ROWS: Final = 300_000
_TURNS: Final = 3  # comparisons of ever fuller kernels; what a third joins is a handful

RowName = tuple[str, str]
"""A row as its list names it: (list, id)."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """Rows in people. `kernels` are rows surely of one person; `pairs` are between kernels, by number.

    `person[row]` is the number of the person that a row stands for in the best linkage. `apart` are pairs of kernels that a
    reviewer told to be two people. `crowded` rows share name or date with so many that not all their pairs were compared.
    """

    people: tuple[Person, ...]
    names: tuple[str, ...]
    kernels: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...]
    person: tuple[int, ...]
    apart: frozenset[frozenset[int]] = frozenset()
    crowded: int = 0

    def lists(self) -> Lists:
        """The best linkage as counts of inclusion patterns."""
        return self._counted(_grouped(self.people, self.kernels, _likely(self.pairs)))

    def drawn(self, draws: int, seed: int = 20) -> tuple[Lists, ...]:
        """`draws` linkages, as probable as the rows and the overlap of the lists make them; a seed gives the same draws."""
        return Matching(self.people, self.names, self.kernels, self.pairs, self.apart, seed).drawn(draws)

    def doubtful(self) -> tuple[Pair, ...]:
        """Pairs for a reviewer, those nearest to even chances first."""
        open_ = [pair for pair in self.pairs if 1 - SURE < pair.probability < SURE]
        return tuple(sorted(open_, key=lambda pair: (abs(pair.probability - 0.5), pair.a, pair.b)))

    def rows(self, pair: Pair) -> tuple[Person, Person]:
        """The first row of either side of a pair."""
        return self.people[self.kernels[pair.a][0]], self.people[self.kernels[pair.b][0]]

    def within(self) -> tuple[tuple[int, int], ...]:
        """Rows of one list that stand for one person: duplicates, counted once in every estimate."""
        seen: dict[tuple[int, str], int] = {}
        found = []
        for row, (person, number) in enumerate(zip(self.people, self.person, strict=True)):
            first = seen.setdefault((number, person.list), row)
            if first != row:
                found.append((first, row))
        return tuple(found)

    def _counted(self, groups: Sequence[int]) -> Lists:
        at = {name: bit for bit, name in enumerate(self.names)}
        on: dict[int, int] = defaultdict(int)
        for kernel, group in zip(self.kernels, groups, strict=True):
            for row in kernel:
                on[group] |= 1 << at[self.people[row].list]
        counts = [0] * 2 ** len(self.names)
        for pattern in on.values():
            counts[pattern] += 1
        return Lists(self.names, tuple(counts))


def linked(
    people: Sequence[Person], decided: Iterable[tuple[RowName, RowName, bool]] = (), *, most: int = MOST_ROWS
) -> Linkage:
    """`people` linked across their lists; the same people in any order give the same linkage.

    `decided` are pairs of rows that a reviewer settled, as (row, row, same); they win over the model. MissingPart when
    splink is not installed; BadValue for more than `most` rows, before any work is done.
    """
    if len(people) > most:
        raise BadValue(
            f"{len(people):,} rows are more than the {most:,} that are linked at once (170,000 rows took four minutes and 1 GB, "
            "and a million more than 5 GB); link regions or years apart, or pass --most-rows to try"
        )
    ordered = tuple(sorted(people, key=lambda one: (one.list, one.id)))
    row = {(one.list, one.id): at for at, one in enumerate(ordered)}
    ruled = {(row[a], row[b]): same for a, b, same in decided if a in row and b in row}
    names = tuple(sorted({one.list for one in ordered}))
    scorer = Scorer()
    kernels: tuple[tuple[int, ...], ...] = tuple((at,) for at in range(len(ordered)))
    joins = [Pair(a, b, 1.0, (("reviewer", "same"),)) for (a, b), same in ruled.items() if same]
    joins += sorted(scorer.pairs([[one] for one in ordered], SURE), key=_surest)
    kernels = _merged(kernels, _grouped(ordered, kernels, joins, twice=TWICE))
    for turn in range(_TURNS):
        home = {at: number for number, kernel in enumerate(kernels) for at in kernel}
        apart = frozenset(frozenset((home[a], home[b])) for (a, b), same in ruled.items() if not same)
        compared = scorer.pairs([[ordered[at] for at in kernel] for kernel in kernels])
        pairs = Matching(ordered, names, kernels, compared, apart).weighed()
        joins = sorted((pair for pair in pairs if pair.probability >= SURE), key=_surest)
        if not joins or turn == _TURNS - 1:
            break
        kernels = _merged(kernels, _grouped(ordered, kernels, joins))
    found = _grouped(ordered, kernels, _likely(pairs))
    person = [0] * len(ordered)
    for number, kernel in zip(found, kernels, strict=True):
        for at in kernel:
            person[at] = kernels[number][0]
    return Linkage(ordered, names, kernels, pairs, tuple(person), apart, scorer.crowded)


def carried(tables: Sequence[Lists], estimates: Sequence[Estimate]) -> Estimate:
    """One estimate from those of several linkages: Rubin's rules on the logarithm of the unseen (Rubin 1987).

    The interval holds the doubt inside each linkage and the doubt between them. Refused when any of them is.
    """
    first = estimates[0]
    refused = next((one.refused for one in estimates if one.refused), None)
    hidden, inner = [], []
    for table, one in zip(tables, estimates, strict=True):
        if one.low is None or one.best is None or one.high is None:
            why = refused or "the method gives a bound, and no interval that could carry the doubt of the linkage"
            return Estimate(method=first.method, model=first.model, assumes=first.assumes, refused=why)
        low, best, high = (max(value - table.seen(), 0.5) for value in (one.low, one.best, one.high))
        hidden.append(log(best))
        inner.append(((log(high) - log(low)) / (2 * NORMAL)) ** 2)
    between = float(np.var(hidden, ddof=1)) if len(hidden) > 1 else 0.0
    spread = NORMAL * sqrt(float(np.mean(inner)) + (1 + 1 / len(hidden)) * between)
    middle = float(np.mean(hidden))
    seen = float(np.mean([table.seen() for table in tables]))
    return Estimate(
        method=first.method,
        model=f"{first.model}, over {len(tables)} linkages",
        assumes=(*first.assumes, "rows are one person as often as the linkage says"),
        low=seen + exp(middle - spread),
        best=seen + exp(middle),
        high=seen + exp(middle + spread),
        warnings=first.warnings,
    )


def _merged(kernels: Sequence[tuple[int, ...]], groups: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    members: dict[int, list[int]] = defaultdict(list)
    for kernel, group in zip(kernels, groups, strict=True):
        members[group] += kernel
    return tuple(tuple(sorted(rows)) for _, rows in sorted(members.items()))


def _likely(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted((pair for pair in pairs if pair.probability >= LIKELY), key=_surest)


def _surest(pair: Pair) -> tuple[float, int, int]:
    return -pair.probability, pair.a, pair.b


class Groups:
    """Kernels joined into people, unless two different people would meet in one.

    Two rows of one list are joined only by a pair of their own that is at least `twice` probable.
    """

    def __init__(self, people: Sequence[Person], kernels: Sequence[Sequence[int]], twice: float = 2.0) -> None:
        self._parent = list(range(len(kernels)))
        self._rows = [[people[row] for row in kernel] for kernel in kernels]
        self._twice = twice

    def join(self, pair: Pair) -> bool:
        """Whether the two sides are one person now."""
        a, b = sorted((self._root(pair.a), self._root(pair.b)))
        if a == b:
            return True
        here, there = self._rows[a], self._rows[b]
        own = pair.probability >= self._twice and len(here) == len(there) == 1
        if not own and ({one.list for one in here} & {one.list for one in there} or different(here, there)):
            return False
        self._parent[b] = a
        here += there
        return True

    def numbers(self) -> list[int]:
        """A person's number for each kernel."""
        return [self._root(at) for at in range(len(self._parent))]

    def _root(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at


def _grouped(
    people: Sequence[Person], kernels: Sequence[Sequence[int]], pairs: Iterable[Pair], twice: float = 2.0
) -> list[int]:
    groups = Groups(people, kernels, twice)
    for pair in pairs:
        groups.join(pair)
    return groups.numbers()
