"""The order of stages makes sense, and reading is a function of its arguments."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.pipeline import STAGES, read_document

KIT = Kit()
REPORT = (
    "Governor Ihor Lazarenko said on Tuesday that seven people were killed and 25 wounded when a missile hit a market in Sumy.\n"
    "Russia's defence ministry denied striking civilians. “We hit a depot,” its spokesman said.\n"
    "If the road to Bilopillia is cut, the garrison could be forced to withdraw."
)


def test_stages_walk_in_the_order_of_the_house() -> None:
    rooms = [stage.__module__.split(".")[1] for stage in STAGES]
    assert rooms == [
        "attribute",
        "identify",
        "locate",
        "date",
        "count",
        "events",
        "forecasts",
        "frame",
        "claims",
        "check",
    ]


def test_reading_twice_gives_the_same_reading() -> None:
    document = Document(text=REPORT, published=Published("2024-11-06"))
    assert read_document(document, KIT) == read_document(document, KIT)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_and_every_span_is_proven(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode("utf-8")
    reading = read_document(Document(text=clean), KIT)
    assert all(clean[span.start : span.end] == span.quote for record in reading.records() for _, span in record.spans())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*REPORT.split(), "“", "”", '"', "—", "\n", "\n\n", "\u202e", "e\u0301", "१२", "1,2,3", "5-", "%"]
        ),
        max_size=60,
    )
)
def test_any_shuffle_of_news_words_is_read(words: list[str]) -> None:
    read_document(Document(text=" ".join(words), published=Published("2024-11-06")), KIT)


@pytest.mark.parametrize("language", ["uk", "ru-RU"])
def test_a_language_without_word_lists_is_kept_unread_and_says_so(language: str) -> None:
    reading = read_document(Document(text="Привіт", language=language), KIT)
    assert not list(reading.records())
    assert any("not read" in note for note in reading.notes)


def test_import_is_light() -> None:
    heavy = "numpy onnxruntime tokenizers trafilatura pint rich typer lxml jinja2 httpx yaml"
    code = f"import sys, firsthand; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
