"""Days, weekdays and months by name or number: "5 November 2024", "Nov. 5", "2024-11-05", "Tuesday the 5th"."""

from __future__ import annotations

from dataclasses import replace

from firsthand.date.numbers import ordinal
from firsthand.date.scene import Scene
from firsthand.date.spot import valid_day
from firsthand.date.terms import Between, Clock, Found, Point
from firsthand.date.years import century_of, with_year, year_at

At = tuple[int, Point]


def month_at(s: Scene, i: int) -> tuple[int, int] | None:
    """The month named at `i`, with the stop of an abbreviation where more follows."""
    sense = s.senses[i]
    if sense.month is None:
        return None
    j = i + 1
    short = len(s.words[i]) <= 4
    if short and s.words[j] == "." and s.joined(i) and (s.numbers[j + 1] is not None or s.words[j + 1] in (",", "the")):
        j += 1
    if sense.doubtful:
        if not s.tokens.capitalised(i) and s.words[i] != "mar":
            numbered = s.numbers[j] is not None and len(s.words[j]) == 4
            dated = s.numbers[i - 1] is not None if i else False
            if not (numbered or dated):
                return None
        after = s.numbers[j]
        timely = (after is not None and (after <= 31 or 1000 <= after <= 2200)) or (
            s.words[j] == "of" and (s.numbers[j + 1] is not None or s.senses[j + 1].step is not None)
        )
        timely = timely or (s.words[j] == "the" and ordinal(s, j + 1) is not None)
        adjective = (
            s.before(i) in ("a", "his", "her", "their", "its") and s.words[j].isalpha() and s.words[i] == "march"
        )
        if not timely and not adjective and not s.listed("before_time", s.before(i)) and not _is_day(s, i - 1):
            return None
        if adjective and s.words[j] in ("on", "of", "to", "in", "through", "against", "for", "past", "from"):
            return None
        if (
            s.words[i] == "may"
            and s.before(i) in ("and", "that", "this")
            and not timely
            and s.senses[j].modifier is None
            and s.words[j].isalpha()
        ):
            return None
    return j, sense.month


def _is_day(s: Scene, i: int) -> bool:
    return i >= 0 and (
        ((day := s.numbers[i]) is not None and day <= 31) or s.words[i] in ("st", "nd", "rd", "th", "of")
    )


def day_number(s: Scene, i: int) -> tuple[int, int] | None:
    """A day of the month: "5", "05", "5th", "fifth", "the 5th"."""
    k = s.skip(i, "the")
    found = ordinal(s, k)
    if found is not None and 1 <= found[1] <= 31:
        return found
    day = s.numbers[k]
    if day is None or k != i or not 1 <= day <= 31 or len(s.words[k]) > 2:
        return None
    if (s.words[k + 1] in ("%", "/") and s.joined(k)) or (
        s.words[k + 1] in (".", ",", ":") and s.joined(k) and s.joined(k + 1) and s.numbers[k + 2] is not None
    ):
        return None
    return k + 1, day


def monthly(s: Scene, i: int) -> list[Found]:
    """Expressions that begin with a month: "Nov. 5, 2024", "November 2024", "May 10-17", "April 7 and 15"."""
    named = month_at(s, i)
    if named is None:
        return []
    j, month = named
    k = j + 1 if s.hyphen(j) and s.joined(j) and s.numbers[j + 1] is not None and len(s.words[j + 1]) <= 2 else j
    day = day_number(s, k)
    if (
        day is not None
        and valid_day(None, month, day[1])
        and not (s.senses[day[0]].unit is not None and s.words[day[0]] != "second")
    ):
        if (clocked := s.words[day[0]]) in ("am", "pm") or (clocked in ("a", "p") and s.words[day[0] + 1] == "."):
            return [Found(i, j, Point(month=month), "month")]
        others, stop = _more_days(s, day[0], day[1])
        stop, whole = with_year(s, stop, Point(month=month, day=others[-1][2] if others else day[1]))
        if not others:
            return [Found(i, stop, whole, "month_day")]
        head = Found(i, day[0], replace(whole, day=day[1]), "month_day")
        tail = [
            Found(a, stop if n == len(others) - 1 else b, replace(whole, day=d), "day")
            for n, (a, b, d, _) in enumerate(others)
        ]
        if others[0][3] and len(others) == 1:
            assert isinstance(head.term, Point)
            return [Found(i, stop, Between(head.term, whole), "days", parts=(head, *tail))]
        return [head, *tail]
    year = year_at(s, k) if k != j else None
    stop, whole = with_year(s, j, Point(month=month))
    if year is not None and stop == j:
        return [Found(i, year[0], replace(whole, year=year[1].year), "month_year")]
    return [Found(i, stop, whole, "month_year" if stop > j else "month")]


