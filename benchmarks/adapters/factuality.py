"""Did it happen? A value for each given event span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.attribute.stage import attributions
from firsthand.events.factuality import judged_spans
from firsthand.kit import Kit
from firsthand.pipeline import read_document


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        reading = read_document(report.document(), kit, (attributions,))
        judged = judged_spans(reading, report.asked, kit)
        events = [
            {"start": start, "end": end, "factuality": one.factuality}
            for (start, end), one in zip(report.asked, judged, strict=True)
        ]
        yield {"id": report.id, "events": events}
