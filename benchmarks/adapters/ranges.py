"""Ranges of killed and injured for whole incidents, where their reports differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.compare.tolls import Given, ranged
from firsthand.count.stage import figures
from firsthand.count.tolls import article_toll
from firsthand.kit import Kit
from firsthand.pipeline import read_document


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    """A line an incident; null where no range is given."""
    told: dict[str, list[Given]] = defaultdict(list)
    for report in reports:
        if report.group is not None:
            reading = read_document(report.document(), kit, (figures,))
            toll = article_toll(reading, kit)
            told[report.group].append(Given(reading.document, toll["killed"], toll["injured"]))
    for group, given in told.items():
        yield {"id": f"incident:{group}", **ranged(given)}


def summary(answer: dict[str, Any]) -> dict[str, Any]:
    """Of the scorer of counts: how many of the ranges given hold the gold, and of how many numbers one is given."""
    found = answer["incident"]
    given = {name: round(one["coverage"] * one["n"]) for name, one in found.items()}
    held = sum(one["interval"] * given[name] for name, one in found.items())
    total, asked = sum(given.values()), sum(one["n"] for one in found.values())
    return {
        "contained": held / total if total else 0.0,
        "given": total,
        "share_given": total / asked,
        **{name: {"contained": one["interval"], "given": given[name]} for name, one in found.items()},
    }
