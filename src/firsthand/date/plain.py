"""Dates and times of day without a modifier, with what hangs on them: "June last year", "Friday at 9 a.m."."""

from __future__ import annotations

from dataclasses import replace

from firsthand.date.clock import clock_at, half_of_day
from firsthand.date.dates import daily, date_time_group, monthly, numeric, week_of_month, weekly
from firsthand.date.pointing import feast_at, pointing
from firsthand.date.scene import Scene
from firsthand.date.terms import Between, Clock, Found, Length, Offset, Point, Repeat, Step, Term, Vague, Window
from firsthand.date.units import Unit
from firsthand.date.years import century_at, decade_at, era_at, part_of_year, with_year, year_at


def dated(s: Scene, i: int, day_first: bool) -> list[Found]:
    """The longest date at `i`, with the year, part of the day or time of day that follows it."""
    sense = s.senses[i]
    word = s.words[i]
    number = word[:1].isdigit()
    options: list[list[Found]] = []
    if sense.weekday is not None:
        options.append(weekly(s, i))
    if sense.month is not None:
        options.append(monthly(s, i))
    if number or sense.ordinal is not None or sense.cardinal is not None or word == "the":
        options.append(daily(s, i))
    if number and (one := numeric(s, i, day_first)) is not None:
        options.append([Found(i, one[0], one[1], "numeric")])
        if (s.words[one[0]] == "t" and s.joined(one[0] - 1)) or s.numbers[one[0]] is not None:
            k = one[0] + (s.words[one[0]] == "t")
            if (clock := clock_at(s, k)) is not None:
                options.append([Found(i, clock[0], replace(one[1], clock=clock[1]), "numeric_clock")])
    j = i + 1 if word in ("the", "its") else i
    if word in ("the", "its") and s.words[j] in ("year", "years") and (year := year_at(s, j + 1)) is not None:
        options.append([Found(i, year[0], year[1], "the_year")])
    flat = (
        j + 1
        if j > i
        and s.words[j].isalpha()
        and s.senses[j + 1].ordinal is not None
        and s.senses[j].ordinal is None
        and s.words[j] == "flat"
        else j
    )
    if (week := week_of_month(s, i)) is not None:
        options.append([week])
    if number and (stamp := date_time_group(s, i)) is not None:
        options.append([stamp])
    for rule in (decade_at, century_at, part_of_year, _feast):
        if flat > i and rule is not century_at and rule is not decade_at and s.words[i] == "its":
            continue
        if (point := rule(s, flat)) is not None:
            if flat > i and rule is part_of_year and s.hyphen(point[0] - 2) and s.joined(point[0] - 2):
                continue  # "the [third-quarter] earnings"
            options.append([Found(i, point[0], point[1], rule.__name__.removesuffix("_at").lstrip("_"))])
    if (year := year_at(s, i, bare=True)) is not None:
        options.append([Found(i, year[0], year[1], "year")])
    if j > i and (year := year_at(s, j, bare=True)) is not None and s.words[year[0]] in ("period", "quarter"):
        grain = Point(year=year[1].year, quarter=0) if s.words[year[0]] == "quarter" else year[1]
        options.append([Found(i, year[0] + 1, grain, "year_period")])
    if s.words[j] in ("week", "weekend") and s.words[j + 1] == "of" and (of := dated(s, j + 2, day_first)):
        first = of[0].term
        if isinstance(first, Point) and first.day is not None and first.clock is None:
            options.append([replace(of[0], first=i, rule="week_of")])
    if (feast := feast_at(s, i)) is not None and s.words[feast[0]] == "week":
        options.append([Found(i, feast[0] + 1, feast[1], "week_of")])
    if (eras := _eras(s, i)) is not None:
        options.append(eras)
    if (pointed := pointing(s, i)) is not None:
        options.append([pointed])
    best: list[Found] = []
    for option in options:
        if option and (not best or option[-1].stop > best[-1].stop):
            best = option
    if best:
        best = [*best[:-1], _completed(s, best[-1], day_first)]
    return best


def _feast(s: Scene, i: int) -> tuple[int, Point] | None:
    found = feast_at(s, i)
    return None if found is None else with_year(s, found[0], found[1])


def _eras(s: Scene, i: int) -> list[Found] | None:
    """ "499 and 449 BC", "480–479 BC": the era stands once, after the last."""
    first = s.numbers[i]
    if first is None or not (s.words[i + 1] in ("and", "to", "or", ",") or s.hyphen(i + 1)):
        return None
    last = s.numbers[i + 2]
    era = era_at(s, i + 3) if last is not None else None
    if last is None or era is None or not 0 < first < 4000 or not 0 < last < 4000:
        return None
    years = [1 - year if era[1] else year for year in (first, last)]
    return [Found(i, i + 1, Point(year=years[0]), "year_era"), Found(i + 2, era[0], Point(year=years[1]), "year_era")]


