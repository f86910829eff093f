"""What the decoder must know beside the weights: dependency labels, thresholds, and how raw scores become chances."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True)
class Settings:
    relations: tuple[str, ...]
    # Added to the score of "O": above zero the head speaks less often. Chosen on development data.
    caution: dict[str, float] = field(default_factory=dict)
    least_source: float = 0.5
    least_content: float = 0.5
    # For each kind of record points (raw score, share that was right), joined by straight lines.
    chances: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = field(default_factory=dict)

    def chance(self, kind: str, raw: float) -> float:
        points = self.chances.get(kind)
        if points is None:
            return round(raw, 4)
        return round(float(np.interp(raw, points[0], points[1])), 4)

    @classmethod
    def load(cls, path: Path) -> Settings:
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            tuple(found["relations"]),
            dict(found["caution"]),
            found["least_source"],
            found["least_content"],
            {kind: (tuple(x), tuple(y)) for kind, (x, y) in found["chances"].items()},
        )

    def save(self, path: Path) -> None:
        body = {name: getattr(self, name) for name in self.__slots__}
        path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
