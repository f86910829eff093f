"""Repeats and incidents: own prose, any order of arrival."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.compare.gisting import gist
from firsthand.compare.groups import average_linked, joined
from firsthand.compare.incidents import incidents
from firsthand.compare.repeats import contained, repeats, shingles
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.pipeline import read_document

BRIDGE = (
    "Two people died and five were hurt when a drone hit the road bridge at Semenivka before dawn, the district council said. "
    "Ihor Lazarenko, who heads the council, said the second span had come down and that lorries were being sent by way of Hremiach. "
    "A farmer who lives beside the river told the local paper he had counted three explosions within a minute."
)
MARKET = (
    "Shells fell on the covered market of Omdurman on Thursday afternoon and killed at least nine traders, a volunteer committee said. "
    "Its spokesman Yasir Elamin put the number of wounded at thirty and said the nearest hospital had no blood left. "
    "The army did not answer questions about who had fired."
)
BRIDGE_LATER = (
    "The toll of the drone attack on the Semenivka road bridge has risen to three, the district council said on Wednesday, "
    "after a woman died in hospital in Chernihiv. Lazarenko said engineers would need a month to rebuild the fallen span."
)
DEPOT = "A fire broke out at an oil depot near Engels after what the regional governor called an attack by several drones. Nobody was hurt."


def document(text: str, published: str | None = None, title: str | None = None) -> Document:
    return Document(text=text, title=title, published=Published(published) if published else None)


KIT = Kit()


def grouped(documents: list[Document]) -> list[int]:
    """For each document the first of its incident, by position."""
    named = incidents([gist(read_document(one, KIT), KIT) for one in documents])
    return [named.index(one) for one in named]


def as_sets(groups: list[int]) -> set[frozenset[int]]:
    return {frozenset(at for at, group in enumerate(groups) if group == one) for one in groups}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((BRIDGE, MARKET), [0, 1]),
        ((BRIDGE, BRIDGE), [0, 0]),
        ((BRIDGE, f"Menu Home Donate\n{BRIDGE}\nCookies Contact"), [0, 0]),
        ((BRIDGE, BRIDGE.replace("before dawn", "early on Tuesday").replace("Two", "At least two")), [0, 0]),
        ((f"{MARKET} {BRIDGE}", MARKET), [0, 0]),  # an excerpt
        ((BRIDGE, BRIDGE_LATER), [0, 1]),  # the same happening is not the same text
        (("", ""), [0, 1]),
        (("Air raid alert in Kyiv.", "Air raid alert in Kharkiv."), [0, 1]),
    ],
)
def test_repeats(texts: tuple[str, ...], expected: list[int]) -> None:
    assert repeats([document(text) for text in texts]) == expected


def test_fifty_outlets_with_small_edits_are_one_repeat() -> None:
    edits = random.Random(7)
    copies = []
    for outlet in range(50):
        words = BRIDGE.split()
        words[edits.randrange(len(words))] = "indeed"
        copies.append(document(f"Outlet {outlet}. {' '.join(words)}"))
    assert set(repeats([*copies, document(MARKET)])) == {0, 50}


def test_incidents_join_reports_that_share_no_sentence() -> None:
    reports = [
        document(BRIDGE, "2024-03-05", "Drone hits bridge at Semenivka"),
        document(MARKET, "2024-03-07", "Shells on Omdurman market"),
        document(BRIDGE_LATER, "2024-03-06", "Semenivka bridge toll rises"),
        document(DEPOT, "2024-03-06", "Fire at Engels depot"),
    ]
    assert grouped(reports) == [0, 1, 0, 3]


def test_the_same_words_a_year_apart_are_two_incidents() -> None:
    again = BRIDGE_LATER.replace("three", "six")
    reports = [
        document(BRIDGE, "2023-03-05"),
        document(again, "2024-03-06"),
        document(MARKET, "2024-03-07"),
        document(DEPOT, "2024-03-06"),
    ]
    assert len(set(grouped(reports))) == 4


@given(st.permutations(range(4)))
@settings(max_examples=12, deadline=None)
def test_incidents_do_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    reports = [
        document(BRIDGE, "2024-03-05"),
        document(MARKET, "2024-03-07"),
        document(BRIDGE_LATER, "2024-03-06"),
        document(DEPOT, "2024-03-06"),
    ]
    found = as_sets(grouped([reports[at] for at in order]))
    assert {frozenset(order[at] for at in group) for group in found} == {
        frozenset({0, 2}),
        frozenset({1}),
        frozenset({3}),
    }


@given(st.text())
def test_a_text_contains_itself(text: str) -> None:
    cut = shingles(text)
    assert contained(cut, cut) == (1.0 if cut else 0.0)


def test_groups_join_by_mean_similarity_not_by_a_chain() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.3, (2, 3): 0.9}
    assert average_linked(4, chain, 0.5) == [0, 0, 2, 2]
    assert average_linked(4, chain, 0.05) == [0, 0, 0, 0]
    assert joined(4, chain) == [0, 0, 0, 0]


def test_nothing_to_group() -> None:
    assert incidents([]) == repeats([]) == []
