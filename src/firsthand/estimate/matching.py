"""Who is one person, drawn from what the comparison of rows and the overlap of the lists make probable together.

Comparing cells says of each pair how many times likelier it is seen of one person than of two. It does not know that a
person has at most one row a list, nor how many people are on how many lists: of two bare rows one list apart, most are
one person where the lists share most of their people. Both belong to the posterior of the whole partition (Sadinle 2017
for two lists). Here the number of people on exactly the lists of a pattern is Poisson with mean mu(pattern); rows of
patterns A and B are then of one person rather than of two with prior odds mu(A and B) / (mu(A) mu(B)). The means are
those of the partition itself. Partitions are drawn by Gibbs sampling, one kernel at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from firsthand.estimate.differing import different
from firsthand.estimate.lists import Lists
from firsthand.estimate.people import Person
from firsthand.estimate.scoring import Pair

_SETTLING: Final = 40  # sweeps in which the means find their level
_WEIGHING: Final = 60  # sweeps whose average is a pair's probability
_BETWEEN: Final = 5  # sweeps from one draw to the next
_VISITS: Final = 1_000_000  # of kernels, above which sweeps are fewer: long lists need fewer for the same noise
_FEWEST: Final = 0.2  # of the usual sweeps, however long the lists
_PULL: Final = 0.2  # weight of the newest partition in the means
_RARE: Final = 0.5  # added to each mean: a pattern that nobody shows is rare, not impossible


class Matching:
    """Partitions of `kernels`, rows surely of one person, into people. `names` are the lists, `apart` pairs never joined."""

    def __init__(
        self,
        people: Sequence[Person],
        names: Sequence[str],
        kernels: Sequence[Sequence[int]],
        pairs: Iterable[Pair],
        apart: frozenset[frozenset[int]] = frozenset(),
        seed: int = 20,
    ) -> None:
        bit = {name: 1 << at for at, name in enumerate(names)}
        self._names = tuple(names)
        self._people = people
        self._kernels = kernels
        self._on = [0] * len(kernels)
        for at, kernel in enumerate(kernels):
            for row in kernel:
                self._on[at] |= bit[people[row].list]
        self._apart = apart
        self._clashes: dict[tuple[int, int], bool] = {}
        self.pairs = tuple(pair for pair in pairs if not self._clash(pair.a, pair.b))
        self._near: dict[int, list[tuple[int, float, int]]] = defaultdict(list)
        for at, pair in enumerate(self.pairs):
            self._near[pair.a].append((pair.b, pair.ratio, at))
            self._near[pair.b].append((pair.a, pair.ratio, at))
        self._open = sorted(self._near)
        self._group = {at: at for at in self._open}
        self._members = {at: [at] for at in self._open}
        self._alone = np.bincount(
            [on for at, on in enumerate(self._on) if at not in self._near], minlength=2 ** len(names)
        )
        self._luck = np.random.default_rng(seed)
        self._weight = [0.0] * len(self.pairs)
        self._means = self._counts() + _RARE
        for _ in range(self._sweeps(_SETTLING)):
            self._sweep()
            self._means += _PULL * (self._counts() + _RARE - self._means)

    def weighed(self) -> tuple[Pair, ...]:
        """The pairs that may be one person, each as probable as the partitions make it."""
        self._weight = [0.0] * len(self.pairs)
        sweeps = self._sweeps(_WEIGHING)
        for _ in range(sweeps):
            self._sweep()
        visits = 2 * sweeps
        return tuple(
            replace(pair, probability=round(weight / visits, 6))
            for pair, weight in zip(self.pairs, self._weight, strict=True)
        )

    def drawn(self, draws: int) -> tuple[Lists, ...]:
        """`draws` partitions, as counts of inclusion patterns."""
        found = []
        for _ in range(draws):
            for _ in range(self._sweeps(_BETWEEN)):
                self._sweep()
            counts = self._counts()
            counts[0] = 0
            found.append(Lists(self._names, tuple(int(n) for n in counts)))
        return tuple(found)

    def _sweeps(self, usual: int) -> int:
        share = min(1.0, _VISITS / (_WEIGHING * max(len(self._open), 1)))
        return max(1, round(usual * max(_FEWEST, share)))

    def _sweep(self) -> None:
        """Each kernel in turn leaves its group and joins one of its neighbours' groups, or none, by their odds."""
        chances = self._luck.random(len(self._open)).tolist()
        for spot in self._luck.permutation(len(self._open)).tolist():
            at = self._open[spot]
            self._leave(at)
            odds = self._odds(at)
            whole = 1 + sum(odds.values())
            chance = chances[spot] * whole
            for near, _, pair in self._near[at]:
                self._weight[pair] += odds.get(self._group[near], 0.0) / whole
            for group, share in odds.items():
                chance -= share
                if chance < 0:
                    self._members[group].append(at)
                    self._group[at] = group
                    del self._members[at]
                    break

    def _leave(self, at: int) -> None:
        group = self._group[at]
        rest = self._members[group]
        if len(rest) == 1:
            return
        rest.remove(at)
        if group == at:  # a group is named after one of its kernels: the rest need another name
            del self._members[at]
            self._members[rest[0]] = rest
            for other in rest:
                self._group[other] = rest[0]
        self._group[at] = at
        self._members[at] = [at]

    def _odds(self, at: int) -> dict[int, float]:
        """The groups that `at` may join, by how much likelier that is than that it stays alone.

        Of several neighbours in one group the likeliest speaks for all: what they agree on is much the same.
        """
        ratios: dict[int, float] = {}
        for near, ratio, _ in self._near[at]:
            group = self._group[near]
            ratios[group] = max(ratio, ratios.get(group, 0.0))
        odds = {}
        here = self._on[at]
        for group, ratio in ratios.items():
            members = self._members[group]
            if not any(self._clash(at, other) for other in members):
                there = 0
                for other in members:
                    there |= self._on[other]
                odds[group] = ratio * float(self._means[here | there] / (self._means[here] * self._means[there]))
        return odds

    def _clash(self, a: int, b: int) -> bool:
        """Whether two kernels cannot be one person: on one list, of other dates, or told apart by a reviewer."""
        key = (a, b) if a < b else (b, a)
        if key not in self._clashes:
            self._clashes[key] = bool(
                self._on[a] & self._on[b]
                or frozenset(key) in self._apart
                or different(*([self._people[row] for row in self._kernels[side]] for side in key))
            )
        return self._clashes[key]

    def _counts(self) -> np.ndarray:
        """How many people the partition has on exactly the lists of each pattern."""
        counts = self._alone.astype(float)
        for members in self._members.values():
            pattern = 0
            for at in members:
                pattern |= self._on[at]
            counts[pattern] += 1
        return counts
