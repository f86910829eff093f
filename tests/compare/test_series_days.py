"""Thirty reports over ten days about one strike: the state of its toll after each, in any order of arrival.

`series/reports.json` are the reports, `series/golden.json` what the question shows after each. Written with
`python -m tests.compare.series_golden` is not needed: the golden file is edited by hand, line by line.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from firsthand.compare.comparison import compared
from firsthand.compare.findings import Series
from firsthand.kit import Kit
from firsthand.model.document import Document, Grain, Published
from firsthand.model.figure import Role
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document

HERE = Path(__file__).parent / "series"
KIT = Kit()


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    rows = json.loads((HERE / "reports.json").read_text("utf-8"))
    return [
        read_document(
            Document(text=row["text"], outlet=row["outlet"], published=Published(row["published"], Grain.SECOND)), KIT
        )
        for row in rows
    ]


def killed(readings: list[Reading]) -> Series:
    (incident,) = compared(readings, KIT)
    (found,) = [one for one in incident.questions if one.role is Role.KILLED and not one.part]
    return found


def lines(found: Series) -> list[list[object]]:
    return [
        [one.as_of, one.evidence.outlet, one.value, one.origin, one.change.value, one.state.value]
        for one in found.points
    ]


def test_the_state_after_each_report(readings: list[Reading]) -> None:
    assert lines(killed(readings)) == json.loads((HERE / "golden.json").read_text("utf-8"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_of_arrival(readings: list[Reading], seed: int) -> None:
    mixed = list(readings)
    random.Random(seed).shuffle(mixed)
    assert compared(mixed, KIT) == compared(readings, KIT)


def test_the_lowered_toll_is_announced_and_the_rival_stands_beside_it(readings: list[Reading]) -> None:
    found = killed(readings)
    (lowered,) = [one for one in found.points if one.change.value == "revises" and one.evidence.outlet == "Desna Radio"]
    assert (lowered.value, lowered.announced, lowered.state.value) == (13, True, "contradicted")
    assert found.state.value == "growing", "once the rival authority has come up to 14, nothing is contradicted"
