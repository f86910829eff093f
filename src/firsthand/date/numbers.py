"""Numbers in front of a unit: "three", "1,200", "two and a half", "twenty-four", "5 1/2", "several"."""

from __future__ import annotations

from typing import Final

from firsthand.date.scene import Scene

Counted = tuple[int, float | None]  # where it stops, and the number; None is unknown

_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def digits(s: Scene, i: int) -> Counted | None:
    """ "1,200", "2.5", "5 1/2"."""
    whole = s.numbers[i]
    if whole is None:
        return None
    number: float = whole
    j = i + 1
    while (
        s.words[j] == ","
        and s.joined(j - 1)
        and s.joined(j)
        and len(s.words[j + 1]) == 3
        and s.numbers[j + 1] is not None
        and number < 1e9
    ):
        number = number * 1000 + (s.numbers[j + 1] or 0)
        j += 2
    if s.words[j] == "." and s.joined(j - 1) and s.joined(j) and s.numbers[j + 1] is not None:
        return j + 2, float(f"{int(number)}.{s.words[j + 1]}")
    if s.words[j] in _FRACTIONS:
        return j + 1, number + _FRACTIONS[s.words[j]]
    k = s.skip(j, "-")
    if (
        s.numbers[k]
        and s.words[k + 1] == "/"
        and (low := s.numbers[k + 2])
        and (high := s.numbers[k])
        and high < low <= 10
    ):
        return k + 3, number + high / low
    return j, number


def cardinal(s: Scene, i: int) -> tuple[int, int] | None:
    """A number in words up to 999,999: "a hundred and fifty", "two thousand", "twenty-four"."""
    total = current = 0
    j, seen = i, False
    if s.words[i] == "a" and s.senses[i + 1].multiplier:
        current, j, seen = 1, i + 1, True
    while True:
        sense = s.senses[j]
        if sense.cardinal is not None and not (
            seen and current % 100 and not (current % 10 == 0 and current % 100 >= 20 and sense.cardinal < 10)
        ):
            current += sense.cardinal
            j, seen = j + 1, True
            k = j + 1 if s.hyphen(j) else j
            if (
                sense.cardinal >= 20
                and (unit := s.senses[k].cardinal) is not None
                and 0 < unit < 10
                and (k == j or s.joined(j))
            ):
                current += unit
                j = k + 1
        elif sense.multiplier is not None and seen and current:
            current *= sense.multiplier
            if sense.multiplier == 1000:
                total, current = total + current, 0
            j += 1
            if s.words[j] == "and" and s.senses[j + 1].cardinal is not None:
                j += 1
        else:
            break
        if j - i > 12:
            break
    return (j, total + current) if seen else None


def count(s: Scene, i: int) -> Counted | None:
    """Any number or vague amount that may count units; "a" is left to the caller."""
    found = digits(s, i) or cardinal(s, i)
    if found is not None:
        j, number = found
        k = j
        link = s.words[k] == "and" or s.hyphen(k)
        if link and s.words[k + 1] == "and":
            k += 1
        if link:
            k = k + 2 if s.hyphen(k + 1) else k + 1
            if s.words[k] == "a":
                k = k + 2 if s.hyphen(k + 1) else k + 1
                if s.words[k] == "half":
                    return k + 1, (number or 0) + 0.5
        return j, number
    if s.words[i] in ("dozens", "tens", "scores", "hundreds", "thousands") and s.words[i + 1] == "of":
        return (i + 4 if s.words[i + 2] in ("hundreds", "thousands") and s.words[i + 3] == "of" else i + 2), None
    if s.says(i, ("couple", "of")):
        return i + 2, 2.0
    j = s.skip(i, "a", "the")
    if s.words[j] in ("good", "great", "mere"):
        j += 1
    kind = s.senses[j].amount
    if kind is None:
        return None
    word = s.words[j]
    if j == i and word in ("couple", "dozen"):
        return None
    k = s.skip(j + 1, "of")
    if word == "couple" and s.words[k] == "more":
        k += 1
    return k, (None if kind == "X" else float(kind))


def ordinal(s: Scene, i: int) -> tuple[int, int] | None:
    """ "third", "21st", "twenty-first"."""
    sense = s.senses[i]
    if sense.ordinal is not None:
        return i + 1, sense.ordinal
    if sense.cardinal is not None and sense.cardinal >= 20:
        k = i + 2 if s.hyphen(i + 1) else i + 1
        low = s.senses[k].ordinal
        if low is not None and low < 10:
            return k + 1, sense.cardinal + low
    number = s.numbers[i]
    if number and s.joined(i) and s.words[i + 1] in ("st", "nd", "rd", "th"):
        return i + 2, number
    return None


def year_in_words(s: Scene, i: int) -> tuple[int, int] | None:
    """ "nineteen ninety-six", "two thousand", "twenty twenty-four"."""
    high = s.senses[i].cardinal
    if high is None:
        return None
    if high in (18, 19, 20):
        k = i + 2 if s.hyphen(i + 1) else i + 1
        low = cardinal(s, k)
        if low is not None and 10 <= low[1] <= 99:
            return low[0], high * 100 + low[1]
    if s.words[i] == "two" and s.words[i + 1] == "thousand":
        found = cardinal(s, i)
        if found is not None and 2000 <= found[1] < 2100:
            return found
    return None
