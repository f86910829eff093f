"""Biased sentences and the words that make them so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.frame.label import labelled
from firsthand.kit import Kit


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        label = labelled(report.text, kit.language)
        yield {
            "id": report.id,
            "label_bias": "Biased" if label.biased else "Non-biased",
            "biased_spans": [{"start": span.start, "end": span.end} for span in label.spans],
        }
