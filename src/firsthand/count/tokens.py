"""Words, numbers and marks of a text with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading

# Every branch is a bounded or a single-class run, so that no text can make the search go back on itself.
_TOKEN: Final = re.compile(
    r"(?P<u>(?:https?://|www\.)\S{1,2000})"
    r"|(?P<n>(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?|(?<![\w.])\.\d+)(?:[eE][-+−]?\d{1,3}(?!\w))?(?![\d])"
    r"|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])"
    r"|(?P<w>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<m>\S)"
)
_LONGEST: Final = 400  # tokens of a sentence; text without full stops is cut here
_SENTENCE_END: Final = frozenset(".!?…")
_CLOSERS: Final = frozenset("\"'”’)]»")
_ABBREVIATIONS: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "prof",
        "st",
        "no",
        "nos",
        "vs",
        "approx",
        "ca",
        "sq",
        "fig",
        "figs",
        "mt",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.k",
        "rep",
        "sen",
        "gov",
        "cmdr",
        "brig",
        "adm",
        "inc",
        "ltd",
        "co",
        "corp",
        "jr",
        "sr",
        "e.g",
        "i.e",
        "max",
        "min",
        "vol",
        "cu",
        "fl",
        "rs",
    ]
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token. `kinds` is "w" word, "n" number, "m" mark, "u" address on the web.

    `lower` is the token in lower case; `glued[i]` says that no space stands before token i;
    `sentence[i]` numbers the sentence that token i stands in; `line[i]` says that it begins a line.
    """

    text: str
    starts: list[int]
    ends: list[int]
    kinds: list[str]
    lower: list[str]
    glued: list[bool]
    line: list[bool]
    sentence: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def quote(self, first: int, last: int) -> str:
        """The text of tokens first..last-1."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def raw(self, i: int) -> str:
        return self.text[self.starts[i] : self.ends[i]]

    def word(self, i: int) -> str:
        """Token i in lower case, "" outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.starts) and self.text[self.starts[i]].isupper()

    def phrase_at(self, i: int, phrase: tuple[str, ...]) -> bool:
        return self.lower[i : i + len(phrase)] == list(phrase)


def tokens(text: str, sentence_starts: Iterable[int] | None = None) -> Tokens:
    """The tokens of `text`. Sentences begin at `sentence_starts`, or where the marks suggest when None is given."""
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    lower: list[str] = []
    glued: list[bool] = []
    line: list[bool] = []
    previous = 0
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        starts.append(start)
        ends.append(end)
        kinds.append(found.lastgroup or "m")
        lower.append(text[start:end].lower().replace("’", "'"))
        glued.append(start == previous and start > 0)
        line.append(start == 0 or (start > previous and "\n" in text[previous:start]))
        previous = end
    sentence = (
        _given(starts, sentence_starts) if sentence_starts is not None else _guessed(text, starts, lower, glued, line)
    )
    return Tokens(text, starts, ends, kinds, lower, glued, line, _cut_long(sentence))


def _cut_long(sentence: list[int]) -> list[int]:
    """Sentence numbers with a new one after every `_LONGEST` tokens, so that work on a sentence stays bounded."""
    out: list[int] = []
    extra = run = 0
    last = -1
    for number in sentence:
        if number != last:
            run, last = 0, number
        elif run >= _LONGEST:
            run, extra = 0, extra + 1
        run += 1
        out.append(number + extra)
    return out


def tokens_of(reading: Reading) -> Tokens:
    """The tokens of a reading's text, cut at its sentences where the layout is known."""
    starts = tuple(p.span.start for p in reading.passages if p.kind in (PassageKind.SENTENCE, PassageKind.HEADLINE))
    return _kept(reading.document.text, starts or None)


@lru_cache(maxsize=4)
def _kept(text: str, starts: tuple[int, ...] | None) -> Tokens:
    """Several stages look at one document in turn: its tokens are cut once. Nobody changes them."""
    return tokens(text, starts)


def _given(starts: list[int], sentence_starts: Iterable[int]) -> list[int]:
    numbers: list[int] = []
    begins = sorted(sentence_starts)
    at = 0
    for start in starts:
        while at < len(begins) and begins[at] <= start:
            at += 1
        numbers.append(at)
    return numbers


def _guessed(text: str, starts: list[int], lower: list[str], glued: list[bool], line: list[bool]) -> list[int]:
    numbers: list[int] = []
    at = 0
    ended = False
    for i, start in enumerate(starts):
        word = lower[i]
        if line[i] or (ended and not glued[i] and not text[start].islower() and word not in _CLOSERS):
            at += 1
            ended = False
        elif ended and word not in _CLOSERS and not glued[i]:
            ended = False
        if word in _SENTENCE_END:
            ended = not (i and (lower[i - 1] in _ABBREVIATIONS or (word == "." and len(lower[i - 1]) == 1)))
        numbers.append(at)
    return numbers


def phrase(words: str) -> tuple[str, ...]:
    """`words` cut as `tokens` cuts a text, in lower case."""
    return tuple(found.group().lower().replace("’", "'") for found in _TOKEN.finditer(words))
