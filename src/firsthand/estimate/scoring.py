"""Pairs of rows scored with splink on DuckDB: how probable it is that two rows of name lists are one person.

Splink (Linacre et al. 2022) learns from the lists themselves, without labels, how often the parts of a record agree
among matches and by chance (Fellegi and Sunter 1969). One thread and a fixed seed: the same rows give the same
numbers. Needs the extra `estimate`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from firsthand.errors import MissingPart
from firsthand.estimate.agreement import LESSONS, PARTS, SURE, agreement, settings
from firsthand.estimate.blocks import KEYS, Block, blocks, slipped
from firsthand.estimate.cells import Cells, cells
from firsthand.estimate.people import Person

FAINT: Final = 0.0005
"""Pairs less probable than this are not kept."""
_COLUMN: Final = {
    "family": "family",
    "given": "given",
    "patronymic": "patronymic",
    "born": "born_year",
    "died": "died_month",
    "place": "lat",
    "unit": "unit",
    "rank": "rank",
}
_SEED: Final = 20
_CERTAIN: Final = 1e-12  # the least doubt that a pair keeps
_ENOUGH: Final = 500
"""Rows from which a model is learned; fewer keep the shares of agreement.PARTS."""
_TAUGHT: Final = 60_000
"""Rows that a model is learned from at most, a random sample of longer lists."""
_DOUBT: Final = 0.02
"""Weight of those shares in a learned model: what the lists never show is rare, not impossible."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows, by number, and how probable it is that they are one person; `why` is the agreement of each part.

    `ratio` is how many times likelier that agreement is between rows of one person than of two.
    """

    a: int
    b: int
    probability: float
    why: tuple[tuple[str, str], ...]
    ratio: float = 1.0


class Scorer:
    """A linkage model learned from `groups`, each a person's rows so far; one row a group at first.

    `crowded` counts rows whose name or date so many share that not all their pairs were compared.
    """

    def __init__(self) -> None:
        self._learned: dict[str, Any] | None = None
        self.crowded = 0

    def pairs(self, groups: Sequence[Sequence[Person]], least: float = FAINT) -> tuple[Pair, ...]:
        """Pairs of groups at least `least` probable. The first call learns; later calls use what was learned.

        Later calls also compare names that are one slip of the pen apart: by then few groups are left to compare.
        MissingPart when splink is not installed.
        """
        if len(groups) < 2:
            return ()
        table = [cells(group) for group in groups]
        compared = blocks(table) if self._learned is None else (*blocks(table), slipped(table))
        self.crowded = max(block.crowded for block in compared)
        rows = _rows(table, compared)
        with _database() as database:
            from splink import Linker

            if self._learned is None:
                self._learned = _learned(database, rows)
            model = self._learned | {"blocking_rules_to_generate_predictions": _rules(compared)}
            linker = Linker(database.register(rows, dataset_display_name="people"), model, log_level=None)
            scored = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
            found: Any = scored.as_pyarrow_table()  # type: ignore[no-untyped-call]
        prior = self._learned["probability_two_random_records_match"]
        return tuple(sorted(_pairs(found, prior / (1 - prior)), key=lambda pair: (pair.a, pair.b)))


def _pairs(found: Any, prior_odds: float) -> Iterator[Pair]:
    parts = [(name.removeprefix("gamma_"), name) for name in found.column_names if name.startswith("gamma_")]
    levels = zip(*(found.column(name).to_pylist() for _, name in parts), strict=True)
    sides = (found.column(name).to_pylist() for name in ("unique_id_l", "unique_id_r", "match_probability"))
    words = cache(
        lambda row: tuple((part, agreement(part, level)) for (part, _), level in zip(parts, row, strict=True))
    )
    for left, right, probability, row in zip(*sides, levels, strict=True):
        ratio = probability / max(1 - probability, _CERTAIN) / prior_odds
        yield Pair(min(left, right), max(left, right), round(probability, 6), words(row), ratio)


def _learned(database: Any, rows: Any) -> dict[str, Any]:
    """The model after learning; what the lists are too short to teach keeps the shares it began with."""
    from splink import Linker
    from splink.internals.exceptions import EMTrainingException

    given = frozenset(part for part, column in _COLUMN.items() if rows[column].null_count < len(rows))
    if len(rows) > _TAUGHT:
        rows = rows.take(np.sort(np.random.default_rng(_SEED).choice(len(rows), _TAUGHT, replace=False)))
    linker = Linker(database.register(rows, dataset_display_name="sample"), settings(given, len(rows)), log_level=None)
    training = linker.training
    if len(rows) >= _ENOUGH:
        training.estimate_probability_two_random_records_match(list(SURE), recall=0.7)
        training.estimate_u_using_random_sampling(max_pairs=2e6, seed=_SEED)
        for rule in LESSONS:
            with suppress(EMTrainingException, ValueError):  # no pair to learn from, or a level nobody reaches
                training.estimate_parameters_using_expectation_maximisation(rule)
    model: dict[str, Any] = linker.misc.save_model_to_json()
    for comparison in model["comparisons"]:
        started = [
            one for one in PARTS[comparison["output_column_name"]]["comparison_levels"] if "m_probability" in one
        ]
        levels = [one for one in comparison["comparison_levels"] if not one.get("is_null_level")]
        for level, start in zip(levels, started, strict=True):
            for share in ("m_probability", "u_probability"):
                learned = level.get(share)
                known = isinstance(learned, float)
                level[share] = (1 - _DOUBT) * learned + _DOUBT * start[share] if known else start[share]
    return model


@contextmanager
def _database() -> Iterator[Any]:
    try:
        import duckdb
        from splink import DuckDBAPI
    except ImportError as error:
        raise MissingPart("name lists are linked with splink: pip install 'firsthand[estimate]'") from error
    logging.getLogger("splink").setLevel(logging.ERROR)  # its advice is for analysts at a notebook
    with duckdb.connect(":memory:", config={"threads": 1, "autoinstall_known_extensions": False}) as connection:
        yield DuckDBAPI(connection=connection)


def _rules(compared: Sequence[Block]) -> list[dict[str, Any]]:
    """Splink's rules for the columns of keys that `_rows` writes; the last of a later call holds several keys a row."""
    rules: list[dict[str, Any]] = [{"blocking_rule": f"l.key_{at} = r.key_{at}"} for at in range(len(compared))]
    for rule in rules[len(KEYS) :]:
        rule["arrays_to_explode"] = [f"key_{len(KEYS)}"]
    return rules


def _rows(table: Sequence[Cells], compared: Sequence[Block]) -> Any:
    import pyarrow as pa

    columns: dict[str, Any] = {"unique_id": pa.array(range(len(table)), pa.int64())}
    for part in (
        "family",
        "given",
        "patronymic",
        "born",
        "born_year",
        "died",
        "died_month",
        "unit",
        "rank",
        "bones",
        "initial",
    ):
        columns[part] = pa.array([getattr(one, part) or None for one in table], pa.string())
    for part in ("lat", "lon"):
        columns[part] = pa.array([getattr(one, part) for one in table], pa.float64())
    for at, block in enumerate(compared[: len(KEYS)]):
        keys = np.zeros(len(table), dtype=np.uint32)
        keys[block.rows] = block.key
        columns[f"key_{at}"] = pa.array(keys, mask=~np.isin(np.arange(len(table)), block.rows))
    for block in compared[len(KEYS) :]:
        ends = np.searchsorted(block.rows, np.arange(len(table) + 1))
        columns[f"key_{len(KEYS)}"] = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(block.key))
    return pa.table(columns)
