"""Headlines: "Town retaken – General Staff", "Minister: we need more shells"."""

from __future__ import annotations

from firsthand.attribute.lexicon import Lexicon
from firsthand.attribute.phrases import Range, has_finite
from firsthand.attribute.words import Unit

Found = tuple[Range, Range]  # source, content

_DASHES = ("–", "—", "-", "―")
_LONGEST_SOURCE = 7


def headline_attribution(w: Unit, lex: Lexicon) -> Found | None:
    """(source, content) as word ranges, where layout alone attributes."""
    end = len(w)
    while end and w[end - 1].low in (".", "!", "?"):
        end -= 1
    dashes = [i for i in range(1, end - 1) if w[i].low in _DASHES and w[i - 1].end < w[i].start]
    if dashes:
        i = dashes[-1]
        if end - i - 1 <= _LONGEST_SOURCE and i >= 3 and _speaks(w, i + 1, end, lex):
            return (i + 1, end), (0, i)
    last = next((i for i in range(end - 2, 2, -1) if w[i].low == ":"), None)
    if last is not None and end - last - 1 <= _LONGEST_SOURCE and _speaks(w, last + 1, end, lex):
        return (last + 1, end), (0, last)
    colon = next((i for i in range(1, end - 2) if w[i].low == ":"), None)
    if colon is not None and colon <= _LONGEST_SOURCE and end - colon > 3 and _speaks(w, 0, colon, lex):
        return (0, colon), (colon + 1, end)
    return None


def _speaks(w: Unit, start: int, end: int, lex: Lexicon) -> bool:
    """Whether the words name somebody who can speak: a role, an institution, a person's name."""
    if has_finite(w, start, end, lex) or any(not x.is_word() and x.low not in ("'s", ",", "'") for x in w[start:end]):
        return False
    lows = [x.low for x in w[start:end]]
    if any(low in lex.types or (low.endswith("s") and low[:-1] in lex.types) for low in lows):
        return True
    if any(" ".join(lows[a : a + 2]) in lex.types for a in range(len(lows))):
        return True
    return lows[0] in lex.lists.male or lows[0] in lex.lists.female or " ".join(lows) in lex.lists.outlets
