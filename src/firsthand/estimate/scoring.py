"""Pairs of rows scored with splink on DuckDB: how probable it is that two rows of name lists are one person.

Splink (Linacre et al. 2022) learns from the lists themselves, without labels, how often the parts of a record agree
among matches and by chance (Fellegi and Sunter 1969). One thread and a fixed seed: the same rows give the same
numbers. Needs the extra `estimate`.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from firsthand.errors import MissingPart
from firsthand.estimate.agreement import LESSONS, PARTS, SLIPPED, SURE, agreement, settings
from firsthand.estimate.names import bones, slips
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
    """A linkage model learned from `groups`, each a person's rows so far; one row a group at first."""

    def __init__(self) -> None:
        self._learned: dict[str, Any] | None = None

    def pairs(self, groups: Sequence[Sequence[Person]], least: float = FAINT) -> tuple[Pair, ...]:
        """Pairs of groups at least `least` probable. The first call learns; later calls use what was learned.

        Later calls also compare names that are one slip of the pen apart: by then few groups are left to compare.
        MissingPart when splink is not installed.
        """
        if len(groups) < 2:
            return ()
        rows = _rows(groups)
        with _database() as database:
            from splink import Linker

            table = database.register(rows, dataset_display_name="people")
            if self._learned is None:
                parts = frozenset(part for part, column in _COLUMN.items() if rows[column].null_count < len(groups))
                linker = Linker(table, settings(parts, len(groups)), log_level=None)
                self._learned = _learned(linker, len(groups))
                linker = Linker(table, self._learned, log_level=None)
                self._learned["blocking_rules_to_generate_predictions"].append(dict(SLIPPED))
            else:
                linker = Linker(table, self._learned, log_level=None)
            scored = linker.inference.predict(threshold_match_probability=least, warning_mode="never")
            found: Any = scored.as_pyarrow_table()  # type: ignore[no-untyped-call]
        prior = self._learned["probability_two_random_records_match"]
        pairs = _pairs(found, prior / (1 - prior))
        return tuple(sorted(pairs, key=lambda pair: (pair.a, pair.b)))


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


def _learned(linker: Any, rows: int) -> dict[str, Any]:
    """The model after learning; what the lists are too short to teach keeps the shares it began with."""
    from splink.internals.exceptions import EMTrainingException

    training = linker.training
    if rows >= _ENOUGH:
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


def _rows(groups: Sequence[Sequence[Person]]) -> Any:
    import pyarrow as pa

    cells = [_cells(group) for group in groups]
    columns: dict[str, Any] = {
        name: [row[name] or None for row in cells]
        for name in ("family", "given", "patronymic", "born", "born_year", "died", "died_month", "unit", "rank")
    }
    columns["bones"] = [bones(row["family"]) or None for row in cells]
    columns["initial"] = [row["given"][:1] or None for row in cells]
    spots = [next(((one.lat, one.lon) for one in group if one.lat is not None), (None, None)) for group in groups]
    table: dict[str, Any] = {"unique_id": pa.array(range(len(groups)), pa.int64())}
    table |= {name: pa.array(values, pa.string()) for name, values in columns.items()}
    table["slips"] = pa.array([slips(row["family"]) or None for row in cells], pa.list_(pa.string()))
    table["lat"] = pa.array([lat for lat, _ in spots], pa.float64())
    table["lon"] = pa.array([lon for _, lon in spots], pa.float64())
    return pa.table(table)


def _cells(group: Sequence[Person]) -> dict[str, str]:
    """One row for a person known from several: the finest value of each part, of equals the most frequent."""
    born = _finest(one.born for one in group)
    died = _finest(one.died for one in group)
    return {
        "family": _finest((one.name.family for one in group), fine=False),
        "given": _finest(one.name.given for one in group),
        "patronymic": _finest(one.name.patronymic for one in group),
        "born": born if len(born) == 10 else "",
        "born_year": born[:4],
        "died": died if len(died) == 10 else "",
        "died_month": died[:7] if len(died) >= 7 else "",
        "unit": _finest((one.unit.casefold() for one in group), fine=False),
        "rank": _finest((one.rank.casefold() for one in group), fine=False),
    }


def _finest(values: Iterator[str], *, fine: bool = True) -> str:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-min(len(value), 10) if fine else 0, -counts[value], value), default="")
