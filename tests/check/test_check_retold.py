"""Numbers that the next sentence takes up again: rates, shares of a town, a rate stretched to a country, fates of a loss."""

from __future__ import annotations

import pytest

import firsthand
from firsthand.model.check import Verdict

TOWN = "Velykyi Lis, a town with a pre-war population of 5,000, has lost 60 men, the mayor Iryna Soroka said. "

CASES = [
    # (text, kind, verdict or None where the check must not speak)
    (
        "The air force said it had shot down 30 of 50 drones. A spokesman praised an interception rate of 80 percent.",
        "ratio_recompute",
        Verdict.FAIL,
    ),
    (
        "The air force said it had shot down 40 of 50 drones. A spokesman praised an interception rate of 80 percent.",
        "ratio_recompute",
        Verdict.PASS,
    ),
    (
        "The air force said it had shot down 30 of 50 drones. Inflation ran at a rate of 80 percent.",
        "ratio_recompute",
        None,
    ),
    (TOWN + "That is more than one percent of the town.", "ratio_recompute", Verdict.PASS),
    (TOWN + "That is about three percent of the town.", "ratio_recompute", Verdict.FAIL),
    (
        TOWN
        + "That is more than one percent of the town. If this rate held everywhere, the country would have lost more than 400,000 men.",
        "single_cluster_extrapolation",
        Verdict.FAIL,
    ),
    (TOWN + "That is more than one percent of the town. The country is at war.", "single_cluster_extrapolation", None),
    ("The town lost 60 men: 31 killed, 19 missing and ten taken prisoner.", "sum_of_parts", Verdict.PASS),
    ("The town lost 60 men: 31 killed, 25 missing and ten taken prisoner.", "sum_of_parts", Verdict.FAIL),
    ("Losses near Lyman were 40 killed and 55 wounded, a total of 95 personnel.", "sum_of_parts", Verdict.PASS),
    ("Losses near Lyman were 40 killed and 55 wounded, a total of 105 personnel.", "sum_of_parts", Verdict.FAIL),
    ("On Monday 40 people were killed. On Tuesday 55 were wounded. The total is 300 people.", "sum_of_parts", None),
    (
        "There 212 occupiers were eliminated and 98 wounded; the total enemy losses come to 310.",
        "sum_of_parts",
        Verdict.PASS,
    ),
    (
        "There 212 occupiers were eliminated and 98 wounded; the total enemy losses come to 330.",
        "sum_of_parts",
        Verdict.FAIL,
    ),
    (
        "Heat was lost in 90,000 homes. It came back to two thirds of them, or 60,000, by dusk.",
        "ratio_recompute",
        Verdict.PASS,
    ),
    (
        "Heat was lost in 90,000 homes. It came back to two thirds of them, or 45,000, by dusk.",
        "ratio_recompute",
        Verdict.FAIL,
    ),
    ("Heat was lost in 90,000 homes. Two thirds of them, officials said, got 45,000 stoves.", "ratio_recompute", None),
    ("The column stood about 20 kilometres (16 miles) from the river.", "unit_conversion", Verdict.FAIL),
    ("The column stood about 20 kilometres (12 miles) from the river.", "unit_conversion", Verdict.PASS),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), CASES)
def test_numbers_taken_up_again(text: str, kind: str, verdict: Verdict | None) -> None:
    found = {check.kind: check.verdict for check in firsthand.read_text(text, "2024-11-07").checks}
    assert found.get(kind) is verdict
