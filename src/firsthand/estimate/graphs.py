"""Decomposable graphs on a few lists, with their cliques and separators."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges, cliques, and separators (a separator as often as it separates), as sets of list positions in bits."""

    edges: tuple[Pair, ...]
    cliques: tuple[int, ...]
    separators: tuple[int, ...]


@cache
def decomposable(lists: int) -> tuple[Graph, ...]:
    """All decomposable graphs: 8, 61, 822 for three, four, five lists, the complete one included as in dga."""
    every = list(combinations(range(lists), 2))
    found = []
    for size in range(len(every) + 1):
        for edges in combinations(every, size):
            graph = _decomposed(lists, edges)
            if graph:
                found.append(graph)
    return tuple(found)


def _decomposed(lists: int, edges: tuple[Pair, ...]) -> Graph | None:
    """By maximum cardinality search (Tarjan and Yannakakis 1984); None when the graph has a chordless cycle."""
    near = [0] * lists
    for a, b in edges:
        near[a] |= 1 << b
        near[b] |= 1 << a
    visited = 0
    cliques: list[int] = []
    separators: list[int] = []
    before = -1
    for _ in range(lists):
        at = max((v for v in range(lists) if not visited >> v & 1), key=lambda v: ((near[v] & visited).bit_count(), -v))
        parents = near[at] & visited
        if any((parents & ~(1 << v)) & ~near[v] for v in range(lists) if parents >> v & 1):
            return None
        if before >= 0 and parents.bit_count() > before:
            cliques[-1] = parents | 1 << at
        else:
            if before >= 0:
                separators.append(parents)
            cliques.append(parents | 1 << at)
        before = parents.bit_count()
        visited |= 1 << at
    return Graph(edges, tuple(cliques), tuple(separators))


def names(graph: Graph, lists: tuple[str, ...]) -> str:
    """The graph in words: its cliques by the names of the lists."""
    cliques = sorted(tuple(name for at, name in enumerate(lists) if clique >> at & 1) for clique in graph.cliques)
    return " | ".join(" x ".join(clique) for clique in cliques)
