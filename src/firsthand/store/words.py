"""Words as search sees them: folded, without accents, the same on every engine.

Both engines are given words that were cut and folded here, so that a search finds the same on SQLite
and on PostgreSQL, and a highlight stands where the match is. A word is a run of letters and digits
(with the marks that combine with them); case and diacritics do not count: "Łódź" is found by "lodz".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

# Combining marks of the scripts that write vowels or accents apart from their letter.
_MARKS: Final = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_NO_MARK: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i"})  # letters that do not decompose
LONGEST: Final = 64  # code points of a word that count; a line of base64 is no word


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """(folded word, start, end) of every word of `text`, in order."""
    for match in _WORD.finditer(text):
        yield fold(match.group()), match.start(), match.end()


def folded(text: str) -> list[str]:
    """The folded words of `text`."""
    if text.isascii():
        return [word[:LONGEST] for word in _WORD.findall(text.lower())]
    return [fold(word) for word in _WORD.findall(text)]


def fold(word: str) -> str:
    """`word` without case and diacritics, at most `LONGEST` code points of it."""
    if word.isascii():
        return word.lower()[:LONGEST]
    parts = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
    # NFKD can open up signs that are no letters ("½" is 1⁄2): what is left must stay one word on every engine.
    bare = "".join(c for c in bare.casefold().translate(_NO_MARK) if c.isalnum())
    return bare[:LONGEST] or f"u{ord(word[0]):x}"


def name_key(name: str) -> str:
    """What two spellings of a name share when only case, accents and punctuation differ."""
    return " ".join(folded(name))
