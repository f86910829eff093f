"""Time for each word and stage, peak memory, and import time: is anything slower on long reports than on short ones?

    python tools/measure_speed.py                     # 1,000 to 100,000 words
    python tools/measure_speed.py --words 1500 5000   # other lengths
    python tools/measure_speed.py --grammar           # without the trained reader

The text is the bundled examples over and over, each time with other numbers and its paragraphs in another
order, so that nothing is gained by meeting the same sentence twice.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from typing import Any

WORDS = (1_000, 1_500, 3_000, 10_000, 30_000, 100_000)


def prose(words: int) -> str:
    """About `words` words of report, the same for the same number."""
    from firsthand.data.examples import examples
    from firsthand.intake.source import Arrival, arrivals

    dice = random.Random(words)
    found = [one.document.text for one in arrivals(examples()) if isinstance(one, Arrival)]
    paragraphs = [line for text in found for line in text.split("\n") if line]
    said: list[str] = []
    count = 0
    while count < words:
        dice.shuffle(paragraphs)
        for paragraph in paragraphs:
            varied = re.sub(r"(?<![\d,.])\d{1,2}(?![\d,.])", lambda _: str(dice.randint(2, 98)), paragraph)
            said.append(varied)
            count += len(varied.split())
            if count >= words:
                break
    return "\n".join(said) + "\n"


def measured(words: int, grammar: bool, runs: int) -> dict[str, Any]:
    """Milliseconds a stage, best of `runs`, and peak memory of this process."""
    from firsthand.api import kit
    from firsthand.kit import Kit
    from firsthand.model.document import Document, Published
    from firsthand.model.reading import Reading
    from firsthand.pipeline import STAGES, read_document
    from firsthand.publish.json import to_json
    from firsthand.segment.layout import layout
    from firsthand.segment.stage import passages

    started = time.perf_counter()
    with_kit = Kit() if grammar else kit()
    loading = time.perf_counter() - started
    read_document(Document(text=prose(300), published=Published("2024-11-12")), with_kit)
    document = Document(text=prose(words), published=Published("2024-11-12"))
    best: dict[str, float] = {}

    def noting(name: str, since: float) -> float:
        now = time.process_time()
        best[name] = min(best.get(name, 1e9), (now - since) * 1000)
        return now

    walls = []

    for _ in range(runs):
        begun, begun_wall = time.process_time(), time.perf_counter()
        at = begun
        reading = Reading(document=document)
        reading = reading.having(passages(reading, with_kit))
        at = noting("segment", at)
        seeing = with_kit.looking_at(reading, layout(reading))
        at = noting("reader", at)
        for stage in STAGES:
            reading = reading.having(stage(reading, seeing))
            at = noting(stage.__module__.split(".")[1], at)
        reading = reading.proven()
        at = noting("prove", at)
        noting("read", begun)
        walls.append(time.perf_counter() - begun_wall)
        at = time.process_time()
        to_json(reading)
        noting("to json", at)
    count = len(document.text.split())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "words": count,
        "ms": best,
        "peak_mb": peak,
        "load_s": loading,
        "wall_s": min(walls),
        "records": sum(1 for _ in reading.records()),
    }


def table(rows: list[dict[str, Any]]) -> None:
    head = [f"{row['words']:,}" for row in rows]
    print("CPU microseconds a word".ljust(24) + "".join(cell.rjust(11) for cell in head) + "     last/first")
    for name in rows[0]["ms"]:
        each = [1000 * row["ms"][name] / row["words"] for row in rows]
        growth = each[-1] / each[0] if each[0] > 0.5 else 1.0
        flag = "  <- grows" if growth > 2 and each[-1] > 2 else ""
        print(name.ljust(24) + "".join(f"{one:11.1f}" for one in each) + f"{growth:11.2f}{flag}")
    print("read, wall seconds".ljust(24) + "".join(f"{row['wall_s']:11.2f}" for row in rows))
    print("peak memory, MB".ljust(24) + "".join(f"{row['peak_mb']:11.0f}" for row in rows))
    print("records".ljust(24) + "".join(f"{row['records']:11,}" for row in rows))
    print("kit loaded in, s".ljust(24) + "".join(f"{row['load_s']:11.2f}" for row in rows))


def import_seconds() -> float:
    code = "import time; t = time.perf_counter(); import firsthand; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(5)
    ]
    return statistics.median(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--words", type=int, nargs="+", default=WORDS)
    arguments.add_argument("--grammar", action="store_true", help="without the trained reader")
    arguments.add_argument("--runs", type=int, default=3, help="take the best of so many")
    arguments.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.one:  # each length in a process of its own, so that peak memory is that length's
        print(json.dumps(measured(chosen.one, chosen.grammar, chosen.runs)))
        return
    rows = []
    for words in chosen.words:
        runs = str(chosen.runs if words < 50_000 else 1)
        command = [
            sys.executable,
            __file__,
            "--one",
            str(words),
            "--runs",
            runs,
            *(["--grammar"] if chosen.grammar else []),
        ]
        rows.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    table(rows)
    print(f"import firsthand: {import_seconds():.3f} s")


if __name__ == "__main__":
    main()
