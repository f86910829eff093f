"""Cut a document into windows the model can read: whole paragraphs packed together, long ones at sentence ends.

Every word is owned by exactly one window, which gives its labels. A window starts with the end of
what came before as context: those words are read again and owned by the window before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.reader.features import SPECIAL, feature, quoted
from firsthand.reader.paragraphs import Paragraph
from firsthand.reader.pieces import CLS, SEP
from firsthand.reader.words import words

OWNED: Final = 180  # pieces a window owns
CONTEXT: Final = 56  # pieces it reads again; with the separators all stay under 256


@dataclass(frozen=True, slots=True)
class Token:
    """A word with the pieces and the feature the model sees, and where it belongs."""

    start: int
    end: int
    pieces: tuple[int, ...]
    feature: int
    paragraph: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Window:
    """`first` is the first word read, `owned` the first owned, `last` one past the last word."""

    first: int
    owned: int
    last: int
    pieces: tuple[int, ...]
    features: tuple[int, ...]
    firsts: tuple[int, ...]  # where each word from `first` to `last` starts among the pieces


Cut = Callable[[str, int, int], Sequence[tuple[int, int]]]


def read_tokens(
    text: str, paragraphs: Sequence[Paragraph], pieces: Callable[[str], tuple[int, ...]], cut: Cut = words
) -> list[Token]:
    """Words of all paragraphs. Text between sentences belongs to the sentence before it."""
    found: list[Token] = []
    sentence = -1
    for number, paragraph in enumerate(paragraphs):
        start, end = max(0, paragraph.start), min(len(text), paragraph.end)
        spans = list(cut(text, start, end)) if start < end else []
        forms = [text[a:b] for a, b in spans]
        starts = sorted(s for s, _ in paragraph.sentences if start < s < end)
        sentence += 1
        at = 0
        for (a, b), form, inside in zip(spans, forms, quoted(forms, paragraph.in_quote), strict=True):
            if at < len(starts) and a >= starts[at]:
                while at < len(starts) and a >= starts[at]:
                    at += 1
                if found and found[-1].paragraph == number:
                    sentence += 1
            found.append(Token(a, b, pieces(form), feature(form, inside), number, sentence))
    return found


def _atoms(tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """(first, last, pieces) of each sentence; a sentence too long for one window in several parts."""
    atoms = []
    first = cost = 0
    for i, word in enumerate(tokens):
        new = i > first and word.sentence != tokens[i - 1].sentence
        if i > first and (new or cost + len(word.pieces) > OWNED):
            atoms.append((first, i, cost))
            first, cost = i, 0
        cost += len(word.pieces)
    if tokens:
        atoms.append((first, len(tokens), cost))
    return atoms


def _stretches(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """(first, last) owned by each window. A paragraph that fits into one window is not split."""
    paragraphs: list[list[tuple[int, int, int]]] = []
    for atom in _atoms(tokens):
        if paragraphs and tokens[paragraphs[-1][-1][0]].paragraph == tokens[atom[0]].paragraph:
            paragraphs[-1].append(atom)
        else:
            paragraphs.append([atom])
    stretches: list[tuple[int, int]] = []
    first = last = used = 0
    for atoms in paragraphs:
        total = sum(cost for _, _, cost in atoms) + 1  # the separator
        whole = total <= OWNED
        if used and whole and used + total > OWNED:
            stretches.append((first, last))
            first, used = last, 0
        for _, end, cost in atoms:
            if used and used + cost > OWNED:
                stretches.append((first, last))
                first, used = last, 0
            last, used = end, used + cost
        used += 1
    if last > first:
        stretches.append((first, last))
    return stretches


def _context(tokens: Sequence[Token], first: int) -> int:
    """First word of the context before a stretch: the sentence before, more of it inside one paragraph."""
    if first == 0:
        return 0
    inside = tokens[first].paragraph == tokens[first - 1].paragraph
    sentence, at, cost = tokens[first - 1].sentence, first, 0
    while at and (inside or tokens[at - 1].sentence == sentence):
        before = tokens[at - 1]
        cost += len(before.pieces)
        if cost > CONTEXT or (inside and before.paragraph != tokens[first].paragraph):
            break
        at -= 1
    return at


def windows(tokens: Sequence[Token]) -> list[Window]:
    found = []
    for owned, last in _stretches(tokens):
        first = _context(tokens, owned)
        ids, features, firsts = [CLS], [SPECIAL], []
        for i in range(first, last):
            word = tokens[i]
            if i > first and word.paragraph != tokens[i - 1].paragraph:
                ids.append(SEP)
                features.append(SPECIAL)
            firsts.append(len(ids))
            ids.extend(word.pieces)
            features.extend([word.feature] * len(word.pieces))
        ids.append(SEP)
        features.append(SPECIAL)
        found.append(Window(first, owned, last, tuple(ids), tuple(features), tuple(firsts)))
    return found
