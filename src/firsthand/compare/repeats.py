"""Repeats: copies, versions and excerpts of one text. Grouped, never deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.compare.groups import Joining
from firsthand.compare.trace import Trace, share, shingles
from firsthand.model.document import Document

# Share of the shorter text's runs that stand in the longer one. Wire copy that was cut keeps about all
# of them, two reports that share a quoted paragraph far fewer.
CONTAINED: Final = 0.5

# Two notices of a few lines on one matter share half their words without being copies.
FEW: Final = 40  # runs of five words
FEW_CONTAINED: Final = 0.8


def repeats(documents: Sequence[Document]) -> list[int]:
    """For each document the position of the first document of its group; a document alone is its own.

    Two texts that share a key (see `Trace.found_by`) are held against each other, and belong together when half
    the runs of the shorter stand in the longer. Cost grows linearly with the number of texts; the groups
    are those of the set, whatever its order.
    """
    texts: dict[str, int] = {}
    of = [
        texts.setdefault(document.id if document.text.strip() else f"empty {at}", len(texts))
        for at, document in enumerate(documents)
    ]
    firsts: dict[int, int] = {}
    for at, text in enumerate(of):
        firsts.setdefault(text, at)
    groups = copies([Trace.of(documents[firsts[text]].text) for text in range(len(texts))])
    return [firsts[groups[text]] for text in of]


def copies(traces: Sequence[Trace]) -> list[int]:
    """For each trace the position of the first of its group."""
    joining = Joining(len(traces))
    for a, b in _candidates(traces, joining):
        if repeat(traces[a], traces[b]):
            joining.join(a, b)
    return joining.groups()


def repeat(a: Trace, b: Trace) -> bool:
    """Whether the longer of two texts holds enough of the shorter one to be a repeat of it."""
    return share(a, b) >= (FEW_CONTAINED if min(a.whole, b.whole) < FEW else CONTAINED)


def _candidates(traces: Sequence[Trace], joining: Joining) -> Iterator[tuple[int, int]]:
    """Pairs that share a key and are not yet in one group, each once."""
    import numpy as np

    counts = [trace.found_by() for trace in traces]
    holders = np.repeat(np.arange(len(traces), dtype=np.uint32), [len(keys) for keys in counts])
    keys = np.fromiter((key for one in counts for key in one), np.uint64, len(holders))
    order = np.argsort(keys, kind="stable")
    keys, holders = keys[order], holders[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    ends = np.append(starts[1:], len(keys))
    shared = ends - starts > 1
    seen: set[int] = set()
    many = len(traces)
    for start, end in zip(starts[shared].tolist(), ends[shared].tolist(), strict=True):
        group = holders[start:end].tolist()
        for i, b in enumerate(group):
            roots: set[int] = set()
            for a in group[:i]:
                root = joining.root(a)
                pair = a * many + b
                if root in roots or pair in seen or root == joining.root(b):
                    continue
                seen.add(pair)
                yield a, b
                if joining.root(a) == joining.root(b):
                    roots.add(joining.root(b))


def contained(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set that is in the larger."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


__all__ = ["CONTAINED", "contained", "copies", "repeats", "shingles"]
