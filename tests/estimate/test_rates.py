"""Loss series: steps, paces with their doubt, changes of pace, falls."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import BadValue
from firsthand.estimate.rates import losses

START = date(2024, 1, 1)


def totals(added: list[int], first: int = 1000) -> list[tuple[date, float]]:
    return [(START + timedelta(at), float(total)) for at, total in enumerate(accumulate([first, *added]))]


def test_one_pace_stays_one_and_its_interval_holds_it() -> None:
    luck = random.Random(1)
    found = losses(totals([luck.randint(80, 120) for _ in range(90)]))
    assert len(found.paces) == 1
    assert found.paces[0].low < 100 < found.paces[0].high


def test_a_change_of_pace_is_found_near_its_day() -> None:
    luck = random.Random(2)
    added = [luck.randint(80, 120) for _ in range(40)] + [luck.randint(180, 220) for _ in range(40)]
    found = losses(totals(added))
    assert len(found.paces) == 2
    assert abs((found.paces[1].first - START).days - 40) <= 1
    assert found.paces[0].high < found.paces[1].low


def test_bursts_widen_the_interval() -> None:
    luck = random.Random(3)
    calm = losses(totals([100] * 60)).paces[0]
    wild = losses(totals([luck.choice([20, 180]) for _ in range(60)]))
    assert wild.paces[0].spread > 5
    assert wild.paces[0].high - wild.paces[0].low > 2 * (calm.high - calm.low)


def test_a_fall_is_named_and_is_no_pace() -> None:
    found = losses(totals([100, 110, -2000, 90, 100]))
    assert found.falls == (START + timedelta(3),)
    assert found.steps[2].added == -2000
    assert all(pace.a_day > 0 for pace in found.paces)


def test_gaps_in_the_series_count_as_days() -> None:
    found = losses([(START, 0.0), (START + timedelta(10), 1000.0)])
    assert found.paces[0].a_day == 100


@pytest.mark.parametrize("rows", [[], [(START, 1.0)], [(START, 1.0), (START, 2.0)]])
def test_too_little_is_refused(rows: list[tuple[date, float]]) -> None:
    with pytest.raises(BadValue):
        losses(rows)


@given(st.lists(st.integers(-50, 500), min_size=1, max_size=60))
def test_steps_add_up_and_order_does_not_matter(added: list[int]) -> None:
    rows = totals(added)
    found = losses(rows)
    assert sum(step.added for step in found.steps) == sum(added)
    assert losses(rows[::-1]) == found
