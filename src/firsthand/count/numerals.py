"""The grammar of number words and digits: what a stretch of tokens says as a number."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from firsthand.count.tokens import Tokens
from firsthand.count.words import Words
from firsthand.model.figure import Number

_LONGEST: Final = 18  # digits; longer runs are identifiers, not amounts
_HYPHENS: Final = frozenset("-‐‑–")
_SLASHES: Final = frozenset("/⁄")
_MUCH: Final = frozenset(
    [
        "many",
        "much",
        "likely",
        "high",
        "large",
        "big",
        "long",
        "fast",
        "far",
        "often",
        "deadly",
        "heavy",
        "strong",
        "expensive",
        "good",
        "bad",
        "great",
    ]
)
_SCALED_BY_TEN: Final = frozenset("x×*·")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Tokens first..last-1 read as a number.

    `step` is the size of the last digit given (1000 for "24 thousand", 0.1 for "2.5"). A vague numeral
    ("dozens") has no value; `plural` says that "of" joins it to what it counts. `article` marks a bare
    "one", `year` four digits that may be a year, `times` a multiple ("twofold").
    """

    first: int
    last: int
    value: Number | None
    low: Number | None
    high: Number | None
    step: float = 1.0
    vague: str | None = None
    plural: bool = False
    fraction: bool = False
    article: bool = False
    year: bool = False
    spelled: bool = False
    times: bool = False


def whole(value: float) -> Number:
    """An int where `value` is one."""
    rounded = round(value)
    return rounded if abs(value - rounded) < 1e-9 * max(1.0, abs(value)) else value


def numeral_at(t: Tokens, i: int, words: Words) -> Numeral | None:
    """The longest numeral that begins at token i; None when there is none."""
    if t.kinds[i] == "n":
        return _digits(t, i, words)
    word = t.lower[i]
    if (
        word in words.ones
        or word in words.tens
        or word == "hundred"
        or word in ("thousand", "million", "billion", "trillion")
    ):
        return _spelled(t, i, words)
    if word in ("half", "quarter", "third", "a", "an", "dozen"):
        return _part(t, i, words)
    if word in words.vague:
        return _vague(t, i, words)
    if word in words.multiples and (
        word != "twice" or t.word(i + 1) in ("the", "that", "its") or (t.word(i + 1) == "as" and t.word(i + 2) in _MUCH)
    ):
        value = words.multiples[word]
        return Numeral(i, i + 1, value, value, value, spelled=True, times=True)
    return None


def _plain(t: Tokens, i: int) -> tuple[float, float] | None:
    """(value, step) of digit token i."""
    raw = t.raw(i)
    if len(raw) == 1 and not raw.isdigit():
        return unicodedata.numeric(raw), 0.01
    mantissa, _, exponent = raw.replace("−", "-").lower().partition("e")
    digits = (
        mantissa.replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "").replace("'", "").replace("’", "")
    )
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    if "," in digits:
        head, _, tail = digits.rpartition(",")
        digits = (
            head.replace(",", "") + ("." if len(tail) < 3 else "") + tail
            if "." not in digits
            else digits.replace(",", "")
        )
    if len(digits) > _LONGEST:
        return None
    places = len(digits.partition(".")[2])
    scale = 10.0 ** int(exponent) if exponent and abs(int(exponent)) < 100 else 1.0
    return float(digits) * scale, 10.0**-places * scale


def _joined(t: Tokens, i: int) -> int:
    """How many tokens the digits at i take when thousands are set apart by plain spaces ("12 500")."""
    if not (t.raw(i).isdigit() and len(t.raw(i)) <= 3 and t.raw(i)[0] != "0"):
        return 1
    n = 1
    while (
        i + n < len(t)
        and n < 4
        and t.kinds[i + n] == "n"
        and len(t.raw(i + n)) == 3
        and t.raw(i + n).isdigit()
        and t.text[t.ends[i + n - 1] : t.starts[i + n]] == " "
    ):
        n += 1
    return n


