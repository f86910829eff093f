"""Texts longer than a part: read part by part, heads counted over the whole, the same statements as in short texts."""

from __future__ import annotations

import pytest

from firsthand.errors import ReaderUnavailable
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.reader.reader import PART, Reader
from firsthand.reader.signals import Signals
from firsthand.segment.layout import layout
from firsthand.segment.stage import passages

REPORT = (
    "Drones struck two depots near Konotop overnight, governor Olena Horbach said.\n"
    "“Nobody was hurt,” she wrote on Telegram. Moscow did not comment.\n"
    "According to the Desna Monitor, the fires burned until Friday morning.\n\n"
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    try:
        return Reader.load()
    except ReaderUnavailable as error:
        pytest.skip(str(error))


def seen(reader: Reader, text: str) -> Signals:
    reading = Reading(document=Document(text=text))
    return reader.signals(text, layout(reading.having(passages(reading, Kit()))))


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_long_text_is_read_in_parts_that_join(reader: Reader, between: str) -> None:
    report = " ".join(REPORT.split()) if between == " " else REPORT.strip()
    times = 2 * PART // len(report) + 3
    text = between.join([report] * times)
    whole = seen(reader, text)
    assert [word.start for word in whole.words] == sorted({word.start for word in whole.words})
    assert all(word.head == -1 or 0 <= word.head < len(whole.words) for word in whole.words)
    assert all(abs(word.head - at) < 60 for at, word in enumerate(whole.words) if word.head >= 0), (
        "heads stay in the sentence"
    )
    statements = len(seen(reader, report).relations)
    assert statements >= 2
    assert abs(len(whole.relations) - statements * times) <= times // 4
