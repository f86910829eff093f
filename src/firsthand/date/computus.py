"""Feasts that move: their day in a given year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final


def easter(year: int) -> date:
    """Western Easter, by the anonymous Gregorian algorithm (Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    n = (h + el - 7 * m + 90) // 25
    return date(year, n, (h + el - 7 * m + 33 * n + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Easter of the Julian calendar as a Gregorian date (Meeus 1991); right from 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th of a weekday (ISO, Monday 1) in a month; n = -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


RULES: Final[dict[str, Callable[[int], date]]] = {
    "easter": easter,
    "good_friday": lambda year: easter(year) - timedelta(days=2),
    "easter_monday": lambda year: easter(year) + timedelta(days=1),
    "orthodox_easter": orthodox_easter,
    "thanksgiving": lambda year: nth_weekday(year, 11, 4, 4),
    "memorial_day": lambda year: nth_weekday(year, 5, 1, -1),
    "labor_day": lambda year: nth_weekday(year, 9, 1, 1),
    "election_day": lambda year: nth_weekday(year, 11, 1, 1) + timedelta(days=1),
}


def day_of(rule: str, year: int) -> date | None:
    """The day of a feast: `rule` is "MM-DD", "YYYY-MM-DD" or a name of `RULES`."""
    try:
        if rule in RULES:
            return RULES[rule](year)
        return date.fromisoformat(rule if len(rule) > 5 else f"{year:04d}-{rule}")
    except ValueError:
        return None
