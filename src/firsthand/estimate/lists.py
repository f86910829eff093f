"""Incomplete lists of the same people: who is on which, as counts of inclusion patterns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from firsthand.errors import MissingInput, UnreadableInput
from firsthand.estimate.tables import csv_rows

MOST: Final = 16  # lists; every method here looks at 2^lists cells
COUNT_COLUMNS: Final = ("n", "count", "freq", "frequency")


@dataclass(frozen=True, slots=True)
class Lists:
    """`counts[pattern]` people on exactly the lists whose bits are set in `pattern` (bit 0 is the first list).

    `counts` has 2^lists entries; entry 0, the people on no list, is unknown and kept at 0.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.names) <= MOST:
            raise UnreadableInput(
                "lists", f"needs 1 to {MOST} lists, got {len(self.names)}; merge small lists of one kind"
            )
        if len(self.counts) != 2 ** len(self.names):
            raise UnreadableInput(
                "lists", f"{len(self.names)} lists need {2 ** len(self.names)} counts, got {len(self.counts)}"
            )
        if min(self.counts) < 0:
            raise UnreadableInput("lists", "a count is negative; counts are numbers of people")
        if self.counts[0]:
            raise UnreadableInput(
                "lists", "the pattern of people on no list has a count; leave it out, it is what is asked"
            )

    def seen(self) -> int:
        """People on at least one list."""
        return sum(self.counts)

    def on_exactly(self) -> tuple[int, ...]:
        """f1, f2, ...: people on exactly one list, on two, ..."""
        found = Counter[int]()
        for pattern, n in enumerate(self.counts):
            found[pattern.bit_count()] += n
        return tuple(found[k] for k in range(1, len(self.names) + 1))

    def size(self, at: int) -> int:
        """People on list `at`."""
        return sum(n for pattern, n in enumerate(self.counts) if pattern >> at & 1)

    def overlap(self, a: int, b: int) -> int:
        """People on both lists."""
        return sum(n for pattern, n in enumerate(self.counts) if pattern >> a & 1 and pattern >> b & 1)

    def speechless(self) -> str | None:
        """Why the overlaps of these lists say nothing, so that an estimate would be its prior; None where they do."""
        bare = [name for at, name in enumerate(self.names) if not self.size(at)]
        if bare:
            return f"nobody is on {', '.join(bare)}; leave out lists without people"
        return None if sum(self.on_exactly()[1:]) else "nobody is on two lists, so their overlaps say nothing"

    @classmethod
    def of_people(cls, names: Sequence[str], people: Iterable[Sequence[bool]]) -> Lists:
        """From one row a person, saying for each list whether they are on it. Rows on no list are left out."""
        counts = [0] * 2 ** len(names)
        for row in people:
            counts[sum(bool(on) << at for at, on in enumerate(row))] += 1
        counts[0] = 0
        return cls(tuple(names), tuple(counts))


def read_lists(path: Path) -> Lists:
    """A CSV table of 0/1 columns, one a list, and optionally a last column of counts (`n`, `count` or `freq`).

    With a count column a row is an inclusion pattern; without, a person. MissingInput or UnreadableInput
    say what is wrong, with the line.
    """
    rows = csv_rows(path)
    if len(rows) < 2:
        raise MissingInput(str(path), "no rows; expected a header with the lists' names and a row a pattern or person")
    header = [name.strip() for name in rows[0]]
    counted = header[-1].casefold() in COUNT_COLUMNS
    names = tuple(header[:-1] if counted else header)
    if not 1 <= len(names) <= MOST:
        raise UnreadableInput(str(path), f"needs 1 to {MOST} lists, got {len(names)}; merge small lists of one kind")
    counts = [0] * 2 ** len(names)
    for line, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            raise UnreadableInput(str(path), f"line {line} has {len(row)} cells, the header {len(header)}")
        pattern = 0
        for at, cell in enumerate(row[: len(names)]):
            if cell.strip() not in ("0", "1"):
                raise UnreadableInput(str(path), f"line {line}, column {header[at]}: {cell!r} is not 0 or 1")
            pattern |= int(cell) << at
        n = _whole(row[-1], path, line) if counted else 1
        counts[pattern] += n
    if counts[0] and counted:
        raise UnreadableInput(str(path), "a row counts people on no list; leave it out, it is what is asked")
    counts[0] = 0
    if not sum(counts):
        raise MissingInput(str(path), "nobody is on any list")
    return Lists(names, tuple(counts))


def _whole(cell: str, path: Path, line: int) -> int:
    try:
        n = int(cell)
    except ValueError as error:
        raise UnreadableInput(str(path), f"line {line}: count {cell!r} is not a whole number") from error
    if n < 0:
        raise UnreadableInput(str(path), f"line {line}: count {n} is negative")
    return n
