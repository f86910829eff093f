"""Reports that are called false: "rumours of the capture of X are untrue", "called reports of an attack fake"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from firsthand.events.closed import Closed
from firsthand.identify.words import Word

TALES: Final = frozenset(
    ["report", "reports", "claim", "claims", "rumour", "rumours", "rumor", "rumors", "allegation", "allegations", "information",
     "news", "story", "stories", "accusation", "accusations", "statement", "statements", "assertion", "assertions"]
)  # fmt: skip
UNTRUE: Final = frozenset(
    ["false", "untrue", "fake", "fakes", "baseless", "unfounded", "groundless", "fabricated", "lie", "lies", "nonsense", "incorrect",
     "wrong", "denied", "refuted", "dismissed", "disproved", "disproven", "debunked", "rejected", "propaganda", "disinformation", "fiction"]
)  # fmt: skip
CALLING: Final = frozenset(
    ["called", "calls", "calling", "dismissed", "dismisses", "dismissing", "described", "describes", "branded", "labelled", "labeled",
     "rejected", "rejects", "denounced"]
)  # fmt: skip
REACH: Final = 16  # words from the tale to the event, and from the event to what is said of the tale


def refuted(told: Sequence[Word], first: int, last: int, at: int, known: Closed) -> bool:
    """Whether the event word `at` stands in a tale that its sentence calls untrue.

    The verdict must be about the tale: a form of "be" before it ("reports of X were denied"), or a verb of calling
    before the tale ("called reports of X fake"). "Were not denied" is none.
    """
    tale = next((k for k in range(at - 1, max(first, at - REACH) - 1, -1) if told[k].low in TALES), None)
    if tale is None or any(told[k].text in ";:" for k in range(tale, at)):
        return False
    called = any(told[k].low in CALLING for k in range(max(first, tale - 5), tale))
    for k in range(at + 1, min(last, at + REACH)):
        word = told[k].low
        if word in (";", ":", "but", "while", "whereas"):
            return False
        if word in UNTRUE:
            before = [told[j].low for j in range(max(at, k - 4), k)]
            if any(w in known.negations or w in known.negated for w in before):
                return False
            return called or any(w in known.be for w in before)
    return False
