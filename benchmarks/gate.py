"""Pinned floors: what the small sets of our own prose must reach, here and in CI.

A floor is raised with `python -m benchmarks gate --write`; lowering one is a change that somebody writes down.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from benchmarks.runner import predict, score
from benchmarks.tasks import TASKS
from firsthand.errors import ReaderUnavailable
from firsthand.kit import Kit

SMALL: Final = Path(__file__).parent / "small"
FLOORS: Final = SMALL / "floors.json"
LAYERS: Final = ("statements", "figures", "places", "times", "events", "forecasts")
SLACK: Final = 0.02  # quantised sums may differ in the last bits between processors


def measured() -> dict[str, float]:
    """Layer F1 on the small sets, read by grammar alone and, where its weights are there, with the trained reader."""
    answer = {}
    for name, kit in _kits().items():
        out = SMALL.parents[1] / "bench-out" / f"small-{name}.jsonl"
        predict(TASKS["war"], SMALL / "war", out, kit)
        layers: dict[str, Any] = score(TASKS["war"], SMALL / "war", out)
        answer |= {f"{name}.{layer}": round(layers[layer]["f1"], 3) for layer in LAYERS}
    return answer


def _kits() -> dict[str, Kit]:
    kits = {"grammar": Kit()}
    try:
        kits["reader"] = Kit.with_reader()
    except (ReaderUnavailable, ImportError):
        print("gate: no trained reader here, grammar alone is measured")
    return kits


def check(*, write: bool) -> int:
    """0 when every floor holds, 1 otherwise; `write` pins what is measured now."""
    found = measured()
    if write:
        FLOORS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
        print(f"gate: {len(found)} floors pinned in {FLOORS.name}")
        return 0
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    failed = [name for name, floor in floors.items() if found.get(name, 0.0) < floor - SLACK]
    for name, floor in floors.items():
        print(f"{name:<24} {found.get(name, 0.0):.3f}  floor {floor:.3f}{'  BELOW' if name in failed else ''}")
    return 1 if failed else 0
