"""Which reports belong together: near copies in one set, incidents in the others.

A set of copies and a set of incidents ask different questions of the same form. Scrapes of web pages
that carry no date are asked about as copies; dated reports as incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.compare.incidents import incidents
from firsthand.compare.repeats import repeats
from firsthand.kit import Kit


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    listed = list(reports)
    documents = [report.document() for report in listed]
    dated = any(document.published for document in documents)
    for report, group in zip(listed, (incidents if dated else repeats)(documents), strict=True):
        yield {"id": report.id, "cluster": f"g{group}"}
