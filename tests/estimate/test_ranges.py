"""Ranges over incidents: sums of what counts the same thing, each with what it rests on."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.compare.findings import Evidence, Latest, Series, State
from firsthand.errors import BadValue
from firsthand.estimate.ranges import ranges, table
from firsthand.model.figure import Role

SAID = Evidence(report_id="r1", record_id="f1", quote="seven people", start=3, end=15)


def series(
    key: str, low: int, high: int | None = None, *, values: tuple[int | None, ...] = (), open_: bool = False
) -> Series:
    given_values = values or ((low,) if high is None else (low, high))
    latest = tuple(
        Latest(origin=f"o{at}", as_of="2024-05-03", low=one, high=None if open_ else one, value=one, evidence=SAID)
        for at, one in enumerate(given_values)
    )
    return Series(
        key=key, label="killed", role=Role.KILLED, whom="people", where="", period="", definition="stated", cumulative=False,
        unit="person", part=False, incident=f"i-{key}", points=(), latest=latest, origins=len(latest), low=low,
        high=low if high is None else high, floor=None, state=State.AGREED, rule="",
    )  # fmt: skip


def test_incidents_add_up_to_low_best_and_high() -> None:
    (found,) = ranges([series("a", 7), series("b", 3)])
    assert (found.low, found.best, found.high, found.overlap) == (10, 10, 10, 7)
    assert "10 to 10 people killed (stated); 10 where all origins agree. 2 incidents, 2 origins." in found.sentence()


def test_best_is_empty_where_origins_differ_and_open_where_a_number_is_a_floor() -> None:
    (found,) = ranges([series("a", 7, 12), series("b", 3, open_=True)])
    assert (found.low, found.best, found.high, found.open) == (10, None, 15, True)
    assert "15 or more" in found.sentence()


def test_other_definitions_parts_and_running_totals_are_never_added() -> None:
    lost = replace(series("b", 300), definition="lost")
    part = replace(series("c", 2), part=True)
    running = replace(series("d", 58_000), incident=None)
    tanks = replace(series("e", 4), unit="equipment")
    found = ranges([series("a", 7), lost, part, running, tanks])
    assert [(one.definition, one.low) for one in found] == [("lost", 300), ("stated", 7)]


def test_the_table_has_a_row_a_sentence_and_no_formula() -> None:
    evil = replace(series("a", 7), latest=(replace(series("a", 7).latest[0], evidence=replace(SAID, quote="=1+1")),))
    rows = list(csv.DictReader(io.StringIO(table(ranges([evil])))))
    assert rows[0]["quote"] == "'=1+1"
    assert rows[0]["report_id"] == "r1"


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(BadValue, match="'week' is no period"):
        ranges([], "week")


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8))
def test_low_best_and_high_keep_their_order(pairs: list[tuple[int, int]]) -> None:
    (found,) = ranges([series(str(at), min(pair), max(pair)) for at, pair in enumerate(pairs)])
    assert found.low <= (found.low if found.best is None else found.best) <= found.high
