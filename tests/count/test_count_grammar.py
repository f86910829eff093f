"""Numbers in words and digits, units, and what is no amount: text in, values out, near misses beside the hits."""

from __future__ import annotations

import pytest

from firsthand.count.amounts import amounts
from firsthand.count.tokens import tokens
from firsthand.data.language import Language

EN = Language()


def read(text: str) -> list[tuple[str, float | int | None, str | None]]:
    """(number as written, value, unit) of every amount that counts."""
    t = tokens(text)
    return [(t.quote(a.number_first, a.number_last), a.value, a.unit) for a in amounts(t, EN) if a.trap is None]


def traps(text: str) -> list[tuple[str, str]]:
    t = tokens(text)
    return [(t.quote(a.number_first, a.number_last), a.trap) for a in amounts(t, EN) if a.trap is not None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7 tanks", 7),
        ("1,250 tanks", 1250),
        ("1,20,000 villagers", 120000),
        ("1 250 tanks", 1250),
        ("1\u00a0250\u00a0000 people", 1250000),
        ("1'250 tanks", 1250),
        ("1.250.000 people", 1250000),
        ("3.5 tonnes", 3.5),
        ("3,5 million people", 3500000),
        ("1.2 million people", 1200000),
        ("40 thousand shells", 40000),
        ("twenty-five men", 25),
        ("twenty five men", 25),
        ("one hundred and two men", 102),
        ("two thousand and five men", 2005),
        ("three hundred thousand men", 300000),
        ("four million two hundred thousand men", 4200000),
        ("half a million people", 500000),
        ("a quarter of a million people", 250000),
        ("half a dozen men", 6),
        ("a dozen men", 12),
        ("two dozen men", 24),
        ("a hundred men", 100),
        ("two and a half tonnes", 2.5),
        ("two-and-a-half tonnes", 2.5),
        ("three and a half million people", 3500000),
        ("a year and a half", 1.5),
        ("half an hour", 0.5),
        ("2 1/2 miles", 2.5),
        ("2½ miles", 2.5),
        ("½ mile", 0.5),
        ("two thirds of the town", 2 / 3),
        ("a third of the town", 1 / 3),
        ("one-fifth of the town", 0.2),
        ("5.5e3 kg", 5500),
        ("2.5×10^4 kg", 25000),
        ("3 × 10−2 kg", 0.03),
        ("3 lakh people", 300000),
        ("-12 °C", -12),
    ],
)
def test_numbers(text: str, value: float) -> None:
    found = read(text)
    assert len(found) == 1
    assert found[0][1] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("dozens of men", 24, 99),
        ("hundreds of men", 200, 999),
        ("thousands of men", 2000, None),
        ("tens of thousands of men", 20000, 99999),
        ("hundreds of thousands of men", 200000, 999999),
        ("several villages", 3, 9),
        ("several hundred men", 300, 999),
        ("a few villages", 3, 9),
        ("a couple of villages", 2, 3),
        ("a number of villages", 2, None),
        ("millions of people", 2000000, None),
        ("scores of men", 40, 99),
    ],
)
def test_vague_amounts_have_bounds_and_no_value(text: str, low: int, high: int | None) -> None:
    t = tokens(text)
    (found,) = amounts(t, EN)
    assert (found.value, found.low, found.high) == (None, low, high)
    assert found.op.value == "vague"


@pytest.mark.parametrize(
    ("text", "op", "low", "high"),
    [
        ("at least 12 people", "at_least", 12, None),
        ("no fewer than 12 people", "at_least", 12, None),
        ("12 or more people", "at_least", 12, None),
        ("more than 12 people", "more_than", 13, None),
        ("over a dozen people", "more_than", 13, None),
        ("beyond 12 people", "more_than", 13, None),
        ("more than 12 km", "more_than", 12, None),
        ("fewer than 12 people", "less_than", 0, 11),
        ("up to 12 people", "up_to", 0, 12),
        ("as many as 12 people", "up_to", 0, 12),
        ("no more than 12 people", "at_most", 0, 12),
        ("nearly 7,000 people", "nearly", 6650, 6999),
        ("about 100 people", "about", 95, 105),
        ("some 17 clashes", "about", 16, 18),
        ("roughly 40 km", "about", 38, 42),
        ("exactly 12 people", "exact", 12, 12),
        ("12 people", "exact", 12, 12),
        ("only 12 people", "exact", 12, 12),
        ("between 40 and 60 people", "range", 40, 60),
        ("40 to 60 people", "range", 40, 60),
        ("40–60 people", "range", 40, 60),
        ("four to five thousand people", "range", 4000, 5000),
        ("two or three people", "range", 2, 3),
        ("up to about 20 people", "up_to", 0, 20),
        ("12 people so far", "at_least", 12, None),
        ("well over 100 people", "more_than", 101, None),
    ],
)
def test_operators_and_their_bounds(text: str, op: str, low: float, high: float | None) -> None:
    t = tokens(text)
    found = [a for a in amounts(t, EN) if a.trap is None]
    assert len(found) == 1
    assert (found[0].op.value, found[0].low, found[0].high) == (op, low, high)


def test_over_a_time_is_a_period_and_not_an_operator() -> None:
    (over,) = amounts(tokens("Over eight days the town was shelled."), EN)
    assert over.op.value == "exact"
    (longer,) = amounts(tokens("It lasted for over eight days."), EN)
    assert longer.op.value == "more_than"


