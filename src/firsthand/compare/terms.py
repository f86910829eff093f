"""What a report is about, as weighted terms: words, and names of two words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from firsthand.model.document import Document

# News puts what happened first; what follows the opening is background that many incidents share.
OPENING: Final = 2000

BACKGROUND: Final = 500  # imagined reports; 2,000 give the same groups on the open sets
RARE: Final = 0.0005  # share of news at large for a term that the table of common words lacks

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")


def terms(document: Document) -> Counter[str]:
    """Words of the title and the opening in lower case, and neighbouring capitalised words as one term."""
    words = _WORD.findall(f"{document.title or ''} . {document.text[:OPENING]}")
    found = Counter(word.casefold() for word in words)
    found.update(f"{a} {b}" for a, b in pairwise(words) if a[0].isupper() and b[0].isupper())
    return found


def weighted(documents: Sequence[Document]) -> list[dict[str, float]]:
    """Each document's terms as a vector of length 1: (1 + ln tf) ln(N / df), Salton and Buckley 1988 (ltc).

    The documents at hand are counted together with `BACKGROUND` imagined ones in which common words are
    as widely spread as in news at large, so that a handful of reports is weighted as sensibly as thousands.
    """
    counted = [terms(document) for document in documents]
    here = Counter(term for found in counted for term in found)
    common = _spread()
    total = len(counted) + BACKGROUND
    vectors = []
    for found in counted:
        vector = {
            term: (1 + math.log(n)) * math.log(total / (here[term] + BACKGROUND * common.get(term, RARE)))
            for term, n in found.items()
        }
        norm = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
        vectors.append({term: weight / norm for term, weight in vector.items()} if norm else {})
    return vectors


@cache
def _spread() -> dict[str, float]:
    lines = (files("firsthand.data") / "en" / "spread.tsv").read_text("utf-8").splitlines()
    return {word: float(share) for word, share in (line.split("\t") for line in lines)}


def day(document: Document) -> date | None:
    """The publication day, None when unknown."""
    return document.published.date() if document.published else None


LEADING: Final = 48  # terms that a report is compared by; more bring nothing on the open sets
SCALE: Final = 1000  # length of a report's vector: whole numbers add up alike in any order


def leading(document: Document) -> tuple[tuple[str, int], ...]:
    """The heaviest terms with whole-numbered weights, sorted by term; the vector has length `SCALE`.

    Weights come from news at large alone, (1 + ln tf) ln(1 / share of reports), so that a report weighs
    the same whatever else was read: the ground on which grouping does not depend on order.
    """
    common = _spread()
    weights = {
        term: (1 + math.log(n)) * -math.log(max(common.get(term, RARE), 1e-4)) for term, n in terms(document).items()
    }
    kept = sorted(weights.items(), key=lambda one: (-round(one[1], 9), one[0]))[:LEADING]
    norm = math.sqrt(math.fsum(weight * weight for _, weight in kept))
    if not norm:
        return ()
    return tuple(sorted((term, number) for term, weight in kept if (number := round(SCALE * weight / norm)) > 0))


def outlook_terms(text: str) -> tuple[str, ...]:
    """Words of a clause that say what it is about: those that news at large does not use in one report of twelve."""
    common = _spread()
    return tuple(
        sorted(
            {low for word in _WORD.findall(text) if common.get(low := word.casefold(), RARE) < 1 / 12 and len(low) > 2}
        )
    )
