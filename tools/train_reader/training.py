"""The training loop: stages, epochs, checkpoints. A run that is stopped goes on from its last epoch."""

from __future__ import annotations

import copy
import json
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from firsthand.reader import distance
from firsthand.reader.pieces import Pieces
from train_reader import corpus
from train_reader.examples import Example, examples, relation_names
from train_reader.losses import WEIGHTS, losses
from train_reader.network import Reader

BATCH = 2600  # pieces, padding included
ENCODER_RATE, HEADS_RATE = 2e-4, 1e-3
AVERAGE = 0.998  # of the running average of the weights, which is what is evaluated and shipped


@dataclass(frozen=True, slots=True)
class Plan:
    gold: Path
    folder: Path
    weights: Path
    without: frozenset[str] = frozenset()
    seed: int = 7
    first: int = 1  # epochs of gold sets alone
    second: int = 3  # epochs with our own sentences, the rate falling to zero
    small: bool = False


def relations_of(plan: Plan) -> list[str]:
    """Dependency labels; without any treebank the one label a tree needs."""
    treebanks = [n for n in ("ud_ewt", "ud_gum") if n not in plan.without]
    return relation_names([d for n in treebanks for d in corpus.documents(n, plan.gold, 0, plan.seed)]) or [
        "dep",
        "root",
    ]


def epoch_batches(
    plan: Plan, epoch: int, stage: int, pieces: Pieces, relations: dict[str, int]
) -> list[tuple[str, list[Example]]]:
    """All batches of one epoch, each from one set, in an order fixed by the seed."""
    chance = random.Random(f"{plan.seed} {epoch}")
    found: list[tuple[str, list[Example]]] = []
    for name, source in corpus.SOURCES.items():
        if name in plan.without or source.stage > min(stage, 2):
            continue
        documents = corpus.documents(name, plan.gold, epoch, plan.seed)
        if plan.small:
            documents = chance.sample(documents, max(4, len(documents) // 12))
        made = [e for d in documents for e in examples(d, pieces, relations)]
        times, seen = source.times, []
        while times > 0:
            chance.shuffle(made)
            seen += made[: round(len(made) * min(1.0, times))]
            times -= 1
        found += [(name, batch) for batch in by_length(seen, chance)]
    chance.shuffle(found)
    return found


def by_length(made: list[Example], chance: random.Random) -> list[list[Example]]:
    """Batches of similar length, so that little is padded, drawn from pools so that they still vary."""
    batches: list[list[Example]] = []
    for at in range(0, len(made), 400):
        pool = sorted(made[at : at + 400], key=lambda e: len(e.pieces) + chance.random() * 20)
        batch: list[Example] = []
        for example in pool:
            widest = max([len(e.pieces) for e in batch] + [len(example.pieces)])
            if batch and widest * (len(batch) + 1) > BATCH:
                batches.append(batch)
                batch = []
            batch.append(example)
        if batch:
            batches.append(batch)
    return batches


def fresh(plan: Plan, relations: list[str]) -> Reader:
    torch.manual_seed(plan.seed)
    model = Reader(len(relations), distance.COUNT)
    model.encoder.load_published(plan.weights)
    return model


def optimiser(model: Reader, encoder: float = ENCODER_RATE, heads: float = HEADS_RATE) -> torch.optim.AdamW:
    inner = {id(p) for p in model.encoder.parameters()}
    groups = [
        {"params": [p for p in model.parameters() if id(p) in inner], "lr": encoder, "top": encoder},
        {"params": [p for p in model.parameters() if id(p) not in inner], "lr": heads, "top": heads},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


class Average:
    """Running average of the weights."""

    def __init__(self, model: nn.Module) -> None:
        self.model = copy.deepcopy(model).eval()
        self.steps = 0

    @torch.no_grad()
    def take(self, model: nn.Module) -> None:
        self.steps += 1
        keep = min(AVERAGE, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(list(self.model.parameters()), list(model.parameters()), 1 - keep)


def step(model: Reader, batch: list[Example], adam: torch.optim.AdamW, rate: float) -> dict[str, float]:
    for group in adam.param_groups:
        group["lr"] = group["top"] * rate
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = losses(model, batch)
    total = sum(WEIGHTS[name] * loss for name, loss in found.items())
    adam.zero_grad(set_to_none=True)
    total.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    adam.step()
    return {name: float(loss.detach()) for name, loss in found.items()}


def train(plan: Plan, pieces: Pieces) -> Path:
    """Run all epochs not yet run; returns the last checkpoint."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    relations = relations_of(plan)
    number = {name: i for i, name in enumerate(relations)}
    model = fresh(plan, relations)
    average, adam = Average(model), optimiser(model)
    start = 0
    epochs = plan.first + plan.second
    for epoch in range(epochs, 0, -1):
        path = plan.folder / f"epoch{epoch}.pt"
        if path.exists():
            saved = torch.load(path, weights_only=True)
            model.load_state_dict(saved["model"])
            average.model.load_state_dict(saved["average"])
            adam.load_state_dict(saved["adam"])
            average.steps, start = saved["steps"], epoch
            break
    for epoch in range(start + 1, epochs + 1):
        torch.manual_seed(plan.seed * 1000 + epoch)
        stage = 1 if epoch <= plan.first else 2
        batches = epoch_batches(plan, epoch, stage, pieces, number)
        run_epoch(plan, model, average, adam, batches, epoch)
        saved = {
            "model": model.state_dict(), "average": average.model.state_dict(), "adam": adam.state_dict(),
            "steps": average.steps, "relations": relations,
        }  # fmt: skip
        torch.save(saved, plan.folder / "writing.pt")
        (plan.folder / "writing.pt").rename(plan.folder / f"epoch{epoch}.pt")
    return plan.folder / f"epoch{epochs}.pt"


def rate(plan: Plan, epoch: int, done: float) -> float:
    """Warm-up, level through the first stage, then falling to zero in a straight line."""
    if epoch <= plan.first:
        return min(1.0, ((epoch - 1) + done) / 0.15)
    return 1.0 - (epoch - 1 - plan.first + done) / plan.second * 0.98


def run_epoch(
    plan: Plan,
    model: Reader,
    average: Average,
    adam: torch.optim.AdamW,
    batches: list[tuple[str, list[Example]]],
    epoch: int,
) -> None:
    model.train()
    sums: dict[str, list[float]] = defaultdict(list)
    began, seen = time.time(), 0
    for i, (name, batch) in enumerate(batches):
        for head, loss in step(model, batch, adam, rate(plan, epoch, i / len(batches))).items():
            sums[f"{name}.{head}"].append(loss)
        average.take(model)
        seen += sum(len(e.pieces) for e in batch)
        if (i + 1) % 50 == 0 or i + 1 == len(batches):
            report = {k: round(sum(v) / len(v), 3) for k, v in sorted(sums.items())}
            speed = round(seen / (time.time() - began))
            line = {"epoch": epoch, "batch": i + 1, "of": len(batches), "pieces_a_second": speed, "losses": report}
            with (plan.folder / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            print(f"epoch {epoch} batch {i + 1}/{len(batches)} {speed}/s {report}", flush=True)
            sums.clear()
