"""Units of the calendar, and what an amount of them is in TIMEX3."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """TIMEX3 letters, with H for an hour, TM for a minute, S for a second and FN for two weeks."""

    SECOND = "S"
    MINUTE = "TM"
    HOUR = "H"
    DAY = "D"
    WEEK = "W"
    WEEKEND = "WE"
    FORTNIGHT = "FN"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "HY"
    SEASON = "SE"
    YEAR = "Y"
    DECADE = "DE"
    CENTURY = "CE"
    MILLENNIUM = "ML"


CLOCK: Final = frozenset({Unit.SECOND, Unit.MINUTE, Unit.HOUR})

# About how many days; only to tell fine from coarse and to place windows.
DAYS: Final[dict[Unit, float]] = {
    Unit.SECOND: 1 / 86400,
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1,
    Unit.WEEKEND: 2,
    Unit.WEEK: 7,
    Unit.FORTNIGHT: 14,
    Unit.MONTH: 30.44,
    Unit.QUARTER: 91.3,
    Unit.SEASON: 91.3,
    Unit.HALF: 182.6,
    Unit.YEAR: 365.25,
    Unit.DECADE: 3652.5,
    Unit.CENTURY: 36525,
    Unit.MILLENNIUM: 365250,
}

# A half of these is said in a smaller unit: "a year and a half" is P1Y6M.
_HALVES: Final[dict[Unit, tuple[int, str]]] = {
    Unit.YEAR: (6, "M"),
    Unit.HOUR: (30, "M"),
    Unit.DAY: (12, "H"),
    Unit.DECADE: (5, "Y"),
    Unit.CENTURY: (50, "Y"),
}


def plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def period(parts: tuple[tuple[float | None, Unit], ...]) -> str:
    """ "P3Y", "P1Y6M", "PT36H", "PXW": an amount in TIMEX3; an unknown number is X."""
    days, hours = "", ""
    for number, unit in parts:
        if unit is Unit.FORTNIGHT:
            number, unit = (None if number is None else number * 2), Unit.WEEK
        letter = "M" if unit is Unit.MINUTE else unit.value
        if number is None:
            said = f"X{letter}"
        elif number != int(number) and (number * 2) == int(number * 2) and unit in _HALVES:
            amount, small = _HALVES[unit]
            whole = f"{int(number)}{letter}" if number >= 1 else ""
            if unit is Unit.DAY:
                days, hours = days + whole, hours + f"{amount}{small}"
                continue
            said = whole + f"{amount}{small}"
        else:
            said = plain(number) + letter
        if unit in CLOCK:
            hours += said
        else:
            days += said
    return "P" + days + (f"T{hours}" if hours else "")
