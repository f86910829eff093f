"""From gold to the released files.

    cd tools && PYTHONPATH=../src python -m train_reader --gold GOLD --encoder FOLDER --work FOLDER

GOLD is the folder of training and development sets, FOLDER of --encoder holds model.safetensors and
tokenizer.json of all-MiniLM-L6-v2. A run that is stopped goes on from its last epoch when it is
started again with the same --work. Nothing reaches the package unless --install is given.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import torch
from tokenizers import Tokenizer

from firsthand.reader.pieces import Pieces
from firsthand.reader.reader import MODEL, SETTINGS, Reader
from train_reader import ablation, adaptation, calibration, card, corpus, export, release, scoring, torch_engine
from train_reader.predictions import signals
from train_reader.training import Plan, relations_of, train

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="checkpoints, log and the built model")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=sorted(corpus.SOURCES),
        help="leave a set out; may be repeated",
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--small", action="store_true", help="ten minutes on a twelfth of the data: proves the recipe, not the model"
    )
    parser.add_argument("--install", action="store_true", help="copy the built model into the package")
    return parser.parse_args()


def keep_memory() -> None:
    """Tell glibc to keep freed memory: tensors given back to the system and asked for again cost a third of the time."""
    try:
        libc = ctypes.CDLL("libc.so.6")
    except OSError:
        return  # another system, another allocator
    for parameter in (-3, -1):  # M_MMAP_THRESHOLD, M_TRIM_THRESHOLD
        libc.mallopt(parameter, 2**31 - 1)


def main() -> int:
    given = arguments()
    keep_memory()
    encoder = given.encoder / "model.safetensors"
    if hashlib.sha256(encoder.read_bytes()).hexdigest() != ENCODER_SHA256:
        print(f"{encoder}: not the encoder this recipe was made for", file=sys.stderr)
        return 2
    torch.set_num_threads(given.threads)
    without = frozenset(given.without) | (frozenset({"polnear_retold"}) if "polnear" in given.without else frozenset())
    epochs = (1, 1) if given.small else (1, 3)
    plan = Plan(given.gold, given.work, encoder, without, given.seed, *epochs, small=given.small)
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = Pieces(tokenizer)
    checkpoint = train(plan, pieces)
    finish(plan, checkpoint, given.encoder / "tokenizer.json", pieces, given.small)
    if given.install:
        export.copy(given.work / "model", MODEL)
    return 0


def finish(plan: Plan, checkpoint: Path, tokenizer: Path, pieces: Pieces, small: bool) -> None:
    """Last stage, export, choices on development data, scores, card."""
    folder = plan.folder / "model"
    war = "war_reports" not in plan.without
    relations = relations_of(plan)
    number = {name: i for i, name in enumerate(relations)}
    mixed = adaptation.replay(plan, pieces, number)
    both = adaptation.halves(plan.gold)
    if war:
        model, relations = adaptation.adapted(plan, checkpoint, both[0] + both[1], pieces, mixed)
    else:
        model, relations = torch_engine.load(checkpoint)
    reader = release.build(
        model, relations, plan.gold, tokenizer, folder, pieces, plan.seed, "polnear" not in plan.without
    )
    if not small:
        reader = release.tuned(reader, plan.gold)
    scores: dict = {}
    records: dict[str, calibration.Records] = {}
    if war and not small:
        scores["war_two_folds"], records = two_folds(plan, checkpoint, both, reader, pieces, mixed)
    reader, reliability = release.calibrated(reader, plan.gold, records)
    reader._settings.save(folder / SETTINGS)
    scores["reliability"] = reliability
    scores |= scoring.everything(reader, plan.gold, 0 if small else 1000)
    if not small:
        scores["links"] = ablation.links(reader, plan.gold)
        scores["quantising"] = ablation.quantising(reader, plan.folder / "full.onnx", plan.gold)
    versions = {name: version(name) for name in ("torch", "onnx", "onnxruntime", "tokenizers", "numpy")}
    sizes = {
        name: len(corpus.documents(name, plan.gold, 1, plan.seed))
        for name in corpus.SOURCES
        if name not in plan.without
    }
    command = "python -m train_reader --gold GOLD --encoder ENCODER --work WORK" + "".join(
        f" --without {n}" for n in sorted(plan.without)
    )
    release.write_card(folder, card.body(plan, command, scores, versions, sizes))
    card.page(json.loads((folder / "card.json").read_text(encoding="utf-8")), folder / "CARD.md")
    print(json.dumps(scores, indent=1))


def two_folds(
    plan: Plan, checkpoint: Path, both: tuple[list, list], released: Reader, pieces: Pieces, mixed: dict
) -> tuple[dict, dict[str, calibration.Records]]:
    """Each half of the war reports read by a network adapted on the other half; with its chances."""
    by_report: dict[str, Reader] = {}
    triggers: calibration.Records = []
    modality: calibration.Records = []
    for seen, unseen in (both, both[::-1]):
        model, _ = adaptation.adapted(plan, checkpoint, seen, pieces, mixed)
        weights = torch_engine.pair_weights(model)
        weights = release.with_linker(weights, released._weights)
        reader = Reader("fold", torch_engine.TorchEngine(model), pieces, weights, released._settings)
        for document in unseen:
            by_report[document.id] = reader
            some, sure = calibration.triggers(signals(reader, document), document)
            triggers += some
            modality += sure
    return scoring.war(by_report.__getitem__, plan.gold), {"triggers": triggers, "modality": modality}


if __name__ == "__main__":
    sys.exit(main())