def _digits(t: Tokens, i: int, words: Words) -> Numeral | None:
    raw = t.raw(i)
    n = _joined(t, i)
    if n > 1 and t.word(i - 1) not in words.months:
        value, step, at = float("".join(t.raw(i + k) for k in range(n))), 1.0, i + n
    else:
        read = _plain(t, i)
        if read is None:
            return None
        (value, step), at = read, i + 1
    fraction = False
    # 3,5 (a decimal comma) before a scale or a percent sign
    if (
        raw.isdigit()
        and at == i + 1
        and t.word(at) == ","
        and at + 1 < len(t)
        and t.glued[at]
        and t.glued[at + 1]
        and t.kinds[at + 1] == "n"
        and len(t.raw(at + 1)) <= 2
        and t.raw(at + 1).isdigit()
        and (t.word(at + 2) in words.scales or t.word(at + 2) in ("%", "percent", "per", "km", "kg", "bn", "€"))
    ):
        decimals = t.raw(at + 1)
        value, step, at = value + int(decimals) / 10 ** len(decimals), 10.0 ** -len(decimals), at + 2
    # fractions: 1/2, 2 1/2, 2½
    bar = _slash_fraction(t, i)
    if bar is not None:
        value, at, fraction, step = bar, i + 3, True, 0.01
    elif at < len(t) and t.kinds[at] == "n" and float(value).is_integer() and n == 1 and not t.line[at]:
        after = _slash_fraction(t, at)
        if after is not None and after < 1 and value < 1000:
            value, at, step = value + after, at + 3, 0.01
        elif not t.raw(at)[0].isdigit() and t.raw(at)[0] != "." and len(t.raw(at)) == 1:
            value, at, step = value + unicodedata.numeric(t.raw(at)), at + 1, 0.01
    elif t.word(at) in _HYPHENS and t.glued[at] and at + 1 < len(t) and t.glued[at + 1] and n == 1:
        after = _slash_fraction(t, at + 1) if t.kinds[at + 1] == "n" else None
        if after is not None and after < 1 and value < 100:
            value, at, step = value + after, at + 4, 0.01
    # 2.998×10−8, 5x10-3, 2^10
    power = _power(t, at)
    if power is not None:
        base, exponent, at = power
        value, step = value * base**exponent, step * base**exponent
    elif (
        t.word(at) == "^"
        and t.glued[at]
        and at + 1 < len(t)
        and t.kinds[at + 1] == "n"
        and t.raw(at + 1).isdigit()
        and int(t.raw(at + 1)[:3]) < 60
        and value < 1000
    ):
        value, at = value ** int(t.raw(at + 1)[:3]), at + 2
    value, step, at = _scaled(t, at, value, step, words)
    year = at == i + 1 and raw.isdigit() and len(raw) == 4 and 1500 <= value <= 2200
    # "2 and a half"
    half = _and_a_part(t, at, words)
    if half is not None:
        value, at, year = value + half[0] * (step if step > 1 else 1), half[1], False
    return Numeral(i, at, whole(value), whole(value), whole(value), step, fraction=fraction, year=year)


def _slash_fraction(t: Tokens, i: int) -> float | None:
    """1/2 at i: two whole numbers about a slash, the lower one small."""
    if (
        i + 2 < len(t)
        and t.kinds[i] == "n"
        and t.word(i + 1) in _SLASHES
        and t.kinds[i + 2] == "n"
        and t.raw(i).isdigit()
        and t.raw(i + 2).isdigit()
        and len(t.raw(i)) <= 3
        and len(t.raw(i + 2)) <= 3
        and (t.glued[i + 1] == t.glued[i + 2])
        and t.word(i + 3) not in _SLASHES
        and int(t.raw(i + 2)) > int(t.raw(i)) > 0
    ):
        return int(t.raw(i)) / int(t.raw(i + 2))
    return None


def _power(t: Tokens, at: int) -> tuple[float, int, int] | None:
    """(base, exponent, end) of "×10^5", "x10-3", "×10−8" at `at`."""
    if t.word(at) not in _SCALED_BY_TEN or at + 1 >= len(t) or t.raw(at + 1) not in ("10", "2"):
        return None
    base, k, sign = float(t.raw(at + 1)), at + 2, 1
    if t.word(k) == "^":
        k += 1
    if t.word(k) in ("-", "−", "–") and k + 1 < len(t) and t.glued[k + 1]:
        sign, k = -1, k + 1
    if k < len(t) and k > at + 2 and t.kinds[k] == "n" and t.raw(k).isdigit() and len(t.raw(k)) <= 2:
        return base, sign * int(t.raw(k)), k + 1
    return None


def _scaled(t: Tokens, at: int, value: float, step: float, words: Words) -> tuple[float, float, int]:
    """`value` times the scale words that follow ("million", "hundred thousand")."""
    taken = 0
    while at < len(t) and taken < 3:
        k = at + 1 if t.word(at) in _HYPHENS and t.glued[at] and at + 1 < len(t) and t.glued[at + 1] else at
        scale = words.scales.get(t.word(k))
        if scale is None or (k < len(t) and t.line[k]):
            break
        value, step, at, taken = value * scale, step * scale, k + 1, taken + 1
    return value, step, at


def _and_a_part(t: Tokens, at: int, words: Words) -> tuple[float, int] | None:
    """(0.5, end) for "and a half", "-and-a-half", "and three quarters"."""
    k, dashed = at, False
    if t.word(k) in _HYPHENS:
        k, dashed = k + 1, True
    if t.word(k) != "and":
        return None
    k += 1
    if dashed and t.word(k) in _HYPHENS:
        k += 1
    top = 1 if t.word(k) in ("a", "one") else words.ones.get(t.word(k))
    if top is None:
        return None
    k += 1
    if t.word(k) in _HYPHENS:
        k += 1
    bottom = words.fractions.get(t.word(k))
    if bottom is None or top >= bottom:
        return None
    return top / bottom, k + 1


