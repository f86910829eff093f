"""Times of day: "3:08 p.m.", "0300 GMT", "2130 local time", "half past three", "8 in the morning", "noon"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.date.numbers import cardinal
from firsthand.date.scene import APOSTROPHES, Scene
from firsthand.date.terms import Clock

At = tuple[int, Clock]

_LOWER: Final = {"MO": 0, "AF": 12, "EV": 12, "NI": 12}


def half_of_day(s: Scene, i: int) -> tuple[int, str] | None:
    """ "am", "p.m.", "P.M": where it stops, and which."""
    word = s.words[i]
    if word in ("am", "pm"):
        return i + 1, word
    if word in ("a", "p") and s.words[i + 1] == "." and s.words[i + 2] == "m" and s.joined(i) and s.joined(i + 1):
        stop = i + 3
        if s.words[stop] == "." and s.joined(i + 2):
            stop += 1
        return stop, f"{word}m"
    return None


def zone_at(s: Scene, i: int) -> tuple[int, str] | None:
    """ "GMT", "(EST)", "local time", "Kyiv time", "UTC+3"."""
    j = i
    word = s.words[j]
    table = s.lexicon.table
    if word in table.zones and (s.tokens.written(j).isupper() or s.tokens.written(j) == "z"):
        stop = j + 1
        offset = table.zones[word]
        if s.words[stop] in ("+", "-") and s.joined(j) and (hours := s.numbers[stop + 1]) is not None and hours <= 14:
            return stop + 2, f"{s.words[stop]}{hours:02d}:00"
        if s.words[stop] == "time":
            stop += 1
        return stop, offset
    if word in table.local_zones and s.words[j + 1] == "time":
        return j + 2, f"{word} time"
    if (
        word in table.local_zones
        and word != "local"
        and s.words[j + 1] in table.local_zones
        and s.words[j + 2] == "time"
    ):
        return j + 3, f"{word} time"
    return None


def with_zone(s: Scene, found: At) -> At:
    stop, clock = found
    zone = zone_at(s, stop)
    if zone is not None:
        return zone[0], replace(clock, zone=zone[1])
    if s.words[stop] == "(" and (zone := zone_at(s, stop + 1)) is not None and s.words[zone[0]] == ")":
        return zone[0] + 1, replace(clock, zone=zone[1])
    return found


def to_24(hour: int, half: str) -> int:
    return hour % 12 + (12 if half == "pm" else 0)


def clock_at(s: Scene, i: int) -> At | None:
    """The time of day by the clock that begins at `i`."""
    sense = s.senses[i]
    if sense.hour is not None:
        return with_zone(s, (i + 1, Clock(sense.hour, 0)))
    found = _digital(s, i) or _spoken(s, i)
    return None if found is None else with_zone(s, found)


def _digital(s: Scene, i: int) -> At | None:
    number = s.numbers[i]
    if number is None or (i and s.joined(i - 1) and s.words[i - 1] in (".", ",", "/", ":", "$", "£", "€")):
        return None
    width = len(s.words[i])
    j = i + 1
    if (
        s.words[j] in (":", ".")
        and s.joined(i)
        and s.joined(j)
        and len(s.words[j + 1]) == 2
        and (minute := s.numbers[j + 1]) is not None
    ):
        if number > 24 or minute > 59 or width > 2:
            return None
        colon = s.words[j] == ":"
        stop = j + 2
        second = None
        if (
            colon
            and s.words[stop] == ":"
            and s.joined(stop - 1)
            and s.joined(stop)
            and (second := s.numbers[stop + 1]) is not None
        ):
            if second > 59:
                return None
            stop += 2
            if s.words[stop] == "." and s.joined(stop - 1) and s.joined(stop) and s.numbers[stop + 1] is not None:
                stop += 2
        half = half_of_day(s, stop)
        if half is not None and number <= 12:
            return half[0], Clock(to_24(number, half[1]), minute, second)
        if half is None and (colon or zone_at(s, stop) is not None or s.words[stop] in ("hours", "hrs")):
            if s.words[stop] in ("hours", "hrs", "h"):
                stop += 1
            if s.words[stop] == "%" or (
                s.words[stop] == "." and s.joined(stop - 1) and s.numbers[stop + 1] is not None
            ):
                return None
            said = _of_day(s, stop, number)
            return (said[0], Clock(said[1], minute, second)) if said else (stop, Clock(number % 24, minute, second))
        return None
    if width == 4 or (width == 3 and s.senses[j].unit is None):
        hour, minute = divmod(number, 100)
        if hour <= 24 and minute <= 59:
            half = half_of_day(s, j)
            if half is not None and hour <= 12:
                return half[0], Clock(to_24(hour, half[1]), minute)
            if width == 4 and (
                s.words[j] in ("hours", "hrs", "h")
                and s.before(i) in ("at", "around", "about", "by", "from", "until", "to", "and")
            ):
                return j + 1, Clock(hour % 24, minute)
            if width == 4 and zone_at(s, j) is not None:
                return j, Clock(hour % 24, minute)
        if width == 4:
            return None
    if number <= 12:
        k = j + 1 if s.words[j] == "+" else j
        half = half_of_day(s, k)
        if (
            half is not None
            and number >= 1
            and not (half[1] == "am" and k == j and not s.joined(i) and s.before(i) in ("i", "'"))
        ):
            return half[0], Clock(to_24(number, half[1]), 0)
        if s.senses[j].hour is not None and number == 12:
            return j + 1, Clock(s.senses[j].hour, 0)
    if number <= 24:
        return _o_clock(s, j, number) or _in_the_part(s, j, number)
    return None


def _spoken(s: Scene, i: int) -> At | None:
    if s.words[i] in ("half", "quarter") and s.words[i + 1] in ("past", "to"):
        hour = cardinal(s, i + 2) or ((i + 3, s.numbers[i + 2] or 0) if s.numbers[i + 2] else None)
        if hour is not None and 1 <= hour[1] <= 12:
            if s.words[i + 1] == "past":
                return hour[0], Clock(hour[1], 30 if s.words[i] == "half" else 15)
            return hour[0], Clock((hour[1] - 1) % 12, 45)
    if s.senses[i].cardinal is None:
        return None
    found = cardinal(s, i)
    if found is None or not 1 <= found[1] <= 12:
        return None
    stop, number = found
    half = half_of_day(s, stop)
    if (half is not None and half[1] != "am") or (half is not None and half[0] - stop > 1):
        return half[0], Clock(to_24(number, half[1]), 0)
    return _o_clock(s, stop, number)


def _o_clock(s: Scene, j: int, hour: int) -> At | None:
    if s.words[j] == "o" and s.words[j + 1] in APOSTROPHES and s.words[j + 2] == "clock":
        said = _of_day(s, j + 3, hour)
        return (said[0], Clock(said[1], 0)) if said else (j + 3, Clock(hour % 24, 0))
    return None


def _of_day(s: Scene, j: int, hour: int) -> tuple[int, int] | None:
    """ "in the morning", "at night" after an hour: where it stops, and the hour of 24."""
    k = s.skip(j, "in", "at")
    k = s.skip(k, "the")
    part = s.senses[k].part
    if k == j or part is None or s.senses[k].plural or hour > 12:
        return None
    if part == "NI" and hour < 5:
        return k + 1, hour % 12
    return k + 1, hour % 12 + _LOWER.get(part, 0)


def _in_the_part(s: Scene, j: int, hour: int) -> At | None:
    """ "4 in the morning"."""
    if s.words[j] == "in" and s.words[j + 1] == "the" and (said := _of_day(s, j, hour)):
        return said[0], Clock(said[1], 0)
    return None
