"""Times that are counted from the publication date, from the report's own time, or from each other."""

from __future__ import annotations

import pytest

from firsthand.date.notes import notes
from firsthand.date.stage import moments
from firsthand.kit import Kit
from firsthand.model.document import Document, Grain, Published
from firsthand.model.moment import Moment
from firsthand.model.reading import Reading

KIT = Kit()


def read(text: str, published: str | None = "2024-11-07") -> tuple[Moment, ...]:  # a Thursday
    stamp = Published(published) if published else None
    return moments(Reading(document=Document(text=text, published=stamp)), KIT)


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Yesterday the depot burned.", "Yesterday", "2024-11-06"),
        ("It upset the army's planning for spring.", "spring", "2025-SP"),
        ("Nobody had food in spring.", "spring", "2024-SP"),
        ("The depot burned the day before yesterday.", "the day before yesterday", "2024-11-05"),
        ("The depot burned last night.", "last night", "2024-11-06TNI"),
        ("Shelling resumed this morning.", "this morning", "2024-11-07TMO"),
        ("Shelling resumed late on Tuesday.", "late on Tuesday", "2024-11-05"),
        ("Shelling resumed early Tuesday morning.", "early Tuesday morning", "2024-11-05TMO"),
        ("The bridge fell last week.", "last week", "2024-W44"),
        ("The bridge fell last month.", "last month", "2024-10"),
        ("The bridge fell earlier this month.", "earlier this month", "2024-11"),
        ("The bridge fell late last month.", "late last month", "2024-10"),
        ("The bridge fell last year.", "last year", "2023"),
        ("The bridge fell in March last year.", "March last year", "2023-03"),
        ("The bridge fell last Friday.", "last Friday", "2024-11-01"),
        ("The bridge fell two weeks ago.", "two weeks ago", "2024-W43"),
        ("The bridge fell a year and a half ago.", "a year and a half ago", "2023-05"),
        ("The bridge fell three years ago.", "three years ago", "2021"),
        ("The bridge fell last spring.", "last spring", "2024-SP"),
        ("The bridge fell over the weekend.", "the weekend", "2024-W45-WE"),
        ("The bridge fell at 0300 GMT on Tuesday.", "0300 GMT on Tuesday", "2024-11-05T03:00"),
        ("The bridge fell at around 9:30 p.m. on Tuesday.", "around 9:30 p.m. on Tuesday", "2024-11-05T21:30"),
        ("The bridge fell around noon Saturday.", "around noon Saturday", "2024-11-02T12:00"),
        ("In the early hours of Tuesday it fell.", "the early hours of Tuesday", "2024-11-05TMO"),
        ("They will meet next week.", "next week", "2024-W46"),
        ("They will meet tomorrow at 10 a.m.", "tomorrow at 10 a.m.", "2024-11-08T10:00"),
        ("They will meet ten days from now.", "ten days from now", "2024-11-17"),
        ("They now hold the town.", "now", "PRESENT_REF"),
        ("They recently took the town.", "recently", "PAST_REF"),
        ("They will soon take the town.", "soon", "FUTURE_REF"),
    ],
)
def test_from_the_publication_date(text: str, quote: str, value: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.value) == (quote, value)
    if not value.endswith("REF"):
        assert found.anchor == "published"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Monday the envoys met in Vienna.", "2024-11-04"),
        ("On Monday the envoys will meet in Vienna.", "2024-11-11"),
        ("The envoys are expected to meet on Monday.", "2024-11-11"),
        ("The vote was postponed until Monday.", "2024-11-11"),
        ("The vote will be held on Monday, he said.", "2024-11-11"),
        ("They have until Monday to leave.", "2024-11-11"),
        ("In October the town fell.", "2024-10"),
        ("In December the town fell.", "2023-12"),
        ("In December the town will be rebuilt.", "2024-12"),
        ("The work should be finished by March.", "2025-03"),
        ("In November the front moved again.", "2024-11"),
        ("The hearing on November 20 was announced.", "2024-11-20"),
    ],
)
def test_tense_decides(text: str, value: str) -> None:
    assert [found.value for found in read(text)] == [value]


def test_other_times_are_counted_from_the_one_told_last() -> None:
    found = read(
        "On 5 March 2023 the raid began. The next day it rained. Three days later it ended. That evening they left."
    )
    assert [one.value for one in found] == ["2023-03-05", "2023-03-06", "2023-03-09", "2023-03-09TEV"]
    assert [one.anchor for one in found] == [None, "narrative", "narrative", "narrative"]


