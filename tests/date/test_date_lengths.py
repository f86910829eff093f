"""Durations, repetitions and ranges."""

from __future__ import annotations

import pytest

from firsthand.date.conventions import timex2, timex3, war_rules
from firsthand.date.stage import moments
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.reading import Reading

KIT = Kit()


def read(text: str, published: str = "2024-11-07") -> tuple[Moment, ...]:
    return moments(Reading(document=Document(text=text, published=Published(published))), KIT)


@pytest.mark.parametrize(
    ("text", "quote", "value", "mod"),
    [
        ("It lasted three years.", "three years", "P3Y", None),
        ("The nearly three-year war goes on.", "nearly three-year", "P3Y", "LESS_THAN"),
        ("The 15-month battle ended.", "15-month", "P15M", None),
        ("A three-day truce held.", "three-day", "P3D", None),
        ("It lasted a year and a half.", "a year and a half", "P1Y6M", None),
        ("It lasted two and a half years.", "two and a half years", "P2Y6M", None),
        ("It lasted half an hour.", "half an hour", "PT30M", None),
        ("It lasted 2.5 hours.", "2.5 hours", "PT2H30M", None),
        ("It lasted twenty-four hours.", "twenty-four hours", "PT24H", None),
        ("It lasted 1,200 days.", "1,200 days", "P1200D", None),
        ("A month-long course began.", "month-long", "P1M", None),
        ("A decades-long dispute.", "decades-long", "PXDE", None),
        ("It lasted more than eight months.", "more than eight months", "P8M", "MORE_THAN"),
        ("It lasted less than an hour.", "less than an hour", "PT1H", "LESS_THAN"),
        ("It lasted about two weeks.", "about two weeks", "P2W", "APPROX"),
        ("It lasted at least ten days.", "at least ten days", "P10D", "EQUAL_OR_MORE"),
        ("It lasted up to ten days.", "up to ten days", "P10D", "EQUAL_OR_LESS"),
        ("It lasted several weeks.", "several weeks", "PXW", None),
        ("It lasted a few days.", "a few days", "PXD", None),
        ("It lasted a fortnight.", "a fortnight", "P2W", None),
        ("It lasted three years and two months.", "three years and two months", "P3Y2M", None),
        ("They fought for centuries.", "centuries", "PXCE", None),
    ],
)
def test_durations(text: str, quote: str, value: str, mod: str | None) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.kind, found.value, found.mod) == (quote, MomentKind.DURATION, value, mod)


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Drones come every night.", "every night", "XXXX-XX-XXTNI"),
        ("Drones come daily.", "daily", "P1D"),
        ("They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
        ("They meet each Thursday.", "each Thursday", "XXXX-WXX-4"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("They meet every other day.", "every other day", "P2D"),
        ("They flood each July.", "each July", "XXXX-07"),
        ("They launch 50 drones a day.", "a day", "P1D"),
        ("They meet twice a week.", "a week", "P1W"),
        ("They use 300 shells per hour.", "per hour", "PT1H"),
        ("Trains leave on Tuesday nights.", "Tuesday nights", "XXXX-WXX-2TNI"),
    ],
)
def test_sets(text: str, quote: str, value: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.kind, found.value) == (quote, MomentKind.SET, value)


@pytest.mark.parametrize(
    "text",
    [
        "About three-quarters of the town is gone.",
        "The daily said so.",
        "He has a second car.",
        "They read the minutes of the meeting.",
    ],
)
def test_no_durations(text: str) -> None:
    assert [found.span.quote for found in read(text)] == []


def test_an_age_is_kept_and_marked() -> None:
    (found,) = read("A 17-year-old was hurt.")
    assert (found.value, found.made_by) == ("P17Y", "rule:date/age")
    assert war_rules([found]) == ()


@pytest.mark.parametrize(
    ("text", "quote", "begin", "end", "parts"),
    [
        (
            "Shelling on 10-17 February 2024.",
            "10-17 February 2024",
            "2024-02-10",
            "2024-02-17",
            ["10", "17 February 2024"],
        ),
        (
            "Shelling from 10 to 17 February 2024.",
            "10 to 17 February 2024",
            "2024-02-10",
            "2024-02-17",
            ["10", "17 February 2024"],
        ),
        (
            "Shelling on February 10–17, 2024.",
            "February 10–17, 2024",
            "2024-02-10",
            "2024-02-17",
            ["February 10", "17, 2024"],
        ),
        ("Shelling from March to May 2023.", "March to May 2023", "2023-03-01", "2023-05-31", ["March", "May 2023"]),
        (
            "Shelling between 5 May and 3 June 2023.",
            "5 May and 3 June 2023",
            "2023-05-05",
            "2023-06-03",
            ["5 May", "3 June 2023"],
        ),
        ("The war of 1939-45.", "1939-45", "1939-01-01", "1945-12-31", ["1939", "45"]),
        ("The war of 1914–1918.", "1914–1918", "1914-01-01", "1918-12-31", ["1914", "1918"]),
        (
            "From December to February it froze.",
            "December to February",
            "2023-12-01",
            "2024-02-29",
            ["December", "February"],
        ),
    ],
)
def test_ranges(text: str, quote: str, begin: str, end: str, parts: list[str]) -> None:
    whole, *ends = read(text)
    assert (whole.span.quote, whole.begin, whole.end) == (quote, begin, end)
    assert [one.span.quote for one in ends] == parts
    assert {one.part_of for one in ends} == {whole.id}


def test_a_night_between_two_days() -> None:
    (found,) = read("On the night of 5 to 6 November drones came.")
    assert (found.value, found.begin, found.end) == ("2024-11-05TNI", "2024-11-05", "2024-11-06")


def test_days_in_a_list_share_month_and_year() -> None:
    assert [one.value for one in read("On 5, 7 and 9 May 2023 it rained.")] == [
        "2023-05-05",
        "2023-05-07",
        "2023-05-09",
    ]
    assert [one.value for one in read("In March and May 2023 it rained.")] == ["2023-03", "2023-05"]


def test_conventions_differ_by_scheme() -> None:
    found = read(
        "Since 2014 a former mayor, now in exile, has written daily. He left on 10-17 February 2024 for two to three weeks."
    )
    values = {scheme.__name__: [one.value for one in scheme(found)] for scheme in (timex3, timex2, war_rules)}
    assert values == {
        "timex3": ["2014", "PRESENT_REF", "P1D", "2024-02-10", "2024-02-17", "P2W"],
        "timex2": ["2014", "PAST_REF", "PRESENT_REF", "XXXX-XX-XX", "2024-02-10", "2024-02-17", "P2W", "P3W"],
        "war_rules": ["2014/..", "P1D", "2024-02-10/2024-02-17", "P2W"],
    }
    assert next(one.interval for one in war_rules(found)) == "2014-01-01/.."


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("Shelling went on from Friday to Monday.", "2024-11-01", "2024-11-04"),
        ("Talks were held Monday through Friday.", "2024-10-28", "2024-11-01"),
        ("Talks will run from Friday to Monday.", "2024-11-08", "2024-11-11"),
    ],
)
def test_weekdays_of_a_range_follow_each_other(text: str, begin: str, end: str) -> None:
    whole = read(text)[0]
    assert (whole.begin, whole.end) == (begin, end)


def test_the_end_of_a_range_is_never_before_its_beginning() -> None:
    whole, first, last = read("A spring–summer campaign was planned.", "2026-02-27")
    assert first.begin is not None
    assert last.begin is not None
    assert first.begin <= last.begin
    assert (whole.begin, whole.end) == (first.begin, last.end)
