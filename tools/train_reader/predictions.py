"""What a reader answers on a gold set, in the form its official scorer reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from firsthand.reader.reader import Reader
from firsthand.reader.signals import Signals
from train_reader.documents import Document


def signals(reader: Reader, document: Document) -> Signals:
    return reader.signals(document.text, document.paragraphs)


def attributions(found: Signals, nested: bool = False) -> list[dict]:
    return [
        {role: [list(p) for p in getattr(r, role)] for role in ("source", "cue", "content")}
        for r in found.relations
        if nested or not r.nested
    ]


def places(found: Signals, demonyms: bool) -> list[dict]:
    kinds = ("place", "nationality") if demonyms else ("place",)
    return [{"start": m.start, "end": m.end, "lat": None, "lon": None} for m in found.names if m.label in kinds]


def timexes(found: Signals) -> list[dict]:
    return [{"start": m.start, "end": m.end, "type": m.label, "value": ""} for m in found.times]


def quantities(found: Signals) -> list[dict]:
    return [{"start": m.start, "end": m.end, "value": None} for m in found.quantities]


def write(path: Path, rows: Iterable[dict]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
