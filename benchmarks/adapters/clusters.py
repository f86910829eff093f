"""Which reports belong together: near copies in one set, incidents in the others.

A set of copies and a set of incidents ask different questions of the same form. Scrapes of web pages
that carry no date are asked about as copies; dated reports as incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.compare.gisting import gist
from firsthand.compare.incidents import incidents
from firsthand.compare.repeats import repeats
from firsthand.kit import Kit
from firsthand.pipeline import read_document


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    listed = list(reports)
    documents = [report.document() for report in listed]
    if any(document.published for document in documents):
        grammar = Kit(language=kit.language, gazetteer=kit.gazetteer, registry=kit.registry)
        groups = incidents([gist(read_document(document, grammar), kit) for document in documents])
    else:
        groups = [str(group) for group in repeats(documents)]
    for report, group in zip(listed, groups, strict=True):
        yield {"id": report.id, "cluster": f"g{group}"}
