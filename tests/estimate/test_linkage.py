"""Names folded, lists read, people linked: tables with near misses, and made-up people whose truth is known."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from firsthand.errors import BadValue, InputError
from firsthand.estimate.answer import Estimate
from firsthand.estimate.linkage import Linkage, carried, linked
from firsthand.estimate.lists import Lists
from firsthand.estimate.names import Name, name
from firsthand.estimate.people import Person, read_people

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from synthetic_people import made_up

SAME_NAME = [
    ("Олена Шевченко", "Елена Шевченко", "Yelena Schewtschenko", "Shevchenko, Olena"),
    ("Петренко Олександр Іванович", "Александр Иванович Петренко", "Aleksandr Iwanowitsch Petrenko"),
    ("Сергій Ковальчук", "Sergei Kowaltschuk", "Serhii Kovalchuk", "Sgt Sergey Kovalchuk"),
    ("Жанна Зелінська", "Жанна Зелинская", "Zhanna Zelinskaya"),
    ("Юрій Миколайович Тимошенко", "Юрий Николаевич Тимошенко", "Yuri Nikolayevich Timoshenko"),
    ("Ганна Щербак", "Anna Shcherbak", "Anna Schtscherbak"),
    ("Mohammed Hassan", "Muhammad Hasan"),
]
OTHER_NAME = [
    ("Олег Бондар", "Ольга Бондар"),
    ("Іван Мороз", "Іван Марусяк"),
    ("Павло Петрович Гончар", "Петро Павлович Гончар"),
    ("Andrii Savchuk", "Anton Savchuk"),
]


@pytest.mark.parametrize("spellings", SAME_NAME, ids=lambda spellings: spellings[0])
def test_one_name_has_one_key_in_every_spelling(spellings: tuple[str, ...]) -> None:
    assert len({name(one) for one in spellings}) == 1, [name(one) for one in spellings]


@pytest.mark.parametrize(("one", "other"), OTHER_NAME)
def test_other_names_keep_other_keys(one: str, other: str) -> None:
    assert name(one) != name(other)


def test_initials_and_missing_parts_stay_what_they_are() -> None:
    assert name("Петренко, О. І.") == Name("petrenko", "o", "i")
    assert name(family="Бондар") == Name("bondar", "", "")
    assert name("") == Name("", "", "")


def written(folder: Path, title: str, rows: list[list[str]]) -> Path:
    path = folder / f"{title}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_lists_are_read_with_dates_as_fine_as_they_are(tmp_path: Path) -> None:
    one = written(tmp_path, "parish", [["Name", "born", "region"], ["Ivan Moroz", "05.03.1988", "north"]])
    two = written(tmp_path, "court", [["family", "given", "dob"], ["Мороз", "Іван", "1988-03"]])
    people = read_people([one, two])
    assert [(one.list, one.born, one.name) for one in people] == [
        ("parish", "1988-03-05", Name("moroz", "ivan", "")),
        ("court", "1988-03", Name("moroz", "ivan", "")),
    ]
    assert people[0].stratum == (("region", "north"),)


BAD_LISTS = [
    ([["name", "born"], ["Ivan Moroz", "yesterday"]], "line 2: 'yesterday' is no date"),
    ([["name", "born"], ["Ivan Moroz", "1988-02-30"]], "is no date"),
    ([["born"], ["1988"]], "no column of names"),
    ([["name", "lat", "lon"], ["Ivan Moroz", "94", "30"]], "is no coordinate"),
    ([["name"], ["Ivan Moroz", "1988"]], "line 2 has 2 cells, the header 1"),
    ([["name", "id"], ["Ivan Moroz", "7"], ["Taras Moroz", "7"]], "an id stands twice on one list"),
    ([["name", "born"], ["", "1988"]], "line 2 names nobody"),
    ([["name"]], "no rows"),
    ([["name"], ["Ivan Moroz"]], "only one list"),
]


@pytest.mark.parametrize(("rows", "words"), BAD_LISTS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_bad_list_is_named_with_its_mend(tmp_path: Path, rows: list[list[str]], words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_people([written(tmp_path, "list", rows)])
    assert words in str(caught.value)
    assert "list.csv" in str(caught.value)


@pytest.fixture(scope="module")
def thousand() -> tuple[Linkage, list[str]]:
    pytest.importorskip("splink")
    people, truth = made_up(1000, 7)
    found = linked(people)
    return found, [truth[one.list, one.id] for one in found.people]


def pairs(groups: list[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def test_made_up_people_are_found_again(thousand: tuple[Linkage, list[str]]) -> None:
    found, truth = thousand
    both = pairs(list(zip(truth, found.person, strict=True)))
    assert 2 * both / (pairs(list(truth)) + pairs(list(found.person))) >= 0.97


def test_the_draws_surround_the_truth_and_repeat(thousand: tuple[Linkage, list[str]]) -> None:
    found, truth = thousand
    drawn = found.drawn(8)
    assert drawn == found.drawn(8)
    assert len({table.counts for table in drawn}) > 1
    assert sum(table.seen() for table in drawn) / 8 == pytest.approx(len(set(truth)), rel=0.01)


def test_a_list_names_a_person_once(thousand: tuple[Linkage, list[str]]) -> None:
    found, _ = thousand
    assert not found.within()


def test_order_of_rows_does_not_matter_and_a_reviewer_wins() -> None:
    pytest.importorskip("splink")
    people, _ = made_up(300, 3)
    first = linked(people)
    assert linked(people[::-1]) == first
    pair = next(one for one in first.doubtful())
    a, b = first.rows(pair)
    for same in (True, False):
        again = linked(people, [((a.list, a.id), (b.list, b.id), same)])
        at = {(one.list, one.id): number for one, number in zip(again.people, again.person, strict=True)}
        assert (at[a.list, a.id] == at[b.list, b.id]) is same


def test_a_carried_estimate_is_wider_than_any_of_its_parts() -> None:
    tables = [Lists(("a", "b"), (0, 50, 40, overlap)) for overlap in (20, 22, 18)]
    parts = [
        Estimate(method="m", model="x", assumes=(), low=best - 20, best=best, high=best + 30)
        for best in (200, 190, 212)
    ]
    whole = carried(tables, parts)
    assert whole.low is not None
    assert whole.best is not None
    assert whole.high is not None
    assert min(one.best for one in parts if one.best) < whole.best < max(one.best for one in parts if one.best)
    assert whole.high - whole.low > max((one.high or 0) - (one.low or 0) for one in parts)
    refused = carried(tables, [*parts[:2], Estimate(method="m", model="x", assumes=(), refused="no peak")])
    assert refused.refused == "no peak"


def test_duplicates_on_one_list_are_found() -> None:
    pytest.importorskip("splink")
    people, _ = made_up(300, 5)
    complete = next(one for one in people if len(one.born) == len(one.died) == 10 and one.lat and one.name.patronymic)
    twice = [*people, Person(**{**{k: getattr(complete, k) for k in Person.__slots__}, "id": "again"})]
    found = linked(twice)
    assert len(found.within()) == 1
    one, other = next(iter(found.within()))
    assert {found.people[one].id, found.people[other].id} == {complete.id, "again"}
    assert all(a.list <= b.list for a, b in pairwise(found.people))


def test_more_rows_than_can_be_linked_are_refused_before_any_work() -> None:
    people, _ = made_up(20, 3)
    with pytest.raises(BadValue, match=r"rows are more than the 11 that are linked at once .* --most-rows"):
        linked(people, most=11)
