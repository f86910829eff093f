"""Times that come again: "every night", "daily", "twice a week", "Tuesday nights", "on Mondays", "each July"."""

from __future__ import annotations

from typing import Final

from firsthand.date.clock import clock_at
from firsthand.date.lengths import measure, unit_at
from firsthand.date.numbers import ordinal
from firsthand.date.scene import Scene
from firsthand.date.terms import Found, Repeat
from firsthand.date.units import CLOCK, Unit, period

_EVERY_UNIT: Final = {
    Unit.DAY: "P1D",
    Unit.WEEK: "P1W",
    Unit.MONTH: "P1M",
    Unit.YEAR: "P1Y",
    Unit.QUARTER: "P1Q",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.DECADE: "P1DE",
    Unit.CENTURY: "P1CE",
    Unit.HOUR: "PT1H",
    Unit.MINUTE: "PT1M",
    Unit.SECOND: "PT1S",
    Unit.FORTNIGHT: "P2W",
}


def repeating(s: Scene, i: int) -> Found | None:
    return _adverb(s, i) or _every(s, i) or _plural(s, i)


def _adverb(s: Scene, i: int) -> Found | None:
    value = s.senses[i].repeat
    after = s.words[i + 1]
    noun = not after.isalpha() or s.tokens.capitalised(i + 1) or after in s.lexicon.tense["past"]
    if value is not None and noun and (s.before(i) == "the" or (i and s.tokens.capitalised(i - 1))):
        return None  # a newspaper
    if value is None or (s.listed("papers", s.words[i + 1]) and s.tokens.capitalised(i)):
        return None
    return Found(i, i + 1, Repeat(value), "repeat_word")


def _every(s: Scene, i: int) -> Found | None:
    if s.words[i] not in ("every", "each"):
        return None
    j = i + 1
    j = s.skip(j, "single", "and")
    other = s.words[j] == "other"
    j += other
    found = measure(s, j) if not other else None
    if found is not None and not found.bare and not found.age and s.senses[found.stop - 1].unit:
        return Found(i, found.stop, Repeat(period(found.length.parts)), "every")
    if s.words[i] == "every" and (nth := ordinal(s, j)) is not None and (unit := unit_at(s, nth[0])) is not None:
        return Found(i, nth[0] + 1, Repeat(period(((nth[1], unit),))), "every")
    sense = s.senses[j]
    if sense.plural:
        return None
    step = 2 if other else 1
    if (unit := unit_at(s, j)) is not None:
        value = _EVERY_UNIT.get(unit, "P1D")
        if other:
            value = f"P{'T' if unit in CLOCK else ''}2{'M' if unit is Unit.MINUTE else unit.value}"
        return Found(i, j + 1, Repeat(value), "every")
    if sense.weekday is not None:
        return _with_part(s, i, j + 1, f"XXXX-WXX-{sense.weekday}")
    if sense.month is not None:
        day = s.numbers[j + 1]
        return (
            Found(i, j + 2, Repeat(f"XXXX-{sense.month:02d}-{day:02d}"), "every")
            if day and day <= 31
            else Found(i, j + 1, Repeat(f"XXXX-{sense.month:02d}"), "every")
        )
    if sense.season is not None:
        return Found(i, j + 1, Repeat(f"XXXX-{sense.season}"), "every")
    if sense.part is not None:
        clock = clock_at(s, j + 1)
        if clock is not None:
            return Found(i, clock[0], Repeat(f"XXXX-XX-XX{clock[1].value()}"), "every")
        return Found(i, j + 1, Repeat(f"XXXX-XX-XXT{sense.part}" if step == 1 else "P2D"), "every")
    return None


def _with_part(s: Scene, i: int, j: int, value: str) -> Found:
    sense = s.senses[j]
    if sense.part is not None and sense.season is None:
        return Found(i, j + 1, Repeat(f"{value}T{sense.part}"), "every")
    return Found(i, j, Repeat(value), "every")


def _plural(s: Scene, i: int) -> Found | None:
    """ "Mondays", "Tuesday nights", "Monday and Tuesday nights", "weekends", "nights"."""
    sense = s.senses[i]
    if sense.weekday is not None:
        if sense.plural:
            return Found(i, i + 1, Repeat(f"XXXX-WXX-{sense.weekday}"), "plural")
        k = i + 1
        while s.words[k] in ("and", ",", "or") and s.senses[k + 1].weekday is not None and k - i < 10:
            k += 2
        after = s.senses[k]
        if after.part is not None and s.words[k] in ("mornings", "afternoons", "evenings", "nights"):
            stop = k + 1 if k == i + 1 else i + 1
            return Found(i, stop, Repeat(f"XXXX-WXX-{sense.weekday}T{after.part}"), "plural")
        return None
    if s.words[i] == "weekends":
        return Found(i, i + 1, Repeat("XXXX-WXX-WE"), "plural")
    return None
