"""Many pages through every engine: articles per second, memory, failures; and what a second worker is worth.

    python tools/measure_scale.py --gold GOLD                     # 20,000 documents a row: hours on two cores
    python tools/measure_scale.py --gold GOLD --documents 400     # minutes
    python tools/measure_scale.py --gold GOLD --documents 20000 --runs local:2 dask:2

Texts of the evaluation sets under GOLD, in rounds under other addresses until there are enough (nothing is kept
between rounds but the tokenizer's memory of words). Written to Parquet once, then read with `firsthand corpus read`'s
function: nothing but reading, packing and writing. The last column is the gain over one worker of the same engine.
Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

from measure_intake import texts

HEAD = "engine workers  documents  seconds  articles/s  words/s  failed  MB a worker  bytes/reading  gain"


class Watch(threading.Thread):
    """The largest resident memory of any child process, looked at twice a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._end = threading.Event()

    def run(self) -> None:
        while not self._end.wait(0.5):
            self.most = max([self.most, *(_resident(one) for one in _below(self_pid()))])

    def end(self) -> None:
        self._end.set()
        self.join()


def self_pid() -> int:
    return int(Path("/proc/self").resolve().name)


def _below(process: int) -> list[int]:
    """All processes under one, by /proc."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(path.parent.name))
    found, waiting = [], [process]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096
    except (OSError, ValueError, IndexError):
        return 0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=Path, required=True)
    arguments.add_argument("--documents", type=int, default=20_000)
    arguments.add_argument(
        "--runs", nargs="+", default=["local:1", "local:2", "dask:1", "dask:2"], metavar="ENGINE:WORKERS"
    )
    arguments.add_argument("--part", type=int, default=0, help="rows of one part; 0: a fortieth of all, at most 500")
    chosen = arguments.parse_args()
    from firsthand.intake.source import Arrival
    from firsthand.model.document import Document, Published
    from firsthand.run.corpus import gather, read_corpus
    from firsthand.run.engine import engine
    from firsthand.run.reading import warmed

    rows = chosen.part or max(1, min(500, chosen.documents // 40))
    words = 0
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="firsthand-scale-") as room:

        def arrivals():  # type: ignore[no-untyped-def]
            nonlocal words
            for number, one in enumerate(texts(chosen.gold, chosen.documents)):
                words += len((one["text"] or "").split())
                published = Published(one["published"]) if one["published"] else None
                yield Arrival(f"{number}", Document(text=one["text"] or "", url=one["url"], published=published))

        gather(arrivals(), f"{room}/corpus")
        alone: dict[str, float] = {}
        for run in chosen.runs:
            kind, workers = run.split(":")
            out = Path(room) / run.replace(":", "-")
            watch = Watch()
            watch.start()
            with engine(kind, int(workers)) as on:
                warmed(on)
                began = time.perf_counter()
                tally = read_corpus(f"{room}/corpus", str(out), on, rows)
                took = time.perf_counter() - began
            watch.end()
            rate = tally.documents() / took
            if workers == "1":
                alone[kind] = rate
            gain = f"{rate / alone[kind]:.2f}" if kind in alone else ""
            size = sum(path.stat().st_size for path in out.glob("part-*"))
            print(
                f"{kind:6} {workers:>7} {tally.documents():10,} {took:8.1f} {rate:11.2f} {words / took:8,.0f}"
                f" {sum(tally.failures.values()):7} {watch.most / 1e6:12.0f} {size / max(1, tally.documents()):14,.0f} {gain:>5}",
                flush=True,
            )


if __name__ == "__main__":
    main()