def _spelled(t: Tokens, i: int, words: Words) -> Numeral | None:
    """Number words from token i: "twenty-five", "one hundred and two", "three and a half million"."""
    total = current = 0.0
    at, end, step = i, i, 1.0
    last_class, largest = 9, float("inf")  # 9: nothing yet; 0: a one, 1: a ten, 2: a scale
    while at < len(t) and t.sentence[at] == t.sentence[i]:
        word = t.lower[at]
        if word in words.ones:
            one = words.ones[word]
            if last_class == 0 or (last_class == 1 and not 0 < one < 10):
                break
            current, last_class, step = current + one, 0, 1.0
        elif word in words.tens:
            if last_class in (0, 1):
                break
            current, last_class, step = current + words.tens[word], 1, 1.0
        elif word in words.scales:
            scale = float(words.scales[word])
            if at == i:
                current = 1.0
            if word == "hundred" or word == "dozen":
                if current >= scale and word == "hundred" and current >= 100:
                    break
                current = (current or 1.0) * scale
            else:
                if scale >= largest:
                    # "hundred thousand million": take the scales as one factor
                    current, total = (total + current) * scale, 0.0
                else:
                    total, current = total + (current or 1.0) * scale, 0.0
                largest = scale
            last_class, step = 2, scale
        else:
            break
        at += 1
        end = at
        if (
            (
                t.word(at) in _HYPHENS
                and at + 1 < len(t)
                and t.glued[at]
                and t.glued[at + 1]
                and _goes_on(t, at + 1, words, last_class)
            )
            or (t.word(at) in ("and", "&") and last_class == 2 and _goes_on(t, at + 1, words, last_class))
            or (
                t.word(at) == ","
                and last_class == 2
                and step >= 1000
                and t.word(at + 1) in words.ones
                and t.word(at + 2) in ("hundred", "thousand")
            )
        ):
            at += 1
    if end == i:
        return None
    value = total + current
    # a digit does not continue a word
    half = _and_a_part(t, end, words)
    if half is not None:
        value, end = value + half[0] * (step if step > 1 else 1.0), half[1]
        scaled, _, end = _scaled(t, end, value, 1.0, words) if step == 1 else (value, step, end)
        step, value = (scaled / value * 0.1 if value else 1.0), scaled
    elif end == i + 1:
        # two thirds, one-half, three quarters
        k = end + 1 if t.word(end) in _HYPHENS and end + 1 < len(t) and t.glued[end] == t.glued[end + 1] else end
        bottom = words.fractions.get(t.word(k))
        if (
            bottom
            and 0 < value < max(bottom, 10)
            and (value == 1) != t.word(k).endswith("s")
            and t.word(i) in words.ones
        ):
            end = k + 1
            value, step, end = _scaled(t, end, value / bottom, 0.01, words)
            return Numeral(i, end, whole(value), whole(value), whole(value), step, fraction=True, spelled=True)
    if t.word(end) in words.short_scales and t.word(end) in ("mil", "mio") and not t.glued[end]:
        value, end = value * 1e6, end + 1
    return Numeral(
        i, end, whole(value), whole(value), whole(value), step, article=value == 1 and end == i + 1, spelled=True
    )


def _goes_on(t: Tokens, at: int, words: Words, last_class: int) -> bool:
    word = t.word(at)
    if last_class == 1:
        return 0 < words.ones.get(word, 0) < 10 or word in words.scales
    return word in words.scales or (last_class == 2 and (word in words.ones or word in words.tens))


