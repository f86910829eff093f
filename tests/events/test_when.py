"""The day of an event."""

from __future__ import annotations

import pytest

from firsthand.events.when import day_of
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.pipeline import read_document

KIT = Kit()


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("Rebels attacked a depot on 2 March 2025.", "2025-03-04", ("2025-03-02", "2025-03-02")),
        ("Rebels attacked a depot.", "2025-03-04", ("2025-03-04", "2025-03-04")),
        ("Rebels attacked a depot.", None, None),
        ("Rebels plan to attack a depot.", "2025-03-04", None),
    ],
)
def test_day(text: str, published: str | None, days: tuple[str, str] | None) -> None:
    document = Document(text=text, published=Published(published) if published else None)
    reading = read_document(document, KIT)
    assert day_of(reading.events[0], reading) == days
