"""From terms to the calendar: what each expression means, counted from where it is to be counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from firsthand.date.choice import in_story, nearest, stepped
from firsthand.date.computus import day_of
from firsthand.date.reckoning import UNKNOWN_OF, away, months_away, unknown, week_of_month
from firsthand.date.spot import Spot, valid_day
from firsthand.date.tense import Tense
from firsthand.date.terms import (
    Base,
    Between,
    Clock,
    Found,
    Happening,
    Length,
    Offset,
    Point,
    Repeat,
    Step,
    Vague,
    Window,
)
from firsthand.date.units import DAYS, Unit, period
from firsthand.model.moment import MomentKind

# Words: so far on, an hour without a day is of the day told last; farther on, of the day of publication.
_NEAR: Final = 60


@dataclass(frozen=True, slots=True)
class Anchored:
    """An expression on the calendar. `anchor` is "published", "narrative" or None; `spot` is what later times count from."""

    kind: MomentKind
    value: str | None
    begin: date | None = None
    end: date | None = None
    anchor: str | None = None
    mod: str | None = None
    zone: str | None = None
    spot: Spot | None = None


class Anchor:
    """Walks through the expressions of one report in text order and remembers what was told last."""

    def __init__(self, published: Spot | None, narrative: bool, tense: Callable[[Found], Tense]) -> None:
        self.published = published
        self.narrative = narrative
        self.tense = tense
        self.reference: Spot | None = None
        self.day: Spot | None = None
        self.quarter: Spot | None = None
        self.day_told = 0
        self.said: tuple[Spot, str] | None = None

    # ------------------------------------------------------------------ what is told

    def settle(self, found: Found, aside: bool = False) -> Anchored:
        """What `found` means; unless it stands aside, later times may count from it."""
        told = self._settle(found)
        if told.spot is not None and not aside and not (self.narrative and self._off_the_line(found)):
            self._remember(told.spot)
            self.day_told = found.stop
            if found.bound is not None and not self.narrative:
                self.day = None  # a bound: nothing is told of that day
            term = found.term
            if (
                told.spot.grain is Unit.QUARTER
                and isinstance(term, Point)
                and term.within is None
                and term.year is None
            ):
                self.quarter = told.spot
        return told

    def _tense(self, found: Found) -> Tense:
        """The tense around `found`; "by" and "until" look ahead unless the words speak of the past."""
        tense = self.tense(found)
        return Tense.FUTURE if found.bound in ("by", "until") and tense is not Tense.PAST else tense

    def _off_the_line(self, found: Found) -> bool:
        """Whether a history looks back or ahead here, so that it goes on from the time before."""
        match found.term:
            case Offset(sign=sign):
                return sign < 0
            case Point(year=int()):
                tense = self.tense(found)
                return tense is Tense.FUTURE or (found.bound == "until" and tense is Tense.MAYBE)
        return False

    def settle_range(self, found: Found, aside: bool = False) -> tuple[Anchored, tuple[Anchored, ...]]:
        """What a range and each of its ends mean; the last end is counted from the first."""
        ends = tuple(self.settle(part, aside) for part in found.parts)
        if isinstance(found.term, Between) and len(ends) == 2:
            if found.parts[0].rule == found.parts[1].rule == "weekday":
                ends = self._weekdays_in_order(ends[0], ends[1], found)
            else:
                ends = ends[0], self._not_before(ends[0], ends[1], found.parts[1])
            return self._between(ends[0], ends[1], found), ends
        return self.settle(found, aside), ends

    def _weekdays_in_order(self, first: Anchored, last: Anchored, found: Found) -> tuple[Anchored, Anchored]:
        """ "Friday to Monday": the second follows the first, in the week that the tense tells."""
        if first.begin is None or last.begin is None or first.begin <= last.begin:
            return first, last
        if self.tense(found) >= Tense.MAYBE:
            return first, _a_week_on(last, 1)
        return _a_week_on(first, -1), last

    def _not_before(self, first: Anchored, last: Anchored, found: Found) -> Anchored:
        """The end of a range without a year of its own: the first one after its beginning."""
        p = found.term
        if (
            not isinstance(p, Point)
            or p.year is not None
            or p.within is not None
            or p.clock is not None
            or first.spot is None
        ):
            return last
        if first.begin is None or last.begin is None or first.begin <= last.begin:
            return last
        for year in (first.spot.year, first.spot.year + 1):
            spot = self._in_year(p, year, found)
            days = spot.days() if spot else None
            if spot is not None and days is not None and days[0] >= first.begin:
                self._remember(spot)
                return replace(last, value=spot.value(), begin=days[0], end=days[1], spot=spot)
        return last

    def _remember(self, spot: Spot) -> None:
        if spot.grain in (Unit.CENTURY, Unit.MILLENNIUM, Unit.DECADE):
            return
        if spot.grain is Unit.YEAR and self.reference is not None and self.reference.year == spot.year:
            return  # the year of what was told last: the finer time still stands
        self.reference = spot
        self.day = spot if spot.grain is Unit.DAY else None

    def _settle(self, found: Found) -> Anchored:
        term = found.term
        match term:
            case Point():
                return self._dated(*self._point(term, found), found, term.clock)
            case Step():
                return self._dated(*self._step(term, found), found, term.clock)
            case Offset():
                return self._offset(term, found)
            case Window():
                return self._window(term, found)
            case Length():
                mod = found.mod
                return Anchored(MomentKind.DURATION, period(term.parts), mod=mod)
            case Repeat():
                return Anchored(MomentKind.SET, term.value, mod="APPROX" if found.mod == "LESS_THAN" else found.mod)
            case Vague():
                kind = MomentKind.DURATION if found.rule == "vague_length" else MomentKind.DATE
                return Anchored(kind, term.value, mod=found.mod)
            case Happening():
                return self._happening(term, found)
            case Between():
                first = self._settle(replace(found, term=term.first, parts=()))
                if first.spot is not None:
                    self._remember(first.spot)
                return self._between(first, self._settle(replace(found, term=term.last, parts=())), found)

    def _dated(
        self, spot: Spot | None, unknown: str, anchor: str | None, found: Found, clock: Clock | None
    ) -> Anchored:
        mod = found.mod
        if spot is None:
            value = unknown + (clock.value() if clock else "")
            kind = MomentKind.TIME if clock else MomentKind.DATE
            return Anchored(kind, value, mod=mod, zone=clock.zone if clock else None)
        value = spot.value()
        days = spot.days()
        begin, end = days if days else (None, None)
        if found.rule == "nudge" and anchor == "published" and begin and end and self.published and clock is None:
            begin, end = _clipped(begin, end, mod, self.published)
        if clock is not None:
            overnight = found.rule == "overnight" and begin is not None
            begin = begin - timedelta(days=1) if overnight and begin else begin
            return Anchored(MomentKind.TIME, value + clock.value(), begin, end, anchor, mod, clock.zone, spot)
        return Anchored(MomentKind.DATE, value, begin, end, anchor, mod, None, spot)

    # ------------------------------------------------------------------ where it is counted from

    def speech(self) -> tuple[Spot | None, str | None]:
        """The moment of speaking: the day that a quotation was said, the publication date, or in a history the time last told."""
        if self.said is not None:
            return self.said
        if self.narrative and self.reference is not None:
            return self.reference, "narrative"
        return self.published, "published" if self.published else None

    def base(self, base: Base) -> tuple[Spot | None, str | None]:
        if base is Base.SPEECH:
            return self.speech()
        if self.reference is not None:
            return self.reference, "narrative"
        return self.published, "published" if self.published else None

    # ------------------------------------------------------------------ points

    def _point(self, p: Point, found: Found) -> tuple[Spot | None, str, str | None]:
        if p.within is not None:
            outer, _, anchor = self._step(p.within, found)
            if p.within.unit is Unit.WEEK and p.weekday is not None and outer is not None and (days := outer.days()):
                return Spot.on(days[0] + timedelta(days=p.weekday - 1)), "", anchor
            year = None if outer is None else outer.year
            if (
                p.quarter
                and year is not None
                and p.within.count == -1
                and self.published
                and not self.narrative
                and p.year is None
                and found.rule == "quarter_within"
                and "ago" not in found.rule
            ):
                return Spot(Unit.QUARTER, year, quarter=p.quarter), "", anchor
            return self._in_year(p, year, found), unknown(p), anchor if year is not None else None
        if p.decade is not None:
            return Spot(Unit.DECADE, p.decade), "", None
        if p.century is not None:
            return Spot(Unit.CENTURY, p.century), "", None
        if p.year is not None:
            return self._in_year(p, p.year, found), unknown(p), None
        if (
            p.month is not None
            or p.season is not None
            or p.quarter is not None
            or p.half is not None
            or p.feast is not None
        ):
            return self._without_year(p, found)
        if p.weekday is not None and p.day is None:
            return self._weekday(p, found)
        if p.day is not None:
            return self._day_of_month(p)
        return self._time_of_day(found)

    def _in_year(self, p: Point, year: int | None, found: Found) -> Spot | None:
        if year is None:
            return None
        if p.feast is not None:
            day = day_of(p.feast, year) if 1 <= year <= 9999 else None
            if day is None:
                return None
            return Spot.week_of(day) if found.rule.endswith("week_of") else Spot.on(day)
        if p.month is not None and p.day is not None:
            if not valid_day(year, p.month, p.day):
                return Spot(Unit.MONTH, year, p.month)
            if found.rule.endswith("week_of") and year >= 1:
                return Spot.week_of(date(year, p.month, p.day))
            return Spot(Unit.DAY, year, p.month, p.day)
        if p.month is not None and p.week is not None:
            return week_of_month(year, p.month, p.week)
        if p.month is not None:
            return Spot(Unit.MONTH, year, p.month)
        if p.quarter is not None:
            if p.quarter == 0:
                near = self.quarter or self.reference or self.published
                month = near.first_month() if near else None
                quarter = near.quarter if near and near.quarter else ((month - 1) // 3 or 4) if month else 1
                return Spot(Unit.QUARTER, year, quarter=quarter)
            return Spot(Unit.QUARTER, year, quarter=p.quarter)
        if p.half is not None:
            return Spot(Unit.HALF, year, half=p.half)
        if p.season is not None:
            return Spot(Unit.SEASON, year, season=p.season)
        return Spot(Unit.YEAR, year)

    def _without_year(self, p: Point, found: Found) -> tuple[Spot | None, str, str | None]:
        now, anchor = self.speech() if p.base is not Base.REFERENCE else self.base(Base.REFERENCE)
        if now is None:
            return None, unknown(p), None
        if p.feast is not None and len(p.feast) > 5 and p.feast[0].isdigit():
            return self._in_year(p, int(p.feast[:4]), found), "", None
        spots = [
            spot
            for year in (now.year - 1, now.year, now.year + 1)
            if (spot := self._in_year(p, year, found)) is not None and (p.day is None or spot.grain is not Unit.MONTH)
        ]  # without the years that have no 29 February
        if not spots:
            return None, unknown(p), None
        if p.step is not None and p.base is not None:
            return stepped(spots, now, p, self._tense(found)), "", anchor
        if self.narrative:
            return in_story(spots, now), "", anchor
        return nearest(spots, now, p, self._tense(found)), "", anchor

    def _weekday(self, p: Point, found: Found) -> tuple[Spot | None, str, str | None]:
        weekday = p.weekday or 1
        unknown = f"XXXX-WXX-{weekday}"
        if self.narrative:
            now, anchor = self.day or self.reference, "narrative"
        else:
            now, anchor = self.speech()  # type: ignore[assignment]  # None where unknown
            if p.base is Base.REFERENCE and self.day is not None:
                now, anchor = self.day, "narrative"
        if now is None or now.grain is not Unit.DAY or (days := now.days()) is None:
            return None, unknown, None
        today = days[0]
        ahead = (weekday - today.isoweekday()) % 7
        back = (today.isoweekday() - weekday) % 7
        if p.step == -1:
            shift = -(back or 7)
        elif p.step == 1:
            shift = ahead or 7
        elif self.narrative or (p.base is Base.REFERENCE and p.step is None):
            shift = ahead
        elif p.step == 0:
            shift = -back if self.tense(found) is Tense.PAST else ahead
        else:
            shift = ahead if self._tense(found) >= Tense.MAYBE else -back
        try:
            return Spot.on(today + timedelta(days=shift)), "", anchor
        except OverflowError:
            return None, unknown, None

    def _day_of_month(self, p: Point) -> tuple[Spot | None, str, str | None]:
        """ "Tuesday the 5th": the month told last, or the nearest one in which it is a Tuesday."""
        unknown = f"XXXX-XX-{p.day:02d}"
        now, anchor = (self.reference, "narrative") if self.narrative else self.speech()
        if now is None or now.first_month() is None:
            return None, unknown, None
        month = Spot(Unit.MONTH, now.year, now.first_month())
        for shift in (0, -1, 1, -2, 2):
            one = month.step(Unit.MONTH, shift)
            if one is None or not valid_day(one.year, one.month or 1, p.day or 1):
                continue
            spot = Spot(Unit.DAY, one.year, one.month, p.day)
            days = spot.days()
            if p.weekday is None or (days and days[0].isoweekday() == p.weekday):
                return spot, "", anchor
        return None, unknown, None

    def _time_of_day(self, found: Found) -> tuple[Spot | None, str, str | None]:
        if found.rule == "part" and self.narrative:
            return None, "XXXX-XX-XX", None
        near = self.narrative or found.first - self.day_told <= _NEAR
        if self.day is not None and self.reference is self.day and (near or self.published is None):
            return self.day, "", "narrative"
        if not self.narrative and self.published is not None and self.published.grain is Unit.DAY:
            return self.published, "", "published"
        return None, "XXXX-XX-XX", None

    # ------------------------------------------------------------------ steps, offsets, windows

    def _step(self, term: Step, found: Found) -> tuple[Spot | None, str, str | None]:
        now, anchor = self.base(term.base)
        if self.narrative and term.base is Base.SPEECH and found.rule == "deictic":
            return None, "PRESENT_REF" if term.count == 0 and term.clock is None else "XXXX-XX-XX", None
        if found.rule in ("bare_unit", "mod_bare_unit", "nudge") and term.base is Base.REFERENCE and not self.narrative:
            now, anchor = self._bare_base(term.unit)
        unknown = UNKNOWN_OF.get(term.unit, "XXXX-XX-XX")
        if now is None:
            return None, unknown, None
        if term.unit is Unit.DAY and now.grain is not Unit.DAY:
            if self.day is not None and term.base is Base.REFERENCE and not self.narrative:
                now = self.day
            else:
                return None, self._partly(now, term.count), None
        if (
            term.unit is Unit.QUARTER
            and term.count == 0
            and found.rule == "bare_unit"
            and now.grain is not Unit.QUARTER
        ):
            term = Step(Unit.QUARTER, -1, term.base)
        if term.unit is Unit.QUARTER and now.grain is Unit.QUARTER and found.rule == "bare_unit":
            return now, "", anchor
        if (
            term.unit is Unit.WEEKEND
            and now.grain is Unit.DAY
            and term.count == 0
            and found.rule == "bare_unit"
            and (days := now.days())
        ):
            count = -1 if days[0].isoweekday() <= 3 and self.tense(found) is not Tense.FUTURE else 0
            return now.step(Unit.WEEKEND, count), unknown, anchor
        spot = now.step(term.unit, term.count)
        if spot is None and self.published is not None and term.base is Base.SPEECH:
            spot = self.published.step(term.unit, term.count)
        if spot is None:
            return None, self._partly(now, term.count) if term.unit is Unit.DAY else unknown, None
        return spot, unknown, anchor

    def _bare_base(self, unit: Unit) -> tuple[Spot | None, str | None]:
        """Where "the day", "the year", "the quarter" of a news report lies: in the time told last if that is as fine."""
        near = self.reference
        if unit is Unit.QUARTER and self.quarter is not None:
            return self.quarter, "narrative"
        if near is not None and unit is Unit.DAY and near.grain is Unit.DAY:
            return near, "narrative"
        if (
            near is not None
            and unit in (Unit.MONTH, Unit.YEAR)
            and near.grain in (Unit.MONTH, Unit.DAY, Unit.YEAR)
            and (unit is Unit.YEAR or near.month is not None)
            and (self.published is None or near.year <= self.published.year)
        ):
            return near, "narrative"
        return self.published, "published" if self.published else None

    @staticmethod
    def _partly(now: Spot, count: int) -> str:
        """A day of which only the month or year is known."""
        del count
        if now.grain is Unit.MONTH:
            return f"{now.value()}-XX"
        return "XXXX-XX-XX"

    def _offset(self, term: Offset, found: Found) -> Anchored:
        vague = "PAST_REF" if term.sign < 0 else "FUTURE_REF"
        mod = found.mod
        now, anchor = self.base(term.base)
        if term.origin is not None:
            now, _, anchor = self._point(term.origin, replace(found, bound=None))
        number, unit = term.length.parts[0]
        if number is None or term.length.top is not None:
            begin = end = None
            return Anchored(MomentKind.DATE, vague, begin, end, anchor, mod)
        if now is None:
            return Anchored(MomentKind.DATE, UNKNOWN_OF.get(unit, vague), mod=mod)
        if (
            unit is Unit.YEAR
            and number == 1
            and len(term.length.parts) == 1
            and self.quarter is not None
            and not self.narrative
        ):
            spot: Spot | None = self.quarter.at_year(self.quarter.year + term.sign)
            days = spot.days() if spot else None
            return Anchored(
                MomentKind.DATE,
                spot.value() if spot else vague,
                days[0] if days else None,
                days[1] if days else None,
                "narrative",
                mod,
            )
        spot = away(now, term)
        if spot is None:
            return Anchored(
                MomentKind.DATE,
                UNKNOWN_OF.get(unit, vague) if term.base is Base.REFERENCE else vague,
                anchor=None,
                mod=mod,
            )
        days = spot.days()
        begin, end = days if days else (None, None)
        value = spot.value() + (term.clock.value() if term.clock else "")
        return Anchored(MomentKind.TIME if term.clock else MomentKind.DATE, value, begin, end, anchor, mod, None, spot)

    def _window(self, term: Window, found: Found) -> Anchored:
        now, anchor = self.base(term.base)
        value = period(term.length.parts)
        mod = found.mod or ("APPROX" if term.length.parts[0][0] is None else None)
        days = now.days() if now else None
        number, unit = term.length.parts[0]
        if days is None or number is None or now is None or (DAYS[unit] < 30 and now.grain is not Unit.DAY):
            return Anchored(MomentKind.DURATION, value, mod=mod, anchor=anchor if now else None)
        length = (
            timedelta(days=max(1, round(sum((n or 0) * DAYS[u] for n, u in term.length.parts))))
            if number * DAYS[unit] < 10**6
            else timedelta(0)
        )
        try:
            if unit in (Unit.MONTH, Unit.YEAR) and number == int(number):
                length = abs(
                    days[0] - months_away(days[0], int(number) * (12 if unit is Unit.YEAR else 1) * (term.sign or -1))
                )
            begin, end = (days[1] - length, days[1]) if term.sign <= 0 else (days[0], days[0] + length)
        except (OverflowError, ValueError):
            return Anchored(MomentKind.DURATION, value, mod=mod)
        return Anchored(MomentKind.DURATION, value, begin, end, anchor, mod)

    # ------------------------------------------------------------------ ranges and events

    @staticmethod
    def _between(first: Anchored, last: Anchored, found: Found) -> Anchored:
        if found.rule == "night_between":
            return replace(first, end=last.end, mod=found.mod, spot=last.spot)
        kind = MomentKind.TIME if MomentKind.TIME in (first.kind, last.kind) else MomentKind.DATE
        begin, end = first.begin, last.end
        if begin is not None and end is not None and begin > end:
            begin = end = None
        anchor, zone = first.anchor or last.anchor, first.zone or last.zone
        return Anchored(kind, f"{first.value}/{last.value}", begin, end, anchor, found.mod, zone, last.spot)

    def _happening(self, term: Happening, found: Found) -> Anchored:
        begin = date.fromisoformat(term.begin)
        end = date.fromisoformat(term.end) if term.end else begin
        day = end if term.end and found.bound in ("since", "after") else begin
        value = str(day.year) if term.end else day.isoformat()
        return Anchored(MomentKind.DATE, value, begin, end, None, found.mod)


def _clipped(begin: date, end: date, mod: str | None, published: Spot) -> tuple[date, date]:
    """ "Earlier this month" ends, and "later this month" begins, with the day of publication."""
    today = published.days()
    if today is None or not begin <= today[0] <= end:
        return begin, end
    return (begin, today[1]) if mod == "START" else (today[0], end)


def _a_week_on(told: Anchored, weeks: int) -> Anchored:
    if told.begin is None or told.spot is None:
        return told
    try:
        day = told.begin + timedelta(weeks=weeks)
    except OverflowError:
        return told
    return replace(told, value=day.isoformat(), begin=day, end=day, spot=Spot.on(day))
