"""What the pair heads know beside the network: weights of the arc labels and of the link scorer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

ARC: Final = 128
LABEL: Final = 64
LINK: Final = 96
NETWORK: Final = ("root", "root_label", "link_bias", "distance")  # arrays trained with the network
LINKER: Final = ("linker_in", "linker_in_bias", "linker_out", "linker_out_bias")  # trained on what it then finds


@dataclass(frozen=True, slots=True)
class PairWeights:
    root: Array
    root_label: Array
    link_bias: Array  # source, content
    distance: Array  # 2 x buckets
    linker_in: Array  # (source, content) x features x hidden
    linker_in_bias: Array
    linker_out: Array
    linker_out_bias: Array

    @classmethod
    def load(cls, path: Path) -> PairWeights:
        with np.load(path, allow_pickle=False) as file:
            return cls(*(file[name].astype(np.float32) for name in NETWORK + LINKER))


@dataclass(frozen=True, slots=True)
class Projections:
    """The "pairs" output of one window, taken apart, and its "labels": words x relations x 65."""

    arc_dependent: Array
    arc_head: Array
    label_head: Array
    labels: Array
    cue: Array
    word: Array

    @classmethod
    def of(cls, pairs: Array, labels: Array) -> Projections:
        edges = np.cumsum([ARC, ARC, LABEL, LABEL, 2 * LINK])
        arc_dependent, arc_head, _, label_head, cue, word = np.split(pairs, edges, axis=-1)
        return cls(arc_dependent, arc_head, label_head, labels.reshape(len(labels), -1, LABEL + 1), cue, word)
