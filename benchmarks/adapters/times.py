"""Time expressions in TIMEX3, or in TIMEX2 for WikiWars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.date.conventions import timex2, timex3
from firsthand.date.stage import moments
from firsthand.kit import Kit
from firsthand.pipeline import read_document


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    scheme = timex2 if convention == "wikiwars" else timex3
    for report in reports:
        reading = read_document(report.document(), kit, (moments,))
        yield {
            "id": report.id,
            "timexes": [
                {"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in scheme(reading.moments)
            ],
        }
