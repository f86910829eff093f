"""Incidents: which reports tell of the same happening."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from firsthand.compare.groups import average_linked
from firsthand.compare.repeats import repeats
from firsthand.compare.terms import day, weighted
from firsthand.model.document import Document

# Chosen on one half of the open shooting reports, seen to hold on the other (docs/background/compare.md).
FADE: Final = 25.0  # days until the similarity of two reports counts 1/e
LEAST: Final = 0.09  # mean similarity that holds a group together
UNDATED: Final = 10.0  # days taken to lie between reports of which one has no date
COMMON: Final = 200  # a term of more reports than this brings no new pair together


def incidents(documents: Sequence[Document]) -> list[int]:
    """For each document the position of the first document of its incident; a document alone is its own.

    Similarity is the cosine of term vectors (see terms.weighted), fading with the days between the
    publication dates; copies of one text belong together whatever their words weigh. Groups form by
    average linkage. The answer depends on the set of documents, not on their order.
    """
    order = sorted(range(len(documents)), key=lambda at: (documents[at].id, at))
    ranked = [documents[at] for at in order]
    similar = _similar(ranked)
    for at, first in enumerate(repeats(ranked)):
        if first != at:
            similar[(first, at)] = 1.0
    groups = average_linked(len(ranked), similar, LEAST)
    smallest: dict[int, int] = {}
    for place, group in enumerate(groups):
        smallest[group] = min(order[place], smallest.get(group, order[place]))
    answer = [0] * len(documents)
    for place, group in enumerate(groups):
        answer[order[place]] = smallest[group]
    return answer


def _similar(documents: Sequence[Document]) -> dict[tuple[int, int], float]:
    vectors = weighted(documents)
    posting: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for term in sorted(vector):
            posting[term].append(at)
    products: dict[tuple[int, int], float] = defaultdict(float)
    for term in sorted(posting):
        holders = posting[term]
        if len(holders) > COMMON:
            continue
        for i, a in enumerate(holders):
            for b in holders[i + 1 :]:
                products[(a, b)] += vectors[a][term] * vectors[b][term]
    days = [day(document) for document in documents]
    return {
        (a, b): faded
        for (a, b), cosine in products.items()
        if (faded := cosine * math.exp(-_apart(days[a], days[b]) / FADE)) >= LEAST / 4
    }


def _apart(a: date | None, b: date | None) -> float:
    return abs((a - b).days) if a and b else UNDATED
