"""What the model sees in a text, before any stage draws a conclusion. All offsets are into the whole text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place in the sentence's tree; `head` counts in `Signals.words`, -1 for a root."""

    start: int
    end: int
    upos: str
    head: int
    deprel: str
    score: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A reporting act. No source pieces: the text names none. `nested`: it stands inside another's content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A source, cue or content before linking."""

    start: int
    end: int
    label: str
    score: float
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A name, time expression or quantity."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that tells of an event, its PLOVER family, and how sure the text is that it happened."""

    start: int
    end: int
    type: str
    modality: str
    score: float
    modality_score: float


@dataclass(frozen=True, slots=True)
class Signals:
    words: tuple[Word, ...] = ()
    relations: tuple[Relation, ...] = ()
    segments: tuple[Segment, ...] = ()
    names: tuple[Mark, ...] = ()
    times: tuple[Mark, ...] = ()
    quantities: tuple[Mark, ...] = ()
    triggers: tuple[Trigger, ...] = ()


def joined(parts: Sequence[Signals]) -> Signals:
    """Signals of consecutive parts of one text as those of the whole: heads are counted from the first word."""
    if len(parts) == 1:
        return parts[0]
    words: list[Word] = []
    for part in parts:
        before = len(words)
        words += [replace(word, head=word.head + before if word.head >= 0 else word.head) for word in part.words]
    return Signals(
        tuple(words),
        *(tuple(chain.from_iterable(getattr(part, name) for part in parts)) for name in Signals.__slots__[1:]),
    )
