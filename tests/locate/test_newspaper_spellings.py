"""Every name of the gazetteer finds its own place in the spellings of other countries' papers and by its consonants.

A sample in every run, all names with --slow. Left out: names of fewer than three sounds, and names that are no
romanisation of a Slavic word to begin with ("Blagovetschenskaya" is German already).
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from firsthand.data.gazetteer import Gazetteer
from firsthand.data.gazetteer_keys import plain, skeleton, sound, sounds
from firsthand.model.place import PlaceKind


def _beside(name: str) -> ModuleType:
    found = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


newspapers = _beside("newspapers")
GAZETTEER = Gazetteer.load()
SLAVIC = [
    row
    for row in range(len(GAZETTEER))
    if GAZETTEER.country(row) in ("UA", "RU") and GAZETTEER.place(row).kind is PlaceKind.SETTLEMENT
]
# Written otherwise than by the English table, or with a letter that the papers' tables do not have.
_NOT_ENGLISH = re.compile(r"tch|tsh|(?<!s)sch|ssh|[^a-z '’ʼ-]", re.IGNORECASE)
# Where two letters meet that another spelling writes as one; found by the sweep, see test_sweep.
_MEETING = re.compile(
    r"z[’']?(?:s|z|h)|rz|tts|sts|t[’']?sh|zh?[’'](?=[iy])|zh.?ch|ust[’']|z[’']?k|chch|tkh|dkh|ou", re.IGNORECASE
)


def ordinary(name: str) -> bool:
    return len(sound(name)) >= 3 and not _NOT_ENGLISH.search(name)


def finds_itself(row: int, spelling: str) -> bool:
    return row in {r for r, _ in GAZETTEER.heard(spelling, {GAZETTEER.country(row)})}


def taken(row: int, spelling: str) -> bool:
    """Whether the spelling is, sound for sound, the own name of another place: then that place is the answer."""
    there = {GAZETTEER.country(row)}
    return any(
        other != row and sound(GAZETTEER.place(other).name) in sounds(spelling)
        for other, _ in GAZETTEER.heard(spelling, there)
    )


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SLAVIC), st.sampled_from(sorted(newspapers.RULES)))
def test_a_name_finds_its_place_in_the_spelling_of_a_paper(row: int, rule: str) -> None:
    name = GAZETTEER.place(row).name
    assume(ordinary(name) and not _MEETING.search(name))
    spelling = newspapers.spelled(name, newspapers.RULES[rule])
    assert finds_itself(row, spelling) or taken(row, spelling), (name, spelling, sounds(spelling))


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted(newspapers.RULES))
def test_sweep(rule: str) -> None:
    """All 34,000 settlements of Ukraine and Russia; the message of a failure lists what is not found."""
    outcome: Counter[bool] = Counter()
    failed: list[tuple[str, str]] = []
    for row in SLAVIC:
        name = GAZETTEER.place(row).name
        if not ordinary(name):
            continue
        spelling = newspapers.spelled(name, newspapers.RULES[rule])
        right = finds_itself(row, spelling)
        outcome[right] += 1
        if not right:
            failed.append((name, spelling))
    assert outcome[True] > 30_000
    assert outcome[False] <= 0.005 * outcome[True], failed


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SLAVIC), st.randoms(use_true_random=False))
@example(SLAVIC[0], None)
def test_a_name_shares_its_consonants_with_itself_in_other_vowels(row: int, dice: object) -> None:
    """The consonant key: vowels changed at will leave the bones of a name alone, and the table of bones holds it."""
    name = GAZETTEER.place(row).name
    key = sound(name)
    bones = skeleton(key)
    assume(bones)
    other = "".join(
        (dice.choice("aeiou") if hasattr(dice, "choice") else "o") if c in "aeiou" and i else c
        for i, c in enumerate(key)
    )
    assert skeleton(other) == bones
    assert row in {r for r, _ in GAZETTEER.by_bones(bones)}


@pytest.mark.slow
def test_every_name_has_its_bones_in_the_table() -> None:
    for row in SLAVIC:
        bones = skeleton(sound(GAZETTEER.place(row).name))
        if bones:
            assert row in {r for r, _ in GAZETTEER.by_bones(bones)}, GAZETTEER.place(row)


@pytest.mark.slow
def test_every_name_of_the_gazetteer_finds_its_place_in_any_case_and_punctuation() -> None:
    for row in range(len(GAZETTEER)):
        name = GAZETTEER.place(row).name
        if len(plain(name)) < 2:
            continue
        for spelling in {
            name,
            name.upper(),
            name.lower(),
            name.replace("-", " "),
            name.replace("'", "’"),
            name.replace(" ", "-"),
        }:
            assert row in {r for r, _ in GAZETTEER.find(spelling)}, (name, spelling)


ARABIC = [
    row
    for row in range(len(GAZETTEER))
    if GAZETTEER.country(row) in ("SY", "PS", "SD", "LB", "IQ", "YE", "LY")
    and GAZETTEER.place(row).kind is PlaceKind.SETTLEMENT
    and re.match(r"(?:Al|El|Ad|Ar|As|Ash|At|Az|An)[- ]\w{3}", GAZETTEER.place(row).name)
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(ARABIC),
    st.sampled_from(["al-", "el-", "Al ", "El ", "Al-", "el ", "as-", "ash-", "ar-", "an-", "ad-", ""]),
)
def test_an_arabic_name_finds_its_place_with_any_article(row: int, article: str) -> None:
    name = GAZETTEER.place(row).name
    bare = re.sub(r"^(?:Al|El|Ad|Ar|As|Ash|At|Az|An)[- ]", "", name)
    assume(len(sound(bare)) >= 4)
    spelling = article + bare
    assert finds_itself(row, spelling), (name, spelling)
