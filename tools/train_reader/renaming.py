"""Exchange place names: a place must be known by its surroundings, since front-line villages are in no training set."""

from __future__ import annotations

import random
from bisect import bisect_right

from firsthand.reader.paragraphs import Paragraph
from train_reader.documents import Document, Layer
from train_reader.geography import PLACES


def renamed(document: Document, chance: random.Random, share: float = 0.25) -> Document:
    """A copy in which some place names are others, the same one for every mention of a name."""
    layer = document.layers["names"]
    text = document.text
    chosen: dict[str, str | None] = {}
    swaps = []
    for start, end, kind in sorted(layer.spans, key=lambda s: s[0]):
        form = text[start:end]
        if kind != "place" or len(form) < 4 or not form[0].isupper() or form.isupper():
            continue
        if form not in chosen:
            chosen[form] = chance.choice(PLACES) if chance.random() < share else None
        new = chosen[form]
        if new and (not swaps or start >= swaps[-1][1]):
            swaps.append((start, end, new))
    if not swaps:
        return document
    parts, at, edges, shifts, moved = [], 0, [0], [0], 0
    for start, end, new in swaps:
        parts += [text[at:start], new]
        at = end
        moved += len(new) - (end - start)
        edges.append(end)
        shifts.append(moved)
    parts.append(text[at:])

    def move(offset: int) -> int:
        """An edge of a span: no edge lies inside an exchanged name, since names do not cross."""
        return offset + shifts[bisect_right(edges, offset) - 1]

    spans = [(move(a), move(b), k) for a, b, k in layer.spans if not crossing(a, b, swaps)]
    paragraphs = [
        Paragraph(move(p.start), move(p.end), tuple((move(a), move(b)) for a, b in p.sentences), p.in_quote)
        for p in document.paragraphs
    ]
    names = Layer(spans, layer.outside, [(move(a), move(b)) for a, b in layer.ignored])
    return Document(document.id, "".join(parts), paragraphs, {**document.layers, "names": names})


def crossing(a: int, b: int, swaps: list[tuple[int, int, str]]) -> bool:
    """A span that lies partly inside an exchanged name cannot be moved."""
    return any(s < b and a < e and (a, b) != (s, e) for s, e, _ in swaps)
