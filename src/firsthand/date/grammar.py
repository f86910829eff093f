"""From words to terms: the longest time expression at every place of a text."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.date.clock import clock_at, half_of_day
from firsthand.date.dates import (
    century_at,
    daily,
    date_time_group,
    decade_at,
    era_at,
    monthly,
    numeric,
    part_of_year,
    week_of_month,
    weekly,
    with_year,
    year_at,
)
from firsthand.date.happenings import happenings
from firsthand.date.lengths import Measure, measure
from firsthand.date.lexicon import Lexicon
from firsthand.date.pointing import feast_at, nth_of, offset_of, pointing, rate
from firsthand.date.ranges import joined_ranges
from firsthand.date.repeats import repeating
from firsthand.date.scene import APOSTROPHES, HYPHENS, Scene
from firsthand.date.terms import Base, Between, Clock, Found, Length, Offset, Point, Repeat, Step, Term, Vague, Window
from firsthand.date.units import Unit

_BOUNDS: Final = {
    "since": "since",
    "until": "until",
    "till": "until",
    "til": "until",
    "through": "until",
    "by": "by",
    "before": "before",
    "after": "after",
    "following": "after",
}
# Words from the first word of an expression to the one that it is made around: "the early part of the second".
_REACH: Final = 6
_REACH_OF_NUMBER: Final = 5
_AFTER_NUMBER: Final = frozenset({"am", "pm", "a", "p", "bc", "bce", "ad", "ce", "b", "o", "gmt", "utc"})
_INSIDE_NUMBER: Final = frozenset("-/.:'’‑–+snrt") | {"st", "nd", "rd", "th"}
_ONLY_LENGTH: Final = frozenset({"over", "under", "nearly", "almost", "some"})


def expressions(scene: Scene, day_first: bool) -> list[Found]:
    """All time expressions of the scene, in text order; a range holds its ends as `parts`."""
    found: list[Found] = []
    i = 0
    words, ahead = scene.words, scene.ahead
    while i < scene.size:
        if (ahead[i] > _REACH and not "0" <= words[i][0] <= "9") or not _opens(scene, i, words[i]):
            i += 1
            continue
        here = _at(scene, i, day_first)
        if not here:
            i += 1
            continue
        found.extend(_bounded(scene, one) for one in here)
        i = max(one.stop for one in here)
    return joined_ranges(scene, happenings(scene, found))


def _opens(s: Scene, i: int, word: str) -> bool:
    """Whether a time may begin at `i`, as far as the word and the next one tell."""
    if "0" <= word[0] <= "9":
        after = s.words[i + 1]
        if len(word) == 4 or after in _AFTER_NUMBER or s.ahead[i] <= _REACH_OF_NUMBER:
            return True
        if after == "." and (s.words[i + 3] != "." or s.numbers[i + 2] is None):
            return False
        return after in _INSIDE_NUMBER and s.joined(i) and s.numbers[i + 2] is not None
    reach = s.lexicon.openers.get(word)
    if reach is not None:
        return s.ahead[i] <= reach
    if word in APOSTROPHES:
        return s.numbers[i + 1] is not None and s.joined(i)
    after_word = s.lexicon.seconds.get(word)
    return after_word is not None and ("" in after_word or s.words[i + 1] in after_word)


def _at(s: Scene, i: int, day_first: bool) -> list[Found]:
    if (s.words[i], s.words[i + 1]) in s.lexicon.barred:
        return []
    best = _plain(s, i, day_first)
    if best and best[-1].rule == "neighbour_of":
        best = [_beside_a_day(s, best[-1], day_first)]
    for longer in (
        _modified(s, i, day_first),
        _phrase(s, i),
        repeating(s, i),
        rate(s, i),
        _lasting(s, i),
        _overnight(s, i),
        nth_of(s, i),
    ):
        if longer is not None and (
            not best
            or longer.stop > best[-1].stop
            or (longer.stop == best[-1].stop and isinstance(longer.term, Repeat))
        ):
            best = [longer]
    return best


def _beside_a_day(s: Scene, found: Found, day_first: bool) -> Found:
    """ "the day after Christmas", "the day before 5 November"."""
    day = dated(s, found.stop + 1, day_first)
    if len(day) != 1 or not isinstance(day[0].term, Point) or not _is_day(day[0].term):
        return found
    sign = 1 if s.words[found.stop] == "after" else -1
    shifted = Offset(Length(((1, Unit.DAY),)), sign, Base.REFERENCE, origin=day[0].term)
    return Found(found.first, day[0].stop, shifted, "beside_a_day")


def _plain(s: Scene, i: int, day_first: bool) -> list[Found]:
    """A date or a time of day without modifier, and what hangs on it."""
    best = dated(s, i, day_first)
    timed = _timed(s, i, day_first)
    if timed is not None and (not best or timed.stop > best[-1].stop):
        return [timed]
    return best


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
    if _is_day(term):
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


def _is_day(term: Term) -> bool:
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
    if day and _is_day(day[0].term):
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


def _modified(s: Scene, i: int, day_first: bool) -> Found | None:
    """ "early 2021", "the end of December", "nearly three years", "more than a week ago", "earlier this month"."""
    j = s.skip(i, "the", "its", "their")
    j = s.skip(j, "very") if j > i else j
    for rest, mod in s.lexicon.comparatives.get(s.words[j], ()):
        if s.says(j + 1, rest):
            return _measured(s, i, j + 1 + len(rest), mod, day_first)
    if s.senses[j].nudge is not None:
        return _nudged(s, i, j, day_first)
    half = (
        s.words[j] in ("first", "second", "latter")
        and s.words[j + 1] in ("half", "part", "days", "weeks", "months", "years")
        and s.words[j + 2] == "of"
    )
    if half:
        mod = "START" if s.words[j] == "first" else "END"
        inner = _inner(s, j + 3, day_first)
        if inner is None or (
            isinstance(inner.term, Point)
            and inner.term.month is None
            and inner.term.decade is None
            and inner.term.century is None
            and inner.term.season is None
            and s.words[j + 1] == "half"
        ):
            return None
        return replace(inner, first=i, mod=mod, rule="mod_" + inner.rule)
    word = s.words[j]
    if (
        word in ("year", "month", "week")
        and (k := j + 1 + (s.words[j + 1] in HYPHENS))
        and s.words[k] == "end"
        and s.words[k + 1] != "of"
    ):
        return Found(i, k + 1, Step(Unit(s.senses[j].unit or "Y"), 0, Base.SPEECH), "year_end", mod="END")
    sense = s.senses[j].modifier
    if sense is None:
        if s.words[j : j + 3] == ["good", "part", "of"] or s.words[i : i + 4] == ["a", "good", "part", "of"]:
            j = s.words.index("part", j)
            inner = _inner(s, j + 2, day_first)
            return replace(inner, first=i) if inner is not None and isinstance(inner.term, Point | Step) else None
        if word in ("rest", "remainder", "whole", "entirety", "course") and s.words[j + 1] == "of" and j > i:
            inner = _inner(s, j + 2, day_first)
            return replace(inner, first=i) if inner is not None and not isinstance(inner.term, Length) else None
        return None
    k = j + 1
    if s.says(k, ("to", "-", "mid")) or s.says(k, ("to", "mid")):
        k += 2 + (s.words[k + 1] == "-")
    if s.listed("of_pieces", word):
        if s.words[k] != "of" and not s.says(k, ("-", "of", "-")):
            return None
        k += 3 if s.words[k] == "-" else 1
    elif s.listed("pieces", s.words[k]) and s.words[k + 1] in ("of", "on", "in"):
        morning = s.words[k] == "hours"
        inner = _inner(s, k + 2, day_first)
        if inner is None or isinstance(inner.term, Length | Vague):
            return None
        if morning and _is_day(inner.term):
            part = "MO" if sense == "START" else "NI"
            return replace(inner, first=i, term=with_clock(inner.term, Clock(part=part)), rule="hours_of")
        return replace(inner, first=i, mod=sense, rule="mod_" + inner.rule)
    elif (s.words[k] in HYPHENS and s.joined(j)) or (s.words[k] in ("in", "on") and sense in ("START", "END", "MID")):
        k += 1
    if word == "over" and (
        s.words[k] in ("the", "this", "these", "several", "many", "recent")
        or s.before(j) in ("took", "conducted", "spread")
    ):
        return None
    if word in _ONLY_LENGTH or sense in ("APPROX", "MORE_THAN", "LESS_THAN"):
        if sense == "APPROX" and s.senses[k].weekday is not None:
            return None  # "get around Wednesday's ruling"
        if word == "over" and s.words[k] == "a" and (span := measure(s, k)) is not None and span.joined:
            return None  # "over a three-year period"
        if word == "some" and s.numbers[k] is None and s.senses[k].cardinal is None:
            return None
        return _measured(s, i, k, sense, day_first, only_length=word in _ONLY_LENGTH)
    if sense == "":
        if word != "sometime":
            return None
        k = s.skip(k, "in", "on", "during")
    inner = _inner(s, k, day_first)
    if (
        inner is None
        or isinstance(inner.term, Length | Vague | Window)
        or (isinstance(inner.term, Offset) and sense != "END")
    ):
        return None
    if isinstance(inner.term, Point) and inner.term.clock is not None and inner.term.clock.hour is not None:
        return None
    return replace(inner, first=i, mod=sense or inner.mod, rule="mod_" + inner.rule)


def _nudged(s: Scene, i: int, j: int, day_first: bool) -> Found | None:
    """ "earlier this month", "later that day", "later in the year", "earlier Sunday"."""
    k = j + 1
    if s.words[k] in ("in", "on"):
        k += 1
    inner = _inner(s, k, day_first)
    if (
        inner is None
        or not isinstance(inner.term, Step | Point)
        or (isinstance(inner.term, Point) and inner.term.year is not None and k == j + 1)
    ):
        return None
    return replace(inner, first=i, mod=s.senses[j].nudge, rule="nudge")


def _measured(s: Scene, i: int, k: int, mod: str, day_first: bool, only_length: bool = False) -> Found | None:
    """A length, window, offset, clock or date behind "nearly", "about", "more than"."""
    found = measure(s, k)
    options: list[Found] = []
    if found is not None and not found.bare:
        options.append(_length_found(s, k, found))
        shifted = offset_of(s, k, found) if not found.age and not found.joined else None
        if shifted is not None:
            options.append(shifted)
    if (pointed := pointing(s, k)) is not None and isinstance(pointed.term, Window | Offset):
        options.append(pointed)
    if (again := repeating(s, k)) is not None:
        options.append(again)
    if not only_length and mod in ("APPROX", "MORE_THAN", "LESS_THAN") and s.words[k - 1] != "than":
        options.extend(one for one in _plain(s, k, day_first)[:1] if isinstance(one.term, Point | Step))
        if s.words[k - 1] in (".",) and not options:
            return None
    k = s.skip(k, ".")
    if not options and s.words[k - 1] == "." and s.before(k, 2) in ("ca", "c"):
        options.extend(one for one in _plain(s, k, day_first)[:1] if isinstance(one.term, Point))
    if not options:
        return None
    best = max(options, key=lambda one: one.stop)
    if s.words[i] == "the" and isinstance(best.term, Length):
        i += 1  # "the [nearly three-year] war"
    return replace(best, first=i, mod=mod, rule="mod_" + best.rule)


def _inner(s: Scene, k: int, day_first: bool) -> Found | None:
    """What a modifier may stand before: any date, time of day, or "the month", "the year"."""
    plain = _plain(s, k, day_first)
    best = plain[-1] if plain and plain[0].first == k and len(plain) == 1 else None
    if plain and len(plain) > 1:
        best = plain[0]
    if (
        s.words[k] in ("the", "that", "this")
        and s.senses[k + 1].unit is not None
        and not s.senses[k + 1].plural
        and (best is None or best.stop == k + 1)
    ):
        unit = s.senses[k + 1].unit
        if unit is not None and s.words[k + 1] not in ("second", "quarter"):
            return Found(k, k + 2, Step(unit, 0, Base.REFERENCE), "bare_unit")
    nested = _modified(s, k, day_first)
    if nested is not None and isinstance(nested.term, Point | Step) and (best is None or nested.stop > best.stop):
        best = nested
    return best


def _lasting(s: Scene, i: int) -> Found | None:
    """A duration at `i`; "the nine months" too."""
    j = i + 1 if s.words[i] == "the" else i
    found = measure(s, j)
    if found is None or (j > i and (found.bare or found.single or s.words[j] in ("half", "a"))):
        return None
    compound = found.joined and s.words[found.stop - 1] not in ("period", "span", "stretch")
    return replace(_length_found(s, j, found), first=found.first if compound or s.words[found.stop] == "of" else i)


def _length_found(s: Scene, i: int, found: Measure) -> Found:
    rule = "age" if found.age else "length_bare" if found.bare else "length"
    parts: tuple[Found, ...] = ()
    if found.split is not None and found.length.top is not None:
        head = Found(found.first, found.split - 1, Length(found.length.parts), rule)
        parts = (head, Found(found.split, found.stop, Length(found.length.top), rule))
    return Found(found.first, found.stop, found.length, rule, mod=found.mod, parts=parts)


def _phrase(s: Scene, i: int) -> Found | None:
    for rest, kind, value in s.lexicon.phrases.get(s.words[i], ()):
        if kind == "feast" or not s.says(i + 1, rest):
            continue
        stop = i + 1 + len(rest)
        counted = s.senses[stop].unit is not None or s.senses[stop].cardinal is not None
        if counted or s.senses[stop].distance is not None or (rest[-1:] == ("past",) and s.numbers[stop] is not None):
            return None
        if rest == ("time",) and kind == "vague" and not _at_the_time(s, i, stop):
            return None
        return Found(i, stop, Vague(value), "vague_length" if kind == "length" else "vague")
    value = s.senses[i].vague or ""
    if not value or (s.words[i], s.words[i + 1]) in s.lexicon.barred or (s.before(i), s.words[i]) in s.lexicon.barred:
        return None
    return Found(i, i + 1, Vague(value), "vague")


def _overnight(s: Scene, i: int) -> Found | None:
    if s.words[i] != "overnight":
        return None
    return Found(i, i + 1, Step(Unit.DAY, 0, Base.SPEECH, Clock(part="NI")), "overnight")


def _at_the_time(s: Scene, i: int, stop: int) -> bool:
    """ "at the time", "by that time" and nothing that says which: not "this time he won", "the time of the raid"."""
    if s.before(i) not in ("at", "by", "during", "until", "from", "around", "since", "before"):
        return False
    return not (
        s.words[i] == "the" and (s.words[stop].isalpha() and s.words[stop] not in ("and", "but", "was", "were", "that"))
    )


def _bounded(s: Scene, found: Found) -> Found:
    """`found` with since, until, by, before or after where such a word stands before it."""
    before = s.before(found.first)
    bound = _BOUNDS.get(before)
    if bound is None or not isinstance(found.term, Point | Step | Offset):
        return found
    return replace(found, bound=bound)


def scene_of(text: str, lexicon: Lexicon) -> Scene:
    return Scene.of(text, lexicon)
