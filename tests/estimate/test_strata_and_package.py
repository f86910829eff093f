"""Strata and their sum, the bootstrap, the package that others can repeat, and reviewed pairs."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import BadValue, UnreadableInput
from firsthand.estimate.answer import Estimate
from firsthand.estimate.averaged import averaged
from firsthand.estimate.bootstrap import bootstrapped
from firsthand.estimate.bounds import chao
from firsthand.estimate.lists import Lists
from firsthand.estimate.names import name
from firsthand.estimate.package import package
from firsthand.estimate.people import Person
from firsthand.estimate.plot import plot
from firsthand.estimate.report import Answers, page
from firsthand.estimate.review import COLUMNS, read_decided
from firsthand.estimate.sparse import sparse
from firsthand.estimate.strata import people_by, stratified, total

# 1,000 people each; the first stratum is found by 30, 40, 50 in a hundred, the second by 10, 15 and 20.
EASY = Lists(("parish", "clinic", "court"), (0, 90, 140, 60, 210, 90, 140, 60))
HARD = Lists(("parish", "clinic", "court"), (0, 68, 108, 12, 153, 17, 27, 3))
DISJOINT = Lists(("parish", "clinic", "court"), (0, 40, 30, 0, 20, 0, 0, 0))


def test_strata_add_up_where_one_table_would_not() -> None:
    found = stratified({"north": EASY, "south": HARD}, averaged, "region")
    assert found.total.holds(2000)
    together = Lists(EASY.names, tuple(a + b for a, b in zip(EASY.counts, HARD.counts, strict=True)))
    alone = averaged(together)
    assert alone.best is not None
    assert found.total.best is not None
    assert abs(found.total.best - 2000) < abs(alone.best - 2000)


def test_a_stratum_without_an_estimate_makes_the_sum_a_bound() -> None:
    refused = Estimate(method="m", model="", assumes=(), refused="no overlap")
    good = Estimate(method="m", model="", assumes=(), low=900, best=1000, high=1150)
    found = total([(EASY, good), (DISJOINT, refused)])
    assert (found.best, found.high) == (None, None)
    assert found.low is not None
    assert found.low > 900
    assert "lower bound" in found.warnings[0]
    assert total([(DISJOINT, refused)]).refused


def person(list_: str, id_: str, died: str = "", **stratum: str) -> Person:
    return Person(
        list=list_, id=id_, name=name("Ivan Moroz"), written="Ivan Moroz", died=died, stratum=tuple(stratum.items())
    )


def test_people_without_a_value_go_where_the_others_of_their_lists_are() -> None:
    people = [person("a", str(at), region="north" if at < 6 else "south" if at < 9 else "") for at in range(12)]
    tables = people_by(people, range(12), ("a", "b"), "region")
    assert {value: table.counts for value, table in tables.items()} == {"north": (0, 8, 0, 0), "south": (0, 4, 0, 0)}
    assert set(people_by([person("a", "1", "2022-05-01")], [0], ("a",), "year of death")) == {"2022"}
    with pytest.raises(BadValue, match="no list has a column 'rank'"):
        people_by(people, range(12), ("a", "b"), "rank")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["north", "south", ""])), min_size=1, max_size=40))
def test_strata_hold_everybody_once(rows: list[tuple[str, str]]) -> None:
    people = [person(list_, str(at), region=value) for at, (list_, value) in enumerate(rows)]
    if any(value for _, value in rows):
        tables = people_by(people, range(len(people)), ("a", "b"), "region")
        assert sum(table.seen() for table in tables.values()) == len(people)


def test_the_bootstrap_is_wider_than_the_chosen_model_and_repeats() -> None:
    found, model = bootstrapped(EASY, 60), sparse(EASY)
    assert found == bootstrapped(EASY, 60)
    assert found.best == model.best
    assert found.holds(1000)
    assert bootstrapped(Lists(("a", "b"), (0, 5, 5, 5))).refused


def test_the_package_is_complete_and_the_same_twice(tmp_path: Path) -> None:
    found = Answers(EASY, (chao(EASY), sparse(EASY), averaged(EASY), sparse(Lists(("a", "b"), (0, 5, 5, 5)))))
    first = {path.name: path.read_bytes() for path in package(found, tmp_path / "one")}
    assert first == {path.name: path.read_bytes() for path in package(found, tmp_path / "two")}
    described = json.loads(first["datapackage.json"])
    for resource in described["resources"]:
        assert resource["hash"] == f"sha256:{sha256(first[resource['path']]).hexdigest()}"
    assert (described["models"], described["models_refused"], described["rows_in"]) == (4, 1, EASY.seen())
    frictionless = pytest.importorskip("frictionless")
    assert frictionless.validate(str(tmp_path / "one" / "datapackage.json")).valid


def test_the_plot_is_a_picture_with_every_model_and_no_refused_one() -> None:
    drawn = plot((chao(EASY), sparse(EASY), Estimate(method="none", model="", assumes=(), refused="x")), EASY.seen())
    words = [node.text for node in ElementTree.fromstring(drawn).iter() if node.text]  # our own text
    assert {"Chao", "SparseMSE"} <= set(words)
    assert "none" not in words
    assert any(word.startswith("at least ") for word in words)


def test_no_page_says_true_or_confirmed_or_a_number_without_its_model() -> None:
    text = page(Answers(EASY, (chao(EASY), sparse(EASY), bootstrapped(EASY, 20))))
    assert not {"true", "confirmed", "truth"} & set(text.casefold().replace(",", " ").split())
    assert "SparseMSE, bootstrap" in text


def test_reviewed_pairs_are_read_and_bad_words_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    rows = ["a,1,Ivan,b,2,Іван,0.5,,yes", "a,3,Oleh,b,4,Olha,0.4,,no", "a,5,X,b,6,Y,0.4,,"]
    path.write_text("\n".join([",".join(COLUMNS), *rows]), "utf-8")
    assert read_decided(path) == ((("a", "1"), ("b", "2"), True), (("a", "3"), ("b", "4"), False))
    path.write_text("\n".join([",".join(COLUMNS), "a,1,Ivan,b,2,Іван,0.5,,maybe"]), "utf-8")
    with pytest.raises(UnreadableInput, match="line 2: 'maybe' is neither yes nor no"):
        read_decided(path)
