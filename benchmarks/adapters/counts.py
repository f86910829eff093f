"""Killed and injured: what each report says, and what the reports of one incident add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.compare.tolls import Given, settled
from firsthand.count.stage import figures
from firsthand.count.tolls import article_toll
from firsthand.kit import Kit
from firsthand.pipeline import read_document

# An incident's own answer goes on a line of its own, under a name that the scorer must know; without such
# lines the scorer takes the most common number of an incident's reports.
INCIDENTS = "incidents"


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    told: dict[str, list[Given]] = defaultdict(list)
    for report in reports:
        reading = read_document(report.document(), kit, (figures,))
        toll = article_toll(reading, kit)
        yield {"id": report.id, **toll}
        if convention == INCIDENTS and report.group is not None:
            told[report.group].append(Given(reading.document, toll["killed"], toll["injured"]))
    for group, given in told.items():
        yield {"id": f"incident:{group}", **settled(given)}
