"""Pairs worth a look: rows that share a key. Each key is narrow alone; together they lose a match only where several cells
are missing or wrong.

A key that too many rows share would make the work grow with the square of the lists. The largest blocks of such a key
are left out until it makes no more than `PAIRS_A_ROW` pairs a row, and the rows in them are counted: their matches can
still be found by another key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from firsthand.estimate.cells import Cells
from firsthand.estimate.names import slips

KEYS: Final = (
    ("bones", "given"),
    ("start", "given"),
    ("born", "given"),
    ("born", "bones"),
    ("born", "died"),
    ("died", "given"),
    ("died", "bones"),
    ("bones", "initial", "born_year"),
    ("bones", "died_month"),
    ("born_year", "given", "patronymic"),
    ("died_month", "given", "patronymic"),
)
PAIRS_A_ROW: Final = 20
_ALWAYS: Final = 3_000_000  # pairs a key may make however short the lists are

Hashes = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Block:
    """`key[i]` of row `rows[i]`: rows of one key are compared. `crowded` rows were left out, since too many share a key."""

    rows: npt.NDArray[np.int64]
    key: Hashes
    crowded: int


def blocks(table: Sequence[Cells]) -> tuple[Block, ...]:
    """A block a key, in the order of KEYS."""
    return tuple(_of_key(table, parts) for parts in KEYS)


def slipped(table: Sequence[Cells]) -> Block:
    """Rows of one given name whose family names are a slip of the pen apart; a row stands here under many keys."""
    found = [(at, _hash((slip, one.given))) for at, one in enumerate(table) if one.given for slip in slips(one.family)]
    return _bounded(len(table), np.array(found, dtype=np.int64).reshape(-1, 2))


def _of_key(table: Sequence[Cells], parts: tuple[str, ...]) -> Block:
    values = attrgetter(*parts)
    found = [(at, _hash(value)) for at, one in enumerate(table) if all(value := values(one))]
    return _bounded(len(table), np.array(found, dtype=np.int64).reshape(-1, 2))


def _hash(value: tuple[str, ...]) -> int:
    """A number for a key; that two keys may share one costs a comparison and changes nothing else."""
    return crc32("\0".join(value).encode())


def _bounded(rows: int, found: npt.NDArray[np.int64]) -> Block:
    at, key = found[:, 0], found[:, 1].astype(np.uint32)
    _, inverse, sizes = np.unique(key, return_inverse=True, return_counts=True)
    order = np.argsort(sizes, kind="stable")
    pairs = np.cumsum(sizes[order] * (sizes[order] - 1) / 2)
    kept = np.zeros(len(sizes), dtype=bool)
    kept[order[pairs <= max(PAIRS_A_ROW * rows, _ALWAYS)]] = True
    shown = kept[inverse] & (sizes[inverse] > 1)
    return Block(at[shown], key[shown], len(np.unique(at[~kept[inverse]])))