def _completed(s: Scene, found: Found, day_first: bool) -> Found:
    """`found` with what follows: "last year" after a month, "night" after a day, "at 3 p.m."."""
    term, stop = found.term, found.stop
    if isinstance(term, Between | Length | Window | Vague | Repeat):
        return found
    if (
        isinstance(term, Point)
        and term.year is None
        and term.within is None
        and term.step is None
        and _needs_year(term)
    ):
        k = s.skip(stop, "of", "in") if s.words[stop] in ("of", "in") else stop
        larger = pointing(s, k)
        if (
            larger is not None
            and isinstance(larger.term, Step)
            and larger.term.unit is Unit.YEAR
            and larger.rule in ("step_unit", "neighbour")
        ) or (
            larger is not None
            and term.weekday is not None
            and isinstance(larger.term, Step)
            and larger.term.unit is Unit.WEEK
            and larger.rule == "step_unit"
        ):
            term, stop = replace(term, within=larger.term), larger.stop
    if takes_an_hour(term):
        part = s.senses[stop].part
        if part is not None and not s.senses[stop].plural:
            return replace(found, stop=stop + 1, term=with_clock(term, Clock(part=part)), rule=found.rule + "_part")
        k = stop + 1 if s.words[stop] == "," else stop
        at = s.words[k] in ("at", "around", "about")
        k = s.skip(k, "at")
        k = s.skip(k, "around", "about", "approximately")
        clock = clock_at(s, k)
        digital = s.words[k + 1] == ":" or half_of_day(s, k + 1) is not None
        if clock is not None and (at or s.words[stop] != "," or digital):
            return replace(found, stop=clock[0], term=with_clock(term, clock[1]), rule=found.rule + "_clock")
    return replace(found, term=term, stop=stop)


def _needs_year(point: Point) -> bool:
    return any(
        part is not None for part in (point.month, point.quarter, point.half, point.season, point.feast, point.weekday)
    )


def takes_an_hour(term: Term) -> bool:
    """Whether a time of day may be added to it."""
    if isinstance(term, Point):
        return term.clock is None and (term.day is not None or term.weekday is not None or term.feast is not None)
    return isinstance(term, Step) and term.unit is Unit.DAY and term.clock is None


def with_clock(term: Term, clock: Clock) -> Term:
    return replace(term, clock=clock) if isinstance(term, Point | Step | Offset) else term


def _timed(s: Scene, i: int, day_first: bool) -> Found | None:
    """A time of day, with the day that follows: "9 a.m. Friday", "the morning of 31 January", "dawn on Friday"."""
    j = s.skip(i, "the")
    clock: tuple[int, Clock] | None = None
    if (s.senses[j].part is not None or s.senses[j].hour is not None) and _in_a_name(s, j):
        return None
    if s.senses[j].part is not None:
        if s.before(i) == "good":
            return None
        clock = j + 1, Clock(part=s.senses[j].part)
        if s.says(j + 1, ("hours",)):
            clock = j + 2, clock[1]
    elif s.words[j] == "small" and s.words[j + 1] == "hours":
        clock = j + 2, Clock(part="MO")
    elif j == i:
        clock = clock_at(s, i)
    elif s.senses[j].ordinal is not None and s.senses[j + 1].part is not None:
        clock = j + 2, Clock(part=s.senses[j + 1].part)
    if clock is None:
        return None
    stop = clock[0]
    k = s.skip(stop, ",")
    k = s.skip(k, "on", "of") if k == stop else k
    day = [] if s.senses[k].part is not None else dated(s, k, day_first)
    if day and isinstance(day[0].term, Step) and (merged := _in_that_part(day[0].term, clock[1])) is not None:
        return Found(i, day[0].stop, merged, "clock_day")  # "3:30 this afternoon"
    if day and takes_an_hour(day[0].term):
        return Found(
            i, day[0].stop, with_clock(day[0].term, clock[1]), "clock_day" if clock[1].hour is not None else "part_day"
        )
    if day and isinstance(day[0].term, Between) and isinstance(day[0].term.first, Point) and clock[1].part == "NI":
        both = day[0].term
        return Found(i, day[0].stop, Between(with_clock(both.first, clock[1]), both.last), "night_between")  # type: ignore[arg-type]  # a point stays one
    return Found(i, stop, Point(clock=clock[1]), "clock" if clock[1].hour is not None else "part")


def _in_that_part(step: Step, clock: Clock) -> Step | None:
    """ "this afternoon" with the hour named before it."""
    if step.clock is None or step.clock.part is None or clock.hour is None:
        return None
    later = step.clock.part in ("AF", "EV", "NI") and clock.hour < 12
    return replace(step, clock=replace(clock, hour=clock.hour + 12 if later else clock.hour))


def _in_a_name(s: Scene, i: int) -> bool:
    """ "High Noon", "Operation Red Dawn": a capital after a capitalised word that is no day."""
    if i == 0 or not s.tokens.capitalised(i) or not s.tokens.capitalised(i - 1):
        return False
    before = s.senses[i - 1]
    return (
        before.weekday is None
        and before.month is None
        and before.deictic is None
        and s.words[i - 1] not in ("the", "last", "that")
    )


def plain_times(s: Scene, i: int, day_first: bool) -> list[Found]:
    """A date or a time of day without modifier, and what hangs on it."""
    best = dated(s, i, day_first)
    timed = _timed(s, i, day_first)
    if timed is not None and (not best or timed.stop > best[-1].stop):
        return [timed]
    return best
