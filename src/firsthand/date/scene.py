"""A text as the grammar sees it: words, offsets, and what each word may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firsthand.date.lexicon import Lexicon, Sense
from firsthand.date.tokens import BREAK, Tokens

NOTHING: Final = Sense()
HYPHENS: Final = frozenset("-‐‑–—")
APOSTROPHES: Final = frozenset("'’`")


@dataclass(slots=True)
class Scene:
    """Words padded with a few empty ones, so that rules may look ahead without asking for the end.

    `ahead[i]` is how many words on from `i` the next one stands that a time can be made of.
    """

    tokens: Tokens
    lexicon: Lexicon
    words: list[str]
    senses: list[Sense]
    size: int
    ahead: list[int]

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> Scene:
        tokens = Tokens.of(text)
        known = lexicon.senses
        words = tokens.words
        senses = [known.get(word, NOTHING) for word in words]
        heads, ahead, distance = lexicon.heads, [0] * len(words), len(words)
        for i in range(len(words) - 1, -1, -1):
            word = words[i]
            distance = 0 if word in heads or word[0].isdigit() else distance + 1
            ahead[i] = distance
        return cls(tokens, lexicon, [*words, *[""] * 16], [*senses, *[NOTHING] * 16], len(words), ahead)

    def joined(self, i: int) -> bool:
        """Whether no white space stands between the words at `i` and `i + 1`."""
        tokens = self.tokens
        return 0 <= i < self.size - 1 and tokens.ends[i] == tokens.starts[i + 1] and self.words[i] != BREAK

    def listed(self, name: str, word: str) -> bool:
        """Whether `word` is in the list of that name."""
        return word in self.lexicon.lists[name]

    def hyphen(self, i: int) -> bool:
        return self.words[i] in HYPHENS

    def before(self, i: int, back: int = 1) -> str:
        """The word `back` places before `i`, empty before the text."""
        return self.words[i - back] if i >= back else ""

    def says(self, i: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self.words[i : i + len(phrase)]) == phrase

    def skip(self, i: int, *words: str) -> int:
        """`i`, or the place after it where one of `words` stands there."""
        return i + 1 if self.words[i] in words else i

    def digits(self, i: int) -> int | None:
        """The number written in digits at `i`, up to six of them."""
        word = self.words[i]
        return int(word) if word.isascii() and word.isdigit() and len(word) <= 6 else None