def _more_days(s: Scene, j: int, first: int) -> tuple[list[tuple[int, int, int, bool]], int]:
    """Days after the first: ("-17" or "and 15"), each with where it starts and stops, and whether a range."""
    others: list[tuple[int, int, int, bool]] = []
    while len(others) < 6:
        ranged = s.hyphen(j) or s.words[j] in ("to", "through", "until", "till")
        if not ranged and s.words[j] not in ("and", ",", "or", "/", "&"):
            break
        k = j + 2 if s.words[j] == "," and s.words[j + 1] == "and" else j + 1
        day = day_number(s, k)
        if (
            day is None
            or s.senses[day[0]].month is not None
            or (s.senses[day[0]].unit is not None)
            or day[1] <= (others[-1][2] if others else first)
        ):
            break
        if not ranged and not (
            s.words[day[0]] in (",", ".", ";", ")", "and", "or", "") or s.words[day[0] - 1] in ("st", "nd", "rd", "th")
        ):
            break
        if s.words[j] == "," and s.words[day[0]] not in ("and", ",", "or"):
            break
        others.append((k, day[0], day[1], ranged))
        j = day[0]
    return others, j


def daily(s: Scene, i: int) -> list[Found]:
    """Expressions that begin with a day: "5 November 2024", "the 5th of November", "10-17 February", "5 and 7 May"."""
    first = day_number(s, i)
    if first is None or (i and s.joined(i - 1) and s.words[i - 1] in (".", ":", "/", "$")):
        return []
    days: list[tuple[int, int, int, bool]] = [(i, first[0], first[1], False)]
    j = first[0]
    while len(days) < 6:
        month = _month_after_day(s, j)
        if month is not None:
            break
        ranged = s.hyphen(j) or s.words[j] in ("to", "through", "until", "till")
        if not ranged and s.words[j] not in ("and", ",", "or", "/", "&"):
            return []
        k = j + 2 if s.words[j] == "," and s.words[j + 1] == "and" else j + 1
        more = day_number(s, k)
        if more is None or more[1] <= days[-1][2]:
            return []
        days.append((k, more[0], more[1], ranged))
        j = more[0]
    else:
        return []
    if month is None or not valid_day(None, month[1], days[-1][2]):
        return []
    stop, whole = with_year(s, month[0], Point(month=month[1], day=days[-1][2]))
    found = [
        Found(a, stop if n == len(days) - 1 else b, replace(whole, day=d), "day_month" if n == len(days) - 1 else "day")
        for n, (a, b, d, _) in enumerate(days)
    ]
    if len(days) == 2 and (days[1][3] or s.before(i) == "between"):
        return [Found(i, stop, Between(replace(whole, day=days[0][2]), whole), "days", parts=tuple(found))]
    return found


def _month_after_day(s: Scene, j: int) -> tuple[int, int] | None:
    k = (
        s.skip(j, "of")
        if s.words[j] == "of"
        else j + 1
        if s.words[j] in ("-", "/") and s.joined(j - 1) and s.joined(j)
        else j
    )
    k = s.skip(k, "day") if s.words[k] == "day" and s.words[k + 1] == "of" else k
    if s.words[k] == "of" and s.words[k - 1] == "day":
        k += 1
    named = month_at(s, k)
    if named is None and s.senses[k].month is not None and (s.tokens.capitalised(k) or not s.senses[k].doubtful):
        named = (k + 1, s.senses[k].month or 1)
    return named


def numeric(s: Scene, i: int, day_first: bool) -> At | None:
    """ "2024-11-05", "2024/11/05", "05.11.2024", "11/05/2024", "5-11-2024"; `day_first` decides where both are possible."""
    a = s.numbers[i]
    sep = s.words[i + 1]
    if a is None or sep not in ("-", "/", ".", "‑", "–") or not s.joined(i) or not s.joined(i + 1):
        return None
    if i and s.joined(i - 1) and s.words[i - 1] not in ("(", "[", '"', "'", "“", "‘"):
        return None
    b = s.numbers[i + 2]
    if b is None or len(s.words[i + 2]) > 2 or s.words[i + 3] != sep or not s.joined(i + 2) or not s.joined(i + 3):
        return None
    c = s.numbers[i + 4]
    if c is None or (s.joined(i + 4) and s.words[i + 5] in ("-", "/") and s.joined(i + 5)):
        return None
    widths = len(s.words[i]), len(s.words[i + 4])
    if widths[0] == 4 and widths[1] <= 2:
        return (i + 5, Point(year=a, month=b, day=c)) if valid_day(a, b, c) else None
    if widths[0] > 2 or widths[1] not in (2, 4) or (sep == "." and widths[1] == 2 and not day_first and b > 12):
        return None
    year = century_of(c) if widths[1] == 2 else c
    if not 1000 <= year <= 2199:
        return None
    for day, month in ((a, b), (b, a)) if day_first or sep == "." else ((b, a), (a, b)):
        if valid_day(year, month, day):
            return i + 5, Point(year=year, month=month, day=day)
    return None


