"""A text as the grammar sees it: words, offsets, and what each word may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from firsthand.date.lexicon import Lexicon, Sense
from firsthand.date.tokens import BREAK, Tokens

if TYPE_CHECKING:
    from firsthand.date.lengths import Measure

NOTHING: Final = Sense()
PADDING: Final = 16
LONGEST_NUMBER: Final = 6
HYPHENS: Final = frozenset("-‐‑–—")
APOSTROPHES: Final = frozenset("'’`")


@dataclass(slots=True)
class Scene:
    """Words padded with a few empty ones, so that rules may look ahead without asking for the end.

    `numbers[i]` is the number written in digits at `i`, up to six of them. `ahead[i]` is how many words on from `i` the next one stands that a time can be made of:
    a head word, a year or a decade in digits.
    """

    tokens: Tokens
    lexicon: Lexicon
    words: list[str]
    senses: list[Sense]
    size: int
    ahead: list[int]
    numbers: list[int | None]
    measured: dict[int, Measure | None]

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> Scene:
        tokens = Tokens.of(text)
        known = lexicon.senses
        words = tokens.words
        senses = [known.get(word, NOTHING) for word in words]
        heads, size = lexicon.heads, len(words)
        ahead, distance, after = [0] * size, size, ""
        numbers: list[int | None] = [None] * (size + PADDING)
        for i in range(size - 1, -1, -1):
            word = words[i]
            if "0" <= word[0] <= "9":
                numbers[i] = int(word) if len(word) <= LONGEST_NUMBER else None
                year = len(word) == 4 or after in "s:" or words[i - 1] in APOSTROPHES
                distance = 0 if year else distance + 1
            else:
                distance = 0 if word in heads else distance + 1
            ahead[i] = distance
            after = word
        words = [*words, *[""] * PADDING]
        senses = [*senses, *[NOTHING] * PADDING]
        return cls(tokens, lexicon, words, senses, size, ahead, numbers, {})

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
        words = self.words
        for word in phrase:  # most differ in the first
            if words[i] != word:
                return False
            i += 1
        return True

    def skip(self, i: int, *words: str) -> int:
        """`i`, or the place after it where one of `words` stands there."""
        return i + 1 if self.words[i] in words else i
