"""The arithmetic of the checks against scipy and by hand, and tables: running totals and raids."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.check.arithmetic import (
    grim_has_power,
    meet,
    one_cluster,
    percent_possible,
    quotient,
    ratio_band,
    rounded_to,
    significant,
    stated_share,
)
from firsthand.check.quantiles import chi2_quantile, gamma_p, poisson_at_least, poisson_interval
from firsthand.check.series import falls, interception_rates, overruns, wilson
from firsthand.model.check import Verdict
from firsthand.model.figure import Operator

scipy_stats = pytest.importorskip("scipy.stats")
scipy_special = pytest.importorskip("scipy.special")


@pytest.mark.parametrize("df", [1, 2, 3, 10, 76, 152, 400, 4001, 20000])
@pytest.mark.parametrize("p", [0.001, 0.025, 0.5, 0.975, 0.999])
def test_chi_square_quantiles_are_those_of_scipy(df: int, p: float) -> None:
    assert chi2_quantile(p, df) == pytest.approx(float(scipy_stats.chi2.ppf(p, df)), rel=5e-6)


@pytest.mark.parametrize(("a", "x"), [(0.5, 0.1), (1, 1), (3, 10), (76, 60), (76, 90), (200, 150)])
def test_incomplete_gamma_is_that_of_scipy(a: float, x: float) -> None:
    assert gamma_p(a, x) == pytest.approx(float(scipy_special.gammainc(a, x)), rel=1e-10)


@pytest.mark.parametrize("k", [0, 1, 7, 76, 1000, 5000])
def test_garwood(k: int) -> None:
    low, high = poisson_interval(k)
    assert low == pytest.approx(float(scipy_stats.chi2.ppf(0.025, 2 * k)) / 2 if k else 0, rel=1e-5)
    assert high == pytest.approx(float(scipy_stats.chi2.ppf(0.975, 2 * k + 2)) / 2, rel=1e-5)


def test_garwood_of_seventy_six() -> None:
    assert poisson_interval(76) == pytest.approx((59.879, 95.125), abs=0.001)


@pytest.mark.parametrize(("k", "mean"), [(0, 3.0), (1, 0.5), (20, 10.4), (76, 10.4), (5, 12.0)])
def test_poisson_tail_is_that_of_scipy(k: int, mean: float) -> None:
    assert poisson_at_least(k, mean) == pytest.approx(float(scipy_stats.poisson.sf(k - 1, mean)), rel=1e-8, abs=1e-14)


@pytest.mark.parametrize(
    ("p", "decimals", "n", "possible"),
    [
        (25, 0, 12, True),
        (27, 0, 12, False),
        (37.5, 1, 8, True),
        (31.5, 1, 8, False),
        (33, 0, 3, True),
        (34, 0, 3, False),
        (12.5, 1, 8, True),
        (0, 0, 7, True),
        (100, 0, 7, True),
    ],
)
def test_percentages_that_can_be(p: float, decimals: int, n: int, possible: bool) -> None:
    assert percent_possible(p, decimals, n) is possible


@given(st.integers(1, 99), st.integers(0, 99))
def test_a_true_percentage_is_always_possible(n: int, k: int) -> None:
    k = min(k, n)
    assert percent_possible(round(100 * k / n), 0, n)


def test_grim_has_no_power_from_a_hundred_on() -> None:
    assert grim_has_power(0, 99)
    assert not grim_has_power(0, 100)
    assert grim_has_power(1, 999)


@pytest.mark.parametrize(
    ("value", "generous", "digits"),
    [
        (420000, False, 2),
        (1, True, 1),
        (10, True, 2),
        (10, False, 1),
        (1.3, False, 2),
        (0.05, False, 1),
        (100, True, 1),
        (48300, False, 3),
        (7, False, 1),
    ],
)
def test_significant_figures(value: float, generous: bool, digits: int) -> None:
    assert significant(value, generous=generous) == digits


@pytest.mark.parametrize(("value", "unit"), [(7500, 500), (7600, 100), (60000, 1000), (4120, 10), (4123, 1), (10, 1)])
def test_what_a_round_number_may_be_rounded_to(value: float, unit: float) -> None:
    assert rounded_to(value, (1, 5, 10, 50, 100, 500, 1000, 5000)) == unit


@pytest.mark.parametrize(
    ("op", "inside", "outside"),
    [
        (Operator.EXACT, 0.0149, 0.0151),
        (Operator.MORE_THAN, 0.02, 0.009),
        (Operator.AT_LEAST, 0.01, 0.004),
        (Operator.LESS_THAN, 0.009, 0.02),
        (Operator.ABOUT, 0.018, 0.021),
        (Operator.NEARLY, 0.0095, 0.008),
    ],
)
def test_what_a_stated_share_allows(op: Operator, inside: float, outside: float) -> None:
    interval = stated_share(0.01, 0.01, op)
    assert meet((inside, inside), interval)
    assert not meet((outside, outside), interval)


def test_quotient_of_intervals() -> None:
    assert quotient((1, 2), (4, 5)) == (0.2, 0.5)
    assert quotient((1, 2), (0, 5))[1] == math.inf


def test_one_cluster() -> None:
    told = one_cluster(76, 7500, 42_000_000, (0.001, 0.01))
    assert told.rate == pytest.approx((0.007984, 0.012683), rel=1e-3)
    assert told.scaled == pytest.approx((335324, 532702), rel=1e-4)
    assert [effect[1] for effect in told.effects] == pytest.approx([8.499, 75.99])


def test_ratio_of_counts_is_wide_when_they_are_small() -> None:
    low, high = ratio_band(7, 25)
    assert low < 25 / 7 < high
    assert ratio_band(700, 2500)[1] < high


TALLY = [
    {"date": "2024-01-03", "tank": 12, "gun": 5},
    {"date": "2024-01-01", "tank": 10, "gun": 5},
    {"date": "2024-01-04", "tank": 11, "gun": None},
    {"date": "2024-01-05", "tank": 11, "gun": 4},
    {"date": "2024-01-06", "tank": float("nan"), "gun": 6},
]


def test_running_totals_that_fall_are_found_whatever_the_order_of_rows() -> None:
    found = falls(TALLY, ["tank", "gun"], corrected=["2024-01-04"])
    assert [(f.date, f.field, f.before, f.after, f.verdict) for f in found] == [
        ("2024-01-04", "tank", 12, 11, Verdict.WARN),
        ("2024-01-05", "gun", 5, 4, Verdict.FAIL),
    ]
    assert found[1].message() == "On 2024-01-05 gun falls from 5 to 4; no correction is known."


def test_raids_with_more_outcomes_than_launches() -> None:
    rows = [
        {"id": "a", "launched": 16, "destroyed": 15, "not_reach_goal": 11},
        {"id": "b", "launched": 16, "destroyed": 16, "not_reach_goal": None},
        {"id": "c", "launched": None, "destroyed": 3},
        {"id": "d", "launched": 4, "destroyed": 5},
    ]
    assert [o.id for o in overruns(rows)] == ["a", "d"]
    assert overruns(rows)[0].message() == "15 destroyed + 11 not reach goal = 26, more than 16 launched."


def test_interception_rates_by_month() -> None:
    rows = [
        {"time_start": "2024-01-05 20:00", "launched": 60, "destroyed": 45},
        {"time_start": "2024-01-20", "launched": 40, "destroyed": 35},
        {"time_start": "2024-02-01", "launched": 0, "destroyed": 0},
        {"time_start": "2024-02-02", "launched": 10, "destroyed": None},
    ]
    (rate,) = interception_rates(rows)
    assert (rate.period, rate.share()) == ("2024-01", 0.8)
    assert (rate.low, rate.high) == pytest.approx(wilson(80, 100))


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_share(k: int, n: int) -> None:
    k = min(k, n)
    low, high = wilson(k, n)
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1
