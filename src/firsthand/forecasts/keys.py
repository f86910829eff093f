"""A stable key for a forecast, so that a later report can settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.identify.words import Word
from firsthand.model.event import Event
from firsthand.model.place import Place

STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "be",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "could",
        "may",
        "might",
        "can",
        "shall",
        "it",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "they",
        "he",
        "she",
        "we",
        "not",
        "no",
        "than",
        "as",
        "if",
        "then",
        "also",
        "such",
        "which",
        "who",
        "into",
        "over",
        "more",
        "most",
        "very",
        "likely",
        "have",
        "has",
        "had",
        "been",
        "being",
        "any",
        "all",
    ]
)


def key(told: Sequence[Word], outcome: tuple[int, int], events: Iterable[Event], places: Iterable[Place]) -> str:
    """What is to happen, to whom and where, by class of event and canonical names; by its words where no event is told."""
    where = sorted({place.name.lower() for place in places})
    told_of = sorted({f"{event.mode or event.plover.value.lower()}:{event.actor or ''}" for event in events})
    if told_of:
        return "|".join((*told_of, *where))
    words = sorted(
        {stem(told[k].low) for k in range(*outcome) if told[k].low[:1].isalpha() and told[k].low not in STOP}
    )
    return "|".join((" ".join(words[:8]), *where))


def stem(word: str) -> str:
    """A word without its inflection, roughly."""
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
