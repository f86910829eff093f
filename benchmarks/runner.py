"""Predicting a set, scoring it, and what it cost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import folder, reports
from benchmarks.tasks import GoldSet, Task
from firsthand.errors import ReaderUnavailable
from firsthand.kit import Kit

SCORERS = Path(__file__).parent / "score"


def kit(*, grammar: bool = False) -> Kit:
    """The kit that users get: with the trained reader where its weights are, unless `grammar` alone is asked for."""
    if not grammar:
        try:
            return Kit.with_reader()
        except ReaderUnavailable as error:
            print(f"benchmarks: {error}; going on with grammar alone", file=sys.stderr)
    return Kit()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a prediction run took: documents, characters, CPU seconds of this process."""

    documents: int
    characters: int
    seconds: float

    def words_per_second(self) -> float:
        """Words (six characters, the space included) per CPU second."""
        return self.characters / 6 / self.seconds if self.seconds else 0.0


def predict(task: Task, documents: Path, out: Path, kit: Kit, convention: str | None = None) -> Cost:
    """Writes a JSON line a document to `out` as it goes; `convention` as in Task, read off the path when not given."""
    counted = [0, 0]

    def watched() -> Any:
        for report in reports(documents, given=task.given, group=task.group):
            counted[0] += 1
            counted[1] += len(report.text)
            yield report

    began = time.process_time()
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as lines:
        for row in task.predictor()(watched(), kit, convention or task.convention(documents)):
            lines.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
    return Cost(counted[0], counted[1], time.process_time() - began)


def score(task: Task, gold: Path, predicted: Path, flags: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the official scorer says of `predicted`."""
    command = [
        sys.executable,
        str(SCORERS / f"{task.scorer or task.name}.py"),
        str(gold),
        str(predicted),
        "--json",
        *flags,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{task.name}: {done.stderr.strip() or done.stdout.strip()}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return task.summary(answer)


def paths(one: GoldSet) -> tuple[Path, Path]:
    """(documents, gold) of a set on this machine."""
    base = folder()
    return base / one.documents, base / (one.gold or one.documents)
