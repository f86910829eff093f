"""Write the released files: ONNX graph in int8, pair weights, settings, tokenizer."""

from __future__ import annotations

import json
import logging
import shutil
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from firsthand.reader.pairs import LINKER, NETWORK, PairWeights
from firsthand.reader.reader import PAIRS, SETTINGS, TOKENIZER, WEIGHTS
from firsthand.reader.settings import Settings
from train_reader.network import Reader


class Unpadded(nn.Module):
    """The network for one window: no padding, so no mask. The label product is done here, on the one thread we allow."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        tags, pairs = self.model(pieces, features, None, firsts)
        return tags, pairs, self.model.label_scores(pairs)


def export(model: Reader, path: Path) -> None:
    """Full precision, by the exporter that keeps plain operators."""
    pieces = torch.randint(1000, 2000, (1, 12))
    features, firsts = torch.ones_like(pieces), torch.arange(1, 9)[None]
    axes = {"pieces": {0: "batch", 1: "piece"}, "features": {0: "batch", 1: "piece"}, "firsts": {0: "batch", 1: "word"}}
    axes |= {"tags": {0: "batch", 1: "word"}, "pairs": {0: "batch", 1: "word"}, "labels": {0: "batch", 1: "word"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter says at length that it is the older one
        torch.onnx.export(
            Unpadded(model.eval()),
            (pieces, features, firsts),
            str(path),
            input_names=["pieces", "features", "firsts"],
            output_names=["tags", "pairs", "labels"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def quantise(source: Path, target: Path, heads: bool) -> None:
    """Weights of matrix products to int8; those of the heads only when asked, since they cost little either way."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    logging.getLogger().setLevel(logging.ERROR)
    ready = source.with_suffix(".ready.onnx")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    kept = []
    if not heads:
        for node in onnx.load(str(ready)).graph.node:
            if node.op_type in ("MatMul", "Gemm") and "encoder" not in node.name:
                kept.append(node.name)
    quantize_dynamic(str(ready), str(target), weight_type=QuantType.QInt8, nodes_to_exclude=kept, per_channel=True)
    ready.unlink()


def small_tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without what the reader never uses: templates, padding, truncation."""
    found = json.loads(source.read_text(encoding="utf-8"))
    found |= {"padding": None, "truncation": None, "post_processor": None, "decoder": None}
    target.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def write(
    model: Reader, weights: PairWeights, settings: Settings, tokenizer: Path, folder: Path, heads: bool = False
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    export(model, full)
    quantise(full, folder / WEIGHTS, heads)
    full.rename(folder.parent / "full.onnx")
    arrays = {name: getattr(weights, name).astype(np.float32) for name in NETWORK + LINKER}
    np.savez(folder / PAIRS, **arrays)
    settings.save(folder / SETTINGS)
    small_tokenizer(tokenizer, folder / TOKENIZER)


def copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.is_file():
            shutil.copyfile(file, target / file.name)