def _part(t: Tokens, i: int, words: Words) -> Numeral | None:
    """ "half", "a third", "half a million", "a dozen", "a hundred", "a few", "a couple of"."""
    word = t.lower[i]
    k = i
    if word in ("a", "an"):
        k = i + 1
        if k >= len(t) or t.line[k] or t.sentence[k] != t.sentence[i]:
            return None
        word = t.lower[k]
        if word in ("good", "whole", "full", "further", "mere", "record"):
            k += 1
            word = t.word(k)
        if word in words.vague and word in ("few", "couple", "handful", "number"):
            return _vague(t, i, words)
        if word in ("hundred", "thousand", "million", "billion", "trillion", "dozen"):
            inner = _spelled(t, k, words) if word != "dozen" else None
            if inner is None:
                return Numeral(i, k + 1, 12, 12, 12, 1.0, spelled=True)
            if t.word(k + 1) == "or" and t.word(k + 2) == "so":
                return Numeral(i, inner.last, inner.value, inner.low, inner.high, inner.step, spelled=True)
            return Numeral(i, inner.last, inner.value, inner.low, inner.high, inner.step, spelled=True)
        if t.phrase_at(k + 1, ("and", "a", "half")) and word not in words.stops:
            return Numeral(i, i + 1, 1, 1, 1, spelled=True)  # "a year and a half": the unit adds its half
        if word not in ("half", "quarter", "third", "fifth", "tenth", "fourth", "sixth", "seventh", "eighth", "ninth"):
            return None
    if word == "dozen":
        return Numeral(i, i + 1, 12, 12, 12, 1.0, spelled=True)
    if word == "half":
        j = k + 1
        if t.word(j) in _HYPHENS and j + 1 < len(t) and t.glued[j]:
            j += 1
        if t.word(j) in ("a", "an"):
            j += 1
            if t.word(j) in words.scales:
                scale = words.scales[t.word(j)]
                return Numeral(i, j + 1, whole(scale / 2), whole(scale / 2), whole(scale / 2), scale / 2, spelled=True)
            return Numeral(i, j, 0.5, 0.5, 0.5, 0.1, fraction=True, spelled=True)
        if t.word(j) in ("dozen", "million", "billion", "thousand", "trillion", "century"):
            if t.word(j) == "century":
                return None
            scale = words.scales[t.word(j)]
            return Numeral(i, j + 1, whole(scale / 2), whole(scale / 2), whole(scale / 2), scale / 2, spelled=True)
        if t.word(k + 1) in ("of", "the", "its", "his", "their", "all", "our", "that") or k > i:
            return Numeral(i, k + 1, 0.5, 0.5, 0.5, 0.1, fraction=True, spelled=True)
        return None
    bottom = words.fractions.get(word)
    if bottom and word == "quarter" and t.word(k + 1) in ("million", "billion", "trillion"):
        value = words.scales[t.word(k + 1)] / bottom
        return Numeral(i, k + 2, whole(value), whole(value), whole(value), value, spelled=True)
    if bottom and k > i and (t.word(k + 1) in ("of", "less", "more", "percent") or t.word(k + 1) in words.scales):
        if t.word(k + 1) == "of" and t.word(k + 2) == "a" and t.word(k + 3) in ("million", "billion", "trillion"):
            value = words.scales[t.word(k + 3)] / bottom
            return Numeral(i, k + 4, whole(value), whole(value), whole(value), value, spelled=True)
        if t.word(k + 1) not in ("of", "less", "more"):
            return None
        return Numeral(i, k + 1, 1 / bottom, 1 / bottom, 1 / bottom, 0.01, fraction=True, spelled=True)
    return None


def _vague(t: Tokens, i: int, words: Words) -> Numeral | None:
    """ "dozens", "hundreds of thousands", "several hundred", "a few", "a number of"."""
    k = i
    if t.lower[k] in ("a", "an"):
        k += 1
        if t.word(k) == "good":
            k += 1
    word = t.lower[k]
    low, high = words.vague[word]
    end = k + 1
    if word in ("couple", "handful", "number"):
        if t.word(end) != "of" and not (
            word == "couple" and end < len(t) and t.kinds[end] == "w" and t.word(end).endswith("s")
        ):
            return None
        if word in ("number", "handful") and k == i:
            return None
        if word == "couple" and t.word(k - 1) == "the":
            return None
    if word in ("few",) and (
        (k == i and t.word(i - 1) not in ("past", "last", "next", "another", "previous", "coming"))
        or t.word(end) == "of"
    ):
        return None
    if (
        word in ("tens", "billions", "trillions", "millions", "thousands", "hundreds", "scores", "dozens")
        and t.word(i - 1) == "the"
        and t.word(end) != "of"
    ):
        return None
    if word == "scores" and t.word(end) != "of":
        return None
    # a scale behind it: several hundred, a couple of thousand, tens of thousands, hundreds of millions
    j = end + 1 if t.word(end) == "of" else end
    scaled = words.vague_scaled.get(word)
    scale_word = t.word(j)
    scale = words.scales.get(scale_word) or words.scales.get(scale_word[:-1] if scale_word.endswith("s") else "")
    if scaled and scale and scale_word not in ("dozens",):
        plural = scale_word.endswith("s")
        # a vague count of a scale goes up to just below the next step
        low_scaled = scaled[0] * scale
        top = (int(scaled[1]) + 1) * scale - 1
        return Numeral(
            i, j + 1, None, whole(low_scaled), whole(top), float(scale), vague=word, plural=plural, spelled=True
        )
    if word == "tens":
        return None
    plural = t.word(end) == "of"
    return Numeral(
        i, end, None, whole(low), None if high is None else whole(high), 1.0, vague=word, plural=plural, spelled=True
    )