HISTORY = """The siege of Arvo began in April 1942. In June the garrison sent out its horses. By the end of August bread was gone.

In December 1942 the river froze. In January a column crossed it. On 3 February the gate was opened. Five days later the
last gun was silent. A book of 1987 counts the dead anew. In March the town was rebuilt, a work planned to last until 1950.
On 4 May the first school reopened.
"""


def test_a_history_carries_its_own_date_forward() -> None:
    values = [one.value for one in read(HISTORY, "2009-12-19")]
    assert values == [
        "1942-04",
        "1942-06",
        "1942-08",
        "1942-12",
        "1943-01",
        "1943-02-03",
        "1943-02-08",
        "1987",
        "1943-03",
        "1950",
        "1943-05-04",
    ]


def test_news_with_a_few_old_years_is_no_history() -> None:
    text = "On Tuesday the court met. It has sat since 1998. Last week it heard the case of 2003. In May it will rule."
    assert [one.value for one in read(text)] == ["2024-11-05", "1998", "2024-W44", "2003", "2025-05"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Yesterday it rained.", "XXXX-XX-XX"),
        ("It rained on Tuesday.", "XXXX-WXX-2"),
        ("It rained last week.", "XXXX-WXX"),
        ("It rained last month.", "XXXX-XX"),
        ("It rained last year.", "XXXX"),
        ("It rained on 5 November.", "XXXX-11-05"),
        ("It rained in November.", "XXXX-11"),
        ("It rained on Tuesday night.", "XXXX-WXX-2TNI"),
        ("It rained at 0300 GMT.", "XXXX-XX-XXT03:00"),
        ("It rained in the past week.", "P1W"),
    ],
)
def test_without_a_publication_date_relative_times_stay_relative(text: str, value: str) -> None:
    (found,) = read(text, None)
    assert (found.value, found.begin, found.end, found.anchor) == (value, None, None, None)
    assert found.acled_time_precision is None


def test_a_coarse_publication_date_gives_no_days() -> None:
    document = Document(
        text="Yesterday it rained. Last year it did not.", published=Published("2024", grain=Grain.YEAR)
    )
    found = moments(Reading(document=document), KIT)
    assert [one.value for one in found] == ["XXXX-XX-XX", "2023"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Sirens at 03:00 GMT.", "+00:00"),
        ("Sirens at 2130 local time.", "local time"),
        ("Sirens at 4 a.m. Kyiv time.", "kyiv time"),
        ("Sirens at 15:30 (EST).", "-05:00"),
        ("Sirens at 15:30 UTC+3.", "+03:00"),
        ("Sirens at 2024-11-05T03:00Z.", "+00:00"),
        ("Sirens at 15:30.", None),
    ],
)
def test_zones_are_kept(text: str, zone: str | None) -> None:
    (found,) = read(text)
    assert found.zone == zone


@pytest.mark.parametrize(
    ("text", "quote", "value", "begin", "end", "bound"),
    [
        ("Closed since Monday.", "Monday", "2024-11-04", "2024-11-04", None, "since"),
        ("Closed until March 2025.", "March 2025", "2025-03", None, "2025-03-31", "until"),
        ("Closed by March 2025.", "March 2025", "2025-03", None, "2025-03-31", "by"),
        ("Closed before 2022.", "2022", "2022", None, "2021-12-31", "before"),
        ("Closed after 2022.", "2022", "2022", "2022-12-31", None, "after"),
    ],
)
def test_half_open(text: str, quote: str, value: str, begin: str | None, end: str | None, bound: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.value, found.begin, found.end, found.bound) == (quote, value, begin, end, bound)
    assert found.ucdp_date_prec is None


@pytest.mark.parametrize(
    ("text", "quote", "begin", "end"),
    [
        ("In the past day three villages were hit.", "the past day", "2024-11-06", "2024-11-07"),
        ("In the last 24 hours three villages were hit.", "the last 24 hours", "2024-11-06", "2024-11-07"),
        ("In the past week three villages were hit.", "the past week", "2024-10-31", "2024-11-07"),
        ("In the past couple of days three were hit.", "the past couple of days", "2024-11-05", "2024-11-07"),
        ("Over the past three months three were hit.", "the past three months", "2024-08-07", "2024-11-07"),
        ("Over the next two weeks three will be rebuilt.", "the next two weeks", "2024-11-07", "2024-11-21"),
    ],
)
def test_windows(text: str, quote: str, begin: str, end: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.begin, found.end) == (quote, begin, end)


