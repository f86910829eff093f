"""Grouping: from pairs, or from similarities, to groups that do not depend on the order of arrival."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping


class Joining:
    """Connected components of 0..count-1, joined pair by pair; a component is named by its smallest member."""

    __slots__ = ("_parent",)

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, one: int) -> int:
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(self, a: int, b: int) -> None:
        a, b = self.root(a), self.root(b)
        self._parent[max(a, b)] = min(a, b)

    def groups(self) -> list[int]:
        return [self.root(one) for one in range(len(self._parent))]


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Connected components of 0..count-1: for each the smallest member of its component."""
    joining = Joining(count)
    for a, b in pairs:
        joining.join(a, b)
    return joining.groups()


def average_linked(count: int, similar: Mapping[tuple[int, int], float], least: float) -> list[int]:
    """Groups by average linkage (UPGMA, Sokal and Michener 1958) over a sparse table of similarities.

    `similar` holds pairs (a < b); pairs that are absent count as 0. Groups join while their mean
    similarity is at least `least`, best first, ties by the smallest members: the answer does not depend
    on the order of the table. Returns for each its group's smallest member.
    """
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), value in sorted(similar.items()):
        links[a][b] = links[b][a] = value
    members: dict[int, list[int]] = {one: [one] for one in range(count)}
    heap = [(-value, a, b, a, b) for (a, b), value in similar.items() if value >= least]
    heapq.heapify(heap)
    new = count
    while heap:
        _, _, _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        sizes = len(members[a]), len(members[b])
        members[new] = sorted(members.pop(a) + members.pop(b))
        near = {}
        for other in sorted(links[a].keys() | links[b].keys()):
            if other in members:
                near[other] = (links[a].get(other, 0.0) * sizes[0] + links[b].get(other, 0.0) * sizes[1]) / sum(sizes)
        links[new] = near
        for other, value in near.items():
            links[other][new] = value
            if value >= least:
                low, high = sorted((members[other][0], members[new][0]))
                heapq.heappush(heap, (-value, low, high, other, new))
        del links[a], links[b]
        new += 1
    answer = [0] * count
    for group in members.values():
        for one in group:
            answer[one] = group[0]
    return answer
