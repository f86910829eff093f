"""`python -m benchmarks peers figures`: other tools on the sets of quantities, by the same scorer, each in an interpreter that has it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.peers.quantities import INSTALL, PEERS
from benchmarks.runner import paths, score
from benchmarks.tasks import TASKS

SCRIPT = Path(__file__).with_name("quantities.py")
MEASURES = ("value", "value_change", "value_unit", "span_overlap", "span_exact")


def run(python: str, peers: list[str], sets: list[str], out: Path) -> int:
    """A line a peer and set; a peer that `python` cannot import is named with how to install it. 0 when one ran."""
    task, ran = TASKS["figures"], 0
    out.mkdir(parents=True, exist_ok=True)
    for peer in peers or list(PEERS):
        for one in [task.set(name) for name in sets] or list(task.sets):
            documents, gold = paths(one)
            predicted = out / f"peer-{peer}-{one.name}.jsonl"
            done = subprocess.run(
                [python, str(SCRIPT), peer, str(documents), str(predicted)], capture_output=True, text=True, check=False
            )
            if done.returncode:
                last = (done.stderr.strip().splitlines() or ["no message"])[-1]
                print(f"{peer:<12} not run: {last}; {INSTALL[peer]}")
                break
            cost, answer = json.loads(done.stdout.strip().splitlines()[-1]), score(task, gold, predicted)
            shown = "  ".join(f"{m} {answer[m]['f1']:.3f}" for m in MEASURES if m in answer)
            speed = cost["documents"] / max(cost["seconds"], 1e-9)
            print(f"{peer:<12} {one.name:<12} {shown}  {speed:,.0f} documents/CPU s", flush=True)
            ran += 1
    if not ran:
        print("peers: none could run", file=sys.stderr)
    return 0 if ran else 1
