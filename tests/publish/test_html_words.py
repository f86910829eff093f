"""Plain words for values."""

from __future__ import annotations

import pytest

from firsthand.model.moment import Moment, MomentKind
from firsthand.model.span import Span
from firsthand.publish.html_words import between, clipped, count, kilometres, number, span_of_days, units, when


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (7, 7, "7"),
        (100_001, None, "100,001 or more"),
        (None, 85, "85 or fewer"),
        (0, 85, "0 to 85"),
        (1.5, 1.5, "1.5"),
        (2.0, 2.0, "2"),
        (None, None, "not stated"),
        (200_000, 999_999, "200,000 to 999,999"),
    ],
)
def test_ranges(low: float | None, high: float | None, said: str) -> None:
    assert between(low, high) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (-3, "-3"),
        (42_000_000, "42,000,000"),
        (1.0133, "1.0133"),
        (42_000_000.0, "42,000,000"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_numbers(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("2024-11-05", "2024-11-05", "5 November 2024"),
        ("2024-11-05", "2024-11-06", "5 to 6 November 2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2014-01-01", "2016-12-31", "2014 to 2016"),
        ("2024-10-30", "2024-11-05", "30 October to 5 November 2024"),
        ("2023-12-30", "2024-01-02", "30 December 2023 to 2 January 2024"),
        ("2022-02-24", None, "since 24 February 2022"),
        (None, "2022-02-24", "until 24 February 2022"),
        (None, None, "not on the calendar"),
        ("BC0001", "x", "BC0001 to x"),
    ],
)
def test_days(begin: str | None, end: str | None, said: str) -> None:
    assert span_of_days(begin, end) == said


@pytest.mark.parametrize(("n", "said"), [(0, "no places"), (1, "1 place"), (2, "2 places"), (1200, "1,200 places")])
def test_counts(n: int, said: str) -> None:
    assert count(n, "place") == said


@pytest.mark.parametrize(
    ("text", "limit", "said"),
    [
        ("short", 10, "short"),
        ("a\n b\t c", 10, "a b c"),
        ("one two three four", 12, "one two …"),
        ("x" * 50, 10, "x" * 10 + " …"),
    ],
)
def test_clipping(text: str, limit: int, said: str) -> None:
    assert clipped(text, limit) == said


@pytest.mark.parametrize(
    ("unit", "amount", "said"),
    [
        ("drone", 38, "drones"),
        ("drone", 1, "drone"),
        ("person", 7, "people"),
        ("km2", 12, "km2"),
        ("percent", 40, "percent"),
        ("battery", 3, "batteries"),
        ("day", None, "days"),
        ("USD", 5, "USD"),
        (None, 5, ""),
    ],
)
def test_units(unit: str | None, amount: int | None, said: str) -> None:
    assert units(unit, amount) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("P1D", "1 day"),
        ("P3Y", "3 years"),
        ("PXW", "some weeks"),
        ("PT2H", "2 hours"),
        ("PT30M", "30 minutes"),
        ("P6M", "6 months"),
        ("XXXX-WXX-2", "XXXX-WXX-2"),
        (None, "not on the calendar"),
    ],
)
def test_lengths(value: str | None, said: str) -> None:
    assert when(Moment(made_by="t", span=Span(0, 1, "x"), kind=MomentKind.DURATION, value=value)) == said


@pytest.mark.parametrize(("km", "said"), [(2.44, "2.4"), (27.4, "27"), (569.9, "570"), (0.5, "0.5"), (9.99, "10")])
def test_distances_are_told_no_finer_than_known(km: float, said: str) -> None:
    assert kilometres(km) == said
