"""Fits the weights by which a spot is taken for a place; the floor is where F1 on held-out documents is best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from firsthand.data.gazetteer import Gazetteer
from firsthand.locate.heard import look
from firsthand.locate.licence import CUES
from firsthand.locate.spots import Spot
from firsthand.locate.words import Words
from train_places.gold import GoldDocument

Floats = np.ndarray[Any, np.dtype[np.float64]]
DECAY = 3e-4
STEPS = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """The spots of a document with their cues, and which are gold; `asked` is the number of gold names."""

    spots: list[Spot]
    cues: np.ndarray[Any, np.dtype[np.float64]]
    gold: np.ndarray[Any, np.dtype[np.float64]]
    weight: np.ndarray[Any, np.dtype[np.float64]]
    asked: int


def see(one: GoldDocument, gazetteer: Gazetteer, words: Words) -> Seen:
    """The spots of a gold document. A spot that shares its first or last word with a gold name is that name."""
    document = look(one.document.text, gazetteer, words)
    found = list(document.spots)
    cues = np.zeros((len(found), len(CUES)))
    gold = np.zeros(len(found))
    weight = np.ones(len(found))
    for i, spot in enumerate(found):
        for cue, value in document.cues(i).items():
            cues[i, CUES.index(cue)] = value
        for span in one.spans:
            if span["start"] < spot.end and spot.start < span["end"]:
                gold[i] = 1.0
                if span.get("optional"):
                    weight[i] = 0.0
    return Seen(found, cues, gold, weight, len({(s["start"], s["end"]) for s in one.spans}))


def fit_licence(documents: list[Seen]) -> list[float]:
    """Weights of the cues."""
    kept = [s for s in documents if len(s.spots)]
    return logistic(*(np.concatenate([getattr(s, part) for s in kept]) for part in ("cues", "gold", "weight")))


def logistic(x: Floats, y: Floats, w: Floats) -> list[float]:
    """Logistic regression by gradient steps, fixed start."""
    weights = np.zeros(x.shape[1])
    m, v = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        p = 1 / (1 + np.exp(-(x @ weights)))
        grad = x.T @ ((p - y) * w) / w.sum() + DECAY * weights
        m = 0.9 * m + 0.1 * grad
        v = 0.999 * v + 0.001 * grad**2
        weights = weights - 0.08 * (1 - step / (STEPS + 1)) * (m / (1 - 0.9**step)) / (
            np.sqrt(v / (1 - 0.999**step)) + 1e-8
        )
    return [round(float(a), 4) for a in weights]


def tally(documents: list[Seen], weights: list[float], floor: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of spots against gold names by overlap."""
    right = given = asked = 0
    for seen in documents:
        asked += seen.asked
        if not len(seen.spots):
            continue
        yes = (seen.cues @ np.array(weights) > floor) & (seen.weight > 0)
        given += int(yes.sum())
        right += int((yes * seen.gold).sum())
    p, r = right / max(given, 1), right / max(asked, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)
