"""Long, uneven real pages and war reports are read whole, where they are at hand: each span proven, nothing raised."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import firsthand

GOLD = Path(os.environ.get("FIRSTHAND_GOLD") or Path(__file__).parents[3] / "shared" / "gold")


def reports() -> Iterator[tuple[str, str, str | None]]:
    for path in sorted(GOLD.glob("pages/*/*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            page = json.loads(line)
            yield page["id"], page["text"], page["published"]
    for path in sorted(GOLD.glob("war/reports/*.json")):
        page = json.loads(path.read_text("utf-8"))
        yield path.stem, page["text"], page["published"]


FOUND = list(reports()) if GOLD.is_dir() else []


@pytest.mark.skipif(not FOUND, reason="the gold is not on this machine; set FIRSTHAND_GOLD")
@pytest.mark.parametrize(("text", "published"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_a_real_page_is_read(text: str, published: str | None) -> None:
    reading = firsthand.read_text(text, published=published)
    whole = reading.document.text
    for record in reading.records():
        for _, span in record.spans():
            assert whole[span.start : span.end] == span.quote
    assert firsthand.from_json(firsthand.to_json(reading)) == reading


@pytest.mark.skipif(not FOUND, reason="the gold is not on this machine; set FIRSTHAND_GOLD")
def test_folders_of_real_pages_give_a_reading_each() -> None:
    outcomes = list(firsthand.read_many([GOLD / "war" / "reports"]))
    assert [one for one in outcomes if isinstance(one, firsthand.Failure)] == []
    assert len(outcomes) == len(list((GOLD / "war" / "reports").glob("*.json"))) + (
        (GOLD / "war" / "reports" / "SOURCE.md").exists()
    )
