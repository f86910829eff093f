"""The network before export, behind the same door as the released file: for choosing and for comparing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from firsthand.reader import distance
from firsthand.reader.engine import Output
from firsthand.reader.pairs import NETWORK, PairWeights
from firsthand.reader.windows import Window
from train_reader import linker
from train_reader.network import Reader


def load(path: Path) -> tuple[Reader, list[str]]:
    """The averaged weights of a checkpoint and its dependency labels."""
    saved = torch.load(path, weights_only=True)
    model = Reader(len(saved["relations"]), distance.COUNT)
    model.load_state_dict(saved["average"])
    return model.eval(), saved["relations"]


def pair_weights(model: Reader) -> PairWeights:
    """With a linker that knows nothing yet."""
    trained = [getattr(model, name).detach().float().numpy() for name in NETWORK]
    return PairWeights(*trained, *linker.untrained())


class TorchEngine:
    def __init__(self, model: Reader, half: bool = True) -> None:
        self.model = model
        self.half = half

    @torch.no_grad()
    def __call__(self, windows: Sequence[Window]) -> list[Output]:
        found: list[Output] = []
        for at in range(0, len(windows), 8):
            batch = windows[at : at + 8]
            length, count = max(len(w.pieces) for w in batch), max(len(w.firsts) for w in batch)
            pieces, features, mask = (np.zeros((len(batch), length), dtype=np.int64) for _ in range(3))
            firsts = np.zeros((len(batch), count), dtype=np.int64)
            for i, w in enumerate(batch):
                n = len(w.pieces)
                pieces[i, :n], features[i, :n], mask[i, :n], firsts[i, : len(w.firsts)] = (
                    w.pieces,
                    w.features,
                    1,
                    w.firsts,
                )
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
                tags, pairs = self.model(*map(torch.from_numpy, (pieces, features, mask, firsts)))
            labels = self.model.label_scores(pairs.float())
            for i, w in enumerate(batch):
                n = len(w.firsts)
                found.append(Output(*(x[i, :n].float().numpy() for x in (tags, pairs, labels))))
        return found
