"""Victims told without a number: "a man was shot in the leg", "a second man was wounded", "one of five people shot has died"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from firsthand.count.tokens import Tokens, phrase
from firsthand.count.words import Words

_REACH: Final = 9  # tokens from the person to what was done to them
_BE: Final = frozenset(["was", "is", "been", "being", "gets", "got", "be", "were"])
_SELF: Final = frozenset(["himself", "herself", "itself", "self"])
_DEADLY: Final = (("and", "killed"), ("and", "died"), ("to", "death"), ("dead",), ("and", "fatally"))
_NOT_HURT: Final = frozenset(["fatally", "mortally", "not", "nobody", "never", "who", "whom", "accused", "suspected"])
# What may follow a participle that tells of somebody harmed: "shot in the leg", not "shot his neighbour".
_PASSED_ON: Final = frozenset(
    [
        "a", "an", "the", "his", "her", "their", "two", "three", "four", "five", "six", "seven", "someone", "somebody",
        "him", "them", "another", "several", "people", "at", "men", "into", "down", "dead", "one",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """How many mentions tell of one person hurt and not said to die; `another` of one beside those dead or counted."""

    hurt: int
    another: int


def told(t: Tokens, words: Words) -> Told:
    """Persons in the singular of whom harm is said in the same clause."""
    hurt = another = 0
    for k, word in enumerate(t.lower):
        if word in words.harming and _object(t, k, words):
            hurt += 1
            another += 1
            continue
        if word not in words.victim_nouns or (word == "old" and t.word(k - 1) != "-") or not _harmed(t, k, words):
            continue
        hurt += 1
        another += any(w in words.other_victim for w in t.lower[max(0, k - 4) : k] if w not in ("also", "both"))
    return Told(hurt, another)


def _object(t: Tokens, k: int, words: Words) -> bool:
    """Whether the verb of harm at token k has one person as its object: "and injured an eight-year-old girl"."""
    if t.word(k + 1) not in _ONE or _NOT_HURT & set(t.lower[max(0, k - 3) : k]):
        return False
    return any(
        t.lower[j] in words.victim_nouns and t.sentence[j] == t.sentence[k] for j in range(k + 2, min(k + 8, len(t)))
    )


_ONE: Final = frozenset(["a", "an", "his", "her", "another", "one"])


def _harmed(t: Tokens, k: int, words: Words) -> bool:
    """Whether the person at token k is wounded, hit or in hospital, by the words up to the end of the clause."""
    passive = False
    for j in range(k + 1, min(k + 1 + _REACH, len(t))):
        word = t.lower[j]
        if t.sentence[j] != t.sentence[k] or word in _NOT_HURT or word in words.victim_nouns or word in (".", ";", ":"):
            return False
        if word in _BE:
            passive = True
        elif word in words.harmed:
            if any(t.phrase_at(j + 1, cut) for cut in _DEADLY) or (
                t.word(j - 1) in ("and",) and t.word(j - 2) == "killed"
            ):
                return False
            if t.word(j + 1) in _SELF:
                return not any(t.phrase_at(j + 2, cut) for cut in _DEADLY)
            return passive or t.word(j + 1) not in _PASSED_ON
        elif any(t.phrase_at(j, cut) for cut in by_first(words.in_hospital).get(word, ())):
            return True
    return False


@cache
def by_first(forms: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases cut into tokens, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        cut = phrase(form)
        found.setdefault(cut[0], []).append(cut)
    return found


def one_died_of(t: Tokens) -> int | None:
    """The m of "one of five people shot ... has died", "one of the 5 victims dies"."""
    for k, word in enumerate(t.lower):
        if word != "one" or t.word(k + 1) != "of":
            continue
        sentence = t.sentence[k]
        ahead = [t.lower[j] for j in range(k + 2, min(k + 30, len(t))) if t.sentence[j] == sentence]
        number = next((n for n in ahead[:2] if n.isdigit() or n in _SMALL), None)
        if number is None or not {"died", "dies", "dead", "succumbed"} & set(ahead):
            continue
        if {"shot", "wounded", "injured", "hurt", "victims", "struck"} & set(ahead[:8]):
            return int(number) if number.isdigit() else _SMALL[number]
    return None


_SMALL: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