def weekday_at(s: Scene, i: int) -> tuple[int, int] | None:
    """The weekday named at `i`, with the stop of an abbreviation where more follows."""
    sense = s.senses[i]
    if sense.weekday is None or sense.plural:
        return None
    j = i + 1
    if (
        len(s.words[i]) <= 5
        and s.words[j] == "."
        and s.joined(i)
        and (s.words[j + 1] == "," or s.numbers[j + 1] is not None or s.senses[j + 1].month)
    ):
        j += 1
    if sense.doubtful:
        lead = s.before(i) in (
            "on",
            "this",
            "last",
            "next",
            "every",
            "each",
            "until",
            "by",
            "since",
            "and",
            "from",
            "to",
            "-",
            "(",
        )
        tail = (
            s.numbers[j] is not None
            or s.senses[j].part is not None
            or s.senses[j].month is not None
            or (s.words[j] in (",", "(") and (s.numbers[j + 1] is not None or s.senses[j + 1].month is not None))
        )
        if not (lead or tail) or (
            s.words[i] in ("sun", "sat", "mon", "wed")
            and not s.tokens.capitalised(i)
            and s.before(i) not in ("on", "this", "last", "next", "every")
        ):
            return None
        if s.words[i] in ("sun", "sat") and not tail and s.before(i) not in ("this", "last", "next", "every"):
            return None
    return j, sense.weekday


def weekly(s: Scene, i: int) -> list[Found]:
    """Expressions that begin with a weekday: "Tuesday", "Tue, 5 Nov. 2024", "Tuesday the 5th"."""
    named = weekday_at(s, i)
    if named is None:
        return []
    j, weekday = named
    k = j + 1 if s.words[j] == "," or s.words[j] == "(" else j
    k = s.skip(k, "on")
    for found in (*monthly(s, k), *daily(s, k)):
        if isinstance(found.term, Point) and found.term.day is not None and found.first == k:
            stop = found.stop + (s.words[j] == "(" and s.words[found.stop] == ")")
            return [Found(i, stop, replace(found.term, weekday=weekday), "weekday_date")]
    if (dated := numeric(s, k, True)) is not None:
        return [Found(i, dated[0], replace(dated[1], weekday=weekday), "weekday_date")]
    if s.words[j] == "the" and (day := ordinal(s, j + 1)) is not None and day[1] <= 31:
        return [Found(i, day[0], Point(weekday=weekday, day=day[1]), "weekday_day")]
    if (day := ordinal(s, j)) is not None and day[1] <= 31 and s.joined(j):
        return [Found(i, day[0], Point(weekday=weekday, day=day[1]), "weekday_day")]
    return [Found(i, j, Point(weekday=weekday), "weekday")]


def week_of_month(s: Scene, i: int) -> Found | None:
    """ "the first week of November", "the last week of May 2023"."""
    j = s.skip(i, "the")
    number = ordinal(s, j) or ((j + 1, 0) if s.words[j] in ("last", "final") and j > i else None)
    if number is None or s.words[number[0]] != "week" or s.words[number[0] + 1] not in ("of", "in") or number[1] > 5:
        return None
    month = monthly(s, number[0] + 2)
    if len(month) != 1 or not isinstance(month[0].term, Point) or month[0].term.day is not None:
        return None
    return Found(i, month[0].stop, replace(month[0].term, week=number[1]), "week_of_month")


def date_time_group(s: Scene, i: int) -> Found | None:
    """The military stamp "051500Z NOV 24": day, hour and minute, zone, month, year."""
    word = s.words[i]
    if len(word) != 6 or not s.joined(i) or s.words[i + 1] != "z" or s.senses[i + 2].month is None:
        return None
    day, hour, minute = int(word[:2]), int(word[2:4]), int(word[4:])
    year = s.numbers[i + 3]
    if year is None or hour > 23 or minute > 59 or len(s.words[i + 3]) not in (2, 4):
        return None
    year = century_of(year) if year < 100 else year
    month = s.senses[i + 2].month or 1
    if not valid_day(year, month, day):
        return None
    clock = Clock(hour, minute, zone="+00:00")
    return Found(i, i + 4, Point(year=year, month=month, day=day, clock=clock), "date_time_group")
