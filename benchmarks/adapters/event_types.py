"""One ACLED-like type for each snippet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.events.conventions import acled_label
from firsthand.kit import Kit


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        yield {"id": report.id, "label": acled_label(report.text, kit.language)}
