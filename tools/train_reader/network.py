"""The network: MiniLM-L6 written out, and small heads on a mixture of its layers."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from firsthand.reader.features import COUNT
from firsthand.reader.labels import HEADS

WIDTH, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
ARC, LABEL, LINK = 128, 64, 96
MIXED = 4  # layers that the heads may draw on
# Heads that read the same mixture of layers: grammar sits lower in the encoder than meaning.
GROUPS = {
    "attribution": ("attribution", "nested"),
    "spans": ("names", "times", "quantities"),
    "events": ("triggers", "modality"),
    "syntax": ("upos",),
}


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None, drop: float) -> Tensor:
        batch, length = x.shape[0], x.shape[1]
        size = WIDTH // ATTENTION_HEADS
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, size).permute(2, 0, 3, 1, 4)
        if self.training:  # the fused form; no dropout on attention, which would cost a third of the time
            mixed = functional.scaled_dot_product_attention(
                q, k, v, attn_mask=None if bias is None else bias.to(q.dtype)
            )
        else:  # written out, so that the exported graph holds plain matrix products
            scores = q @ k.transpose(-1, -2) / math.sqrt(size)
            mixed = (scores if bias is None else scores + bias).softmax(-1) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + functional.dropout(self.out(mixed), drop, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, drop, self.training))


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.Embedding(COUNT, WIDTH)
        nn.init.zeros_(self.features.weight)  # so that training starts from the published encoder
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None, drop: float = 0.1) -> list[Tensor]:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.positions(places) + self.features(features))
        x = functional.dropout(x, drop, self.training)
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        found = [x]
        for layer in self.layers:
            x = layer(x, bias, drop)
            found.append(x)
        return found

    def load_published(self, path: Path) -> None:
        """Weights of all-MiniLM-L6-v2 under the names of Hugging Face's BERT."""
        raw = load_file(str(path))

        def take(module: nn.Module, name: str) -> None:
            module.weight.data.copy_(raw[name + ".weight"])
            if getattr(module, "bias", None) is not None:
                module.bias.data.copy_(raw[name + ".bias"])

        take(self.words, "embeddings.word_embeddings")
        self.positions.weight.data.copy_(
            raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
        )
        take(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}."
            parts = [at + f"attention.self.{x}" for x in ("query", "key", "value")]
            layer.qkv.weight.data.copy_(torch.cat([raw[p + ".weight"] for p in parts]))
            layer.qkv.bias.data.copy_(torch.cat([raw[p + ".bias"] for p in parts]))
            take(layer.out, at + "attention.output.dense")
            take(layer.norm1, at + "attention.output.LayerNorm")
            take(layer.up, at + "intermediate.dense")
            take(layer.down, at + "output.dense")
            take(layer.norm2, at + "output.LayerNorm")


class Mixtures(nn.Module):
    """For each group of heads a learnt average of the encoder's upper layers, starting from mostly the last."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([[0.0] * (MIXED - 1) + [2.0]] * len(GROUPS)))

    def forward(self, layers: list[Tensor]) -> Tensor:
        stacked = torch.stack(layers[-MIXED:])
        return (self.weights.softmax(-1) @ stacked.flatten(1)).view(len(GROUPS), *stacked.shape[1:])


class Projection(nn.Module):
    """Word vectors for a pair head: one hidden layer, dropout while training."""

    def __init__(self, size: int, drop: float = 0.2) -> None:
        super().__init__()
        self.linear = nn.Linear(WIDTH, size)
        self.drop = drop

    def forward(self, x: Tensor) -> Tensor:
        return functional.dropout(functional.leaky_relu(self.linear(x), 0.1), self.drop, self.training)


class Reader(nn.Module):
    def __init__(self, relations: int, distances: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.mixtures = Mixtures()
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, len(labels)) for name, labels in HEADS.items()})
        self.arc_dependent, self.arc_head = Projection(ARC), Projection(ARC)
        self.label_dependent, self.label_head = Projection(LABEL), Projection(LABEL)
        self.link_cue, self.link_word = Projection(2 * LINK), Projection(LINK)
        self.arc_weight = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.root = nn.Parameter(torch.zeros(ARC))
        self.label_weight = nn.Parameter(torch.zeros(relations, LABEL + 1, LABEL + 1))
        self.root_label = nn.Parameter(torch.zeros(LABEL))
        self.link_bias = nn.Parameter(torch.full((2,), -2.0))
        self.distance = nn.Parameter(torch.zeros(2, distances))
        nn.init.normal_(self.arc_weight, std=0.02)
        nn.init.normal_(self.label_weight, std=0.02)
        nn.init.normal_(self.root, std=0.1)
        nn.init.normal_(self.root_label, std=0.1)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """Tags (all heads side by side) and pair projections of each word."""
        layers = self.encoder(pieces, features, mask)
        index = firsts[:, :, None].expand(-1, -1, WIDTH)
        mixed = self.mixtures([layer.gather(1, index) for layer in layers[-MIXED:]])
        where = {head: name for name, heads in GROUPS.items() for head in heads}
        read = {name: functional.dropout(mixed[i], 0.1, self.training) for i, name in enumerate(GROUPS)}
        tags = torch.cat([head(read[where[name]]) for name, head in self.tags.items()], -1)
        syntax, attribution = read["syntax"], read["attribution"]
        pairs = torch.cat(
            [
                self.arc_dependent(syntax) @ self.arc_weight + self.arc_bias,
                self.arc_head(syntax),
                self.label_dependent(syntax),
                self.label_head(syntax),
                self.link_cue(attribution),
                self.link_word(attribution),
            ],
            -1,
        )
        return tags, pairs

    def label_scores(self, pairs: Tensor) -> Tensor:
        """For each word and dependency label a vector; its product with a head's vector is the label's score."""
        flat = self.label_weight.permute(1, 0, 2).flatten(1)
        return pairs[:, :, 2 * ARC : 2 * ARC + LABEL] @ flat[:LABEL] + flat[LABEL]
