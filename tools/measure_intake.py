"""The same documents, however they come in: is the store the same, to the byte of its dump?

    python tools/measure_intake.py --gold GOLD                      # 2,000 documents, every combination: 15 minutes on two idle cores
    python tools/measure_intake.py --gold GOLD --documents 40       # two minutes
    python tools/measure_intake.py --gold GOLD --postgres URL       # on this PostgreSQL: an empty database, which is emptied each time

Without a URL a PostgreSQL server of its own is started and thrown away. GOLD is a folder of evaluation sets with
JSON Lines of `text`, of which documents of up to 400 words are taken (`--longest`), 200 on average; where it has
fewer than asked for, they come again under other addresses. Each combination of store, engine and workers takes in all documents in an order
of its own, then again in another order. Printed: whether all dumps are equal, documents per second, CPU of
reading and of everything else (the intake overhead), bytes of the store.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from postgres_server import server

SETS = (
    "places/lgl/all.jsonl",
    "attribution/polnear/dev.jsonl",
    "counts/gva/dev.jsonl",
    "clusters/scrape_variants/dev.jsonl",
    "places/trnews/all.jsonl",
    "places/geovirus/all.jsonl",
    "pages/ukraine_web_2026/dev.jsonl",
)


def texts(gold: Path, count: int, longest: int | None = None) -> Iterator[dict[str, str | None]]:
    """`count` reports of at most `longest` words; from the second round on with another address, so that they are other reports."""
    known = []
    for name in SETS:
        path = gold / name
        if path.is_file():
            with path.open(encoding="utf-8") as file:
                read = [json.loads(line) for line in file]
                known += [one for one in read if longest is None or len(one["text"].split()) <= longest]
    if not known:
        sys.exit(f"{gold} holds none of {', '.join(SETS)}")
    random.Random(1).shuffle(known)
    for number in range(count):
        one = known[number % len(known)]
        yield {
            "text": one["text"],
            "published": one.get("published"),
            "url": f"https://round-{number // len(known)}.example/{one['id']}",
        }


def files(folder: Path, gold: Path, count: int, longest: int) -> list[Path]:
    """The reports in twenty files."""
    shards: list[list[str]] = [[] for _ in range(min(20, count))]
    for number, one in enumerate(texts(gold, count, longest)):
        shards[number % len(shards)].append(json.dumps(one))
    made = []
    for number, lines in enumerate(shards):
        made.append(folder / f"{number:02d}.jsonl")
        made[-1].write_text("\n".join(lines) + "\n", "utf-8")
    return made


def cpu(of: int) -> float:
    used = resource.getrusage(of)
    return used.ru_utime + used.ru_stime


def emptied(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=Path, required=True)
    arguments.add_argument("--documents", type=int, default=2_000)
    arguments.add_argument("--longest", type=int, default=400, metavar="WORDS")
    arguments.add_argument("--postgres", metavar="URL")
    arguments.add_argument("--sqlite-only", action="store_true")
    arguments.add_argument("--engines", nargs="+", default=["local", "dask"], choices=["local", "dask"])
    arguments.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    chosen = arguments.parse_args()
    if chosen.postgres or chosen.sqlite_only:
        sys.exit(measured(chosen, chosen.postgres))
    with server() as url:
        differ = measured(chosen, url)
    sys.exit(differ)


def measured(chosen: argparse.Namespace, url: str | None) -> int:
    """Every combination, a line each; 1 where two dumps differ, or a document failed or came twice."""
    from firsthand.run.add import add
    from firsthand.run.engine import engine
    from firsthand.store import Store

    digests: set[str] = set()
    odd = 0
    began = time.monotonic()
    print("store       engine workers  docs/s  again/s  reading ms/doc  rest ms/doc  overhead  bytes/doc  dump")
    with tempfile.TemporaryDirectory(prefix="firsthand-intake-") as room:
        folder = Path(room)
        made = files(folder, chosen.gold, chosen.documents, chosen.longest)
        stores = [str(folder / "s.db"), *([url] if url else [])]
        for number, (store, kind, workers) in enumerate(
            (s, k, w) for s in stores for k in chosen.engines for w in chosen.workers
        ):
            if store.startswith("postgres"):
                emptied(store)
            else:
                for path in folder.glob("s.db*"):
                    path.unlink()
            order = list(made)
            random.Random(number).shuffle(order)
            children, own = cpu(resource.RUSAGE_CHILDREN), cpu(resource.RUSAGE_SELF)
            with Store.open(store, create=True) as book:
                with engine(kind, workers) as on:
                    first = add(book, order, on=on)
                    again = add(book, reversed(order), on=on)
                out = io.StringIO()
                spent = cpu(resource.RUSAGE_SELF) - own
                book.dump(out)
                digest = hashlib.sha256(out.getvalue().replace(room, "").encode()).hexdigest()
            digests.add(digest)
            # The children have ended, so their time is counted now. `rest` is this process: sources, store, engine.
            reading = cpu(resource.RUSAGE_CHILDREN) - children
            size = sum(path.stat().st_size for path in folder.glob("s.db*")) if not store.startswith("postgres") else 0
            each = 1000 / chosen.documents
            print(
                f"{'postgresql' if size == 0 else 'sqlite':11} {kind:6} {workers:7} {first.rate():7.2f} {again.rate():8.0f}"
                f" {reading * each:15.1f} {spent * each:12.1f} {spent / max(reading, 1e-9):9.1%} {size / chosen.documents:10,.0f}"
                f"  {digest[:12]}  {first.failed()} failed, {again.new} new the second time",
                flush=True,
            )
            odd += first.failed() + again.new
    told = "all dumps are equal" if len(digests) == 1 else f"{len(digests)} different dumps"
    print(f"{told}; {(time.monotonic() - began) / 60:.1f} minutes")
    return int(len(digests) != 1 or odd > 0)


if __name__ == "__main__":
    main()
