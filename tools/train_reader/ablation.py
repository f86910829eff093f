"""What the linker and the quantising are worth, on PolNeAR's development part, with intervals over documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from firsthand.reader.engine import Engine
from firsthand.reader.links import FEATURES
from firsthand.reader.pairs import PairWeights
from firsthand.reader.reader import Reader
from train_reader import linker, scoring

BOOTSTRAP = ("--bootstrap", "1000")


def nearest(weights: PairWeights) -> PairWeights:
    """A linker that looks at nothing but the distance in words."""
    first, bias, last, _ = linker.untrained()
    first = np.zeros_like(first)
    first[:, 5, 0], first[:, 5, 1] = 1, -1  # the signed logarithm of the gap, as its size
    last = np.zeros_like(last)
    last[:, :2] = -1
    return replace(
        weights, linker_in=first, linker_in_bias=bias, linker_out=last, linker_out_bias=np.full(2, 2.0, np.float32)
    )


def words_only(weights: PairWeights) -> PairWeights:
    """The network's own word scores without the second network."""
    assert len(weights.linker_in[0]) == FEATURES
    names = ("linker_in", "linker_in_bias", "linker_out", "linker_out_bias")
    return replace(weights, **dict(zip(names, linker.untrained(), strict=True)))


def with_weights(reader: Reader, weights: PairWeights) -> Reader:
    return Reader(reader.name, reader._engine, reader._pieces, weights, reader._settings)


def links(reader: Reader, gold: Path) -> dict:
    """Released, with word scores only, and nearest cue."""
    kinds = {
        "linker": reader,
        "word scores only": with_weights(reader, words_only(reader._weights)),
        "nearest cue": with_weights(reader, nearest(reader._weights)),
    }
    return {name: scoring.attribution(one, gold, *BOOTSTRAP) for name, one in kinds.items()}


def quantising(reader: Reader, full: Path, gold: Path) -> dict:
    """The same settings on the file before quantising."""
    whole = Reader(reader.name, Engine(full), reader._pieces, reader._weights, reader._settings)
    return {"fp32": scoring.everything(whole, gold, 1000)}
