"""Durations: "nearly three years", "three-year", "a year and a half", "weeks", "a month-long", "half an hour"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firsthand.date.numbers import count
from firsthand.date.scene import Scene
from firsthand.date.terms import Length
from firsthand.date.units import CLOCK, DAYS, Unit

_BARE: Final = frozenset(
    {Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE, Unit.CENTURY, Unit.HOUR, Unit.WEEKEND}
)
_COMPOUND: Final = {
    "daylong": Unit.DAY,
    "weeklong": Unit.WEEK,
    "monthlong": Unit.MONTH,
    "yearlong": Unit.YEAR,
    "decadelong": Unit.DECADE,
    "hourlong": Unit.HOUR,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A length on words. `age` is "17 years old", `joined` a compound before a noun, `bare` a plural without number.

    `first` leaves out the article of a compound ("a [three-day] battle"). `split` is where the upper end of a range begins.
    """

    first: int
    stop: int
    length: Length
    age: bool = False
    joined: bool = False
    bare: bool = False
    single: bool = False
    mod: str | None = None
    split: int | None = None


def unit_at(s: Scene, i: int, numbered: bool = True) -> Unit | None:
    """The unit named at `i`; "second" and "min" only after a number."""
    sense = s.senses[i]
    if sense.unit is None or (sense.short_unit and not numbered):
        return None
    if s.words[i] in ("second", "seconds") and not numbered:
        return None
    return sense.unit


def measure(s: Scene, i: int) -> Measure | None:
    """The longest duration that begins at `i`; found once, as several rules ask for it."""
    known = s.measured
    if i not in known:
        known[i] = _measure(s, i)
    return known[i]


def _measure(s: Scene, i: int) -> Measure | None:
    word = s.words[i]
    if word in _COMPOUND:
        return Measure(i, i + 1, Length(((1, _COMPOUND[word]),)), joined=True)
    found = _halves(s, i) or _numbered(s, i)
    if found is not None:
        return found
    unit = unit_at(s, i, numbered=False)
    if unit is None:
        return None
    if s.hyphen(i + 1) and s.words[i + 2] == "long":
        number = None if s.senses[i].plural else 1.0
        return Measure(i, i + 3, Length(((number, unit),)), joined=True)
    if s.senses[i].plural and unit in _BARE and not _names_a_war(s, i):
        if (
            s.words[i + 1] in ("or", "and", "to")
            and s.senses[i + 2].plural
            and unit_at(s, i + 2, numbered=False) in _BARE
        ):
            return Measure(i, i + 3, Length(((None, unit),)), bare=True, mod="APPROX")
        return Measure(i, i + 1, Length(((None, unit),)), bare=True)
    return None


def _halves(s: Scene, i: int) -> Measure | None:
    """ "half an hour", "a half hour", "half-century"."""
    j = s.skip(i, "a", "the", "another")
    if s.words[j] != "half":
        return None
    k = j + 1
    if s.hyphen(k):
        k += 1
    elif j == i:
        k = s.skip(k, "a", "an")
    unit = unit_at(s, k)
    if unit is None or unit in (Unit.SECOND, Unit.QUARTER, Unit.WEEKEND):
        return None
    return Measure(i, k + 1, Length(((0.5, unit),)), single=True)


