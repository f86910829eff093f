"""W3C Web Annotation (JSON-LD): each record as a note on the text, by position and by quotation.

Positions are code points of the fixed text, as the Recommendation asks; the text's hash is the state
a reader must have before it believes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from firsthand.model.document import Document
from firsthand.model.passage import Passage
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span
from firsthand.publish.anchor import anchor, kind

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_AROUND: Final = 32  # characters of prefix and suffix, which tell apart equal quotations
_MOTIVATION: Final = {"check": "assessing", "claim": "linking", "attribution": "linking", "frame": "assessing"}


def collection(readings: Iterable[Reading]) -> str:
    """All records of all readings as one AnnotationPage; layout is left out."""
    items = [
        _annotation(record, stretch, reading)
        for reading in readings
        for record in reading.records()
        if not isinstance(record, Passage) and (stretch := anchor(record, reading.document.text)) is not None
    ]
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    return msgspec.json.format(msgspec.json.encode(page), indent=1).decode("utf-8")


def _annotation(record: Record, stretch: Span, reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "id": f"urn:firsthand:{document.id}:{record.id}",
        "type": "Annotation",
        "motivation": _MOTIVATION.get(kind(record), "tagging"),
        "generator": {"type": "Software", "name": f"Firsthand, {reading.reader}"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": kind(record)},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": _json(record)},
        ],
        "target": {
            "source": document.url or f"urn:sha256:{document.id}",
            "state": {"type": "State", "value": f"sha256:{document.id}"},
            "selector": selectors(document, stretch),
        },
    }


def selectors(document: Document, stretch: Span) -> list[dict[str, Any]]:
    """The two selectors of a stretch: its position, and its words with what stands around them."""
    text = document.text
    return [
        {"type": "TextPositionSelector", "start": stretch.start, "end": stretch.end},
        {
            "type": "TextQuoteSelector",
            "exact": stretch.quote,
            "prefix": text[max(0, stretch.start - _AROUND) : stretch.start],
            "suffix": text[stretch.end : stretch.end + _AROUND],
        },
    ]


def _json(record: Record) -> str:
    return msgspec.json.encode({"record": kind(record), **msgspec.to_builtins(record)}).decode("utf-8")
