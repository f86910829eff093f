"""The stage as a whole: any text, the same answer, no more time than the text asks for."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.check.calendar import _written_dates
from firsthand.check.scene import scene, stem
from firsthand.check.space import km_between
from firsthand.check.stage import checks
from firsthand.count.stage import figures
from firsthand.kit import Kit
from firsthand.model.check import Check, Verdict
from firsthand.model.document import Document, Published
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

KIT = Kit()


def read(text: str) -> Reading:
    reading = Reading(document=Document(text=text, published=Published("2024-11-07")))
    return reading.having(figures(reading, KIT))


def raised(text: str) -> list[Check]:
    return [c for c in checks(read(text), KIT) if c.verdict in (Verdict.WARN, Verdict.FAIL)]


PIECES = st.sampled_from(
    [
        "The toll rose to 45 .",
        "38 of 63 drones",
        "60 percent of the population",
        "population of 7,500",
        "killed 12 people",
        "wounded 25",
        "including 40 children",
        ": 14 fighters and five civilians",
        "300 square kilometres ( 115 square miles )",
        "Tuesday , 5 November 2024",
        "born in 1984",
        "a 40-year-old",
        "would mean 310,000 deaths",
        "confirms",
        "tears apart",
        "powerless",
        "Ukraine",
        "lost 76 men",
        ",",
        ".",
        "even in a town",
        "one resident told reporters",
        "reports that",
        "each",
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_whatever_the_figures_every_check_is_proven_and_the_same_again(text: str) -> None:
    reading = read(text)
    first = checks(reading, KIT)
    reading.having(first).proven()
    assert first == checks(reading, KIT)
    assert all(c.formula and c.message and c.inputs for c in first)


@pytest.mark.parametrize(
    "text", ["", " ", "7", "1" * 4000, "killed 7 and wounded 25 " * 50, "%" * 300, "12 percent of " * 100]
)
def test_odd_texts(text: str) -> None:
    reading = read(text)
    reading.having(checks(reading, KIT)).proven()


def test_time_grows_no_faster_than_the_text() -> None:
    sentence = "On Monday the strike killed seven people and wounded 25, and 38 of 63 drones, or 60 percent, were shot down; reports said that 300 soldiers were killed. "

    def seconds(text: str) -> float:
        reading = read(text)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            checks(reading, KIT)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(sentence * 640) < 24 * seconds(sentence * 80)  # 8 times the text
    one_line = sentence.replace(". ", ", ")
    assert seconds(one_line * 640) < 24 * seconds(one_line * 80)


def test_a_ratio_of_other_things_is_left_alone() -> None:
    assert raised("Of 60 drones 45 were shot down. Some 85 percent of voters stayed at home.") == []
    assert (
        raised("The town has a population of 4,000. Sixty people were killed. About 30 percent of the houses burned.")
        == []
    )


def test_parts_of_another_whole_are_left_alone() -> None:
    assert (
        raised("The army killed 12 people, the ministry said. Fourteen fighters and five civilians were buried.") == []
    )


def test_women_and_doctors_may_be_the_same_people() -> None:
    assert raised("The strike killed 12 people, including eight women and seven doctors.") == []


def test_a_list_that_is_not_whole_is_left_alone() -> None:
    assert raised("Drones came over nine regions, including Sumy and Poltava.") == []


def test_the_formula_shows_its_numbers_and_the_flip_point() -> None:
    (c,) = raised("Air defence downed 45 of 60 drones, or 85 percent.")
    assert c.kind == "ratio_recompute"
    assert "45 / 60 = 75 %" in c.formula
    assert c.flip is not None
    assert "53" in c.flip
    assert len(c.inputs) == 3


def test_parameters_come_with_their_sources() -> None:
    (c,) = raised("The strike killed 47 people and wounded five.")
    assert c.parameters
    assert all(p.source for p in c.parameters)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ukraine", "ukrainians"),
        ("russia", "russian"),
        ("israel", "israelis"),
        ("sudan", "sudanese"),
        ("palestine", "palestinians"),
    ],
)
def test_a_country_and_its_people_have_one_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_great_circle() -> None:
    def place(name: str, latitude: float, longitude: float) -> Place:
        return Place(
            made_by="test",
            span=Span(0, 4, "Town"),
            name=name,
            kind=PlaceKind.SETTLEMENT,
            latitude=latitude,
            longitude=longitude,
        )

    assert km_between(place("Kyiv", 50.45, 30.52), place("Odesa", 46.48, 30.73)) == pytest.approx(441, abs=3)
    assert (
        km_between(
            place("Kyiv", 50.45, 30.52),
            Place(made_by="test", span=Span(0, 4, "Town"), name="Nowhere", kind=PlaceKind.SETTLEMENT),
        )
        is None
    )


def test_written_dates_take_the_year_from_publication() -> None:
    found = _written_dates(scene(read("It came on 5 November and on March 3, 2021."), KIT))
    assert [day for _, _, day in found] == [date(2024, 11, 5), date(2021, 3, 3)]
