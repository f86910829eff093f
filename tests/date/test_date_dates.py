"""Dates in all spellings, and numbers that are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.date.stage import moments
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.reading import Reading

KIT = Kit()
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]


def read(text: str, published: str | None = "2024-11-07", url: str | None = None) -> tuple[Moment, ...]:
    stamp = Published(published) if published else None
    return moments(Reading(document=Document(text=text, published=stamp, url=url)), KIT)


def suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def spellings(day: date) -> list[str]:
    month, short, weekday = MONTHS[day.month - 1], MONTHS[day.month - 1][:3], DAYS[day.weekday()]
    d, y = day.day, day.year
    return [
        day.isoformat(),
        f"{y}/{day.month:02d}/{d:02d}",
        f"{d:02d}.{day.month:02d}.{y}",
        f"{d}.{day.month}.{y}",
        f"{d} {month} {y}",
        f"{d} {short} {y}",
        f"{d} {short}. {y}",
        f"{d}-{short}-{y}",
        f"{d} of {month} {y}",
        f"{d}{suffix(d)} {month} {y}",
        f"{d}{suffix(d)} {month}, {y}",
        f"{d}{suffix(d)} of {month}, {y}",
        f"the {d}{suffix(d)} of {month} {y}",
        f"the {ORDINALS[d - 1]} of {month}, {y}",
        f"{month} {d}, {y}",
        f"{month} {d} {y}",
        f"{short}. {d}, {y}",
        f"{short} {d}, {y}",
        f"{month} {d}{suffix(d)}, {y}",
        f"{month} the {d}{suffix(d)}, {y}",
        f"{weekday}, {month} {d}, {y}",
        f"{weekday} {d} {month} {y}",
        f"{weekday}, {d} {short}. {y}",
        f"{weekday[:3]}, {d} {short} {y}",
    ]


@settings(max_examples=40, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_comes_back_from_all_its_spellings(day: date) -> None:
    for said in spellings(day):
        for text in (f"The town was shelled on {said}.", f"({said})", said):
            (found,) = read(text)
            assert (found.span.quote, found.kind, found.value) == (said, MomentKind.DATE, day.isoformat()), text
            assert found.begin == found.end == day.isoformat()
            assert (found.acled_time_precision, found.ucdp_date_prec) == (1, 1)


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.booleans())
def test_slashes_follow_the_country_of_the_address(day: date, american: bool) -> None:
    said = f"{day.month}/{day.day}/{day.year}" if american else f"{day.day}/{day.month}/{day.year}"
    (found,) = read(f"Filed {said}.", None, "https://paper.example.us/a" if american else "https://paper.example.uk/a")
    assert found.value == day.isoformat()


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Posted 05/11/2024.", "2024-11-06", "2024-11-05"),  # the reading beside the publication date
        ("Posted 11/05/2024.", "2024-11-06", "2024-11-05"),
        ("Raids on 03/04/2024 and 25/04/2024.", None, "2024-04-03"),  # another date of the report shows the order
        ("Raids on 03/04/2024 and 04/25/2024.", None, "2024-03-04"),
    ],
)
def test_slashes_follow_the_report_itself(text: str, published: str | None, value: str) -> None:
    assert read(text, published)[0].value == value


@pytest.mark.parametrize(
    ("text", "quote", "value", "begin", "end"),
    [
        ("It began in November 2020.", "November 2020", "2020-11", "2020-11-01", "2020-11-30"),
        ("It began in Nov. 2020.", "Nov. 2020", "2020-11", "2020-11-01", "2020-11-30"),
        ("It began in February of 2024.", "February of 2024", "2024-02", "2024-02-01", "2024-02-29"),
        ("In 2014 the port changed hands.", "2014", "2014", "2014-01-01", "2014-12-31"),
        ("The treaty of '97 lapsed.", "'97", "1997", "1997-01-01", "1997-12-31"),
        ("Mines laid in the 1990s remain.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("Mines laid in the '80s remain.", "the '80s", "198", "1980-01-01", "1989-12-31"),
        ("A fort of the 19th century.", "the 19th century", "18", "1800-01-01", "1899-12-31"),
        (
            "Output fell in the third quarter of 2023.",
            "the third quarter of 2023",
            "2023-Q3",
            "2023-07-01",
            "2023-09-30",
        ),
        ("Output fell in Q3 2023.", "Q3 2023", "2023-Q3", "2023-07-01", "2023-09-30"),
        ("In the first half of 2023 it rose.", "the first half of 2023", "2023-H1", "2023-01-01", "2023-06-30"),
        ("In the spring of 2022 they left.", "the spring of 2022", "2022-SP", "2022-03-01", "2022-05-31"),
        ("In winter 2022 they stayed.", "winter 2022", "2022-WI", "2022-12-01", "2023-02-28"),
        ("In fiscal 2023 it doubled.", "fiscal 2023", "2023", "2023-01-01", "2023-12-31"),
        ("On New Year's Eve 2023 it fell silent.", "New Year's Eve 2023", "2023-12-31", "2023-12-31", "2023-12-31"),
        ("On Easter Sunday 2022 bells rang.", "Easter Sunday 2022", "2022-04-17", "2022-04-17", "2022-04-17"),
        ("Orthodox Easter 2022 passed.", "Orthodox Easter 2022", "2022-04-24", "2022-04-24", "2022-04-24"),
    ],
)
def test_calendar(text: str, quote: str, value: str, begin: str, end: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.value, found.begin, found.end) == (quote, value, begin, end)


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The city fell in 480 BC.", "480 BC", "BC0480"),
        ("In August 480 BC the fleet met.", "August 480 BC", "BC0480-08"),
        ("In the 470s BC they built walls.", "the 470s BC", "BC047"),
        ("It burned in AD 70.", "AD 70", "0070"),
    ],
)
def test_before_and_after_the_era(text: str, quote: str, value: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.value) == (quote, value)


def test_before_the_era_no_days_are_given() -> None:
    (found,) = read("The city fell in 480 BC.")
    assert found.begin is None
    assert found.end is None


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the road to the coast.",
        "Some 2000 soldiers crossed.",
        "A loss of 1,950 men.",
        "Route 2010 was cut.",
        "About 1900 civilians left the town.",
        "The P-800 and the Shahed-136 fly low.",
        "He paid $2023 for it.",
        "The Sun shone and the wedding went on.",
        "Scores stood 3:1 and 14-7.",
        "Version 2.5.1 of the map.",
        "It was the second attack, of secondary weight.",
        "Grid 48.0159, 37.8028 was hit.",
        "They fall back; prices spring up.",
        "On 31/02/2024x they wrote nonsense.",
        "The march of the mothers may go on.",
        "Ten per cent of 300 tanks.",
        "The Seven Years' War is history.",
    ],
)
def test_no_dates(text: str) -> None:
    assert [found.span.quote for found in read(text)] == []


def test_a_day_that_does_not_exist_is_only_its_month() -> None:
    found = read("On 30 February 2024 nothing happened.")
    assert all(
        one.begin is None or one.begin < "2024-03-01" for one in found if one.value and one.value.startswith("2024-02")
    )


@settings(deadline=None)
@given(st.dates(date(2001, 1, 8), date(2060, 12, 1)), st.integers(1, 6))
def test_days_counted_back_from_publication(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    texts = [
        f"It fell on {DAYS[day.weekday()]}, they said.",
        f"It fell {back} days ago." if back > 1 else "It fell yesterday.",
    ]
    for text in texts:
        (found,) = read(text, published.isoformat())
        assert found.value == day.isoformat(), text
        assert found.anchor == "published"


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Stamp 051500Z NOV 24 on the order.", "051500Z NOV 24", "2024-11-05T15:00"),
        ("On Nov 5, 21:30 it fell.", "Nov 5, 21:30", "2024-11-05T21:30"),
        ("In the first week of May 2023 it fell.", "the first week of May 2023", "2023-W18"),
        ("In the last week of May 2023 it fell.", "the last week of May 2023", "2023-W21"),
        ("In the week of 4 November it fell.", "the week of 4 November", "2024-W45"),
        ("On 1919-08-01T10:00:30 it fell.", "1919-08-01T10:00:30", "1919-08-01T10:00:30"),
    ],
)
def test_stamps_and_weeks(text: str, quote: str, value: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.value) == (quote, value)
