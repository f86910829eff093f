"""Spans, ids, documents and readings: what no record may break."""

from __future__ import annotations

from dataclasses import fields
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import BadValue
from firsthand.model.attribution import Attribution, Kind, Voice
from firsthand.model.document import Document, Grain, Published
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import SHELF, Reading
from firsthand.model.record import Record
from firsthand.model.span import Span, cover

TEXT = "The mayor of Sumy said seven people were killed and 25 wounded."


def figure(start: int, end: int, low: int | None, high: int | None, **more: object) -> Figure:
    span = Span.of(TEXT, start, end)
    return Figure(span=span, number=span, op=Operator.EXACT, low=low, high=high, made_by="rule:test", **more)  # type: ignore[arg-type]


@given(st.text(), st.integers(0, 60), st.integers(0, 60))
def test_a_span_quotes_its_text_or_is_refused(text: str, start: int, end: int) -> None:
    if start <= end <= len(text):
        assert text[start:end] == Span.of(text, start, end).quote
    else:
        with pytest.raises(BadValue):
            Span.of(text, start, end)


@given(st.text(min_size=1))
def test_trimmed_spans_lose_only_white_space(text: str) -> None:
    span = Span.trimmed(text, 0, len(text))
    assert span.quote == text.strip() or not text.strip()


def test_a_quote_of_another_length_is_refused() -> None:
    with pytest.raises(BadValue, match="cannot quote"):
        Span(0, 4, "abc")


def test_cover_is_the_shortest_stretch() -> None:
    assert cover(TEXT, [Span.of(TEXT, 13, 17), Span.of(TEXT, 4, 9)]).quote == "mayor of Sumy"


def test_ids_are_made_from_what_a_record_says() -> None:
    assert figure(23, 28, 7, 7).id == figure(23, 28, 7, 7).id
    assert figure(23, 28, 7, 7).id != figure(52, 54, 25, 25).id
    assert figure(23, 28, 7, 7, confidence=0.2).id == figure(23, 28, 7, 7).id, "a better confidence is the same record"


def test_every_kind_of_record_has_its_own_prefix_and_shelf() -> None:
    assert len({kind.prefix for kind in SHELF}) == len(SHELF)
    named = {kind.__name__ for kind in Record.__subclasses__() if kind.__module__.startswith("firsthand.model")}
    assert {kind.__name__ for kind in SHELF} == named


@pytest.mark.parametrize(
    ("low", "high", "value", "message"),
    [(9, 3, None, "above high"), (float("nan"), None, None, "finite"), (1, float("inf"), None, "finite")],
)
def test_impossible_figures_are_refused(low: float, high: float | None, value: float | None, message: str) -> None:
    span = Span.of(TEXT, 23, 28)
    with pytest.raises(BadValue, match=message):
        Figure(span=span, number=span, op=Operator.RANGE, low=low, high=high, value=value, made_by="rule:test")


def test_half_a_coordinate_is_refused() -> None:
    with pytest.raises(BadValue, match="half a coordinate"):
        Place(span=Span.of(TEXT, 13, 17), name="Sumy", kind=PlaceKind.SETTLEMENT, latitude=50.9, made_by="rule:test")


def test_an_attribution_needs_content_and_gives_its_chain_outermost_first() -> None:
    source, content = Span.of(TEXT, 0, 17), Span.of(TEXT, 23, 62)
    with pytest.raises(BadValue, match="content"):
        Attribution(source=source, cue=None, content=(), kind=Kind.INDIRECT, made_by="rule:test")
    said = Attribution(
        source=source, cue=None, content=(content,), kind=Kind.INDIRECT, via=(Voice("Ukrinform"),), made_by="rule:test"
    )
    assert said.chain() == ("Ukrinform", "The mayor of Sumy")


def test_a_document_is_named_by_its_text() -> None:
    document = Document(text=TEXT)
    assert document.id == sha256(TEXT.encode()).hexdigest()
    with pytest.raises(BadValue, match="not the sha256"):
        Document(text=TEXT, id="0" * 64)
    with pytest.raises(BadValue, match="lone surrogate"):
        Document(text="a\ud800")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024", "2024-01-01"),
        ("2024-11", "2024-11-01"),
        ("2024-11-05", "2024-11-05"),
        ("2024-11-05T08:30", "2024-11-05"),
    ],
)
def test_publication_dates(value: str, day: str) -> None:
    assert Published(value).date().isoformat() == day


@pytest.mark.parametrize("value", ["", "yesterday", "2024-13-01", "05/11/2024", "2024-02-30"])
def test_wrong_publication_dates_are_refused(value: str) -> None:
    with pytest.raises(BadValue, match="ISO date"):
        Published(value, grain=Grain.DAY)


def test_a_reading_keeps_text_order_and_no_record_twice() -> None:
    seven, many = figure(23, 28, 7, 7, role=Role.KILLED), figure(52, 54, 25, 25, role=Role.INJURED)
    reading = Reading(document=Document(text=TEXT)).having([many]).having([seven, many, seven])
    assert reading.of(Figure) == (seven, many)
    assert reading.proven() is reading


def test_a_span_of_another_text_does_not_pass() -> None:
    stray = Span(0, 5, "Kyiv.")
    reading = Reading(document=Document(text=TEXT)).having(
        [Figure(span=stray, number=stray, op=Operator.EXACT, low=1, high=1, made_by="rule:test")]
    )
    with pytest.raises(BadValue, match=r"is not 'Kyiv\.'"):
        reading.proven()


def test_every_field_that_holds_a_span_is_proven() -> None:
    """`Record.spans` finds its fields by annotation; a new way to write one must not escape the proof."""
    for kind in SHELF:
        for field in fields(kind):
            if "Span" in str(field.type):
                assert field.type in ("Span", "Span | None", "tuple[Span, ...]"), f"{kind.__name__}.{field.name}"
