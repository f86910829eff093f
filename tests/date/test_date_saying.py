"""Pointing words in a quotation count from the day on which the report says that it was said."""

from __future__ import annotations

import pytest

from firsthand.attribute.stage import attributions
from firsthand.date.stage import moments
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.moment import Moment
from firsthand.pipeline import read_document

TUESDAY = "2024-11-12"


def told(text: str, published: str | None = TUESDAY) -> dict[str, Moment]:
    document = Document(text=text, published=Published(published) if published else None)
    return {m.span.quote: m for m in read_document(document, Kit(), (attributions, moments)).moments}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ('The mayor said on Friday: "Today we lost two homes."', "Today", "2024-11-08"),
        ('"We lost two homes yesterday," the mayor, Olena Bilyk, said on Friday.', "yesterday", "2024-11-07"),
        ('On Friday the mayor, Olena Bilyk, wrote: "It began this morning."', "this morning", "2024-11-08TMO"),
        ('Oleh Koval on Friday told reporters: "Tomorrow we go on."', "Tomorrow", "2024-11-09"),
        ('Speaking in Odesa on 3 November, General Oleh Koval said: "Last week we held the ridge."', "Last week", "2024-W43"),
        ('"The road was cut two days ago," Oleh Koval told a briefing in Odesa on 9 November.', "two days ago", "2024-11-07"),
        # the same speaker goes on
        ('"We lost two homes," Olena Bilyk said on Friday. "Tomorrow we bury five."', "Tomorrow", "2024-11-09"),
        # no day is told of the saying
        ('"Today is hard," Olena Bilyk said. On Friday the bridge fell.', "Today", "2024-11-12"),
        ('"Today I walk," said Oleh Koval, who was wounded on Friday.', "Today", "2024-11-12"),
        ('Oleh Koval, who was wounded on Friday, said: "Today I walk."', "Today", "2024-11-12"),
        ('"Today I walk," Oleh Koval said of the strike on Friday.', "Today", "2024-11-12"),
        ('After the strike on Friday Oleh Koval said: "Today I walk."', "Today", "2024-11-12"),
        # another speaker
        ('"Today is bad," Oleh Koval said on Friday. "Today is worse," Iryna Bilyk said.', "Today", "2024-11-12"),
        # the reporter's own words, and indirect speech
        ("Olena Bilyk said on Friday that the bridge was hit last night.", "last night", "2024-11-11TNI"),
    ],
)  # fmt: skip
def test_day_of_speaking(text: str, words: str, value: str) -> None:
    assert told(text)[words].value == value


def test_anchor_names_the_day_of_speaking() -> None:
    found = told('The mayor said on Friday: "Today we lost two homes."')
    assert found["Today"].anchor == found["Friday"].id
    assert found["Friday"].anchor == "published"


def test_unknown_day_of_speaking_leaves_relative_times_relative() -> None:
    found = told('The mayor said on Friday: "Today we lost two homes."', published=None)
    assert found["Today"].begin is None
    assert found["Today"].anchor is None


def test_a_day_in_full_helps_a_report_without_a_date() -> None:
    found = told('The mayor said on 8 November 2024: "Today we lost two homes."', published=None)
    assert found["Today"].value == "2024-11-08"