def test_control_over_an_area_is_no_operator() -> None:
    (area,) = amounts(tokens("They won control over 40 square kilometres."), EN)
    assert (area.op.value, area.low, area.high) == ("exact", 40, 40)


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("38 percent", "percent", "share"),
        ("38 per cent", "percent", "share"),
        ("38%", "percent", "share"),
        ("3 percentage points", "percentage point", "points"),
        ("$22 billion", "USD", "money"),
        ("US$22bn", "USD", "money"),
        ("€5", "EUR", "money"),
        ("22 million hryvnias", "UAH", "money"),
        ("90 kilometres", "km", "distance"),
        ("90km", "km", "distance"),
        ("400 square kilometres", "km2", "area"),
        ("400 sq km", "km2", "area"),
        ("400 km²", "km2", "area"),
        ("5 tonnes", "tonne", "mass"),
        ("300 km/h", "km/h", "speed"),
        ("14-month", "month", "duration"),
        ("155mm", "mm", "distance"),
        ("30 degrees Celsius", "°C", "temperature"),
        ("35 °C", "°C", "temperature"),
        ("a 32-year-old", "year", "age"),
        ("aged 32", "year", "age"),
        ("Olena Hryn, 32, said", "year", "age"),
        ("one in ten people", "ratio", "chance"),
        ("three out of every 100 people", "ratio", "chance"),
        ("twice as many", "ratio", "multiple"),
        ("a tenfold rise", "ratio", "multiple"),
        ("three times as many", "ratio", "multiple"),
    ],
)
def test_units_and_kinds(text: str, unit: str, kind: str) -> None:
    found = [a for a in amounts(tokens(text), EN) if a.trap is None]
    assert len(found) == 1
    assert (found[0].unit, found[0].kind) == (unit, kind)


@pytest.mark.parametrize(
    "text",
    [
        "P-800 Oniks missiles",
        "Shahed-136/131 drones",
        "an F-16",
        "on 5 November 2024",
        "on November 5",
        "during the night of 5 to 6 November",
        "in 1991",
        "the 2019 review",
        "at 6 p.m.",
        "at 6.30 pm",
        "at 21:40",
        "the 3rd brigade",
        "the third brigade",
        "Article 5 of the treaty",
        "page 12",
        "Flight 17",
        "Resolution 2334 was adopted",
        "call 252-555-1411",
        "on 12/03/2024",
        "82 Harbour Street",
        "They won 3-1.",
        "[12, 13]",
        "1. The first point",
        "in the 1990s",
        "one of the guards",
        "no one came",
        "one another",
        "the top three",
        "COVID-19",
        "https://example.org/2024/123",
        "the last 24 hours",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than 2000 people in 2022", [2000]),
        ("1000 casualties a day", [1000]),
        ("12 Kalibr cruise missiles and two P-800 Oniks missiles", [12, 2]),
        ("On 5 November 38 drones came.", [38]),
        ("He was shot at 6 p.m. by two men.", [2]),
        ("World War II killed 50 million people.", [50000000]),
    ],
)
def test_amounts_beside_traps(text: str, expected: list[int]) -> None:
    assert [value for _, value, _ in read(text)] == expected


def test_a_dropped_number_keeps_its_reason() -> None:
    assert traps("Article 5 was adopted on 3 May at 6 p.m.") == [("5", "name"), ("3", "date"), ("6", "clock")]


@pytest.mark.parametrize(
    ("text", "noun", "head"),
    [
        ("12 Kalibr cruise missiles hit", "Kalibr cruise missiles", "missile"),
        ("seven enemy attacks directly", "enemy attacks", "attack"),
        ("6,000 South Sudanese troops had come", "South Sudanese troops", "troop"),
        ("25 wounded soldiers lay", "wounded soldiers", "soldier"),
        ("dozens of people were", "people", "person"),
        ("two arms depots burned", "arms depots", "depot"),
        ("19 Iranian attack UAVs flew", "Iranian attack UAVs", "uav"),
        ("six women came", "women", "woman"),
        ("12 police officers came", "police officers", "officer"),
    ],
)
def test_the_counted_noun(text: str, noun: str, head: str) -> None:
    t = tokens(text)
    (found,) = [a for a in amounts(t, EN) if a.trap is None]
    assert found.counted is not None
    assert t.quote(found.counted.first, found.counted.last) == noun
    assert found.counted.head == head


@pytest.mark.parametrize("text", ["25 were wounded", "126 injured", "it killed 25 yesterday", "38 of them"])
def test_no_noun_is_made_up(text: str) -> None:
    (found,) = [a for a in amounts(tokens(text), EN) if a.trap is None]
    assert found.counted is None


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The toll rose by 12", "rose_by"),
        ("The toll rose to 12", "rose_to"),
        ("Sales fell 3 percent", "fell_by"),
        ("Shares were up 3 percent", "rose_by"),
        ("Shares closed 3 percent lower", "fell_by"),
        ("They shot down 12 drones", None),
        ("They gave up 12 villages", None),
        ("They lost 12 men", None),
    ],
)
def test_change(text: str, change: str | None) -> None:
    (found,) = [a for a in amounts(tokens(text), EN) if a.trap is None]
    assert (found.change.value if found.change else None) == change
