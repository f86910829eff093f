"""Times that point: "last week", "that same day", "the past four days", "two weeks ago", "the next morning"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.date.dates import daily, month_at, monthly, weekday_at
from firsthand.date.lengths import Measure, measure, unit_at
from firsthand.date.numbers import count, ordinal
from firsthand.date.scene import APOSTROPHES, Scene
from firsthand.date.terms import Base, Clock, Found, Length, Offset, Point, Repeat, Step, Vague, Window
from firsthand.date.units import CLOCK, Unit
from firsthand.date.years import century_at, part_of_year

_BARE_UNITS: Final = frozenset(
    {Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.QUARTER, Unit.WEEKEND, Unit.DECADE, Unit.CENTURY}
)
_PUNCTUATION: Final = frozenset(".,;:)!?\n”\"'’—–-") | {"", "and", "but", "when"}
_SPEECH_DAYS: Final = {"yesterday": -2, "tomorrow": 2}


def pointing(s: Scene, i: int) -> Found | None:
    """The longest pointing expression that begins at `i`."""
    best: Found | None = None
    for rule in (_deictic, _stepping, _recent, _neighbour, _year_ago, _offset, _bare):
        found = rule(s, i)
        if found is not None and (best is None or found.stop > best.stop):
            best = found
    return best


def _deictic(s: Scene, i: int) -> Found | None:
    days = s.senses[i].deictic
    if days is None:
        return None
    clock = Clock(part="NI") if s.words[i] in ("tonight", "tonite") else None
    return Found(i, i + 1, Step(Unit.DAY, days, Base.SPEECH, clock), "deictic")


def _stepping(s: Scene, i: int) -> Found | None:
    if s.words[i] == "the" and (head := count(s, i + 1)) is not None and (after := s.senses[head[0]].step) is not None:
        unit = unit_at(s, head[0] + 1, numbered=False)  # "the four previous weeks"
        if unit is not None and s.senses[head[0] + 1].plural:
            return Found(i, head[0] + 2, Window(Length(((head[1], unit),)), after.step, Base(after.base)), "window")
    j = i
    the = (
        s.words[j] in ("the", "its", "their", "his", "her", "this", "these", "those")
        and s.senses[j + 1].step is not None
    )
    determiner = s.words[j] if the else ""
    if the:
        j += 1
    elif s.words[j] in ("that", "this") and s.words[j + 1] in ("same", "very", "past", "coming"):
        determiner, j = s.words[j], j + 1
    stepping = s.senses[j].step
    if stepping is None:
        return None
    word, k = s.words[j], j + 1
    step, base = stepping.step, Base(stepping.base)
    if (
        word == "that"
        and not s.tokens.joined(j - 1)
        and s.before(j) in ("said", "says", "so", "told", "believe", "believes")
    ):
        return None
    if word == "same":
        if determiner not in ("the", "that", "this"):
            return None
        base = Base.REFERENCE
    elif determiner == "that" or (determiner == "the" and word == "next"):
        base = Base.REFERENCE
    elif word == "this" and s.words[k] in ("very",):
        k += 1
    counted = count(s, k)
    if counted is not None and word not in ("that", "this", "same", "current"):
        window = measure(s, k)
        if window is not None and (window.age or word == "latest"):
            return None
        if window is not None and not (
            window.joined and s.words[window.stop - 1] != "period" and s.senses[window.stop].plural
        ):
            parts = window.length.parts
            base = Base.SPEECH if word == "next" else base
            return Found(i, window.stop, Window(Length(parts, window.length.top), step, base), "window", mod=window.mod)
    if s.words[k] in ("fiscal", "calendar", "full", "whole", "entire", "couple") and s.senses[k + 1].unit:
        k += 1
    sense = s.senses[k]
    if sense.unit is not None and (unit := unit_at(s, k, numbered=False)) is not None:
        return _stepped_unit(s, i, j, k, unit, determiner, step, base)
    if sense.part is not None and not sense.plural:
        return Found(
            i,
            k + 1,
            Step(
                Unit.DAY,
                -1 if word == "last" and sense.part == "NI" else 0 if word == "last" else step,
                base,
                Clock(part=sense.part),
            ),
            "step_part",
        )
    if sense.hour is not None and word in ("this", "next", "that"):
        return Found(i, k + 1, Step(Unit.DAY, step, base, Clock(sense.hour, 0)), "step_part")
    named: tuple[int, Point] | None = None
    if (weekday := weekday_at(s, k)) is not None:
        named = weekday[0], Point(weekday=weekday[1])
    elif sense.weekday is not None and sense.doubtful:
        named = k + 1, Point(weekday=sense.weekday)
    elif (month := month_at(s, k)) is not None:
        dated = monthly(s, k)
        named = month[0], Point(month=month[1])
        if len(dated) == 1 and isinstance(dated[0].term, Point):
            named = dated[0].stop, dated[0].term
    elif sense.season is not None and not sense.plural:
        named = k + 1, Point(season=sense.season)
    elif (piece := part_of_year(s, k)) is not None or (piece := century_at(s, k)) is not None:
        named = piece
    elif (feast := feast_at(s, k)) is not None:
        named = feast
    if named is None or (word == "that" and named[1].season is None) or (word == "latest" and named[1].quarter is None):
        return None
    if named[1].weekday is not None and s.words[named[0]] == ",":
        dated = [*monthly(s, named[0] + 1), *daily(s, named[0] + 1)]
        if len(dated) == 1 and isinstance(dated[0].term, Point) and dated[0].term.day is not None:
            return Found(i, dated[0].stop, replace(dated[0].term, weekday=named[1].weekday), "step_name")
    return Found(i, named[0], replace(named[1], step=step, base=base), "step_name")


def _stepped_unit(s: Scene, i: int, j: int, k: int, unit: Unit, determiner: str, step: int, base: Base) -> Found | None:
    word = s.words[j]
    if unit in CLOCK:
        if s.senses[k].plural and step:
            return Found(i, k + 1, Window(Length(((None, unit),)), step, base), "window_vague")
        if determiner in ("the", "this") and word in ("past", "last", "next") and unit is not Unit.SECOND:
            return Found(i, k + 1, Window(Length(((1, unit),)), step, base), "window_one")
        return None
    if s.senses[k].plural:
        if word in ("that", "same", "this"):
            return None
        if word in ("current",):
            return Found(i, k + 1, Vague("PRESENT_REF"), "vague")
        return Found(i, k + 1, Window(Length(((None, unit),)), step, base), "window_vague")
    if s.hyphen(k + 1) and s.joined(k) and s.words[k + 2] in ("long", "old"):
        return None
    named = unit in (Unit.DECADE, Unit.CENTURY, Unit.QUARTER, Unit.WEEKEND)
    if (word == "past" and not named) or (determiner == "the" and word == "last" and not named):
        # "the last day of the month" is no window.
        if s.words[k + 1] == "of" and word == "last":
            return None
        return Found(i, k + 1, Window(Length(((1, unit),)), step, base), "window_one")
    if word == "past" and unit in (Unit.DECADE, Unit.CENTURY):
        return Found(i, k + 1, Window(Length(((1, unit),)), step, base), "window_one")
    if s.words[k + 1] in APOSTROPHES and s.words[k + 2] == "s" and unit is Unit.YEAR:
        inner = part_of_year(s, k + 3)
        if inner is not None and inner[1].year is None and (inner[1].quarter or inner[1].half):
            return Found(i, inner[0], replace(inner[1], within=Step(unit, step, base)), "quarter_within")
    return Found(i, k + 1, Step(unit, step, base), "step_unit")


def feast_at(s: Scene, i: int) -> tuple[int, Point] | None:
    for rest, kind, value in s.lexicon.phrases.get(s.words[i], ()):
        if (
            kind == "feast"
            and s.says(i + 1, rest)
            and s.tokens.capitalised(i) | (s.words[i] in ("xmas", "christmas", "easter", "halloween"))
        ):
            return i + 1 + len(rest), Point(feast=value)
    return None


def _recent(s: Scene, i: int) -> Found | None:
    """ "recent weeks", "the most recent months"."""
    j = s.skip(i, "the", "these")
    j = s.skip(j, "most", "more")
    if (
        s.words[j] not in ("recent", "future")
        or not s.senses[j + 1].plural
        or (unit := unit_at(s, j + 1, numbered=False)) is None
    ):
        return None
    return Found(
        i if s.words[i] == "the" and j == i + 1 else j,
        j + 2,
        Window(Length(((None, unit),)), -1, Base.SPEECH),
        "window_vague",
    )


def _neighbour(s: Scene, i: int) -> Found | None:
    """ "the day before", "the year after", "the day before yesterday", "the night before"."""
    j = s.skip(i, "the")
    sense = s.senses[j]
    unit = unit_at(s, j, numbered=False)
    if (unit is None and sense.part is None) or sense.plural or unit in CLOCK:
        return None
    k = j + 1
    if s.words[k] not in (
        "before",
        "after",
        "following",
        "previous",
        "earlier",
        "later",
        "prior",
        "preceding",
        "afterwards",
    ):
        return None
    sign = 1 if s.words[k] in ("after", "following", "later", "afterwards") else -1
    if unit is Unit.DAY and s.words[k + 1] in _SPEECH_DAYS and s.words[k] in ("before", "after"):
        return Found(i, k + 2, Step(Unit.DAY, _SPEECH_DAYS[s.words[k + 1]], Base.SPEECH), "day_before")
    if s.words[k + 1] == "last" and s.words[k] == "before" and (j > i or s.words[i] != "the"):
        return Found(
            i,
            k + 2,
            Step(unit or Unit.DAY, -2, Base.SPEECH, Clock(part=sense.part) if sense.part else None),
            "before_last",
        )
    if j == i:
        return None
    if s.words[k + 1] not in _PUNCTUATION and s.words[k] in ("before", "after", "following", "prior"):
        if unit is Unit.DAY and s.words[k] in ("before", "after"):
            return Found(i, j + 1, Step(Unit.DAY, sign, Base.REFERENCE), "neighbour_of")
        return None
    return Found(
        i,
        k + 1,
        Step(unit or Unit.DAY, sign, Base.REFERENCE, Clock(part=sense.part) if sense.part else None),
        "neighbour",
    )


def _year_ago(s: Scene, i: int) -> Found | None:
    """ "the year-earlier quarter", "year-ago", "a year-earlier"."""
    j = s.skip(i, "the", "its")
    if (
        s.words[j] not in ("year", "month", "week")
        or not s.hyphen(j + 1)
        or s.words[j + 2] not in ("earlier", "ago")
        or not s.joined(j)
    ):
        return None
    unit = s.senses[j].unit or Unit.YEAR
    stop = j + 3
    piece = part_of_year(s, stop)
    if piece is not None and piece[1].quarter and piece[1].year is None:
        return Found(i, piece[0], replace(piece[1], within=Step(Unit.YEAR, -1, Base.SPEECH)), "quarter_within")
    stop = (
        s.skip(stop, "period", "quarter", "month", "week", "half") if j > i or s.words[stop] != "quarter" else stop + 1
    )
    first = i if stop > j + 3 else j
    return Found(first, stop, Offset(Length(((1, unit),)), -1, Base.REFERENCE), "year_ago")


def _offset(s: Scene, i: int) -> Found | None:
    """ "two weeks ago", "three days later", "months earlier", "a week from now"."""
    found = measure(s, i)
    if found is None or found.age or found.joined:
        return None
    return offset_of(s, i, found)


def offset_of(s: Scene, i: int, found: Measure) -> Found | None:
    k = found.stop
    word = s.words[k]
    if word == "from" and s.words[k + 1] in ("now", "today"):
        return Found(i, k + 2, Offset(found.length, 1, Base.SPEECH), "offset", mod=found.mod)
    if word == "into" or (word == "before" and s.words[k + 1] == "that"):
        return Found(i, k + 2, Offset(found.length, -1, Base.REFERENCE), "offset") if word == "before" else None
    distance = s.senses[k].distance
    if distance is None or (word == "on" and s.words[k + 1] not in (",", ".")):
        return None
    if word in ("before", "after", "prior") and s.words[k + 1] not in _PUNCTUATION:
        return None
    if word in ("after", "prior", "on") and found.bare:
        return None
    if word in ("earlier", "later") and s.words[k + 1] == "than":
        return None
    return Found(i, k + 1, Offset(found.length, distance.step, Base(distance.base)), "offset", mod=found.mod)


def _bare(s: Scene, i: int) -> Found | None:
    """ "in the day", "of the year", "the quarter", "the weekend"; "in the morning"."""
    if s.words[i] not in ("the", "its", "their"):
        return None
    j = s.skip(i + 1, "whole", "full", "entire", "fiscal", "rest")
    if s.words[j] == "year" and (s.words[j + 1] in ("ended", "ending") or s.words[j - 1] == "fiscal"):
        return Found(i, j + 1, Length(((1, Unit.YEAR),)), "business_year")
    sense = s.senses[j]
    if sense.plural:
        return None
    unit = unit_at(s, j, numbered=False)
    if unit in _BARE_UNITS and unit is not None:
        if unit is Unit.QUARTER and s.words[j + 1] in ("final", "century"):
            return None
        if unit not in (Unit.QUARTER, Unit.WEEKEND) and (
            not s.listed("opens_bare_unit", s.before(i))
            or s.words[j + 1] in ("of", "-", "when", "that", "after", "before")
        ):
            return None
        if (s.hyphen(j + 1) and s.joined(j)) or s.words[j + 1] in ("of", "to"):
            return None
        return Found(i, j + 1, Step(unit, 0, Base.REFERENCE), "bare_unit")
    return None


def nth_of(s: Scene, i: int) -> Found | None:
    """ "the first nine months", "the first two weeks of March", "the first day"."""
    j = s.skip(i, "the", "its", "their")
    place = ordinal(s, j)
    word = s.words[j]
    if place is None and word not in ("final", "last", "closing", "opening", "early", "late", "latest", "intervening"):
        return None
    k = place[0] if place else j + 1
    found = measure(s, k)
    if (
        found is not None
        and not found.joined
        and not found.age
        and (found.bare or count(s, k) is not None)
        and not (word == "last" and j == i)
    ):
        if found.bare and place is not None:
            return None
        stop = found.stop
        return Found(i, stop, found.length, "first_n")
    if place is not None and s.senses[k].unit is Unit.DAY and not s.senses[k].plural and not s.senses[i].doubtful:
        return Found(i, k + 1, Step(Unit.DAY, 0, Base.REFERENCE), "nth_day")
    return None


def rate(s: Scene, i: int) -> Found | None:
    """ "50 drones a day", "twice a week", "per month": the unit that something is counted over."""
    if (
        s.words[i] not in ("a", "an", "per", "every", "each")
        or unit_at(s, i + 1, numbered=s.words[i] == "per") is None
        or s.senses[i + 1].plural
    ):
        return None
    unit = s.senses[i + 1].unit
    if unit is None or (s.hyphen(i + 2) and s.joined(i + 1)):
        return None
    if s.words[i] == "per":
        return Found(i, i + 2, Repeat(_each(unit)), "rate")
    if s.words[i + 2] in ("ago", "later", "earlier", "before", "after", "and", "or", "-", "old", "long", "from", "of"):
        return None
    back = s.before(i)
    if back in ("times", "once", "twice", "time") or _counted_before(s, i):
        return Found(i, i + 2, Repeat(_each(unit)), "rate")
    return None


def _each(unit: Unit) -> str:
    if unit in CLOCK:
        return f"PT1{'M' if unit is Unit.MINUTE else unit.value}"
    return "P2W" if unit is Unit.FORTNIGHT else f"P1{unit.value}"


def _counted_before(s: Scene, i: int) -> bool:
    """Whether a number and a thing counted stand right before: "50 attack drones", "$1 billion"."""
    if s.senses[i - 1].unit is not None:
        return s.senses[i - 1].plural
    if not s.before(i).isalpha() or s.senses[i - 1].distance is not None:
        return s.numbers[i - 1] is not None and i >= 2 and s.before(i, 2) in ("$", "£", "€", "pounds", "dlrs")
    if s.before(i) in (
        "in",
        "for",
        "within",
        "about",
        "after",
        "over",
        "of",
        "than",
        "and",
        "or",
        "is",
        "was",
        "to",
        "by",
        "with",
        "just",
        "nearly",
        "almost",
        "not",
        "only",
        "at",
        "on",
    ):
        return False
    for back in range(2, 5):
        word = s.before(i, back)
        if word in (".", ",", ";", ""):
            return False
        if s.senses[i - back].month is not None:
            return False
        if (
            s.numbers[i - back] is not None
            or s.senses[i - back].cardinal is not None
            or s.senses[i - back].multiplier is not None
            or word in ("dozens", "hundreds", "thousands", "million", "billion", "several")
        ):
            return True
    return False
