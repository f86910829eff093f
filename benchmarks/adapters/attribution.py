"""Linked source, cue and content triples, drawn as PolNeAR draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.gold import Report
from firsthand.attribute.conventions import with_marks
from firsthand.attribute.stage import attributions
from firsthand.kit import Kit
from firsthand.model.span import Span
from firsthand.pipeline import read_document


def predict(reports: Iterable[Report], kit: Kit, convention: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        reading = read_document(report.document(), kit, (attributions,))
        yield {
            "id": report.id,
            "attributions": [
                {
                    "source": _pieces(one.source),
                    "cue": _pieces(one.cue),
                    "content": [list(piece) for piece in with_marks(report.text, one)],
                }
                for one in reading.attributions
            ],
        }


def _pieces(span: Span | None) -> list[list[int]]:
    return [] if span is None else [[span.start, span.end]]
