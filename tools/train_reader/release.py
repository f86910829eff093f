"""From a trained network to the released folder: export, linker, thresholds, chances, card."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from firsthand.reader.engine import Engine, Output
from firsthand.reader.pairs import LINKER, NETWORK, PairWeights
from firsthand.reader.pieces import Pieces
from firsthand.reader.reader import CARD, PAIRS, SETTINGS, TOKENIZER, WEIGHTS, Reader
from firsthand.reader.settings import Settings
from firsthand.reader.windows import Window
from train_reader import calibration, export, linker, scoring, sets, torch_engine
from train_reader.network import Reader as Network

NAME = "firsthand-reader-1"


def build(
    model: Network,
    relations: list[str],
    gold: Path,
    tokenizer: Path,
    folder: Path,
    pieces: Pieces,
    seed: int,
    attribution: bool = True,
) -> Reader:
    """All files but the card. The linker learns from what the int8 network finds in training documents."""
    weights = torch_engine.pair_weights(model)
    settings = Settings(tuple(relations), least_source=0.4, least_content=0.3)
    export.write(model, weights, settings, tokenizer, folder)
    engine = Engine(folder / WEIGHTS)
    if attribution:
        weights = linker.trained(
            linker.pairs(list(sets.polnear(gold))[::5], engine, pieces, weights, settings), weights, seed
        )
    save_pairs(weights, folder)
    return Reader(NAME, engine, pieces, weights, settings)


def save_pairs(weights: PairWeights, folder: Path) -> None:
    np.savez(folder / PAIRS, **{name: getattr(weights, name).astype(np.float32) for name in NETWORK + LINKER})


def with_linker(weights: PairWeights, other: PairWeights) -> PairWeights:
    return replace(weights, **{name: getattr(other, name) for name in LINKER})


def with_settings(reader: Reader, settings: Settings) -> Reader:
    return Reader(reader.name, reader._engine, reader._pieces, reader._weights, settings)


class Remembered:
    """An engine that reads each window once, so that many settings can be tried cheaply."""

    def __init__(self, engine: Callable[[list[Window]], list[Output]]) -> None:
        self.engine = engine
        self.known: dict[tuple[tuple[int, ...], ...], Output] = {}

    def __call__(self, windows: list[Window]) -> list[Output]:
        for window in windows:
            if (window.pieces, window.firsts) not in self.known:
                self.known[window.pieces, window.firsts] = self.engine([window])[0]
        return [self.known[w.pieces, w.firsts] for w in windows]


def tuned(reader: Reader, gold: Path) -> Reader:
    """Thresholds chosen on development data, one head after another."""
    trial = Reader(reader.name, Remembered(reader._engine), reader._pieces, reader._weights, reader._settings)
    best = trial._settings
    steps: list[tuple[str, tuple[float, ...], Callable[[Reader], float]]] = [
        ("attribution", (-0.8, -0.4, 0.0, 0.4), lambda r: scoring.attribution(r, gold)["triple_soft"]),
        ("times", (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0), lambda r: scoring.times(r, gold)["timebank_and_aquaint_strict"]),
        ("quantities", (-0.5, 0.0, 0.5, 1.0), lambda r: scoring.quantities(r, gold)["overlap"]),
        ("names", (-0.5, 0.0, 0.5, 0.8, 1.2), lambda r: sum(scoring.places(r, gold).values()) + other_names(r, gold)),
    ]
    for head, values, score in steps:
        tried = {v: score(with_settings(trial, replace(best, caution=best.caution | {head: v}))) for v in values}
        print("caution", head, tried, flush=True)
        best = replace(best, caution=best.caution | {head: max(tried, key=lambda v: tried[v])})
    pairs = [(0.4, 0.3), (0.3, 0.2), (0.2, 0.1), (0.5, 0.5)]
    found = {
        p: scoring.attribution(with_settings(trial, replace(best, least_source=p[0], least_content=p[1])), gold)[
            "triple_soft"
        ]
        for p in pairs
    }
    print("links", found, flush=True)
    source, content = max(found, key=lambda p: found[p])
    best = replace(best, least_source=source, least_content=content)
    return with_settings(reader, best)


def other_names(reader: Reader, gold: Path) -> float:
    """Persons, organisations and places of GUM's development part: places are not all that names are."""
    return float(scoring.named(reader, sets.gum(gold, "dev"))["micro"])


def calibrated(reader: Reader, gold: Path, war: dict[str, calibration.Records]) -> tuple[Reader, dict]:
    """Chances from all development records; the reliability table from halves, each judged by the other's curve."""
    dev = list(sets.polnear(gold, "dev"))
    linked, alone = calibration.relations(reader, dev)
    held = [d for n in ("lgl", "trnews", "geovirus") for d in sets.places(gold, n, True)]
    timed = [d for n in ("timebank", "aquaint") for d in sets.times(gold, n, True)]
    words = [
        r for d in list(sets.ewt(gold, "dev"))[::4] for r in calibration.worded(scoring.on_gold_words(reader, d), d)
    ]
    records = {
        "relations": linked,
        "segments": alone,
        "names": calibration.marks(reader, held, "names", ("place",)),
        "times": calibration.marks(reader, timed, "times"),
        "quantities": calibration.marks(reader, list(sets.measeval(gold, "trial")), "quantities"),
        "words": words,
        **war,
    }
    table = {}
    for kind, found in records.items():
        halves = found[: len(found) // 2], found[len(found) // 2 :]
        judged = []
        for mine, theirs in (halves, halves[::-1]):
            x, y = calibration.curve(theirs)
            judged += [(float(np.interp(raw, x, y)), right) for raw, right in mine]
        table[kind] = {
            "error_raw": calibration.expected_error(found),
            "error": calibration.expected_error(judged),
            "table": calibration.reliability(judged),
        }
    chances = {kind: calibration.curve(found) for kind, found in records.items()}
    return with_settings(reader, replace(reader._settings, chances=chances)), table


def write_card(folder: Path, body: dict) -> None:
    hashes = {
        file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in (WEIGHTS, PAIRS, SETTINGS, TOKENIZER)
    }
    card = {"name": NAME, "sha256": hashes, "python": platform.python_version(), **body}
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
