"""Whether what stands beside a number is a unit of measure: "5 m" and "76 men", "-10C" and "an F-Series"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.count.nouns import counted_at
from firsthand.count.numerals import Numeral
from firsthand.count.tokens import Tokens
from firsthand.count.units import Unit, Units, unit_at
from firsthand.count.words import Words

_HYPHENS: Final = frozenset("-‐‑–")


_SIZED: Final = frozenset(["long", "wide", "tall", "high", "thick", "deep", "across"])
_WARM: Final = frozenset(
    "temperature temperatures degrees heat cold warm weather celsius fahrenheit highs lows oven thermostat convert freezing boiling hot cool set melts melting boils kelvin into equals".split()  # noqa: SIM905  # a line of words
)


def money_at(t: Tokens, i: int, units: Units) -> bool:
    found = unit_at(t, i, units)
    return found is not None and found.word.kind == "money"


def people_follow(t: Tokens, i: int, words: Words) -> bool:
    """Whether what follows "35m" makes it millions: "of its ...", or a plural within three words."""
    if t.word(i) == "of":
        return True
    found = counted_at(t, i, words)
    return found is not None and found.plural and found.last - i <= 5


def and_half(t: Tokens, i: int) -> int:
    return i + 3 if t.phrase_at(i, ("and", "a", "half")) else 0


def really_unit(t: Tokens, n: Numeral, found: Unit, words: Words, *, dashed: bool, money: bool) -> bool:
    """Short symbols are units only where they look like it: "5 m" and "5m", not "5 in the morning" or "76 men"."""
    raw = t.raw(found.first)
    single = found.last - found.first == 1
    key = found.word.key
    if key == "inch" and t.lower[found.first] in ("in",):
        return False
    if t.lower[found.first] == "in" and single:
        return False
    if raw == '"' or raw == "″":
        if not n.spelled and t.word(found.last) in _SIZED:
            return True
        if not t.glued[found.first] or n.spelled:
            return False
        # a closing quotation mark, not an inch, where one is open
        opened = t.text.count('"', max(0, t.starts[found.first] - 300), t.starts[found.first])
        return opened % 2 == 0 and n.value is not None and n.value < 200
    if money and found.word.kind not in ("money", "share"):
        return False
    if (
        raw == "$"
        and single
        and not t.glued[found.first]
        and found.last < len(t)
        and t.kinds[found.last] == "n"
        and t.glued[found.last]
    ):
        return False  # "1 $10 bill": the sign stands against the next number
    if single and len(raw) <= 2 and raw.isalpha() and n.spelled:
        return False
    if (
        single
        and raw in ("A", "V", "N", "R", "T", "B", "s", "d", "h", "g", "L", "l", "J", "W", "M")
        and not t.glued[found.first]
    ):
        nxt = t.word(found.last)
        if raw in ("g", "V", "W", "L"):
            return not n.spelled and not (nxt in _HYPHENS and t.glued[found.last])
        return (
            raw in ("s", "h", "N", "J", "l", "d", "A")
            and (
                nxt in ("", ".", ",", ")", ";", "and", "of", "for", "in", "at", "to", "with", "−", "-", "/", "or")
                or found.over is not None
            )
            and not (raw == "A" and found.over is None and nxt in ("", "."))
        )
    if single and raw == "K":
        return n.value is not None and n.value < 100_000
    if single and raw in ("C", "F"):
        return _warm(t, n, found)
    if single and raw in ("am", "pm"):
        return isinstance(n.value, float) and not _clock(t, n)
    if key in ("mark", "DEM") and raw == "mark":
        return False
    if (
        key == "KRW"
        and t.lower[found.first] == "won"
        and not ((n.value is not None and n.value >= 1000) or t.word(found.first - 1) in words.scales)
    ):
        return False
    if (
        key == "cent"
        and found.word.kind == "money"
        and t.lower[found.first] == "cent"
        and t.word(found.first - 1) == "per"
    ):
        return False
    if key == "cup" and t.capital(found.first):
        return False
    if key == "stone" and raw == "st":
        return False
    if (
        key == "hour"
        and t.lower[found.first] == "hours"
        and len(t.raw(n.first)) == 4
        and t.raw(n.first)[0] in "012"
        and t.raw(n.first).isdigit()
    ):
        return False
    if (
        key in ("degree",)
        and t.lower[found.first] in ("degree", "degrees")
        and t.word(found.last) in ("of",)
        and t.word(found.last + 1) == "freedom"
    ):
        return False
    if key == "bar" and t.lower[found.first] == "bars":
        return False
    if key == "month" and t.lower[found.first] in ("mo",):
        return t.glued[found.first]
    return not (key == "minute" and raw == "Min" and not t.glued[found.first])


def _clock(t: Tokens, n: Numeral) -> bool:
    """2.17 before pm: two decimals below sixty."""
    hour, _, minute = t.raw(n.first).partition(".")
    return len(minute) == 2 and minute.isdigit() and int(minute) < 60 and hour.isdigit() and int(hour) <= 12


def _warm(t: Tokens, n: Numeral, found: Unit) -> bool:
    """Whether a bare C or F behind a number means a temperature: "-10C", "35C heat", not "777F" or "an F-Series"."""
    nxt = found.last
    if nxt < len(t) and (
        (t.lower[nxt] in _HYPHENS and t.glued[nxt]) or t.capital(nxt) or (t.lower[nxt] == "/" and t.glued[nxt])
    ):
        return False
    if n.value is None or n.value >= 10_000 or (n.first and t.lower[n.first - 1] in ("the", "a", "an", "must", "form")):
        return False
    if (n.first and t.lower[n.first - 1] in ("-", "−")) or isinstance(n.value, float):
        return True
    low, high = max(0, n.first - 12), min(len(t), nxt + 12)
    around = {t.lower[k] for k in range(low, high) if t.sentence[k] == t.sentence[n.first]}
    return bool(around & _WARM) or (len(around) < 6 and "°" not in around)


def signed(t: Tokens, first: int, n: Numeral, kind: str, *, measured: bool) -> tuple[int, Numeral]:
    """A minus sign before the number or its currency sign, where it is one and not a dash."""
    k = first - 1
    if k > 0 and t.lower[k] == "-" and t.lower[k - 1] == "minus":
        k -= 1
    if k < 0 or n.value is None or n.value == 0 or t.lower[k] not in ("-", "−", "–", "minus"):
        return first, n
    if t.lower[k] == "minus":
        ok = kind == "temperature" or k < first - 1
    else:
        free = k == 0 or not t.glued[k] or t.lower[k - 1] in ("(", "[", "=", "<", ">", "~", "∼", "≈", ":", ",")
        named = k > 0 and t.kinds[k - 1] == "w" and t.raw(k - 1).isupper() and not measured
        ok = t.glued[first] and free and not named and (t.lower[k] != "–" or measured)
    if not ok:
        return first, n
    return k, replace(n, value=-n.value, low=-n.value, high=-n.value)
