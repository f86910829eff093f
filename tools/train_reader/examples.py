"""Training documents as windows of numbers, cut by the very code that reads at run time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from firsthand.reader.distance import buckets
from firsthand.reader.labels import HEADS
from firsthand.reader.windows import Token, read_tokens, windows
from train_reader.documents import Document, Layer, Span

ROOT = 0  # in `arcs`: 0 is the root, k + 1 the k-th word of the window, -1 no supervision


@dataclass
class Example:
    pieces: np.ndarray
    features: np.ndarray
    firsts: np.ndarray
    tags: dict[str, np.ndarray] = field(default_factory=dict)  # bits of the labels allowed, 0 = nothing said
    arcs: np.ndarray | None = None
    relations: np.ndarray | None = None
    sentences: np.ndarray | None = None
    cues: list[tuple[int, int]] = field(default_factory=list)  # first and last word
    roles: list[np.ndarray] = field(default_factory=list)  # 0 none, 1 source, 2 content
    apart: list[np.ndarray] = field(default_factory=list)  # distance buckets


def touching(words: Sequence[Token], span: Span, starts: np.ndarray, ends: np.ndarray) -> tuple[int, int]:
    """First and one past the last word that share a character with a span."""
    return int(np.searchsorted(ends, span[0], side="right")), int(np.searchsorted(starts, span[1], side="left"))


def layer_bits(head: str, layer: Layer, words: Sequence[Token], starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    names = HEADS[head]
    number = {label: i for i, label in enumerate(names)}
    kinds = [label[2:] for label in names if label.startswith("B-")]
    bits = np.full(len(words), sum(1 << number[label] for label in layer.outside), dtype=np.int64)
    for span in layer.ignored:
        a, b = touching(words, span, starts, ends)
        bits[a:b] = 0
    for start, end, kind in layer.spans:
        a, b = touching(words, (start, end), starts, ends)
        if a >= b:
            continue
        wanted = [kind] if kind else kinds
        bits[a] = sum(1 << number["B-" + k] for k in wanted)
        bits[a + 1 : b] = sum(1 << number["I-" + k] for k in wanted)
    return bits


def examples(document: Document, pieces: Callable[[str], tuple[int, ...]], relations: dict[str, int]) -> list[Example]:
    gold = document.words
    cut = None
    if gold is not None:
        order = sorted(gold)
        begins = np.array([a for a, _ in order])

        def cut(_: str, start: int, end: int) -> list[Span]:
            return order[int(np.searchsorted(begins, start)) : int(np.searchsorted(begins, end))]

    words = (
        read_tokens(document.text, document.paragraphs, pieces, cut)
        if cut
        else read_tokens(document.text, document.paragraphs, pieces)
    )
    if not words:
        return []
    starts = np.array([w.start for w in words])
    ends = np.array([w.end for w in words])
    bits = {head: layer_bits(head, layer, words, starts, ends) for head, layer in document.layers.items()}
    if document.modality is not None:
        bits["modality"] = np.zeros(len(words), dtype=np.int64)
        for start, end, label in document.modality:
            a, b = touching(words, (start, end), starts, ends)
            bits["modality"][a:b] = 1 << HEADS["modality"].index(label)
    arcs = labels = None
    if gold is not None and document.heads is not None and document.upos is not None:
        assert document.relations is not None
        place = {span: i for i, span in enumerate(gold)}
        number = {place[(w.start, w.end)]: i for i, w in enumerate(words)}
        bits["upos"] = np.zeros(len(words), dtype=np.int64)
        arcs = np.full(len(words), -1)
        labels = np.full(len(words), -1)
        for i, w in enumerate(words):
            k = place[(w.start, w.end)]
            bits["upos"][i] = 1 << HEADS["upos"].index(document.upos[k])
            head = document.heads[k]
            arcs[i] = -2 if head < 0 else number.get(head, -1)
            labels[i] = relations.get(document.relations[k], relations.get(document.relations[k].split(":")[0], -1))
    for span in document.silent:
        a, b = touching(words, span, starts, ends)
        for array in bits.values():
            array[a:b] = 0
    linked = []
    for link in document.links or []:
        a, b = touching(words, (link.cue[0][0], link.cue[-1][1]), starts, ends)
        roles = np.zeros(len(words), dtype=np.int64)
        for role, spans in ((1, link.source), (2, link.content)):
            for span in spans:
                c, d = touching(words, span, starts, ends)
                roles[c:d] = role
        if a < b:
            linked.append((a, b - 1, roles))
    sentence = np.array([w.sentence for w in words])
    paragraph = np.array([w.paragraph for w in words])
    numbers = np.arange(len(words))
    found = []
    for window in windows(words):
        a, m, b = window.first, window.owned, window.last
        example = Example(np.array(window.pieces), np.array(window.features), np.array(window.firsts))
        for head, array in bits.items():
            part = array[a:b].copy()
            part[: m - a] = 0
            if part.any():
                example.tags[head] = part
        if arcs is not None and labels is not None:
            part = arcs[a:b].copy()
            inside = (part >= a) & (part < b)
            example.arcs = np.where(part == -2, ROOT, np.where(inside, part - a + 1, -1))
            example.arcs[: m - a] = -1
            example.relations = np.where(example.arcs >= 0, labels[a:b], -1)
            example.sentences = sentence[a:b]
        for first, last, roles in linked:
            if a <= first and last < b:
                example.cues.append((first - a, last - a))
                example.roles.append(roles[a:b])
                example.apart.append(buckets(first, numbers[a:b], sentence[a:b], paragraph[a:b], first - a))
        if example.tags or example.cues or example.arcs is not None:
            found.append(example)
    return found


def relation_names(documents: Sequence[Document], least: int = 20) -> list[str]:
    """Dependency labels seen often enough to learn; rarer ones lose their subtype."""
    counts: dict[str, int] = {}
    for document in documents:
        for label in document.relations or []:
            counts[label] = counts.get(label, 0) + 1
    kept = {label for label, n in counts.items() if n >= least}
    return sorted(kept | {label.split(":")[0] for label in counts})
