"""Partitions drawn from ratios of pairs: a person once a list, rivals share, the overlap of the lists counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.estimate.matching import Matching
from firsthand.estimate.names import name, slips
from firsthand.estimate.people import Person
from firsthand.estimate.scoring import Pair

LISTS = ("court", "parish")


def row(list_: str, id_: str, born: str = "") -> Person:
    return Person(list=list_, id=id_, name=name("Ivan Moroz"), written="Ivan Moroz", born=born)


def lone(count: int, list_: str) -> list[Person]:
    return [row(list_, f"{list_}-{at}") for at in range(count)]


def pair(a: int, b: int, ratio: float) -> Pair:
    return Pair(a, b, 0.5, (), ratio)


def matched(people: list[Person], pairs: list[Pair], apart: frozenset[frozenset[int]] = frozenset()) -> Matching:
    return Matching(people, LISTS, [(at,) for at in range(len(people))], pairs, apart)


def test_a_sure_pair_is_joined_and_one_list_names_a_person_once() -> None:
    people = [*lone(2, "court"), *lone(1, "parish")]
    found = matched(people, [pair(0, 1, 1e9), pair(0, 2, 1e9)])
    assert [(one.a, one.b) for one in found.pairs] == [(0, 2)]
    assert found.weighed()[0].probability > 0.99
    assert found.drawn(1)[0].counts == (0, 1, 0, 1)


def test_rivals_share_what_one_would_have_alone() -> None:
    people = [*lone(2, "court"), *lone(1, "parish")]
    one, other = matched(people, [pair(0, 2, 1e9), pair(1, 2, 1e9)]).weighed()
    assert one.probability + other.probability == pytest.approx(1, abs=0.01)
    assert one.probability == pytest.approx(0.5, abs=0.15)


def test_the_same_likeness_counts_for_more_where_the_lists_share_more() -> None:
    def probability(shared: int) -> float:
        people = [*lone(100, "court"), *lone(100, "parish")]
        sure = [pair(at, 100 + at, 1e12) for at in range(shared)]
        return matched(people, [*sure, pair(99, 199, 20)]).weighed()[-1].probability

    # Odds of 20 times mu(both) / (mu(court only) mu(parish only)): 20 x 80 / (20 x 20), and 20 x 10 / (90 x 90).
    assert probability(80) == pytest.approx(4 / 5, abs=0.03)
    assert probability(10) == pytest.approx(0.0241, abs=0.01)


def test_other_dates_and_a_reviewer_keep_two_people_apart() -> None:
    people = [row("court", "1", "1970-01-01"), row("parish", "2", "1981-05-09"), row("parish", "3")]
    found = matched(people, [pair(0, 1, 1e9), pair(0, 2, 1e9)], frozenset({frozenset((0, 2))}))
    assert found.pairs == ()
    assert found.drawn(1)[0].counts == (0, 1, 2, 0)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 11), st.floats(0, 1e6)), max_size=12), st.integers(0, 9))
def test_every_partition_has_every_row_once_and_a_seed_repeats_it(
    said: list[tuple[int, int, float]], seed: int
) -> None:
    people = [*lone(6, "court"), *lone(6, "parish")]
    pairs = [pair(a, b, ratio) for (a, b), ratio in {(a, b): ratio for a, b, ratio in said}.items()]
    kernels = [(at,) for at in range(len(people))]
    drawn = Matching(people, LISTS, kernels, pairs, seed=seed).drawn(2)
    assert drawn == Matching(people, LISTS, kernels, pairs, seed=seed).drawn(2)
    for table in drawn:
        assert (table.size(0), table.size(1)) == (6, 6)


def test_names_a_slip_apart_share_a_key_and_others_do_not() -> None:
    for right, wrong in [("bondar", "bondr"), ("bondar", "bonndar"), ("bondar", "obndar"), ("bondar", "bandar")]:
        assert set(slips(right)) & set(slips(wrong)), wrong
    assert not set(slips("bondar")) & set(slips("bodna"))
    assert slips("") == []
