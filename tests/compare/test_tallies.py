"""Running totals of a table: falls and published corrections are revisions."""

from __future__ import annotations

from firsthand.compare.findings import Change
from firsthand.compare.tallies import revisions, tally, unexplained

ROWS = [
    {"date": "2023-01-01", "boats": 0, "tanks": 40},
    {"date": "2023-01-02", "boats": 2, "tanks": 44},
    {"date": "2023-01-03", "boats": 2, "tanks": 43},
    {"date": "2023-01-04", "boats": 5, "tanks": 47},
    {"date": "2023-01-05", "boats": 4, "tanks": 51},
]
CORRECTIONS = [{"date": "2023-01-03", "tanks": -2, "boats": 0}, {"date": "2023-01-04", "tanks": 3, "boats": 0}]


def test_a_fall_and_a_correction_either_way_are_revisions() -> None:
    found = tally(ROWS, "tanks", CORRECTIONS)
    assert [(one.as_of, one.change) for one in revisions(found)] == [
        ("2023-01-03", Change.REVISES),
        ("2023-01-04", Change.REVISES),
    ]
    assert found[-1].change is Change.GROWS
    assert unexplained(ROWS, "tanks", CORRECTIONS) == ()


def test_a_fall_that_nobody_announced_is_told() -> None:
    assert [one.as_of for one in revisions(tally(ROWS, "boats", CORRECTIONS))] == ["2023-01-05"]
    assert unexplained(ROWS, "boats", CORRECTIONS) == ("2023-01-05",)


def test_the_order_of_rows_does_not_matter() -> None:
    assert tally(ROWS[::-1], "tanks", CORRECTIONS) == tally(ROWS, "tanks", CORRECTIONS)
