"""Linkage of made-up people whose truth is known: pair F1, time, and each estimate beside that of a perfect linkage.

python tools/measure_linkage.py [--people 20000] [--seeds 20 21 22] [--draws 20]
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

import synthetic_people

from firsthand.estimate.answer import Estimate
from firsthand.estimate.averaged import averaged
from firsthand.estimate.linkage import carried, linked
from firsthand.estimate.lists import Lists
from firsthand.estimate.people import Person
from firsthand.estimate.sparse import best_by_bic, sparse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[20])
    parser.add_argument("--draws", type=int, default=20)
    args = parser.parse_args()
    print(
        "| seed | rows | pair F1 | CPU s | method | linkage perfect | carried | inside |\n|---|---|---|---|---|---|---|---|"
    )
    for seed in args.seeds:
        people, souls = synthetic_people.made_up(args.people, seed)
        began = time.process_time()
        found = linked(people)
        took = time.process_time() - began
        truth = [souls[one.list, one.id] for one in found.people]
        perfect = _lists(found.people, found.names, truth)
        drawn = found.drawn(args.draws)
        for method in (averaged, sparse, best_by_bic):
            wanted, got = method(perfect), carried(drawn, [method(table) for table in drawn])
            inside = "yes" if got.best is not None and wanted.holds(got.best) else "no"
            print(
                f"| {seed} | {len(people):,} | {_f1(truth, found.person):.4f} | {took:.0f} | {wanted.method} "
                f"| {_interval(wanted)} | {_interval(got)} | {inside} |",
                flush=True,
            )
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


def _lists(people: Sequence[Person], names: tuple[str, ...], truth: Sequence[str]) -> Lists:
    on: dict[str, int] = defaultdict(int)
    for one, soul in zip(people, truth, strict=True):
        on[soul] |= 1 << names.index(one.list)
    counts = Counter(on.values())
    return Lists(names, tuple(counts[pattern] for pattern in range(2 ** len(names))))


def _f1(truth: Sequence[str], person: Sequence[int]) -> float:
    both = _pairs(zip(truth, person, strict=True))
    return 2 * both / (_pairs(truth) + _pairs(person))


def _pairs(groups: Iterable[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def _interval(one: Estimate) -> str:
    if one.best is None or one.low is None or one.high is None:
        return one.refused or "no estimate"
    return f"{one.best:,.0f} ({one.low:,.0f} to {one.high:,.0f})"


if __name__ == "__main__":
    main()
