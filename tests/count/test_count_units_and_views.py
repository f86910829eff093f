"""Conversion of units, and the views that serve comparison with public sets."""

from __future__ import annotations

import pytest

from firsthand.count.conventions import measeval, newsquant, quantulum, recognizers
from firsthand.count.units import by_key, convert, factor, lexicon
from firsthand.data.language import Language

EN = Language()


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        (90, "km", "mile", 55.92),
        (300, "km2", "mi2", 115.83),
        (1, "tonne", "kg", 1000),
        (100, "km/h", "mph", 62.14),
        (0, "°C", "°F", 32),
        (100, "°C", "°F", 212),
        (1, "foot", "inch", 12),
        (1, "hectare", "acre", 2.471),
    ],
)
def test_conversion(value: float, unit: str, into: str, expected: float) -> None:
    assert convert(value, unit, into, EN) == pytest.approx(expected, rel=1e-3)


def test_what_does_not_measure_the_same_is_not_converted() -> None:
    assert convert(1, "km", "kg", EN) is None
    assert convert(1, "USD", "EUR", EN) is None
    assert convert(1, "km", "nonesuch", EN) is None


def test_every_unit_that_names_a_pint_unit_is_known_to_pint() -> None:
    for unit in by_key(EN).values():
        if unit.pint is not None:
            assert factor(unit.pint, unit.pint) == pytest.approx((1.0, 0.0), abs=1e-6)


def test_keys_of_units_are_unique_and_every_form_is_found() -> None:
    listed = lexicon(EN)
    assert len(by_key(EN)) > 150
    assert "km" in listed.folded
    assert "$" in listed.signs


def test_newsquant_counts_one_before_a_noun_and_the_product_does_not() -> None:
    (one,) = newsquant("It was one of the oldest bridges in Poland.", EN)
    assert (one["value"], one["op"], one["unit"]) == (1, "=", "old bridge Poland")


@pytest.mark.parametrize(
    ("text", "value", "op", "unit"),
    [
        ("Shares fell 3.5 percent", 3.5, "down", "percentage"),
        ("about 40 miles", 40, "~", "mile"),
        ("more than 40 armed men", 40, ">", "armed man"),
        ("$5.20 a gallon", 5.2, "=", "dollar per gallon"),
        ("a 27-year-old pilot", 27, "=", "year of age"),
    ],
)
def test_newsquant_view(text: str, value: float, op: str, unit: str) -> None:
    (found,) = newsquant(text, EN)
    assert (found["value"], found["op"], found["unit"]) == (value, op, unit)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("heated to 34 and 38 °C", ["34 and 38 °C"]),
        ("a mass of 69 ± 3 kg", ["69 ± 3 kg"]),
        ("less than 5 m/s", ["less than 5 m/s"]),
        ("as shown before (24) and [12]", []),
    ],
)
def test_measeval_view(text: str, quotes: list[str]) -> None:
    assert [text[q["start"] : q["end"]] for q in measeval(text, EN)] == quotes


def test_quantulum_view_takes_the_middle_of_a_range() -> None:
    (found,) = quantulum("between 44 kg and 50 kg", EN)
    assert found["value"] == 47


@pytest.mark.parametrize(
    ("text", "model", "quote", "value"),
    [
        ("it cost 3 dollars 50 cents", "CurrencyModel", "3 dollars 50 cents", 3.5),
        ("he is 5 feet 2 inches", "DimensionModel", "5 feet 2 inches", 5 + 2 / 12),
        ("now it is -10C outside", "TemperatureModel", "-10C", -10),
        ("she is five years old", "AgeModel", "five years old", 5),
    ],
)
def test_recognizers_view(text: str, model: str, quote: str, value: float) -> None:
    (found,) = recognizers(text, EN, model)
    assert text[found["start"] : found["end"]] == quote
    assert found["value"] == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["a Boeing 777F took off", "the 13F filing", "800,000 F-Series trucks", "rotate 90 degrees"]
)
def test_no_temperature(text: str) -> None:
    assert recognizers(text, EN, "TemperatureModel") == []


@pytest.mark.parametrize(
    ("text", "model", "found"),
    [
        ("a woman of age 62 signed", "AgeModel", [("age 62", 62)]),
        ("12 eur 30 usd", "CurrencyModel", [("12 eur", 12), ("30 usd", 30)]),
        ("$ 1,500.00 $ 2,750.50 rent", "CurrencyModel", [("$ 1,500.00", 1500), ("$ 2,750.50", 2750.5)]),
        ("a budget of 85 MEUR", "CurrencyModel", [("85 MEUR", 85e6)]),
        ("sold for euro 3.5 million", "CurrencyModel", [("euro 3.5 million", 3.5e6)]),
        ("it pays a $ 40 million bill", "CurrencyModel", [("$ 40 million", 40e6)]),
        ("walls six to 9 feet tall", "DimensionModel", [("9 feet", 9)]),
        ("output of 7,000 barrels a day", "DimensionModel", [("7,000 barrels", 7000)]),
        ('a nail 4 " long', "DimensionModel", [('4 "', 4)]),
    ],
)
def test_what_a_span_of_recognizers_takes_in(text: str, model: str, found: list[tuple[str, float]]) -> None:
    assert [(text[f["start"] : f["end"]], f["value"]) for f in recognizers(text, EN, model)] == [
        (quote, pytest.approx(value)) for quote, value in found
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sales were $2.4 billion a year earlier.", [(2.4e9, "dollar")]),
        ("a $55-a-share bid", [(55, "dollar per share")]),
        ("paid C$9 (US$6.60) per share", [(9, "canadian dollar per share"), (6.6, "dollar")]),
        ("The index rose 31.5 points to 2,310.", [(31.5, "point"), (2310, "point")]),
        ("It sold 12m of its Lark cameras.", [(12e6, "Lark camera")]),
        ("worth PS4.2m to the club", [(4.2e6, "pound sterling")]),
        ("from $20 to $25 billion", [((20e9, 25e9), "dollar")]),
        ("a MERS -12 vaccine", []),
        ("The PS5 sold well.", []),
    ],
)
def test_units_of_the_newsquant_view(text: str, found: list[tuple[object, str]]) -> None:
    got = newsquant(text, EN)
    assert [(q.get("value", (q.get("low"), q.get("high"))), q["unit"]) for q in got] == found
