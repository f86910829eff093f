"""Train the second, tiny network that links segments: on the segments the frozen first network really finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional

from firsthand.reader.decode import pieces_of
from firsthand.reader.engine import Output
from firsthand.reader.links import FEATURES, LINKED, Piece, features, word_scores
from firsthand.reader.pairs import PairWeights, Projections
from firsthand.reader.settings import Settings
from firsthand.reader.windows import Token, Window, read_tokens, windows
from train_reader.documents import Document, Link, Span

HIDDEN = 24


def untrained() -> list[np.ndarray]:
    """Trusts the network's mean word score alone."""
    first = np.zeros((2, FEATURES, HIDDEN), dtype=np.float32)
    first[:, 0, 0], first[:, 0, 1] = 1, -1
    last = np.zeros((2, HIDDEN), dtype=np.float32)
    last[:, 0], last[:, 1] = 1, -1
    return [first, np.zeros((2, HIDDEN), np.float32), last, np.full(2, 2.0, np.float32)]


def covers(piece: Piece, spans: Sequence[Span], tokens: Sequence[Token]) -> bool:
    """Half of the words of a piece lie in the spans."""
    held = sum(any(a < t.end and t.start < b for a, b in spans) for t in tokens[piece.first : piece.last])
    return 2 * held >= piece.last - piece.first


def pairs(
    documents: Sequence[Document],
    engine: Callable[[Sequence[Window]], list[Output]],
    pieces: Callable[[str], tuple[int, ...]],
    weights: PairWeights,
    settings: Settings,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """For source and for content: features and truth of every pair of a right cue and a segment."""
    found: list[tuple[list[np.ndarray], list[np.ndarray]]] = [([], []), ([], [])]
    for document in documents:
        tokens = read_tokens(document.text, document.paragraphs, pieces)
        cut = windows(tokens)
        outputs = engine(cut)
        read = [(w, Projections.of(o.pairs, o.labels)) for w, o in zip(cut, outputs, strict=True)]
        made = [p for p in pieces_of(tokens, cut, outputs, settings) if not p.nested]
        cues = [p for p in made if p.role == "cue"]
        if not cues:
            continue
        gold: list[Link | None] = [
            next((k for k in document.links or [] if covers(c, k.cue, tokens)), None) for c in cues
        ]
        seen = [word_scores(c, read, weights, tokens) for c in cues]
        for column, role in enumerate(LINKED):
            segments = [p for p in made if p.role == role]
            others = [p for p in made if p.role == LINKED[1 - column]]
            if not segments:
                continue
            table = features(cues, segments, others, seen, column, tokens)
            truth = np.array(
                [[k is not None and covers(s, getattr(k, role), tokens) for s in segments] for k in gold],
                dtype=np.float32,
            )
            near = table[:, :, 0] > -7.5
            known = near & np.array([k is not None for k in gold])[:, None]
            found[column][0].append(table[known])
            found[column][1].append(truth[known])
    return [(np.concatenate(x), np.concatenate(y)) for x, y in found]


def trained(data: Sequence[tuple[np.ndarray, np.ndarray]], weights: PairWeights, seed: int) -> PairWeights:
    layers: list[list[np.ndarray]] = [[], [], [], []]
    for x, y in data:
        torch.manual_seed(seed)
        inputs, truth = torch.from_numpy(x), torch.from_numpy(y)
        mean, spread = inputs.mean(0), inputs.std(0) + 1e-3
        net = torch.nn.Sequential(torch.nn.Linear(FEATURES, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1))
        adam = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.01)
        scaled = (inputs - mean) / spread
        for step in range(1200):
            rows = torch.randint(0, len(scaled), (1024,))
            loss = functional.binary_cross_entropy_with_logits(net(scaled[rows])[:, 0], truth[rows])
            adam.zero_grad()
            loss.backward()
            adam.step()
            for group in adam.param_groups:
                group["lr"] = 3e-3 * (1 - step / 1200)
        first, last = net[0], net[2]
        with torch.no_grad():  # fold the scaling into the first layer
            w = first.weight / spread
            layers[0].append(w.t().numpy().astype(np.float32))
            layers[1].append((first.bias - w @ mean).numpy().astype(np.float32))
            layers[2].append(last.weight[0].numpy().astype(np.float32))
            layers[3].append(last.bias[0].numpy().astype(np.float32))
    names = ("linker_in", "linker_in_bias", "linker_out", "linker_out_bias")
    return replace(weights, **{name: np.stack(x) for name, x in zip(names, layers, strict=True)})
