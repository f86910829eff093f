"""One loss a head. Where the gold allows several labels, their probabilities are added before the logarithm."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from firsthand.reader.labels import HEADS, columns
from train_reader.examples import Example
from train_reader.network import ARC, LABEL, LINK, Reader

WEIGHTS = {
    "attribution": 1.0, "nested": 0.5, "names": 1.0, "times": 1.0, "quantities": 1.0, "triggers": 1.0,
    "modality": 0.5, "upos": 0.5, "arcs": 0.5, "relations": 0.5, "links": 2.0,
}  # fmt: skip
# Where each pair projection stands in the "pairs" output.
_SIZES = {
    "arc_dependent": ARC,
    "arc_head": ARC,
    "label_dependent": LABEL,
    "label_head": LABEL,
    "cue": 2 * LINK,
    "word": LINK,
}


def pair_columns() -> dict[str, slice]:
    found, at = {}, 0
    for name, size in _SIZES.items():
        found[name] = slice(at, at + size)
        at += size
    return found


def collate(batch: list[Example]) -> dict[str, Tensor]:
    length = max(len(e.pieces) for e in batch)
    count = max(len(e.firsts) for e in batch)
    arrays = {name: np.zeros((len(batch), length), dtype=np.int64) for name in ("pieces", "features", "mask")}
    arrays["firsts"] = np.zeros((len(batch), count), dtype=np.int64)
    for i, e in enumerate(batch):
        n = len(e.pieces)
        arrays["pieces"][i, :n], arrays["features"][i, :n], arrays["mask"][i, :n] = e.pieces, e.features, 1
        arrays["firsts"][i, : len(e.firsts)] = e.firsts
    return {name: torch.from_numpy(a) for name, a in arrays.items()}


def losses(model: Reader, batch: list[Example]) -> dict[str, Tensor]:
    inputs = collate(batch)
    tags, pairs = model(inputs["pieces"], inputs["features"], inputs["mask"], inputs["firsts"])
    tags, pairs = tags.float(), pairs.float()
    count = inputs["firsts"].shape[1]
    found: dict[str, Tensor] = {}
    where = columns()
    for head, labels in HEADS.items():
        if not any(head in e.tags for e in batch):
            continue
        bits = np.zeros((len(batch), count), dtype=np.int64)
        for i, e in enumerate(batch):
            if head in e.tags:
                bits[i, : len(e.tags[head])] = e.tags[head]
        rows = np.nonzero(bits)
        allowed = torch.from_numpy((bits[rows][:, None] >> np.arange(len(labels))) & 1).bool()
        log = tags[:, :, where[head]][rows].log_softmax(-1)
        found[head] = -log.masked_fill(~allowed, -1e9).logsumexp(-1).mean()
    parts = {name: pairs[:, :, s] for name, s in pair_columns().items()}
    if any(e.arcs is not None for e in batch):
        found |= syntax_losses(model, batch, parts, count)
    cues = [(i, k) for i, e in enumerate(batch) for k in range(len(e.cues))]
    if cues:
        found["links"] = link_loss(model, batch, parts, cues, count)
    return found


def syntax_losses(model: Reader, batch: list[Example], parts: dict[str, Tensor], count: int) -> dict[str, Tensor]:
    size = len(batch)
    arcs = np.full((size, count), -1)
    relations = np.full((size, count), -1)
    sentences = np.full((size, count), -1)
    for i, e in enumerate(batch):
        if e.arcs is not None and e.relations is not None and e.sentences is not None:
            arcs[i, : len(e.arcs)], relations[i, : len(e.arcs)] = e.arcs, e.relations
            sentences[i, : len(e.arcs)] = e.sentences
    heads = torch.cat([model.root.expand(size, 1, -1), parts["arc_head"]], 1)
    scores = parts["arc_dependent"] @ heads.transpose(1, 2)
    same = torch.from_numpy((sentences[:, :, None] == sentences[:, None, :]) & (sentences >= 0)[:, None, :])
    same = torch.cat([torch.ones(size, count, 1, dtype=torch.bool), same], 2)
    scores = scores.masked_fill(~same, -1e9)
    rows = np.nonzero(arcs >= 0)
    target = torch.from_numpy(arcs[rows])
    found = {"arcs": functional.cross_entropy(scores[rows], target)}
    rows = np.nonzero((arcs >= 0) & (relations >= 0))
    target = torch.from_numpy(arcs[rows])
    one = torch.ones(len(rows[0]), 1)
    label_heads = torch.cat([model.root_label.expand(size, 1, -1), parts["label_head"]], 1)
    dependent = torch.cat([parts["label_dependent"][rows], one], -1)
    head = torch.cat([label_heads[torch.from_numpy(rows[0]), target], one], -1)
    labels = torch.einsum("nd,rde,ne->nr", dependent, model.label_weight, head)
    found["relations"] = functional.cross_entropy(labels, torch.from_numpy(relations[rows]))
    return found


def link_loss(
    model: Reader, batch: list[Example], parts: dict[str, Tensor], cues: list[tuple[int, int]], count: int
) -> Tensor:
    vectors, words, roles, apart = [], [], np.full((len(cues), count), -1), np.zeros((len(cues), count), dtype=np.int64)
    for n, (i, k) in enumerate(cues):
        first, last = batch[i].cues[k]
        vectors.append(parts["cue"][i, first : last + 1].mean(0))
        words.append(i)
        length = len(batch[i].roles[k])
        roles[n, :length], apart[n, :length] = batch[i].roles[k], batch[i].apart[k]
    cue = torch.stack(vectors).view(len(cues), 2, LINK)
    scores = torch.einsum("nrd,nwd->nwr", cue, parts["word"][words]) / LINK**0.5
    scores = scores + model.link_bias + model.distance.t()[torch.from_numpy(apart)]
    full = torch.cat([torch.zeros(len(cues), count, 1), scores], -1)
    rows = np.nonzero(roles >= 0)
    return functional.cross_entropy(full[rows], torch.from_numpy(roles[rows]))
