"""Turn raw scores into chances: how often records with such a score were right on development data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from firsthand.reader.reader import Reader
from firsthand.reader.signals import Signals
from train_reader.documents import Document
from train_reader.predictions import signals

Records = list[tuple[float, bool]]
Points = tuple[tuple[float, ...], tuple[float, ...]]


def curve(records: Records, bins: int = 14) -> Points:
    """Isotonic: equal-sized bins, neighbours pooled until the share right never falls."""
    order = sorted(records, key=lambda r: r[0])
    parts = [p for p in np.array_split(np.array(order, dtype=float), min(bins, max(1, len(order) // 40))) if len(p)]
    pooled: list[list[float]] = []
    for part in parts:
        pooled.append([float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)])
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (x1, y1, n1), (x2, y2, n2) = pooled.pop(-2), pooled.pop(-1)
            pooled.append([(x1 * n1 + x2 * n2) / (n1 + n2), (y1 * n1 + y2 * n2) / (n1 + n2), n1 + n2])
    xs, ys = [p[0] for p in pooled], [p[1] for p in pooled]
    return (0.0, *(round(x, 4) for x in xs), 1.0), (round(ys[0], 4), *(round(y, 4) for y in ys), round(ys[-1], 4))


def by_score(records: Records) -> np.ndarray:
    """Ordered by score alone: among equal scores the right ones must not come last."""
    return np.array(sorted(records, key=lambda r: r[0]), dtype=float)


def reliability(records: Records, bins: int = 5) -> list[dict]:
    """Mean chance given against share right, in equal-sized bins."""
    parts = [p for p in np.array_split(by_score(records), bins) if len(p)]
    return [
        {"given": round(float(p[:, 0].mean()), 3), "right": round(float(p[:, 1].mean()), 3), "records": len(p)}
        for p in parts
    ]


def expected_error(records: Records, bins: int = 10) -> float:
    """Mean distance of chance and share right over equal-sized bins."""
    parts = [p for p in np.array_split(by_score(records), bins) if len(p)]
    return round(float(sum(len(p) * abs(p[:, 0].mean() - p[:, 1].mean()) for p in parts) / sum(map(len, parts))), 4)


# ------------------------------------------------------------------ which records were right


def relations(reader: Reader, documents: Sequence[Document]) -> tuple[Records, Records]:
    """Relations right by the soft measure, and unlinked segments right to the letter."""
    linked: Records = []
    alone: Records = []
    for document in documents:
        found = signals(reader, document)
        gold = [_sets(k.source, k.cue, k.content) for k in document.links or []]
        linked += [
            (r.score, any(_soft(_sets(r.source, r.cue, r.content), g) for g in gold))
            for r in found.relations
            if not r.nested
        ]
        spans = {tuple(s) for s in document.layers["attribution"].spans}
        alone += [(s.score, (s.start, s.end, s.label) in spans) for s in found.segments if not s.nested]
    return linked, alone


def _sets(*roles: Sequence[tuple[int, int]]) -> tuple[set[int], ...]:
    return tuple({i for a, b in pieces for i in range(a, b)} for pieces in roles)


def _soft(a: tuple[set[int], ...], b: tuple[set[int], ...]) -> bool:
    return all(not (x or y) or 2 * len(x & y) >= 0.5 * (len(x) + len(y)) for x, y in zip(a, b, strict=True))


def marks(reader: Reader, documents: Sequence[Document], head: str, labels: tuple[str, ...] | None = None) -> Records:
    """Names, times or quantities right to the letter; where gold has no label, the span alone."""
    found: Records = []
    for document in documents:
        gold = {s[:2]: s[2] for s in document.layers[head].spans}
        for mark in getattr(signals(reader, document), head):
            if labels is None or mark.label in labels:
                wanted = gold.get((mark.start, mark.end), "")
                found.append((mark.score, wanted is None or wanted == mark.label))
    return found


def triggers(found: Signals, document: Document) -> tuple[Records, Records]:
    """Triggers that overlap one of gold with its type, and the modality of those that do."""
    typed: Records = []
    sure: Records = []
    gold = document.layers["triggers"].spans
    modality = document.modality or []
    for t in found.triggers:
        near = [k for a, b, k in gold if a < t.end and t.start < b]
        typed.append((t.score, t.type in near))
        sure += [(t.modality_score, m == t.modality) for a, b, m in modality if near and a < t.end and t.start < b]
    return typed, sure


def worded(found: Signals, document: Document) -> Records:
    """Head and label of every word."""
    place = {span: i for i, span in enumerate(document.words or [])}
    order = [place[(w.start, w.end)] for w in found.words]
    heads, labels = document.heads or [], document.relations or []
    return [
        (w.score, (order[w.head] if w.head >= 0 else -1) == heads[k] and w.deprel == labels[k])
        for w, k in zip(found.words, order, strict=True)
    ]
