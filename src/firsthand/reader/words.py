"""Words of a text, cut as Universal Dependencies cuts English: the unit every head labels."""

from __future__ import annotations

import re
from functools import lru_cache

# Longest first: addresses, initials and short titles keep their full stop, numbers their commas.
_CHUNK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”]+"
    r"|[\w.+-]{1,64}@\w[\w.-]{0,100}\w"  # an address of mail holds no name
    r"|(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Rep|Sen|Gov|Hon|St|Jr|Sr|vs|etc"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\s)"
    r"|(?<![\w.'’&-])(?:[A-HJ-Z]\.(?=[ \t][A-Z][a-z])|(?:Inc|Corp|Co|Ltd|Bros)\.(?=[ \t]+[a-z(]|[,;)]))"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])"
    r"|[\w\u0300-\u036f]+(?:['’][^\W\d_]+)*"
    r"|\.{2,}|-{2,}|[^\s]"
)
_CLITIC = re.compile(r"(?i)(n['’]t|['’](?:s|re|ve|ll|d|m))$")


@lru_cache(maxsize=50_000)
def _cuts(chunk: str) -> tuple[int, ...]:
    """Where a chunk is cut in two: don't = do + n't, Kharkiv's = Kharkiv + 's, cannot = can + not."""
    if chunk.lower() == "cannot":
        return (3,)
    found = _CLITIC.search(chunk)
    if not found or found.start() == 0:
        return ()
    return (found.start(),)


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of every word between two offsets, in order."""
    spans = []
    for match in _CHUNK.finditer(text, start, len(text) if end is None else end):
        left = match.start()
        for cut in _cuts(match.group()):
            spans.append((left, match.start() + cut))
            left = match.start() + cut
        spans.append((left, match.end()))
    return spans
