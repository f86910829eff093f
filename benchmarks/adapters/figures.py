"""Quantities as NewsQuant, MeasEval or the tests of quantulum3 write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.count.conventions import measeval, newsquant, quantulum
from firsthand.kit import Kit

SCHEMES = {"newsquant": newsquant, "measeval": measeval, "quantulum": quantulum}


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    scheme = SCHEMES[convention]
    for report in reports:
        yield {"id": report.id, "quantities": scheme(report.text, kit.language)}
