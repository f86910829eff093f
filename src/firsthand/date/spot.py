"""A point of the calendar at its own grain: a day, a week, a season, a decade."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from firsthand.date.units import Unit

_SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_FINE: Final = frozenset({Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.FORTNIGHT, Unit.HOUR, Unit.MINUTE, Unit.SECOND})


@dataclass(frozen=True, slots=True)
class Spot:
    """`year` counts as astronomers do: 0 is 1 BC, so that sums work across the change of era.

    Of the finer fields those of `grain` are set, and no finer ones. A decade's or century's `year` is
    its first. Seasons are those of the northern hemisphere in whole months; a winter has the year in which
    it begins. A week is ISO's, of ISO's year.
    """

    grain: Unit
    year: int
    month: int | None = None
    day: int | None = None
    week: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None

    @classmethod
    def on(cls, day: date) -> Spot:
        return cls(Unit.DAY, day.year, day.month, day.day)

    @classmethod
    def week_of(cls, day: date, grain: Unit = Unit.WEEK) -> Spot:
        year, week, _ = day.isocalendar()
        return cls(grain, year, week=week)

    def value(self) -> str:
        """The TIMEX3 value."""
        year = f"{self.year:04d}" if self.year > 0 else f"BC{1 - self.year:04d}"
        match self.grain:
            case Unit.DAY:
                return f"{year}-{self.month or 0:02d}-{self.day or 0:02d}"
            case Unit.MONTH:
                return f"{year}-{self.month or 0:02d}"
            case Unit.WEEK:
                return f"{year}-W{self.week or 0:02d}"
            case Unit.WEEKEND:
                return f"{year}-W{self.week or 0:02d}-WE"
            case Unit.QUARTER:
                return f"{year}-Q{self.quarter}"
            case Unit.HALF:
                return f"{year}-H{self.half}"
            case Unit.SEASON:
                return f"{year}-{self.season}"
            case Unit.DECADE:
                return year[:-1]
            case Unit.CENTURY:
                return year[:-2]
            case Unit.MILLENNIUM:
                return year[:-3]
            case _:
                return year

    def days(self) -> tuple[date, date] | None:
        """First and last day; None before the year 1 and after 9999."""
        try:
            return self._days()
        except (ValueError, OverflowError):
            return None

    def _days(self) -> tuple[date, date]:
        match self.grain:
            case Unit.DAY:
                day = date(self.year, self.month or 1, self.day or 1)
                return day, day
            case Unit.WEEK:
                return date.fromisocalendar(self.year, self.week or 1, 1), date.fromisocalendar(
                    self.year, self.week or 1, 7
                )
            case Unit.WEEKEND:
                return date.fromisocalendar(self.year, self.week or 1, 6), date.fromisocalendar(
                    self.year, self.week or 1, 7
                )
            case Unit.MONTH:
                return self._months(self.month or 1, 1)
            case Unit.QUARTER:
                return self._months(3 * (self.quarter or 1) - 2, 3)
            case Unit.HALF:
                return self._months(6 * (self.half or 1) - 5, 6)
            case Unit.SEASON:
                return self._months(_SEASON_MONTH[self.season or "SP"], 3)
            case Unit.DECADE:
                return date(self.year, 1, 1), date(self.year + 9, 12, 31)
            case Unit.CENTURY:
                return date(max(1, self.year), 1, 1), date(self.year + 99, 12, 31)
            case Unit.MILLENNIUM:
                return date(max(1, self.year), 1, 1), date(self.year + 999, 12, 31)
            case _:
                return date(self.year, 1, 1), date(self.year, 12, 31)

    def _months(self, first: int, count: int) -> tuple[date, date]:
        last = first + count - 1
        year, month = (self.year, last) if last <= 12 else (self.year + 1, last - 12)
        return date(self.year, first, 1), date(year, month, monthrange(year, month)[1])

    def first_month(self) -> int | None:
        """The month in which this begins, None for a year or more."""
        if self.month is not None:
            return self.month
        if self.quarter is not None:
            return 3 * self.quarter - 2
        if self.season is not None:
            return _SEASON_MONTH[self.season]
        if self.half is not None:
            return 6 * self.half - 5
        if self.week is not None and (days := self.days()):
            return days[0].month
        return None

    def step(self, unit: Unit, count: int) -> Spot | None:
        """The `unit` that lies `count` of them away; None where this spot is too coarse to say."""
        try:
            return self._step(unit, count)
        except (ValueError, OverflowError):
            return None

    def _step(self, unit: Unit, count: int) -> Spot | None:
        if unit in _FINE:
            days = self.days()
            if self.grain not in (Unit.DAY, Unit.WEEK, Unit.WEEKEND) or days is None:
                return None
            if unit is Unit.DAY:
                return Spot.on(days[1 if count > 0 else 0] + timedelta(days=count)) if self.grain is Unit.DAY else None
            if unit in (Unit.WEEK, Unit.WEEKEND, Unit.FORTNIGHT):
                weeks = count * (2 if unit is Unit.FORTNIGHT else 1)
                return Spot.week_of(
                    days[0] + timedelta(weeks=weeks), Unit.WEEKEND if unit is Unit.WEEKEND else Unit.WEEK
                )
            return None
        match unit:
            case Unit.YEAR:
                return Spot(unit, self.year + count)
            case Unit.DECADE:
                return Spot(unit, (self.year // 10 + count) * 10)
            case Unit.CENTURY:
                return Spot(unit, (self.year // 100 + count) * 100)
            case Unit.MILLENNIUM:
                return Spot(unit, (self.year // 1000 + count) * 1000)
        month = self.first_month()
        if month is None:
            return None
        if unit is Unit.MONTH:
            index = self.year * 12 + month - 1 + count
            return Spot(unit, index // 12, index % 12 + 1)
        if unit is Unit.QUARTER:
            index = self.year * 4 + (month - 1) // 3 + count
            return Spot(unit, index // 4, quarter=index % 4 + 1)
        if unit is Unit.HALF:
            index = self.year * 2 + (month - 1) // 6 + count
            return Spot(unit, index // 2, half=index % 2 + 1)
        return None

    def at_year(self, year: int) -> Spot:
        return replace(self, year=year)


def valid_day(year: int | None, month: int, day: int) -> bool:
    """Whether the month has that day, in that year when it is known."""
    if not (1 <= month <= 12 and day >= 1):
        return False
    if year is None or not 1 <= year <= 9999:
        return day <= (29, 30, 31)[0 if month == 2 else 1 if month in (4, 6, 9, 11) else 2]
    return day <= monthrange(year, month)[1]
