"""Numbers of days, years and ages against dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from firsthand.check.compose import check, say
from firsthand.check.scene import Scene
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.figure import Figure, Operator, Role

_DAYS: Final = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_WAR: Final = frozenset(["war", "invasion", "conflict", "offensive", "campaign"])


def durations(s: Scene) -> Iterator[Check]:
    """A stated length against the calendar (9): of a known war up to publication, or between two dates of one sentence."""
    yield from _wars(s)
    yield from _between_dates(s)


def _wars(s: Scene) -> Iterator[Check]:
    published = s.reading.document.published
    if published is None or published.confidence < 0.5 or len(published.value) < 7:
        return
    text = s.t.lower
    for i, f in enumerate(s.figures):
        if f.role is not Role.DURATION or f.value is None or f.unit not in ("day", "month", "year", "week"):
            continue
        near = s.after(i, 4)
        if not (
            (near and near[0] in _WAR)
            or (_WAR & set(near[:3]) and near[0] in ("of", "into", "since", "after", "long", "full", "-"))
        ):
            continue
        low, high = s.sentence_bounds(s.sentence(i))
        known = [c for c in s.words.conflicts if any(name in c.names for name in text[low:high])] or [
            c for c in s.words.conflicts if any(name in s.vocabulary for name in c.names)
        ]
        if len(known) != 1:
            continue
        began = date.fromisoformat(known[0].began)
        days = (published.date() - began).days
        length = days / _DAYS[f.unit]
        if days <= 0 or not 0.25 <= length / f.value <= 4:
            continue
        holds = _allows(f, length)
        yield check(
            "duration_vs_dates",
            Verdict.PASS if holds else Verdict.WARN,
            f"{published.value[:10]} - {known[0].began} = {say(days)} days = {length:.2f} {f.unit}s, stated: {f.span.quote}",
            f"From {known[0].began} to publication are {say(days)} days, {length:.2f} {f.unit}s: “{f.span.quote}” "
            + ("holds." if holds else "would need another beginning or another day of writing."),
            (f,),
            flip=f"the war is the {known[0].name}",
            parameters=(Parameter(f"beginning of the {known[0].name}", float(began.toordinal()), known[0].source),),
        )


def _allows(f: Figure, length: float) -> bool:
    value = float(f.value or 0)
    match f.op:
        case Operator.NEARLY:
            return value * 0.8 <= length < value * 1.01
        case Operator.MORE_THAN | Operator.AT_LEAST:
            return value * 0.98 <= length <= value * 2
        case Operator.LESS_THAN | Operator.UP_TO | Operator.AT_MOST:
            return length <= value * 1.02
        case Operator.ABOUT:
            return abs(length - value) <= max(0.5, 0.15 * value)
        case _:
            # "14-month war", "three-year war": within one unit, large counts of days within two per cent
            return abs(length - value) <= (1.0 if value < 30 else max(1.0, 0.02 * value))


def _between_dates(s: Scene) -> Iterator[Check]:
    """ "from 5 March to 9 April, 35 days": both days written out in the sentence."""
    days: dict[int, list[tuple[int, int, date]]] = {}
    for one in _written_dates(s):
        days.setdefault(s.t.sentence[one[0]], []).append(one)
    for i, f in enumerate(s.figures):
        if (
            f.role is not Role.DURATION
            or f.value is None
            or f.unit not in ("day", "week")
            or f.op not in (Operator.EXACT, Operator.NEARLY, Operator.MORE_THAN, Operator.ABOUT)
        ):
            continue
        mine = days.get(s.sentence(i), [])
        if len(mine) != 2 or s.t.lower[mine[0][0] - 1] not in ("from", "between"):
            continue
        link = s.t.lower[mine[0][1] : mine[1][0]]
        if not link or link[-1] not in ("to", "and", "until", "through") or len(link) > 2:
            continue
        first, last = mine[0][2], mine[1][2]
        if last < first:
            continue
        length = (last - first).days
        stated = float(f.value) * _DAYS[f.unit]
        slack = 1.0 if f.unit == "day" else 3.5
        holds = abs(length - stated) <= slack or (f.op is not Operator.EXACT and abs(length - stated) <= 0.15 * stated)
        yield check(
            "duration_vs_dates",
            Verdict.PASS if holds else Verdict.WARN,
            f"{last.isoformat()} - {first.isoformat()} = {length} days, stated: {f.span.quote}",
            f"From {first.isoformat()} to {last.isoformat()} are {length} days; “{f.span.quote}” "
            + ("holds." if holds else "would need other dates."),
            (f, s.span(mine[0][0], mine[0][1]), s.span(mine[1][0], mine[1][1])),
            flip=f"holds for {length} or {length + 1} days",
        )


def _written_dates(s: Scene) -> list[tuple[int, int, date]]:
    """(first, last, day) of every day written with its month; the year from beside it, or from publication."""
    t = s.t
    months = {name: k for k, name in enumerate(s.words.months, 1)}
    published = s.reading.document.published
    found: list[tuple[int, int, date]] = []
    for k, word in enumerate(t.lower):
        month = months.get(word)
        if month is None or not t.capital(k):
            continue
        first, last, day = k, k + 1, None
        if k and t.kinds[k - 1] == "n" and t.raw(k - 1).isdigit() and int(t.raw(k - 1)[:4]) <= 31:
            first, day = k - 1, int(t.raw(k - 1))
        elif t.word(k + 1).isdigit() and int(t.word(k + 1)[:4]) <= 31:
            last, day = k + 2, int(t.word(k + 1))
        if not day:
            continue
        year = None
        follow = last + 1 if t.word(last) == "," else last
        if t.word(follow).isdigit() and len(t.word(follow)) == 4 and t.word(follow)[0] in "12":
            year, last = int(t.word(follow)), follow + 1
        if year is None:
            if published is None:
                # a year written with another date of the sentence will do
                year = next(
                    (
                        int(t.word(j))
                        for j in range(k, min(k + 12, len(t)))
                        if t.word(j).isdigit() and len(t.word(j)) == 4 and t.word(j)[0] in "12"
                    ),
                    None,
                )
            else:
                year = published.date().year
        if year is None:
            continue
        try:
            found.append((first, last, date(year, month, day)))
        except ValueError:
            continue
    return found


def weekdays(s: Scene) -> Iterator[Check]:
    """ "Tuesday, 5 November 2024": the weekday of a date."""
    t = s.t
    for first, last, day in _written_dates(s):
        k = first - 1
        if t.word(k) in (",", "("):
            k -= 1
        if t.word(k) == "the":
            k -= 1
        after = last + 1 if t.word(last) in (",", "(") else last
        at = (
            k
            if t.word(k) in s.words.weekdays
            else after
            if t.word(after) in s.words.weekdays and t.word(last) == "("
            else -1
        )
        if at < 0 or t.sentence[at] != t.sentence[first]:
            continue
        written = t.lower[first:last]
        if not any(word.isdigit() and len(word) == 4 for word in written) and not _recent(s, day):
            continue
        real = s.words.weekdays[day.weekday()]
        holds = real == t.lower[at]
        yield check(
            "weekday_vs_date",
            Verdict.PASS if holds else Verdict.FAIL,
            f"{day.isoformat()} is a {real.capitalize()}, stated: {t.lower[at].capitalize()}",
            f"{day.isoformat()} is a {real.capitalize()}"
            + (
                "."
                if holds
                else f", not a {t.lower[at].capitalize()}: the day, the date or the year would have to differ."
            ),
            (s.span(min(at, first), max(at + 1, last)),),
            flip=f"holds for {_nearest(day, s.words.weekdays.index(t.lower[at])).isoformat()}",
        )


def _recent(s: Scene, day: date) -> bool:
    """A date without a year is of the year of publication only when it lies near it."""
    published = s.reading.document.published
    return published is not None and len(published.value) >= 10 and abs((published.date() - day).days) <= 60


def _nearest(day: date, weekday: int) -> date:
    off = (weekday - day.weekday() + 3) % 7 - 3
    return date.fromordinal(day.toordinal() + off)


def ages(s: Scene) -> Iterator[Check]:
    """ "born in 1984, ... aged 32": an age against a year of birth and the year it is said of."""
    t = s.t
    published = s.reading.document.published
    for i, f in enumerate(s.figures):
        if f.role is not Role.AGE or f.value is None or f.unit != "year" or f.op is not Operator.EXACT:
            continue
        low, high = s.sentence_bounds(s.sentence(i))
        born = next((k for k in range(low, high) if t.lower[k] == "born"), None)
        if born is None or abs(born - s.first[i]) > 25 or sum(1 for k in range(low, high) if t.lower[k] == "born") > 1:
            continue
        years = [
            (k, int(t.lower[k]))
            for k in range(low, high)
            if t.kinds[k] == "n" and len(t.lower[k]) == 4 and t.lower[k].isdigit() and 1880 <= int(t.lower[k]) <= 2100
        ]
        birth = next((y for k, y in years if 0 < k - born <= 6), None)
        if birth is None:
            continue
        other = next((y for k, y in years if y > birth), None)
        at = other or (published.date().year if published is not None else None)
        if at is None:
            continue
        holds = at - birth - 1 <= f.value <= at - birth
        if not holds and other is None:
            holds = at - birth - 2 <= f.value <= at - birth
        yield check(
            "age_vs_dates",
            Verdict.PASS if holds else Verdict.FAIL,
            f"{at} - {birth} = {at - birth}, stated: {f.span.quote}",
            f"Somebody born in {birth} is {at - birth - 1} or {at - birth} in {at}; “{f.span.quote}” "
            + ("holds." if holds else f"would need a birth in {int(at - f.value - 1)} or {int(at - f.value)}."),
            (f,),
            flip=f"holds for a birth in {int(at - f.value - 1)} or {int(at - f.value)}",
        )
