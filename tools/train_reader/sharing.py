"""Heads on one encoder against a network for each: what sharing is worth, on equal and small budgets.

    cd tools && PYTHONPATH=../src python -m train_reader.sharing --gold GOLD --encoder FOLDER

Every network starts from the published encoder. The shared one sees batches of all sets; a separate one sees exactly those
of them that teach its heads, in the same order, with the other heads' labels taken off. So each head learns from the same
examples, and only what the encoder learns beside them differs. A twelfth of the documents an epoch: the figures are far
below those of the released reader, and only their differences mean something.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from firsthand.reader.pieces import Pieces
from firsthand.reader.reader import Reader
from firsthand.reader.settings import Settings
from train_reader import predictions, scoring, sets, torch_engine
from train_reader.examples import Example
from train_reader.losses import WEIGHTS
from train_reader.network import Reader as Network
from train_reader.training import Plan, epoch_batches, fresh, optimiser, relations_of, step

GROUPS = {
    "attribution": frozenset(("attribution", "nested")),
    "names, times, quantities": frozenset(("names", "times", "quantities")),
    "syntax": frozenset(("upos",)),
}
EPOCHS = 2  # of a twelfth of the documents each
Counts = list[tuple[int, int, int]]  # right, predicted, wanted; one a document


def kept(batch: Sequence[Example], heads: frozenset[str]) -> list[Example]:
    """The examples with the labels of some heads only; those without any are left out."""
    found = []
    for example in batch:
        syntax, attribution = "upos" in heads, "attribution" in heads
        one = replace(
            example,
            tags={head: bits for head, bits in example.tags.items() if head in heads},
            arcs=example.arcs if syntax else None,
            cues=example.cues if attribution else [],
            roles=example.roles if attribution else [],
            apart=example.apart if attribution else [],
        )
        if one.tags or one.cues or one.arcs is not None:
            found.append(one)
    return found


def trained(plan: Plan, relations: list[str], batches: Sequence[list[Example]]) -> Network:
    model = fresh(plan, relations)
    adam = optimiser(model)
    model.train()
    for at, batch in enumerate(batches):
        done = at / len(batches)
        step(model, batch, adam, min(done / 0.1 + 0.01, (1 - done) / 0.9))
    return model.eval()


def measured(
    model: Network, relations: list[str], pieces: Pieces, gold: Path, heads: frozenset[str]
) -> dict[str, Counts]:
    settings = Settings(tuple(relations), least_source=0.4, least_content=0.3)
    reader = Reader("trial", torch_engine.TorchEngine(model), pieces, torch_engine.pair_weights(model), settings)
    found: dict[str, Counts] = {}
    if "attribution" in heads:
        dev = list(sets.polnear(gold, "dev"))
        for role in ("source", "cue", "content"):
            found[f"PolNeAR dev, {role} to the letter"] = [
                counted(
                    {s[:2] for s in d.layers["attribution"].spans if s[2] == role},
                    {
                        (s.start, s.end)
                        for s in predictions.signals(reader, d).segments
                        if s.label == role and not s.nested
                    },
                )
                for d in dev
            ]
    if "names" in heads:
        found["UNER-EWT test, names"] = [
            counted(
                set(d.layers["names"].spans) - {s for s in d.layers["names"].spans if s[2] not in NAMED},
                {(m.start, m.end, m.label) for m in predictions.signals(reader, d).names if m.label in NAMED},
            )
            for d in sets.uner(gold, "test")
        ]
        held = [d for name in ("timebank", "aquaint") for d in sets.times(gold, name, True)]
        found["TimeBank and AQUAINT held out, times"] = [
            counted(
                {s[:2] for s in d.layers["times"].spans},
                {(m.start, m.end) for m in predictions.signals(reader, d).times},
            )
            for d in held
        ]
    if "upos" in heads:
        for d in sets.ewt(gold, "dev"):
            words = scoring.on_gold_words(reader, d).words
            place = {span: i for i, span in enumerate(d.words or [])}
            order = [place[(w.start, w.end)] for w in words]
            assert d.upos and d.heads and d.relations  # noqa: PT018
            tagged = sum(w.upos == d.upos[i] for w, i in zip(words, order, strict=True))
            joined = sum(
                (order[w.head] if w.head >= 0 else -1, w.deprel) == (d.heads[i], d.relations[i])
                for w, i in zip(words, order, strict=True)
            )
            found.setdefault("UD EWT dev, UPOS", []).append((tagged, len(words), len(words)))
            found.setdefault("UD EWT dev, LAS", []).append((joined, len(words), len(words)))
    return found


NAMED = ("person", "place", "organisation")


def counted(wanted: set, got: set) -> tuple[int, int, int]:
    return len(wanted & got), len(got), len(wanted)


def total(counts: Counts) -> float:
    right, predicted, wanted = (sum(c[i] for c in counts) for i in range(3))
    return 200 * right / max(1, predicted + wanted)


def difference(shared: Counts, separate: Counts, draws: int = 2000) -> tuple[float, float]:
    """95 % interval of shared minus separate, documents drawn with replacement."""
    chance = random.Random(1)
    found = []
    for _ in range(draws):
        drawn = chance.choices(range(len(shared)), k=len(shared))
        found.append(total([shared[i] for i in drawn]) - total([separate[i] for i in drawn]))
    found.sort()
    return found[int(0.025 * draws)], found[int(0.975 * draws) - 1]


def compared(plan: Plan, pieces: Pieces, say: Callable[[str], None] = print) -> list[dict]:
    relations = relations_of(plan)
    number = {name: i for i, name in enumerate(relations)}
    batches = [b for e in range(1, EPOCHS + 1) for _, b in epoch_batches(plan, e, 1, pieces, number)]
    everything = frozenset(head for heads in GROUPS.values() for head in heads)
    say(f"{len(batches)} batches, {sum(len(e.pieces) for b in batches for e in b)} pieces; heads {sorted(WEIGHTS)}")
    shared = measured(trained(plan, relations, batches), relations, pieces, plan.gold, everything)
    rows = []
    for group, heads in GROUPS.items():
        own = [left for batch in batches if (left := kept(batch, heads))]
        alone = measured(trained(plan, relations, own), relations, pieces, plan.gold, heads)
        for measure, counts in alone.items():
            low, high = difference(shared[measure], counts)
            row = {
                "group": group,
                "batches": len(own),
                "measure": measure,
                "shared": round(total(shared[measure]), 1),
                "separate": round(total(counts), 1),
                "difference_low": round(low, 1),
                "difference_high": round(high, 1),
            }
            rows.append(row)
            say(json.dumps(row))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    plan = Plan(given.gold, Path(), given.encoder / "model.safetensors", small=True)
    compared(plan, Pieces(tokenizer), lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
