"""Sums on the calendar, and the values of times that cannot be placed on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from firsthand.date.spot import Spot, valid_day
from firsthand.date.terms import Offset, Point
from firsthand.date.units import CLOCK, DAYS, Unit

UNKNOWN_OF: Final = {
    Unit.DAY: "XXXX-XX-XX",
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX",
    Unit.HALF: "XXXX-HX",
    Unit.YEAR: "XXXX",
    Unit.DECADE: "XXX",
    Unit.CENTURY: "XX",
    Unit.MILLENNIUM: "X",
    Unit.FORTNIGHT: "XXXX-WXX",
}


def unknown(p: Point) -> str:
    """The value of a point of which the year is not known."""
    if p.month is not None:
        return f"XXXX-{p.month:02d}" + (f"-{p.day:02d}" if p.day is not None else "")
    if p.season is not None:
        return f"XXXX-{p.season}"
    if p.quarter is not None:
        return f"XXXX-Q{p.quarter or 'X'}"
    if p.half is not None:
        return f"XXXX-H{p.half}"
    if p.weekday is not None:
        return f"XXXX-WXX-{p.weekday}"
    if p.feast is not None and p.feast[0].isdigit():
        return f"XXXX-{p.feast[-5:]}"
    return "XXXX-XX-XX"


def away(now: Spot, term: Offset) -> Spot | None:
    number, unit = term.length.parts[0]
    if number is None:
        return None
    count = term.sign * number
    if unit in CLOCK:
        days = now.days()
        if now.grain is not Unit.DAY or days is None:
            return None
        return Spot.on(days[0] + timedelta(days=int(count * DAYS[unit]))) if abs(count * DAYS[unit]) < 3650 else None
    if unit is Unit.DECADE:
        return now.step(Unit.YEAR, int(count * 10))
    if unit is Unit.CENTURY:
        return now.step(Unit.YEAR, int(count * 100))
    if unit is Unit.YEAR and number != int(number):
        return now.step(Unit.MONTH, int(count * 12)) or now.step(Unit.YEAR, int(count))
    if (
        len(term.length.parts) > 1
        and unit is Unit.YEAR
        and term.length.parts[1][1] is Unit.MONTH
        and term.length.parts[1][0] is not None
    ):
        return now.step(Unit.MONTH, int(count * 12 + term.sign * term.length.parts[1][0]))
    return now.step(unit, int(count))


def week_of_month(year: int, month: int, number: int) -> Spot:
    """The ISO week that covers most of the n-th seven days of the month; 0 is the last."""
    whole = Spot(Unit.MONTH, year, month)
    days = whole.days()
    if days is None:
        return whole
    day = days[1] - timedelta(days=3) if number == 0 else min(days[1], days[0] + timedelta(days=7 * number - 4))
    return Spot.week_of(day)


def months_away(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in range(day.day, 27, -1):
        if valid_day(year, month + 1, last):
            return date(year, month + 1, last)
    return date(year, month + 1, day.day)
