"""Who is the same person on several lists, with the doubt of it kept.

Rows that are surely one person are joined first; what they say together is then compared again, since a row without
dates agrees with nobody alone and with one person when three lists have told who that is. Every pair left keeps its
probability: the best linkage joins the likely ones, and `Linkage.drawn` joins each as often as its probability says, so
that an estimate can carry the doubt (`carried`). A list names a person once, and people born or killed on different
days are different people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, log, sqrt
from typing import Final

import numpy as np

from firsthand.estimate.answer import Estimate
from firsthand.estimate.bounds import NORMAL
from firsthand.estimate.lists import Lists
from firsthand.estimate.people import Person
from firsthand.estimate.scoring import Pair, Scorer

SURE: Final = 0.98
"""Pairs above are joined before people are compared again; pairs below and above 1 - SURE are doubtful."""
LIKELY: Final = 0.5
"""Pairs at least this probable are joined in the best linkage."""
TWICE: Final = 0.999
"""Two rows of one list are one person only above this."""
_TURNS: Final = 4  # comparisons of ever fuller kernels; what a fourth joins is a handful
_APART: Final = 31  # days between two dates of death that no error of a list explains

RowName = tuple[str, str]
"""A row as its list names it: (list, id)."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """Rows in people. `kernels` are rows surely of one person; `pairs` are between kernels, by number.

    `person[row]` is the number of the person that a row stands for in the best linkage.
    """

    people: tuple[Person, ...]
    names: tuple[str, ...]
    kernels: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...]
    person: tuple[int, ...]

    def lists(self) -> Lists:
        """The best linkage as counts of inclusion patterns."""
        return self._counted(_grouped(self.people, self.kernels, _likely(self.pairs)))

    def drawn(self, draws: int, seed: int = 20) -> tuple[Lists, ...]:
        """`draws` linkages, each pair joined as often as its probability says; the same seed gives the same draws.

        Of two pairs that exclude each other one is joined at most: the poorer side of a pair, the kernel of fewer
        rows, takes one of its rivals or none, by their odds. The odds share one factor, chosen so that joins are as
        many as the probabilities sum to.
        """
        luck = np.random.default_rng(seed)
        rivals: dict[int, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            rivals[max(pair.a, pair.b, key=lambda side: (-len(self.kernels[side]), side))].append(pair)
        odds = {at: np.array([_odds(pair.probability) for pair in pairs]) for at, pairs in rivals.items()}
        factor = _factor([float(one.sum()) for one in odds.values()], sum(pair.probability for pair in self.pairs))
        found = []
        for _ in range(draws):
            groups = Groups(self.people, self.kernels)
            for at in luck.permutation(sorted(rivals)):
                left = list(range(len(rivals[at])))
                while left:
                    weights = np.concatenate([factor * odds[at][left], [1.0]])
                    spot = int(np.searchsorted(np.cumsum(weights), luck.random() * weights.sum(), side="right"))
                    if spot >= len(left) or groups.join(rivals[at][left[spot]]):
                        break
                    del left[spot]
            found.append(self._counted(groups.numbers()))
        return tuple(found)

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


def linked(people: Sequence[Person], decided: Iterable[tuple[RowName, RowName, bool]] = ()) -> Linkage:
    """`people` linked across their lists; the same people in any order give the same linkage.

    `decided` are pairs of rows that a reviewer settled, as (row, row, same); they win over the model. MissingPart when
    splink is not installed.
    """
    ordered = tuple(sorted(people, key=lambda one: (one.list, one.id)))
    row = {(one.list, one.id): at for at, one in enumerate(ordered)}
    ruled = {(row[a], row[b]): same for a, b, same in decided if a in row and b in row}
    scorer = Scorer()
    kernels: tuple[tuple[int, ...], ...] = tuple((at,) for at in range(len(ordered)))
    joins = [Pair(a, b, 1.0, (("reviewer", "same"),)) for (a, b), same in ruled.items() if same]
    pairs = scorer.pairs([[ordered[at] for at in kernel] for kernel in kernels])
    for turn in range(_TURNS):
        joins += sorted((pair for pair in pairs if pair.probability >= SURE), key=_surest)
        if not joins:
            break
        kernels = _merged(kernels, _grouped(ordered, kernels, joins, twice=TWICE if turn == 0 else 2.0))
        home = {at: number for number, kernel in enumerate(kernels) for at in kernel}
        apart = {frozenset((home[a], home[b])) for (a, b), same in ruled.items() if not same}
        people_of = [[ordered[at] for at in kernel] for kernel in kernels]
        pairs = _possible((one for one in scorer.pairs(people_of) if {one.a, one.b} not in apart), people_of)
        joins = []
    found = _grouped(ordered, kernels, _likely(pairs))
    person = [0] * len(ordered)
    for number, kernel in zip(found, kernels, strict=True):
        for at in kernel:
            person[at] = kernels[number][0]
    return Linkage(ordered, tuple(sorted({one.list for one in ordered})), kernels, pairs, tuple(person))


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


def _possible(pairs: Iterable[Pair], kernels: Sequence[Sequence[Person]]) -> tuple[Pair, ...]:
    """Pairs that may be one person, their odds raised by what it says that they may.

    Two kernels of one person are never on one list; two of different people are, as often as kernels meet on a list
    by chance. That they do not is evidence, which the comparison of cells knows nothing of.
    """
    lists = [frozenset(one.list for one in kernel) for kernel in kernels]
    patterns = Counter(lists)
    free = sum(n * m for a, n in patterns.items() for b, m in patterns.items() if not a & b)
    raised = len(kernels) ** 2 / max(free, 1)
    found = []
    for pair in pairs:
        if lists[pair.a] & lists[pair.b] or _different(kernels[pair.a], kernels[pair.b]):
            continue
        odds = pair.probability / (1 - pair.probability) * raised if pair.probability < 1 else float("inf")
        found.append(replace(pair, probability=1.0 if odds == float("inf") else round(odds / (1 + odds), 6)))
    return tuple(found)


def _likely(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted((pair for pair in pairs if pair.probability >= LIKELY), key=_surest)


def _surest(pair: Pair) -> tuple[float, int, int]:
    return -pair.probability, pair.a, pair.b


def _odds(probability: float) -> float:
    return probability / max(1 - probability, 1e-9)


def _factor(sums: Sequence[float], joins: float) -> float:
    """The factor on the odds at which the expected number of joins is `joins`; found by halving."""
    low, high = 1e-3, 1e3
    for _ in range(60):
        middle = sqrt(low * high)
        if sum(middle * one / (1 + middle * one) for one in sums) < joins:
            low = middle
        else:
            high = middle
    return sqrt(low * high)


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
        if not own and ({one.list for one in here} & {one.list for one in there} or _different(here, there)):
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


def _different(here: Sequence[Person], there: Sequence[Person]) -> bool:
    """Whether some date of one speaks against every date of the other: born apart, or killed over a month apart."""
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