def _numbered(s: Scene, i: int) -> Measure | None:
    article = s.words[i] in ("a", "an", "another")
    counted = count(s, i)
    if counted is None and article:
        counted = (i + 1, 1.0)
        j = i + 1
        if s.words[j] in ("whole", "full", "single", "further", "solid", "entire"):
            counted = (j + 1, 1.0)
        elif (inner := count(s, j)) is not None and (
            s.hyphen(inner[0])
            or s.words[inner[0]] in s.lexicon.lists["between_number_and_unit"]
            or s.words[i] == "another"
        ):
            counted = inner  # "a three-year period", "another two weeks"
    if counted is None:
        return None
    j, number = counted
    top: float | None = None
    ranged = False
    split: int | None = None
    if s.words[j] in ("to", "or") or s.hyphen(j):
        other = count(s, j + 1)
        if other is not None and other[1] is not None and number is not None and other[1] > number:
            k = other[0] + 1 if s.hyphen(other[0]) else other[0]
            if unit_at(s, k) is not None:
                split, j, top, ranged = j + 1, other[0], other[1], True
    joined = s.hyphen(j)
    j += joined
    for _ in range(2):
        if s.words[j] in s.lexicon.lists["between_number_and_unit"]:
            j += 1
    unit = unit_at(s, j)
    if unit is None:
        return None
    if s.words[j] == "second" and not joined and not (number and number >= 2):
        return None
    if unit is Unit.QUARTER and (joined or not s.senses[j].plural or (s.words[j + 1] == "of" and not s.numbers[j + 2])):
        return None  # a fraction
    if s.hyphen(j + 1) and s.joined(j) and s.words[j + 2] in ("earlier", "ago", "end", "round", "on", "over", "to"):
        return None
    if _names_a_war(s, j):
        return None
    if (
        not joined
        and number is not None
        and number > 1
        and not s.senses[j].plural
        and not s.senses[j].short_unit
        and unit not in CLOCK
    ):
        joined = s.words[j + 1] not in ("of", "and", "to", "later", "ago", "earlier")
    if number is None and not s.senses[j].plural and not (s.words[i] in ("several", "few") and joined):
        return None
    if article and number == 1 and s.senses[j].plural:
        return None
    parts: list[tuple[float | None, Unit]] = [(number, unit)]
    stop = j + 1
    mod: str | None = None
    if s.words[stop] == "and" and s.words[stop + 1] == "a" and s.words[stop + 2] == "half" and number is not None:
        parts = [(number + 0.5, unit)]
        stop += 3
    elif s.says(stop, ("or", "two")) and number == 1:
        stop, ranged, top = stop + 2, True, 2.0
    elif s.says(stop, ("or", "so")):
        stop, mod = stop + 2, "APPROX"
    elif not joined and not ranged:
        stop = _finer(s, stop, parts)
    age = False
    if s.hyphen(stop) and s.words[stop + 1] in ("long", "old"):
        age = s.words[stop + 1] == "old"
        stop, joined = stop + 2, True
    elif s.words[stop] == "old" or s.says(stop, ("of", "age")):
        age, stop = True, stop + (1 if s.words[stop] == "old" else 2)
    elif s.words[stop] == "long" and (joined or number is not None) and not s.senses[stop + 1].unit:
        stop += 1
    period = (joined or article) and s.words[stop] in ("period", "span", "stretch")
    stop += period
    first = i + 1 if joined and article and not period else i
    ends = ((top, unit),) if ranged else None
    single = article and number == 1
    return Measure(first, stop, Length(tuple(parts), ends), age=age, joined=joined, single=single, mod=mod, split=split)


def _names_a_war(s: Scene, i: int) -> bool:
    """ "the Seven Years' War"."""
    return s.tokens.capitalised(i) and s.words[s.skip(s.skip(i + 1, "'", "’"), "s")] in ("war", "wars", "accord")


def _finer(s: Scene, stop: int, parts: list[tuple[float | None, Unit]]) -> int:
    """Adds ", two months", "and 30 minutes", "30 minutes" to "three years", "an hour"."""
    for _ in range(2):
        k = s.skip(stop, "and", ",")
        if s.words[k - 1] == "," and s.words[k] == "and":
            k += 1
        more = count(s, k)
        if more is None or more[1] is None:
            break
        unit = unit_at(s, more[0])
        if unit is None or DAYS[unit] >= DAYS[parts[-1][1]] or parts[-1][0] is None:
            break
        parts.append((more[1], unit))
        stop = more[0] + 1
    return stop
