"""Word pieces of single words. Words are cut before pieces, so offsets need no alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS: Final = 101
SEP: Final = 102
UNKNOWN: Final = 100
LONGEST: Final = 8  # pieces kept of one word: an address or a hash says no more with forty


class Pieces:
    """Looks up the pieces of a word and remembers them; news repeats its words."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            # A lone surrogate cannot be handed to the tokenizer; it reads as an unknown sign.
            clean = word.encode("utf-8", "replace").decode("utf-8")
            ids = self._tokenizer.encode(clean, add_special_tokens=False).ids
            found = tuple(ids[:LONGEST]) or (UNKNOWN,)
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[word] = found
        return found
