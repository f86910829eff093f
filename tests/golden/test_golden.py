"""The examples are read as they were last reviewed. After a wanted change: python -m tests.golden --write, and look at the diff."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.golden.compact import compact

import firsthand
from firsthand.data.examples import examples

HERE = Path(__file__).parent


def test_every_example_has_a_golden_reading() -> None:
    assert sorted(path.stem for path in HERE.glob("*.txt")) == [path.stem for path in examples()]


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_examples_are_read_as_reviewed(path: Path) -> None:
    golden = (HERE / f"{path.stem}.txt").read_text("utf-8")
    assert compact(firsthand.read(path)) == golden, "if this change is wanted: python -m tests.golden --write"
