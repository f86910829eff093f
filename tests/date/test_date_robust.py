"""What must hold for every text: spans, determinism, linear time."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.date.conventions import timex2, timex3, war_rules
from firsthand.date.precision import acled_time_precision, ucdp_date_prec
from firsthand.date.stage import moments
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.reading import Reading

KIT = Kit()
PIECES = st.sampled_from(
    [
        "the",
        "a",
        "last",
        "next",
        "past",
        "Nov.",
        "November",
        "5",
        "5th",
        "2024",
        "31",
        "0300",
        "GMT",
        "-",
        "–",
        "/",
        ":",
        ".",
        ",",
        "'",
        "s",
        "’90s",
        "week",
        "weeks",
        "years",
        "ago",
        "later",
        "on",
        "of",
        "every",
        "Monday",
        "half",
        "two",
        "twenty",
        "and",
        "or",
        "to",
        "third",
        "quarter",
        "mid",
        "early",
        "end",
        "since",
        "until",
        "before",
        "BC",
        "480",
        "noon",
        "p.m.",
        "am",
        "spring",
        "May",
        "march",
        "second",
        "99999999",
        "½",
        "1,200",
        "\n",
        "\n\n",
        "0000-00-00",
        "9999",
        "year-earlier",
        "İ",
        "ﬁ",
        "́",
        "easter",
        "new",
        "year's",
        "eve",
    ]
)


def reading(text: str, published: str | None = "2024-11-07") -> Reading:
    return Reading(document=Document(text=text, published=Published(published) if published else None))


@given(
    st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([None, "2024-11-07", "0001-01-01", "9999-12-31"])
)
def test_any_text(text: str, published: str | None) -> None:
    read = reading(text, published)
    read.having(moments(read, KIT)).proven()


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from([None, "2024-11-07", "0001-01-01", "9999-12-31"]))
def test_any_words_of_time(text: str, published: str | None) -> None:
    read = reading(text, published)
    found = moments(read, KIT)
    read.having(found).proven()
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.begin is None or one.end is None or one.begin <= one.end
        if published is None and one.anchor is None and one.value is not None and "X" in one.value:
            assert one.begin is None
    for scheme in (timex3, timex2, war_rules):
        assert all(text[one.start : one.end] for one in scheme(found))
    assert found == moments(read, KIT)


@pytest.mark.parametrize(
    "piece",
    [
        "On Nov. 5, 2024, two weeks ago, the last four days of spring. ",
        "the the the the a a a a ",
        "1 1 1 1 ",
        "twenty twenty twenty ",
        "5 and 5 and 5 and ",
        "Monday Monday , ",
        "early late mid the end of ",
        "1-1-1-1-",
        "'''",
        "\n \n",
        "2024",
        "since the start of the war ",
        "May ",
    ],
)
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    def cost(times: int) -> float:
        read = reading(piece * times)
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            moments(read, KIT)
            best = min(best, time.process_time() - start)
        return best

    cost(10)
    once, twice = cost(500), cost(2000)
    assert twice < 4 * 2.5 * max(once, 0.004)


@pytest.mark.parametrize(
    ("begin", "end", "acled", "ucdp"),
    [
        ("2024-11-05", "2024-11-05", 1, 1),
        ("2024-11-05", "2024-11-06", 2, 2),
        ("2024-11-04", "2024-11-10", 2, 3),
        ("2024-11-01", "2024-11-30", 3, 4),
        ("2024-09-01", "2024-11-30", None, 5),
        ("2024-01-01", "2024-12-31", None, 5),
        ("2020-01-01", "2029-12-31", None, None),
        (None, "2024-11-05", None, None),
    ],
)
def test_precision_codes(begin: str | None, end: str | None, acled: int | None, ucdp: int | None) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (begin, end))
    assert (acled_time_precision(first, last), ucdp_date_prec(first, last)) == (acled, ucdp)
