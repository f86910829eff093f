"""Linked source, cue and content triples, drawn as PolNeAR draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from benchmarks.gold import Report
from firsthand.attribute.conventions import polnear
from firsthand.kit import Kit
from firsthand.pipeline import read_document
from firsthand.segment.layout import layout


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        reading = read_document(report.document(), replace(kit, reader=None), ())  # laid out; read once, below
        found = polnear(reading, kit.looking_at(reading, layout(reading)))
        yield {
            "id": report.id,
            "attributions": [
                {role: [list(piece) for piece in getattr(triple, role)] for role in ("source", "cue", "content")}
                for triple in found
            ],
        }
