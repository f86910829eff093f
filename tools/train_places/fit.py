"""Fits the two nets of the ranker: plain numpy, fixed seed, full batches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from firsthand.locate.nearness import Floats
from firsthand.locate.ranker import ROUNDS, Net, Ranker, softmax
from firsthand.locate.scene import CONTEXT_FROM, CONTEXT_TO, FEATURES, Scene

HIDDEN = 12
STEPS = 350
RATE = 0.02
DECAY = 2e-4


@dataclass(frozen=True, slots=True)
class Example:
    """A scene with what is right in it."""

    scene: Scene
    wanted: Floats
    weight: Floats


def fit(examples: list[Example], seeds: tuple[int, ...] = (7, 8, 9)) -> Ranker:
    """The ranker that these examples teach: the mean of as many nets as there are seeds."""
    fitted = [_fit(examples, seed) for seed in seeds]
    return Ranker(_mean([r.first for r in fitted]), _mean([r.then for r in fitted]))


def _mean(nets: list[Net]) -> Net:
    """One net that scores as the mean of several does: their hidden units side by side."""
    n = len(nets)
    joined = Net(
        np.concatenate([net.hidden for net in nets], axis=1),
        np.concatenate([net.shift for net in nets]),
        np.concatenate([net.out / n for net in nets]),
        sum((net.direct / n for net in nets), np.zeros(len(FEATURES))),
    )
    return Net.of(joined.numbers())


def _fit(examples: list[Example], seed: int) -> Ranker:
    examples = [e for e in examples if len(e.scene.places)]
    alone = []
    for e in examples:
        x = e.scene.base.copy()
        x[:, CONTEXT_FROM:CONTEXT_TO] = 0.0
        alone.append(x)
    first = _net(alone, examples, seed, None)
    beliefs = [
        softmax(first.score(x), e.scene.owner, len(e.scene.groups)) for x, e in zip(alone, examples, strict=True)
    ]
    then: Net | None = None
    for _ in range(ROUNDS):
        seen = [e.scene.believed(b) for e, b in zip(examples, beliefs, strict=True)]
        then = _net(seen, examples, seed, then)
        beliefs = [
            softmax(then.score(x), e.scene.owner, len(e.scene.groups)) for x, e in zip(seen, examples, strict=True)
        ]
    assert then is not None
    return Ranker(Net.of(first.numbers()), Net.of(then.numbers()))


def _net(inputs: list[Floats], examples: list[Example], seed: int, start: Net | None) -> Net:
    x = np.concatenate(inputs)
    offset = 0
    owners, weights = [], []
    for e in examples:
        owners.append(e.scene.owner + offset)
        weights.append(e.weight)
        offset += len(e.scene.groups)
    owner, weight = np.concatenate(owners), np.concatenate(weights)
    wanted = np.concatenate([e.wanted for e in examples])
    keep = weight[owner] > 0
    x, owner, wanted = x[keep], owner[keep], wanted[keep]
    used, owner = np.unique(owner, return_inverse=True)
    weight = weight[used]
    total = weight.sum()
    random = np.random.default_rng(seed)
    width = len(FEATURES)
    parts = (
        [start.hidden.copy(), start.shift.copy(), start.out.copy(), start.direct.copy()]
        if start
        else [random.normal(0, 0.3, (width, HIDDEN)), np.zeros(HIDDEN), random.normal(0, 0.1, HIDDEN), np.zeros(width)]
    )
    m = [np.zeros_like(p) for p in parts]
    v = [np.zeros_like(p) for p in parts]
    for step in range(1, (STEPS if start is None else STEPS // 2) + 1):
        net = Net(*parts)
        act = np.tanh(x @ net.hidden + net.shift)
        share = softmax(act @ net.out + x @ net.direct, owner, len(used))
        slope = (share - wanted) * weight[owner] / total
        back = slope[:, None] * net.out[None, :] * (1 - act**2)
        grads = [x.T @ back, back.sum(axis=0), act.T @ slope, x.T @ slope]
        rate = RATE * (1 - step / (STEPS + 1))
        for i, grad in enumerate(grads):
            grad = grad + DECAY * parts[i]
            m[i] = 0.9 * m[i] + 0.1 * grad
            v[i] = 0.999 * v[i] + 0.001 * grad**2
            parts[i] = parts[i] - rate * (m[i] / (1 - 0.9**step)) / (np.sqrt(v[i] / (1 - 0.999**step)) + 1e-8)
    return Net(*parts)
