"""CSV that no spreadsheet can be attacked with, and Web Annotations that find their words again."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import firsthand
from firsthand.data.examples import examples
from firsthand.model.document import Document
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.passage import Passage
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.publish.csv import COLUMNS, rows, safe
from firsthand.publish.webannotation import CONTEXT, collection

BY: dict[str, Any] = {"made_by": "rule:test"}


def table(*readings: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(rows(readings)), newline="")))


def quoting(text: str, start: int, end: int) -> Reading:
    frame = Frame(span=Span.of(text, start, end), kind=FrameKind.LOADED_WORD, **BY)
    return Reading(document=Document(text=text, title="=cmd|' /C calc'!A0")).having([frame])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "－"])
def test_no_cell_is_a_formula(start: str) -> None:
    (row,) = table(quoting(f"{start}1+1 fell", 0, 4))
    assert row["quote"] == f"'{start}1+1"[:5]
    assert row["title"].startswith("'=")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
@settings(deadline=None)
def test_any_quote_comes_back(text: str) -> None:
    clean = firsthand.read_text(text).document.text
    if clean:
        (row,) = table(quoting(clean, 0, len(clean)))
        assert row["quote"] == safe(clean)
        assert row["quote"].removeprefix("'") == clean or row["quote"] == clean


def test_numbers_stay_numbers_and_cells_fit() -> None:
    assert (safe(-3.5), safe(0), safe(None), safe("-3.5")) == ("-3.5", "0", "", "'-3.5")
    assert len(safe("=" * 50_000)) == 32_767


def test_one_row_a_record_with_its_place_in_the_text() -> None:
    readings = [firsthand.read(path) for path in examples()]
    found = table(*readings)
    records = [r for reading in readings for r in reading.records() if not isinstance(r, Passage)]
    assert [row["id"] for row in found] == [record.id for record in records]
    texts = {reading.document.id: reading.document.text for reading in readings}
    for row in found:
        assert row["permalink"] == f"{row['document']}#{row['id']}"
        if row["quote"]:
            quote = texts[row["document"]][int(row["start"]) : int(row["end"])]
            assert row["quote"] == safe(quote)
    assert len({row["permalink"] for row in found}) == len(found)


def test_columns_are_those_of_the_reference() -> None:
    assert next(rows([])).strip().split(",") == list(COLUMNS)


def test_annotations_find_their_words() -> None:
    readings = [firsthand.read(path) for path in examples()]
    page = json.loads(collection(readings))
    assert page["@context"] == CONTEXT
    texts = {f"sha256:{reading.document.id}": reading.document.text for reading in readings}
    for item in page["items"]:
        target = item["target"]
        position, quotation = target["selector"]
        text = texts[target["state"]["value"]]
        assert (position["type"], quotation["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[position["start"] : position["end"]] == quotation["exact"]
        around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
        assert text[position["start"] - len(quotation["prefix"]) :].startswith(around)
        assert item["motivation"] in ("assessing", "tagging", "linking")
    assert len({item["id"] for item in page["items"]}) == len(page["items"])


def test_an_annotation_keeps_the_whole_record() -> None:
    text = "A heinous act."
    (item,) = json.loads(collection([quoting(text, 2, 9)]))["items"]
    body = json.loads(item["body"][1]["value"])
    assert (body["record"], body["span"]["quote"], body["made_by"]) == ("frame", "heinous", "rule:test")
    assert item["target"]["source"] == f"urn:sha256:{Document(text=text).id}"
