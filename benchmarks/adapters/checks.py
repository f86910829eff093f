"""Checks on the arithmetic of one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.kit import Kit
from firsthand.model.check import Verdict
from firsthand.pipeline import read_document


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        for check in read_document(report.document(), kit).checks:
            if check.verdict is Verdict.CANNOT_TELL or not check.inputs:
                continue
            inputs = [{"start": span.start, "end": span.end} for span in check.inputs]
            yield {"id": check.id, "kind": check.kind, "inputs": inputs, "verdict": check.verdict.value}
