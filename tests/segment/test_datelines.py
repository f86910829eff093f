"""Datelines: where a report was filed stands before its first words, and no sentence holds it."""

from __future__ import annotations

import pytest

from firsthand.kit import Kit
from firsthand.segment.datelines import dateline
from firsthand.segment.wordlists import layout

LISTS = layout(Kit().language)


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("PORT SUDAN, Sudan - Shells hit a market on Monday.", "PORT SUDAN, Sudan"),
        ("KYIV, Ukraine (AP) — Two people died.", "KYIV, Ukraine (AP)"),
        (
            "GOMA, Democratic Republic of Congo, Dec 10 (Reuters) - Rebels entered the town.",
            "GOMA, Democratic Republic of Congo, Dec 10 (Reuters)",
        ),
        ("Kharkiv (Vostok News) - 12 shells fell.", "Kharkiv (Vostok News)"),
        ("BEIRUT/TYRE, Lebanon – “We heard it,” she said.", "BEIRUT/TYRE, Lebanon"),
        ("(Nairobi, April 17, 2025) – A drone struck a school.", "(Nairobi, April 17, 2025)"),
        ("GENEVA -- Aid has stopped.", "GENEVA"),
        ("Ramallah, Tuesday, May 13, 2025 (AA) – Troops raided a village.", "Ramallah, Tuesday, May 13, 2025 (AA)"),
        ("DEIR EL-BALAH, Gaza Strip — Tanks withdrew.", "DEIR EL-BALAH, Gaza Strip"),
    ],
)
def test_found(paragraph: str, words: str) -> None:
    found = dateline(paragraph, (0, len(paragraph)), LISTS)
    assert found is not None
    assert paragraph[: found[0]] == words
    assert paragraph[found[1]] not in " -–—"


@pytest.mark.parametrize(
    "paragraph",
    [
        "BREAKING - Drones hit a depot.",
        "NATO — The alliance met.",
        "The town of Lyman - it fell in May - is empty.",
        "KYIV has asked for help - Paris refused.",
        "KYIV - the capital - was hit.",
        "Pokrovsk (pop. 60,000) is empty.",
        "Residents (of both towns) - Many of them old - left.",
        "UKRAINE'S AIR FORCE SHOT DOWN 38 DRONES, AND IT SAID SO - Moscow denied it.",
        "WASHINGTON",
        "(AFP) - Two men died.",
        "",
    ],
)
def test_not_one(paragraph: str) -> None:
    assert dateline(paragraph, (0, len(paragraph)), LISTS) is None


def test_cost_does_not_grow_with_dashes() -> None:
    text = "KYIV " + "- a " * 50_000
    assert dateline(text, (0, len(text)), LISTS) is None