def test_vague_windows_have_a_unit_and_no_days() -> None:
    (found,) = read("In recent weeks the shelling grew.")
    assert (found.span.quote, found.value, found.mod, found.begin) == ("recent weeks", "PXW", "APPROX", None)


@pytest.mark.parametrize(
    ("text", "quote", "begin"),
    [
        (
            "Prices rose since the start of the full-scale invasion in Ukraine.",
            "the start of the full-scale invasion",
            "2022-02-24",
        ),
        ("In Sudan, since the start of the war, mills stand still.", "the start of the war", "2023-04-15"),
        ("Crimea has been closed since the annexation of Crimea.", "the annexation of Crimea", "2014-03-18"),
    ],
)
def test_named_events(text: str, quote: str, begin: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.begin, found.mod, found.bound) == (quote, begin, "SINCE", "since")


def test_pre_war_means_the_war_of_the_report() -> None:
    (found,) = read("Ukrainian steel is at half its pre-war output.")
    assert (found.value, found.mod, found.begin, found.end) == ("2022-02-24", "BEFORE", None, "2022-02-23")
    assert read("Output is at half its pre-war level.") == ()


def test_overnight_is_the_night_before_the_morning_of_the_report() -> None:
    (found,) = read("Overnight drones crossed the border.")
    assert (found.value, found.begin, found.end) == ("2024-11-07TNI", "2024-11-06", "2024-11-07")


def test_a_timeline_takes_its_year_from_its_head() -> None:
    text = "How the siege unfolded\n\n2022\nMarch 3: The road is cut.\nMarch 9: A ward is hit.\n16 March - The hall burns; the next day it rains.\nIn June it ends."
    assert [one.value for one in read(text)] == [
        "2022",
        "2022-03-03",
        "2022-03-09",
        "2022-03-16",
        "2022-03-17",
        "2022-06",
    ]


def test_hours_of_a_live_blog_are_of_its_day() -> None:
    text = "Updates on 5 November 2024\n\n08:45 Sirens in the capital.\n09:10 Two drones fall near the station."
    assert [one.value for one in read(text)] == ["2024-11-05", "2024-11-05T08:45", "2024-11-05T09:10"]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("It reopened the day after Christmas.", "the day after Christmas", "2023-12-26"),
        ("It closed the day before 5 March 2024.", "the day before 5 March 2024", "2024-03-04"),
        ("It opened on 29 February.", "29 February", "2024-02-29"),
        ("It opened at 3:30 this afternoon.", "3:30 this afternoon", "2024-11-07T15:30"),
        ("It opens the day after tomorrow.", "the day after tomorrow", "2024-11-09"),
    ],
)
def test_beside_another_time(text: str, quote: str, value: str) -> None:
    (found,) = read(text)
    assert (found.span.quote, found.value) == (quote, value)


def test_a_report_without_a_date_says_what_stays_relative() -> None:
    document = Document(text="Yesterday it rained. On 5 March 2023 it did not. It is now dry.")
    reading = Reading(document=document)
    assert notes(reading.having(moments(reading, KIT))) == (
        "No publication date: 1 of 2 dates stay relative. Give one to place them.",
    )
    dated = Reading(document=Document(text=document.text, published=Published("2024-11-07")))
    assert notes(dated.having(moments(dated, KIT))) == ()


def test_an_undated_report_with_a_few_years_is_not_placed_by_them() -> None:
    found = read("The war has gone on since 2014. On 10 February the bridge fell. Last year it was rebuilt.", None)
    assert [one.value for one in found] == ["2014", "XXXX-02-10", "XXXX"]


def test_what_stands_in_an_address_is_no_time() -> None:
    found = read("See https://paper.example.org/2026/feb/11/live-february-13-2026/ and come on Monday.")
    assert [one.span.quote for one in found] == ["Monday"]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("Earlier this month a bridge fell.", "2024-11-01", "2024-11-07"),
        ("They will meet later this month.", "2024-11-07", "2024-11-30"),
        ("A bridge fell late last month.", "2024-10-01", "2024-10-31"),
    ],
)
def test_earlier_and_later_this_month_meet_on_the_day_of_publication(text: str, begin: str, end: str) -> None:
    (found,) = read(text)
    assert (found.begin, found.end) == (begin, end)
