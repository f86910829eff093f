"""Words of a text with their offsets, as the grammar of time needs them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

# One pass, no nesting: a paragraph break, a run of letters, a run of digits, or one other character.
_TOKEN: Final = re.compile(r"\n[^\S\n]*\n|[^\W\d_]+|[0-9]+|\S")

BREAK: Final = "\n"


def addresses(text: str) -> list[tuple[int, int]]:
    """Stretches of web addresses: what stands in them is no time of the report."""
    found: list[tuple[int, int]] = []
    at = text.find("://")
    while at >= 0:
        end = at + 3
        while end < len(text) and not text[end].isspace():
            end += 1
        found.append((at, end))
        at = text.find("://", end)
    return found


@dataclass(slots=True)
class Tokens:
    """Parallel lists; the word at `i` is `text[starts[i]:ends[i]]`, lower-cased in `words`. `BREAK` stands between paragraphs."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Tokens:
        spans = [match.span() for match in _TOKEN.finditer(text)]
        lower = text.lower()
        if len(lower) == len(text):
            words = [lower[start:end] for start, end in spans]
        else:  # a letter such as U+0130 is two when lower-cased
            words = [text[start:end].lower() for start, end in spans]
        words = [BREAK if word[0] == "\n" else word for word in words]
        return cls(text, [start for start, _ in spans], [end for _, end in spans], words)

    def word(self, i: int) -> str:
        """The lower-cased word at `i`, empty outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def written(self, i: int) -> str:
        """The word at `i` as it stands in the text, empty outside."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.words) else ""

    def joined(self, i: int) -> bool:
        """Whether no white space stands between the words at `i` and `i + 1`."""
        return 0 <= i < len(self.words) - 1 and self.ends[i] == self.starts[i + 1]

    def capitalised(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.text[self.starts[i]].isupper()
