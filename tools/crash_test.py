"""Kills a process in the middle of keeping, again and again, and looks whether anything acknowledged is lost.

    .venv/bin/python -m tools.crash_test FOLDER [--rounds 200]

Each round a child keeps small batches and tells of each one it was acknowledged; the parent ends it with
SIGKILL after a random time. Then the store must open, hold every acknowledged report as it was given, hold no
half report, and pass SQLite's integrity check. At the end an undisturbed run over the same articles must leave
the same dump as the disturbed store once it is resumed.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import time
from pathlib import Path
from random import Random

from tools.measure_store import Maker

from firsthand.model.document import report_id
from firsthand.store import Entry, Store

BATCH = 3


def entries(maker: Maker, batch: int) -> list[Entry]:
    numbers = range(batch * BATCH, (batch + 1) * BATCH)
    return [Entry(source=f"/made-up/{n}.html", reading=maker.article(n)) for n in numbers]


def crash(path: Path, maker: Maker, first: int, batches: int, seconds: float) -> tuple[int, list[str]]:
    """Keep batches from `first` in a child and kill it some seconds after so many were acknowledged: (batches
    acknowledged, their reports)."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with Store.open(path) as store:
                os.write(into, b"open\n")
                batch = first
                while True:
                    kept = store.keep(entries(maker, batch), run="crash")
                    os.write(into, (" ".join(kept.report_ids) + "\n").encode())
                    batch += 1
                    if batch % 4 == 0:
                        store.tidy()
        finally:
            os._exit(1)
    os.close(into)
    with open(out, "rb") as pipe:  # noqa: PTH123  # a pipe, not a path
        before = [pipe.readline().decode().rstrip("\n") for _ in range(batches + 1)][1:]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        told = before + pipe.read().decode().split("\n")
    os.waitpid(child, 0)
    whole = [line.split() for line in told[:-1] if line]
    return len(whole), [name for line in whole for name in line]


def check(path: Path, maker: Maker, acknowledged: list[str], first: int) -> tuple[int, int, str]:
    """(acknowledged and lost, half-written, what SQLite says of the file)."""
    given = {
        report_id(entry.reading.document): entry.reading
        for batch in range(first, first + len(acknowledged) // BATCH + 2)
        for entry in entries(maker, batch)
        if entry.reading is not None
    }
    with Store.open(path) as store:
        there = {change.report_id for change in store.changes()}
        lost = len(set(acknowledged) - there)
        half = sum(1 for name in given.keys() & there if store.reading(name) != given[name])
        half += len(there) % BATCH  # a batch is whole or not there
        said = store.connection().value("PRAGMA integrity_check")
    return lost, half, str(said)


def run(folder: Path, rounds: int, seed: int = 1) -> dict[str, int]:
    """Every count that must be nought, and how much was kept."""
    maker, chance = Maker(), Random(seed)
    path = folder / "crashed.db"
    Store.open(path, create=True).close()
    found = {"lost": 0, "half": 0, "broken": 0, "faults": 0, "differs": 0, "acknowledged": 0}
    batch = 0
    for _ in range(rounds):
        done, names = crash(path, maker, batch, chance.randrange(3), chance.uniform(0.0, 0.15))
        lost, half, said = check(path, maker, names, batch)
        found["lost"] += lost
        found["half"] += half
        found["broken"] += said != "ok"
        found["acknowledged"] += len(names)
        batch += done
    with Store.open(path) as store, Store.open(folder / "calm.db", create=True) as calm:
        for number in range(batch + 1):
            store.keep(entries(maker, number), run="resumed")
            calm.keep(entries(maker, number), run="calm")
        found["faults"] = len(store.verify())
        one, other = io.StringIO(), io.StringIO()
        store.dump(one)
        calm.dump(other)
        found["differs"] = int(one.getvalue() != other.getvalue())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    found = run(options.folder, options.rounds)
    print(f"{options.rounds} rounds of kill -9: " + ", ".join(f"{name} {count}" for name, count in found.items()))


if __name__ == "__main__":
    main()
