"""How long comparing takes as a store grows, its pages, and near copies of many texts.

    python tools/measure_compare.py store --reports 2500 --reports 5000 --reports 10000 --reports 20000
    python tools/measure_compare.py one --reports 100000 --probes 50
    python tools/measure_compare.py copies --texts 10000 --texts 100000

Reports are made up (`made_up_reports.py`): five strikes each with a place, a day, a toll and a voice, over two
years; every tenth makes a forecast, every tenth says who holds a town. They are readings without a pipeline behind
them, so that the time is that of comparing.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from made_up_reports import report as made

from firsthand.compare.desk import Desk
from firsthand.compare.repeats import repeats
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.store import Entry, Store

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ay", "or", "un")]


def peak() -> int:
    """Most memory this process ever held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fill(store: Store, count: int) -> None:
    batch: list[Entry] = []
    for number in range(count):
        batch.append(Entry(source=f"{number}.txt", reading=made(number, count)))
        if len(batch) == 500:
            store.keep(batch)
            batch = []
    store.keep(batch)


def over_store(count: int, probes: int) -> None:
    """A store built at once, its pages, then reports one by one, then built again."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "made.db", create=True) as store:
        desk = Desk(store, Kit())
        fill(store, count)
        print(f"{count:>8,} reports kept, {peak()} MB", flush=True)
        built = timed(desk.refresh)
        settled = timed(desk.settle)
        print(
            f"{count:>8,} built: {told(built)} ({1000 * built[1] / count:.1f} ms CPU a report), every finding worked out: {told(settled)}, {peak()} MB",
            flush=True,
        )
        first = desk.incidents(limit=1).items[0]
        pages: dict[str, Callable[[], object]] = {
            "incidents": desk.incidents,
            "incidents by text": lambda: desk.incidents(text="struck"),
            "an incident": lambda: desk.incident(first.id),
            "questions": desk.questions,
            "questions by text": lambda: desk.questions(text="velyka"),
            "contradictions": desk.contradictions,
            "control": lambda: desk.control("2024-12-01"),
            "forecasts": desk.forecasts,
            "forecasts by state": lambda: desk.forecasts(state="expired"),
            "sources": desk.sources,
            "a source": lambda: desk.source("Paper 7"),
            "repeats": lambda: desk.repeats(first.id.removeprefix("i-")),
            "briefing of two weeks": lambda: desk.briefing("2024-12-18"),
            "briefing of two years": lambda: desk.briefing("2023-01-01"),
        }
        for name, page in pages.items():
            print(f"{'':>8} {name:24} {told(timed(page))}", flush=True)
        spent = []
        for probe in range(probes):
            store.keep([Entry(source=f"probe {probe}", reading=made(count + probe * 7, count))])
            spent.append(timed(desk.refresh))
        print(f"{count:>8,} one more: {spread(spent)}, {peak()} MB", flush=True)
        with desk._shelf() as shelf:
            grown = shelf.rows("SELECT report_id, nearest, likeness, family FROM compare_reports ORDER BY report_id")
        again = timed(desk.rebuild)
        with desk._shelf() as shelf:
            same = grown == shelf.rows(
                "SELECT report_id, nearest, likeness, family FROM compare_reports ORDER BY report_id"
            )
        print(f"{count:>8,} rebuilt: {told(again)}, {peak()} MB; equal to what had grown: {same}", flush=True)


def one_more(count: int, probes: int) -> None:
    """One report against many, of which only what comparing keeps is in the store: the time of taking it in."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "made.db", create=True) as store:
        desk = Desk(store, Kit())
        desk.refresh()
        batch = []
        for number in range(count):
            batch.append((number + 1, *desk._made(made(number, count))))
            if len(batch) == 1000 or number + 1 == count:
                with desk._builder.writing_at(desk._builder.stand()) as shelf:
                    shelf.add(batch)
                batch = []
        print(f"{count:>8,} in the index, {peak()} MB, {time.process_time():.0f} s of CPU", flush=True)
        spent = []
        for probe in range(probes):
            store.keep([Entry(source=f"probe {probe}", reading=made(count + probe * 7, count))])
            spent.append(timed(desk.refresh))
        print(f"{count:>8,} one more: {spread(spent)}, {peak()} MB", flush=True)


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - began, time.process_time() - used


def told(spent: tuple[float, float]) -> str:
    clock, cpu = spent
    return f"{clock:.1f} s (CPU {cpu:.1f} s)" if clock > 2 else f"{1000 * clock:.0f} ms (CPU {1000 * cpu:.0f} ms)"


def spread(spent: list[tuple[float, float]]) -> str:
    clock, cpu = ([1000 * one[at] for one in spent] for at in (0, 1))
    return (
        f"median {statistics.median(clock):.0f} ms (CPU {statistics.median(cpu):.0f} ms),"
        f" most {max(clock):.0f} ms (CPU {max(cpu):.0f} ms)"
    )


def wires(count: int) -> Iterator[Document]:
    """Texts of about 300 words: one in five is a copy with a few words changed, one in twenty holds another."""
    draw = random.Random(5)
    vocabulary = ["".join(draw.choices(SYLLABLES, k=3)) for _ in range(30_000)]
    kept: list[str] = []
    for _ in range(count):
        turn = draw.random()
        if kept and turn < 0.2:
            words = draw.choice(kept).split()
            for _ in range(5):
                words[draw.randrange(len(words))] = draw.choice(vocabulary)
            text = " ".join(words)
        elif kept and turn < 0.25:
            text = f"{' '.join(draw.choices(vocabulary, k=200))} {draw.choice(kept)}"
        else:
            text = " ".join(draw.choices(vocabulary, k=300))
            if len(kept) < 2000:
                kept.append(text)
        yield Document(text=text)


def over_texts(count: int) -> None:
    documents = list(wires(count))
    before = peak()
    began, used = time.perf_counter(), time.process_time()
    groups = repeats(documents)
    spent, used = time.perf_counter() - began, time.process_time() - used
    print(
        f"{count:>8,} texts: {spent:6.1f} s (CPU {used:.1f} s), {1e6 * used / count:5.0f} us a text, {len(set(groups)):,} groups, {peak() - before:+} MB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("store", "one", "copies"))
    parser.add_argument("--reports", type=int, action="append")
    parser.add_argument("--probes", type=int, default=50)
    parser.add_argument("--texts", type=int, action="append")
    asked = parser.parse_args()
    if asked.what == "copies":
        for count in asked.texts or [10_000, 30_000, 100_000]:
            over_texts(count)
    for count in asked.reports or [20_000] if asked.what != "copies" else []:
        (over_store if asked.what == "store" else one_more)(count, asked.probes)


if __name__ == "__main__":
    main()
