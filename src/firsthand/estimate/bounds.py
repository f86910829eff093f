"""Simple answers: Chao's lower bound, and two lists alone."""

from __future__ import annotations

from math import sqrt
from typing import Final

from firsthand.estimate.answer import Estimate
from firsthand.estimate.lists import Lists

NORMAL: Final = 1.959963984540054  # 97.5 % point of the standard normal


def chao(lists: Lists) -> Estimate:
    """Chao 1987: N >= n + (t - 1)/t f1^2 / (2 f2); with f2 = 0, f1 (f1 - 1)/2 in place of the ratio.

    Holds whatever makes some people easier to find than others, as long as lists do not repel each other.
    """
    found = lists.on_exactly()
    f1, f2 = found[0], found[1] if len(found) > 1 else 0
    seen, t = lists.seen(), len(lists.names)
    assumes = ("people may differ in how easily they are listed", "being on one list does not keep anybody off another")
    if t < 2:
        return Estimate(
            method="Chao",
            model="lower bound",
            assumes=assumes,
            refused="one list alone says nothing about those not on it",
        )
    ratio = f1 * f1 / (2 * f2) if f2 else f1 * (f1 - 1) / 2
    warnings = () if f2 else ("nobody is on exactly two lists: the bias-corrected form for f2 = 0 is used",)
    return Estimate(
        method="Chao", model="lower bound", assumes=assumes, low=seen + (t - 1) / t * ratio, warnings=warnings
    )


def chapman(lists: Lists) -> Estimate:
    """Chapman 1951 for two lists: (n1 + 1)(n2 + 1)/(m + 1) - 1, variance of Seber 1970.

    The dependence of two lists cannot be seen in them; it moves the answer without limit.
    """
    assumes = (
        "the two lists are independent",
        "everybody is equally easy to list",
        "every match between the lists was found",
    )
    if len(lists.names) != 2:
        return Estimate(
            method="Chapman",
            model="two lists",
            assumes=assumes,
            refused=f"made for two lists, here are {len(lists.names)}",
        )
    n1, n2, m = lists.size(0), lists.size(1), lists.overlap(0, 1)
    best = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    error = sqrt((n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) ** 2 * (m + 2)))
    warnings = ["with two lists nothing in the data can show whether they are independent"]
    if m == 0:
        warnings.append("nobody is on both lists: the estimate rests on the correction alone")
    return Estimate(
        method="Chapman",
        model="two independent lists",
        assumes=assumes,
        low=max(float(lists.seen()), best - NORMAL * error),
        best=best,
        high=best + NORMAL * error,
        warnings=tuple(warnings),
    )
