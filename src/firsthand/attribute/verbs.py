"""Forms of English verbs, from lemmas."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Form(StrEnum):
    BASE = "base"
    S = "s"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


_VOWELS: Final = frozenset("aeiou")
_DOUBLING: Final = frozenset(["admit", "refer", "rebut", "concur", "beg", "slam", "dub", "regret", "quip", "hint"]) - {
    "hint"
}


def forms(lemma: str, irregular: dict[str, list[str]]) -> list[tuple[str, Form]]:
    """(form, what it is) of a one-word lemma; a past form that is also the participle comes twice."""
    if lemma in irregular:
        s, past, participle, ing = irregular[lemma]
    else:
        s, past, ing = _s(lemma), _ed(lemma), _ing(lemma)
        participle = past
    return [(lemma, Form.BASE), (s, Form.S), (past, Form.PAST), (participle, Form.PARTICIPLE), (ing, Form.ING)]


def _s(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _ed(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if lemma in _DOUBLING else lemma) + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if lemma in _DOUBLING else lemma) + "ing"
