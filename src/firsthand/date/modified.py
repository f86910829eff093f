"""Times behind a word that narrows or blurs them: "early 2021", "nearly three years", "the end of December"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.date.lengths import Measure, measure
from firsthand.date.plain import plain_times, takes_an_hour, with_clock
from firsthand.date.pointing import offset_of, pointing
from firsthand.date.repeats import repeating
from firsthand.date.scene import HYPHENS, Scene
from firsthand.date.terms import Base, Clock, Found, Length, Offset, Point, Step, Vague, Window
from firsthand.date.units import Unit

_ONLY_LENGTH: Final = frozenset({"over", "under", "nearly", "almost", "some"})


def modified(s: Scene, i: int, day_first: bool) -> Found | None:
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
        if morning and takes_an_hour(inner.term):
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
        options.append(found_length(s, k, found))
        shifted = offset_of(s, k, found) if not found.age and not found.joined else None
        if shifted is not None:
            options.append(shifted)
    if (pointed := pointing(s, k)) is not None and isinstance(pointed.term, Window | Offset):
        options.append(pointed)
    if (again := repeating(s, k)) is not None:
        options.append(again)
    if not only_length and mod in ("APPROX", "MORE_THAN", "LESS_THAN") and s.words[k - 1] != "than":
        options.extend(one for one in plain_times(s, k, day_first)[:1] if isinstance(one.term, Point | Step))
        if s.words[k - 1] in (".",) and not options:
            return None
    k = s.skip(k, ".")
    if not options and s.words[k - 1] == "." and s.before(k, 2) in ("ca", "c"):
        options.extend(one for one in plain_times(s, k, day_first)[:1] if isinstance(one.term, Point))
    if not options:
        return None
    best = max(options, key=lambda one: one.stop)
    if s.words[i] == "the" and isinstance(best.term, Length):
        i += 1  # "the [nearly three-year] war"
    return replace(best, first=i, mod=mod, rule="mod_" + best.rule)


def _inner(s: Scene, k: int, day_first: bool) -> Found | None:
    """What a modifier may stand before: any date, time of day, or "the month", "the year"."""
    plain = plain_times(s, k, day_first)
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
    nested = modified(s, k, day_first)
    if nested is not None and isinstance(nested.term, Point | Step) and (best is None or nested.stop > best.stop):
        best = nested
    return best


def found_length(s: Scene, i: int, found: Measure) -> Found:
    rule = "age" if found.age else "length_bare" if found.bare else "length"
    parts: tuple[Found, ...] = ()
    if found.split is not None and found.length.top is not None:
        head = Found(found.first, found.split - 1, Length(found.length.parts), rule)
        parts = (head, Found(found.split, found.stop, Length(found.length.top), rule))
    return Found(found.first, found.stop, found.length, rule, mod=found.mod, parts=parts)
