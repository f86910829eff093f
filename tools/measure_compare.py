"""How long comparing takes as a store grows, and near copies of many texts.

    python tools/measure_compare.py store --reports 20000 --probes 50
    python tools/measure_compare.py one --reports 100000 --probes 50
    python tools/measure_compare.py copies --texts 10000 --texts 100000

Reports are made up: a place, a day, a toll, a voice and fifty words, spread over two years. They are
readings without a pipeline behind them, so that the time is that of comparing.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from firsthand.compare.desk import Desk
from firsthand.compare.repeats import repeats
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution, Kind
from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.store import Entry, Store

DAYS = 730
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ay", "or", "un")]


def made(number: int, count: int) -> Reading:
    """A report on one of `count` / 3 happenings: about three reports a happening, some days apart."""
    happening = random.Random(f"happening {number % max(1, count // 3)}")
    own = random.Random(f"report {number}")
    name = "".join(happening.choices(SYLLABLES, k=3)).capitalize()
    day = date(2023, 1, 1) + timedelta(days=happening.randrange(DAYS) + own.randrange(4))
    dead = happening.randrange(2, 60) + own.randrange(3)
    topic = ["".join(happening.choices(SYLLABLES, k=3)) for _ in range(12)]
    rest = ["".join(own.choices(SYLLABLES, k=3)) for _ in range(30)]
    words = own.sample([*topic, *rest], len(topic) + len(rest))
    text = f"A strike hit {name} and killed {dead} people, the governor of {name} said. {' '.join(words).capitalize()}."
    place = text.index(name)
    figure = text.index(f"{dead} people")
    number_span = Span.of(text, figure, figure + len(str(dead)))
    first = Span.of(text, 0, text.index(". ") + 1)
    document = Document(
        text=text,
        title=f"Strike hits {name}",
        outlet=f"Paper {own.randrange(40)}",
        published=Published(day.isoformat()),
    )
    where = Place(span=Span.of(text, place, place + len(name)), name=name, kind=PlaceKind.SETTLEMENT,
                  latitude=happening.uniform(44, 52), longitude=happening.uniform(22, 40), made_by="rule:made")  # fmt: skip
    return Reading(document=document).having(
        [
            Passage(kind=PassageKind.SENTENCE, span=first, made_by="rule:made"),
            where,
            Figure(span=Span.of(text, figure, figure + len(f"{dead} people")), number=number_span, op=Operator.EXACT,
                   low=dead, high=dead, value=dead, unit="person", role=Role.KILLED, made_by="rule:made"),
            Event(trigger=Span.of(text, 9, 12), plover=Plover.ASSAULT, mode="aerial", modality=Modality.CLAIMED,
                  places=(where.id,), made_by="rule:made"),
            Attribution(source=None, cue=None, content=(Span.of(text, 0, text.index(",")),), kind=Kind.INDIRECT,
                        speaker=f"governor of {name}", made_by="rule:made"),
        ]
    )  # fmt: skip


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
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "made.db", create=True) as store:
        desk = Desk(store, Kit())
        began = time.perf_counter()
        fill(store, count)
        print(f"{count:>8,} reports kept in {time.perf_counter() - began:.1f} s, {peak()} MB", flush=True)
        began, used = time.perf_counter(), time.process_time()
        desk.rebuild()
        linked, cpu = time.perf_counter() - began, time.process_time() - used
        desk.settle()
        print(
            f"{count:>8,} rebuilt in {linked:.1f} s (CPU {cpu:.1f} s), with every page {time.perf_counter() - began:.1f} s, {peak()} MB",
            flush=True,
        )
        spent = []
        for probe in range(probes):
            store.keep([Entry(source=f"probe {probe}", reading=made(count + probe * 7, count))])
            began = time.perf_counter()
            desk.refresh()
            spent.append(1000 * (time.perf_counter() - began))
        if spent:
            print(
                f"{count:>8,} one more: median {statistics.median(spent):.0f} ms, most {max(spent):.0f} ms, {peak()} MB",
                flush=True,
            )
            with desk._shelf() as shelf:
                grown = shelf.all_families()
            desk.rebuild()
            with desk._shelf() as shelf:
                print(
                    "incremental equals rebuilt:", grown == shelf.all_families(), len(set(grown.values())), "incidents"
                )


def one_more(count: int, probes: int) -> None:
    """One report against many, of which only what comparing keeps is in the store: the time of taking it in."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "made.db", create=True) as store:
        desk = Desk(store, Kit())
        desk.rebuild()
        batch = []
        for number in range(count):
            batch.append((number + 1, *desk._made(made(number, count))))
            if len(batch) == 1000 or number + 1 == count:
                with desk._shelf() as shelf:
                    shelf.add(batch)
                batch = []
        print(f"{count:>8,} in the index, {peak()} MB, {time.process_time():.0f} s of CPU", flush=True)
        spent, cpu = [], []
        for probe in range(probes):
            store.keep([Entry(source=f"probe {probe}", reading=made(count + probe * 7, count))])
            began, used = time.perf_counter(), time.process_time()
            desk.refresh()
            spent.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (time.process_time() - used))
        print(
            f"{count:>8,} one more: median {statistics.median(spent):.0f} ms (CPU {statistics.median(cpu):.0f} ms),"
            f" most {max(spent):.0f} ms (CPU {max(cpu):.0f} ms), {peak()} MB",
            flush=True,
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
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--probes", type=int, default=50)
    parser.add_argument("--texts", type=int, action="append")
    asked = parser.parse_args()
    if asked.what == "store":
        over_store(asked.reports, asked.probes)
    elif asked.what == "one":
        one_more(asked.reports, asked.probes)
    else:
        for count in asked.texts or [10_000, 30_000, 100_000]:
            over_texts(count)


if __name__ == "__main__":
    main()
