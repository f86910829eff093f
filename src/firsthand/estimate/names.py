"""A person's name as lists write it, folded so that one name has one key in every alphabet and spelling.

Given names have families (Oleksandr, Александр, Alexander); family names have a sound key, the one that
places are heard by (data/gazetteer_keys.py); a patronymic shows itself by its ending. No key says that
two people are one: it says which are worth comparing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from firsthand.data.gazetteer_keys import latin, plain, skeleton, sound

_PATRONYMIC: Final = re.compile(
    r"(?:[ou]vych|[ou]vich|evych|evich|yevich|iovych|iovich|jovych|owitsch|ewitsch|ovitch|evitch|ych|ich|"
    r"ivna|yvna|ovna|evna|owna|ewna|[iy]chna)$"
)
_ENDING: Final = re.compile(r"(?:[oei]?viC|[oei]?vna|iC|i?niCna|iCna)$")  # in sound keys: C is ch
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Name:
    """The folded parts of a name; "" where a list does not give one. A lone letter is an initial."""

    family: str
    given: str
    patronymic: str


@dataclass(frozen=True, slots=True)
class _Names:
    families: dict[str, str]
    """Sound key of a spelling to the first name of its row."""
    fathers: dict[str, str]
    """Consonants of a name to the first name of its row, where one row has them: patronymics change vowels."""
    aside: frozenset[str]


@cache
def _names() -> _Names:
    import yaml

    table = yaml.load(files("firsthand.data").joinpath("names.yaml").read_text("utf-8"), yaml.CSafeLoader)
    rows = {_given(spelling): plain(row[0]) for row in table["same"] for spelling in row}
    fathers: dict[str, str] = {}
    for key, first in rows.items():
        bare = bones(key)
        fathers[bare] = first if fathers.get(bare, first) == first else ""
    return _Names(rows, fathers, frozenset(plain(word) for word in table["aside"]))


def name(full: str = "", family: str = "", given: str = "", patronymic: str = "") -> Name:
    """The folded name from its parts, or from `full` where a list has one column for all of it.

    In a full name the patronymic is known by its ending and the given name by standing before it, or by being a
    known given name; a comma ends the family name; otherwise the family name is the last word, as in English.
    """
    if full and not (family or given):
        family, given, patronymic = _parts(full)
    return Name(family_key(family), given_key(given), patronymic_key(patronymic))


def given_key(given: str) -> str:
    """One key a family of given names; the sound key of others; the letter of an initial."""
    words = _WORD.findall(given)
    if not words:
        return ""
    bare = latin(words[0].rstrip("."))
    if len(bare) <= 2:
        return sound(bare)[:1]
    key = _given(words[0])
    return _names().families.get(key, key)


def family_key(family: str) -> str:
    """The sound key, women's endings of adjectives folded into men's: lists give either for one person."""
    key = _heard(family)
    for women, men in (("skaa", "ski"), ("ska", "ski"), ("Tkaa", "Tki"), ("Tka", "Tki")):
        if key.endswith(women):
            return key.removesuffix(women) + men
    return key


def patronymic_key(patronymic: str) -> str:
    """The key of the father's name: "Іванович", "Ivanivna" and "Iwanowitsch" are one; a letter for an initial."""
    bare = latin(patronymic.rstrip("."))
    if len(bare) <= 2:
        return sound(bare)[:1] if bare else ""
    father = _ENDING.sub("", _heard(patronymic))
    return _names().families.get(father) or _names().fathers.get(bones(father)) or father


def bones(key: str) -> str:
    """The consonants of a sound key, its first letter kept: the blocking key of a misspelled name."""
    return skeleton(key) or key


def slips(key: str) -> list[str]:
    """The key, and the key less each of its letters: keys a slip of the pen apart share one of these (Garbe 2012)."""
    return sorted({key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}) if key else []


def _given(spelling: str) -> str:
    return _heard(spelling).removeprefix("i") if len(spelling) > 3 else _heard(spelling)


def _heard(word: str) -> str:
    return sound(word, "de" if "sch" in word.casefold() else "en")


def _parts(full: str) -> tuple[str, str, str]:
    before, comma, after = full.partition(",")
    aside = _names().aside
    words = [word for word in _WORD.findall(after if comma else full) if plain(word) not in aside]
    if comma:
        return before.strip(), words[0] if words else "", words[1] if len(words) > 1 else ""
    if len(words) < 2:
        return (words[0] if words else "", "", "")
    marked = [at for at, word in enumerate(words) if at and _PATRONYMIC.search(latin(word))]
    if len(words) >= 3 and marked:
        at = marked[-1] if marked[-1] == len(words) - 1 else marked[0]
        rest = [word for spot, word in enumerate(words) if spot not in (at, at - 1)]
        return " ".join(rest), words[at - 1], words[at]
    known = [_given(word) in _names().families for word in words]
    if known[-1] and not known[0]:
        return " ".join(words[:-1]), words[-1], ""
    return " ".join(words[1:]), words[0], ""
