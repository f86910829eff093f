"""Lists behind a count: "nine regions: Odesa, Kherson, ..." with the span of each member."""

from __future__ import annotations

from typing import Final

from firsthand.count.amount import Amount
from firsthand.count.tokens import Tokens

_OPEN: Final = frozenset([":", "—", "–", "("])
_CLOSE: Final = {"(": ")", "—": "—", "–": "–"}
_GAP: Final = 7  # tokens between the counted noun and the list
_LONGEST_ITEM: Final = 8
_PARTIAL: Final = frozenset(["including", "like", "especially", "notably", "particularly", "mostly", "mainly", "such"])
_VERBAL: Final = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "said",
        "says",
        "do",
        "does",
        "did",
        "can",
        "could",
    ]
)


def items_behind(t: Tokens, a: Amount) -> tuple[tuple[int, int], ...]:
    """Token ranges of the members of the list behind amount `a`; empty where none follows or it is not said to be whole."""
    if (
        a.counted is None
        or a.value is None
        or not 2 <= float(a.value) <= 60
        or a.kind != "count"
        or not a.counted.plural
    ):
        return ()
    k = a.last
    end_of_sentence = t.sentence[a.number_first]
    for _ in range(_GAP):
        if k >= len(t) or t.sentence[k] != end_of_sentence or t.lower[k] in (".", ";", "?", "!"):
            return ()
        if t.lower[k] in _OPEN:
            break
        if t.lower[k] in _PARTIAL or t.kinds[k] == "n":
            return ()
        if t.lower[k] == "," and t.word(k + 1) in ("namely",):
            k += 1
            break
        if t.lower[k] == ",":
            return ()
        k += 1
    else:
        return ()
    if k >= len(t):
        return ()
    opened = t.lower[k]
    close = _CLOSE.get(opened)
    k += 1
    if t.word(k) in _PARTIAL:
        return ()
    found: list[tuple[int, int]] = []
    first = k
    while k < len(t) and t.sentence[k] == end_of_sentence:
        word = t.lower[k]
        if word == close or word in (".", "?", "!", "”"):
            break
        if close is None and word in ("—", "–", "(") and not t.glued[k]:
            break
        if word in (",", ";", "and", "&", "or"):
            if k > first:
                found.append((first, k))
            first = k + 1
        elif k - first >= _LONGEST_ITEM:
            return ()
        k += 1
    ended = k >= len(t) or t.sentence[k] != end_of_sentence or t.lower[k] in (".", "?", "!", close, "—", "–", "”", ";")
    if k > first:
        found.append((first, k))
    if not ended or len(found) < 2:
        return ()
    if any(t.lower[j] in _VERBAL for a_, b_ in found for j in range(a_, b_)):
        return ()
    # a list of names: every member begins with a capital, a number or an article; or all are short
    named = sum(1 for a_, _ in found if t.capital(a_) or (t.lower[a_] == "the" and t.capital(a_ + 1)))
    short = all(b_ - a_ <= 4 for a_, b_ in found)
    if named == len(found) or (short and (opened in (":", "(", "—", "–", "namely"))):
        return tuple(found)
    return ()
