"""Repeats: copies, versions and excerpts of one text. Grouped, never deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.compare.groups import joined
from firsthand.model.document import Document

SHINGLE: Final = 5  # words
PERMUTATIONS: Final = 128
BANDS: Final = 64  # two rows a band: a pair of Jaccard .35 becomes a candidate with probability .9998
SEED: Final = 42

# Share of the shorter text's shingles that stand in the longer one. Wire copy that was cut keeps about all
# of them, two reports that share a quoted paragraph far fewer.
CONTAINED: Final = 0.5

# A text of fewer shingles is compared whole: short notices share stock phrases.
LEAST: Final = 8

_WORD: Final = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """Runs of five words, case folded; the whole text when it has fewer."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < SHINGLE + LEAST:
        return frozenset({" ".join(words)}) if words else frozenset()
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def repeats(documents: Sequence[Document]) -> list[int]:
    """For each document the position of the first document of its group; a document alone is its own.

    Candidates come from MinHash bands (Broder 1997), so cost grows linearly with the number of documents;
    each candidate pair is then measured exactly by containment.
    """
    cut = [shingles(document.text) for document in documents]
    pairs = (pair for pair in _candidates(cut) if contained(cut[pair[0]], cut[pair[1]]) >= CONTAINED)
    return joined(len(cut), pairs)


def contained(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set that is in the larger."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def _candidates(cut: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    from rensa import RMinHash

    rows = PERMUTATIONS // BANDS
    first: dict[tuple[int, ...], int] = {}
    for at, found in enumerate(cut):
        if not found:
            continue
        sketch = RMinHash(PERMUTATIONS, SEED)
        sketch.update(sorted(found))
        digest = sketch.digest()
        seen: set[int] = set()
        for band in range(BANDS):
            key = (band, *digest[band * rows : (band + 1) * rows])
            other = first.setdefault(key, at)
            if other != at and other not in seen:
                seen.add(other)
                yield other, at
