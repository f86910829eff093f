"""The last, short stage: the war reports, mixed with everything else so that nothing is forgotten.

Run twice on half of the reports to measure (each half is read by the network that has not seen it)
and once on all of them for the release.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import torch

from firsthand.reader.pieces import Pieces
from train_reader import corpus, sets, torch_engine
from train_reader.documents import Document
from train_reader.examples import Example, examples
from train_reader.network import Reader
from train_reader.training import Plan, by_length, optimiser, step

STEPS = 48  # every other one on war reports
ENCODER_RATE, HEADS_RATE = 4e-5, 5e-4
REPLAYED = (
    "polnear",
    "ud_ewt",
    "ud_gum",
    "uner_ewt",
    "trnews",
    "timebank",
    "measeval",
    "wikievents",
    "own_sentences",
    "lgl",
)


def halves(gold: Path) -> tuple[list[Document], list[Document]]:
    """By document, alternating in the order of their names, so that no outlet decides."""
    found = list(sets.war(gold))
    return found[::2], found[1::2]


def replay(
    plan: Plan, pieces: Pieces, relations: dict[str, int], share: float = 0.12
) -> dict[str, list[list[Example]]]:
    """Some batches of each set, read once for all three runs."""
    chance = random.Random(f"{plan.seed} replay")
    found = {}
    for name in REPLAYED:
        if name in plan.without:
            continue
        documents = corpus.documents(name, plan.gold, 99, plan.seed)
        some = chance.sample(documents, max(3, min(60, round(len(documents) * share))))
        found[name] = by_length([e for d in some for e in examples(d, pieces, relations)], chance)
    return found


def adapted(
    plan: Plan, checkpoint: Path, reports: Sequence[Document], pieces: Pieces, mixed: dict[str, list[list[Example]]]
) -> tuple[Reader, list[str]]:
    model, relations = torch_engine.load(checkpoint)
    number = {name: i for i, name in enumerate(relations)}
    torch.manual_seed(plan.seed)
    chance = random.Random(f"{plan.seed} adaptation")
    made = [e for d in reports for e in examples(d, pieces, number)]
    model.train()
    adam = optimiser(model, ENCODER_RATE, HEADS_RATE)
    queue: list[list[Example]] = []
    names = list(mixed)
    for at in range(STEPS):
        if at % 2 == 0:
            if not queue:
                chance.shuffle(made)
                queue = by_length(list(made), chance)
            batch = queue.pop()
        else:
            # PolNeAR and the treebanks weigh most in what could be forgotten.
            name = "polnear" if at % 4 == 1 and "polnear" in mixed else names[(at // 4) % len(names)]
            batch = chance.choice(mixed[name])
        losses = step(model, batch, adam, min(1.0, (at + 1) / 8) * (1 - at / STEPS))
        if at % 10 == 0:
            print("adaptation", at, {k: round(v, 3) for k, v in losses.items()}, flush=True)
    return model.eval(), relations
