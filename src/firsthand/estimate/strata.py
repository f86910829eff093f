"""Estimates by place, time, age or side, and their sum: people unlike each other are best counted apart.

Catchability differs between strata more than within them, and an estimate over all of them hides that. Strata are added
with the doubt of each: the sum is simulated, the unseen of each stratum drawn from a log-normal law that has its
interval. Strata are taken as independent; a stratum without an estimate makes the sum a lower bound, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np

from firsthand.errors import BadValue
from firsthand.estimate.answer import Estimate
from firsthand.estimate.bounds import NORMAL
from firsthand.estimate.lists import Lists
from firsthand.estimate.people import Person

Method = Callable[[Lists], Estimate]
DRAWS: Final = 20_000
UNKNOWN: Final = "not given"


@dataclass(frozen=True, slots=True)
class Stratified:
    """`strata` by name, each with its lists and its estimate; `total` is their sum."""

    by: str
    strata: tuple[tuple[str, Lists, Estimate], ...]
    total: Estimate


def stratified(tables: Mapping[str, Lists], method: Method, by: str, seed: int = 20) -> Stratified:
    """`method` on each of `tables`, and the sum. An empty stratum counts nobody and is left out."""
    rows = tuple((name, table, method(table)) for name, table in sorted(tables.items()) if table.seen())
    if not rows:
        raise BadValue(f"no stratum of {by!r} has anybody in it")
    return Stratified(by, rows, total([(table, one) for _, table, one in rows], seed))


def total(parts: Sequence[tuple[Lists, Estimate]], seed: int = 20) -> Estimate:
    """The sum of estimates of separate people, with 95 % of `DRAWS` simulated sums."""
    first = parts[0][1]
    luck = np.random.default_rng(seed)
    sums = np.zeros(DRAWS)
    bare = []
    for table, one in parts:
        if one.low is None or one.best is None or one.high is None:
            sums += table.seen()
            bare.append(table.seen())
            continue
        low, best, high = (log(max(value - table.seen(), 0.5)) for value in (one.low, one.best, one.high))
        sums += table.seen() + np.exp(luck.normal(best, (high - low) / (2 * NORMAL), DRAWS))
    best = sum((one.best if one.best is not None else table.seen()) for table, one in parts)
    low, high = (float(np.quantile(sums, share)) for share in (0.025, 0.975))
    assumes = (*first.assumes, "strata are independent of each other")
    model = f"sum over {len(parts)} strata"
    if len(bare) == len(parts):
        return Estimate(method=first.method, model=model, assumes=assumes, refused="no stratum has an estimate")
    if bare:
        warning = f"{len(bare)} strata have no estimate and count with the {sum(bare):,} people seen: a lower bound"
        return Estimate(method=first.method, model=model, assumes=assumes, low=low, warnings=(warning,))
    return Estimate(method=first.method, model=model, assumes=assumes, low=low, best=best, high=high)


def people_by(people: Sequence[Person], person: Sequence[int], names: Sequence[str], by: str) -> dict[str, Lists]:
    """The lists of each stratum of `by`: a column of the lists, or "year of death" and "decade of birth".

    Lists may disagree on a person: the value most of their rows give counts, of equals the first in order. People without
    a value are spread over the strata as the others on the same lists. BadValue when no row has the column.
    """
    at = {name: bit for bit, name in enumerate(names)}
    on: dict[int, int] = defaultdict(int)
    said: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    known = False
    for row, number in zip(people, person, strict=True):
        on[number] |= 1 << at[row.list]
        value = _value(row, by)
        known = known or bool(value)
        if value:
            said[number][value] += 1
    if not known:
        raise BadValue(f"no list has a column {by!r}; strata need one, or 'year of death', or 'decade of birth'")
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 2 ** len(names))
    for number, pattern in on.items():
        votes = said[number]
        value = min(votes, key=lambda one: (-votes[one], one)) if votes else UNKNOWN
        counts[value][pattern] += 1
    unknown = counts.pop(UNKNOWN, None)
    if unknown:
        _spread(unknown, counts)
    return {value: Lists(tuple(names), tuple(cells)) for value, cells in counts.items()}


def _spread(unknown: Sequence[int], counts: Mapping[str, list[int]]) -> None:
    """Give people without a value to the strata as the others of the same inclusion pattern are, in whole people.

    Left in a stratum of their own they would be those whom few lists name, and look like many more.
    """
    overall = {value: sum(cells) for value, cells in counts.items()}
    for pattern, n in enumerate(unknown):
        if not n:
            continue
        known = {value: cells[pattern] for value, cells in counts.items()}
        shares = known if sum(known.values()) else overall
        whole = {value: n * share // sum(shares.values()) for value, share in shares.items()}
        rest = {value: n * share % sum(shares.values()) for value, share in shares.items()}
        for value in sorted(rest, key=lambda one: (-rest[one], one))[: n - sum(whole.values())]:
            whole[value] += 1
        for value, more in whole.items():
            counts[value][pattern] += more


def _value(row: Person, by: str) -> str:
    match by:
        case "year of death":
            return row.died[:4]
        case "decade of birth":
            return f"{row.born[:3]}0s" if row.born else ""
        case _:
            return dict(row.stratum).get(by, "")
