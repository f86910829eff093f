"""Words that tell of events, with all their forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from firsthand.data.language import Language


class Form(IntEnum):
    """How a word stands in the sentence."""

    NOUN = 0
    BASE = 1
    THIRD = 2
    PAST = 3  # past tense or participle, where they look alike
    PARTICIPLE = 4
    ING = 5


class Need(IntEnum):
    """What must stand beside a word before it tells of an event; the order is the order of trust."""

    SURE = 0
    PLACE = 1
    PEOPLE = 2
    FORCE = 3


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a word: the class of event, what it needs, and the lemma."""

    kind: str
    need: Need
    lemma: str


@dataclass(frozen=True, slots=True)
class Table:
    """`data/<language>/events.yaml` as written."""

    verbs: dict[str, dict[str, tuple[str, ...]]]
    nouns: dict[str, dict[str, tuple[str, ...]]]
    irregular: dict[str, tuple[str, str, str, str]]
    ground: frozenset[str]
    armed: frozenset[str]
    weapons: frozenset[str]
    people: frozenset[str]
    military: frozenset[str]
    means: dict[str, frozenset[str]]
    light: frozenset[str]
    civilians: frozenset[str]
    losers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`table`, and every form: first word -> [(all words, form, senses)], longest first."""

    table: Table
    forms: dict[str, tuple[tuple[tuple[str, ...], Form, tuple[Sense, ...]], ...]]


def inflected(lemma: str, irregular: dict[str, tuple[str, str, str, str]]) -> Iterator[tuple[tuple[str, ...], Form]]:
    """All forms of a verb whose first word inflects: "shoot down", "shoots down", ..."""
    head, *rest = lemma.split()
    tail = tuple(rest)
    yield (head, *tail), Form.BASE
    if head in irregular:
        third, past, participle, ing = irregular[head]
        yield (third, *tail), Form.THIRD
        yield (past, *tail), Form.PAST
        if participle != past:
            yield (participle, *tail), Form.PARTICIPLE
        yield (ing, *tail), Form.ING
        return
    sibilant = head.endswith(("s", "x", "z", "ch", "sh", "o"))
    y = head.endswith("y") and head[-2:-1] not in "aeiou"
    double = (
        len(head) > 2 and head[-1] in "bdgmnprt" and head[-2] in "aiou" and head[-3] not in "aeiou" and len(head) < 5
    )
    stem = head[:-1] if head.endswith("e") else head + head[-1] if double else head
    yield (head[:-1] + "ies" if y else head + ("es" if sibilant else "s"), *tail), Form.THIRD
    yield (head[:-1] + "ied" if y else stem + "ed", *tail), Form.PAST
    yield ((head[:-1] if head.endswith("ie") else stem) + "ing", *tail), Form.ING


def plural(noun: str) -> str:
    """The plural of the last word of `noun`."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


@lru_cache(maxsize=4)
def lexicon(language: Language) -> Lexicon:
    """The event words of a language, read once."""
    table = language.table("events", Table)
    found: dict[tuple[tuple[str, ...], Form], dict[Sense, None]] = {}
    for kind, needs in table.verbs.items():
        for need, lemmas in needs.items():
            for lemma in lemmas:
                sense = Sense(kind, Need[need.upper()], lemma)
                for parts, form in inflected(lemma, table.irregular):
                    found.setdefault((parts, form), {})[sense] = None
    for kind, needs in table.nouns.items():
        for need, lemmas in needs.items():
            for lemma in lemmas:
                sense = Sense(kind, Need[need.upper()], lemma)
                many = "exchanges of fire" if lemma == "exchange of fire" else plural(lemma)
                for name in {lemma, many}:
                    found.setdefault((tuple(name.lower().split()), Form.NOUN), {})[sense] = None
    forms: dict[str, list[tuple[tuple[str, ...], Form, tuple[Sense, ...]]]] = {}
    for (parts, form), senses in found.items():
        ordered = tuple(sorted(senses, key=lambda s: (s.need, s.kind)))
        forms.setdefault(parts[0], []).append((parts, form, ordered))
    return Lexicon(
        table,
        {first: tuple(sorted(all_, key=lambda f: (-len(f[0]), f[1], f[0]))) for first, all_ in forms.items()},
    )
