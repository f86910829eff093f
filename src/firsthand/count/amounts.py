"""Amounts of a text: numerals with operator, unit and counted noun. What has no meaning as an amount keeps its reason."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from firsthand.count.ages import is_age, listed
from firsthand.count.amount import Amount
from firsthand.count.change import change_before
from firsthand.count.joined import coins, ranged, references, shared
from firsthand.count.measures import and_half, money_at, people_follow, really_unit, signed
from firsthand.count.nouns import Counted, counted_at, is_plural
from firsthand.count.numerals import Numeral, numeral_at, whole
from firsthand.count.operators import Modifier, bounds, modifier_after, modifier_before
from firsthand.count.tokens import Tokens
from firsthand.count.traps import trap
from firsthand.count.units import Units, lexicon, money_before, unit_at
from firsthand.count.words import Words
from firsthand.data.language import Language
from firsthand.model.figure import Number, Operator

_BRACKETS: Final = {"(": ")", "[": "]", "{": "}", "<": ">"}


_TURNED: Final = frozenset("rotate rotated turn turned angle angles tilt azimuth bearing slope incline".split())  # noqa: SIM905  # a line of words


_HYPHENS: Final = frozenset("-‐‑–")


_COMPARED: Final = frozenset(["as", "more", "less", "the", "that", "its", "larger", "his", "their", "what"])


_TIME: Final = frozenset(["day", "hour", "week", "month", "year", "minute", "second", "night", "decade"])


def amounts(t: Tokens, language: Language) -> tuple[Amount, ...]:
    """Every number of the text, in order, traps among them."""
    words = language.table("count", Words)
    units = lexicon(language)
    starters = _starters(language)
    found: list[Amount] = []
    i, n = 0, len(t)
    kinds, lower = t.kinds, t.lower
    while i < n:
        if kinds[i] != "n" and lower[i] not in starters:
            i += 1
            continue
        numeral = numeral_at(t, i, words)
        if numeral is None:
            i += 1
            continue
        amount = _amount(t, numeral, words, units, _measured_to(found))
        if found and found[-1].trap is None and found[-1].counted and numeral.first < found[-1].counted.last:
            amount = replace(amount, trap="name")  # "12 Falcon 9 rockets"
        found.append(amount)
        i = max(numeral.last, amount.number_last, amount.written_unit.last if amount.written_unit else 0, i + 1)
    return tuple(listed(t, ranged(t, shared(t, coins(t, references(t, found)), words), words), _people(words)))


def _measured_to(found: list[Amount]) -> int:
    """Where the unit of the last amount ends: what stands before belongs to it."""
    if not found:
        return 0
    last = found[-1]
    return last.written_unit.last if last.written_unit is not None else last.number_last


@cache
def _starters(language: Language) -> frozenset[str]:
    words = language.table("count", Words)
    return frozenset(
        {
            *words.ones,
            *words.tens,
            *(word for word in words.multiples if word.endswith("fold")),
            "twice",
            *words.vague,
            "hundred",
            "thousand",
            "million",
            "billion",
            "trillion",
        }
        | {"half", "quarter", "third", "a", "an", "dozen"}
    )


def _amount(t: Tokens, n: Numeral, words: Words, units: Units, behind: int) -> Amount:
    """The amount around numeral `n`; tokens before `behind` belong to the amount before it."""
    first, last = n.first, n.last
    number_last = last
    kind, unit, over, written = "count", None, None, None
    value_scale = 1.0
    # money before: $22 billion, US$1.2m, EUR 125
    sign = None if n.spelled and not n.vague else money_before(t, first, units, after=behind)
    if (
        sign is None
        and first > 1
        and not n.spelled
        and n.value
        and t.lower[first - 1] == "-"
        and t.glued[first]
        and t.glued[first - 1]
    ):
        sign = money_before(t, first - 1, units)  # $-99.99
        if sign is not None:
            n = replace(n, value=-n.value, low=-n.value, high=-n.value)
    if sign is not None:
        first = sign[1]
        kind, unit, value_scale = "money", sign[0].key, sign[0].scale
        letter = t.word(last)
        if (
            last < len(t)
            and letter in words.short_scales
            and (t.glued[last] or len(letter) > 1)
            and not (letter == "mm" and not t.glued[last])
        ):
            value_scale = words.short_scales[letter]
            last = number_last = last + 1
    elif last < len(t) and t.glued[last] and t.lower[last] in words.short_scales and not n.spelled:
        letter = t.lower[last]
        if letter in ("k", "bn", "mn", "tn", "trn", "mio") and t.raw(last) != "K":
            value_scale = words.short_scales[letter]
            last = number_last = last + 1
        elif letter == "m" and (
            (
                t.raw(last) == "M"
                and last + 1 < len(t)
                and t.raw(last + 1).islower()
                and t.lower[last + 1] not in words.stops
            )
            or money_at(t, last + 1, units)
            or people_follow(t, last + 1, words)
        ):
            value_scale = 1e6
            last = number_last = last + 1
    elif last < len(t) and t.lower[last] in ("bn", "tn", "mn") and not t.glued[last]:
        value_scale = words.short_scales[t.lower[last]]
        last = number_last = last + 1
    dashed = last + 1 < len(t) and t.lower[last] in _HYPHENS and t.glued[last] and t.glued[last + 1]
    at = last + 1 if dashed else last
    same_line = at < len(t) and t.sentence[at] == t.sentence[n.first] and not t.line[at]
    plural_of = n.vague is not None and n.plural
    unit_from = at + 1 if plural_of and t.word(at) == "of" else at
    if (
        t.word(unit_from)
        in (
            "more",
            "additional",
            "further",
            "whole",
            "full",
            "consecutive",
            "straight",
            "long",
            "short",
            "other",
            "calendar",
            "whopping",
            "square-",
            "solid",
        )
        and not dashed
        and unit_from + 1 < len(t)
    ):
        later = unit_at(t, unit_from + 1, units) if same_line else None
        skip = 1 if later is not None and later.word.kind in ("duration", "distance") else 0
    else:
        skip = 0
    found = unit_at(t, unit_from + skip, units, glued=unit_from < len(t) and t.glued[unit_from]) if same_line else None
    if found is None and same_line and at + 2 < len(t) and t.lower[at] in _BRACKETS and not dashed:
        inner = unit_at(t, at + 1, units)
        if inner is not None and t.word(inner.last) == _BRACKETS[t.lower[at]]:
            found = replace(inner, last=inner.last + 1)
    if found is not None and sign is not None and found.last < len(t) and t.kinds[found.last] == "n":
        found = None  # "$ 20,000 $ 37,305": the second sign is the next number's
    if found is not None and not really_unit(t, n, found, words, dashed=dashed, money=sign is not None):
        found = None
    if found is not None and (sign is None or found.word.kind == "money"):
        kind, unit, written = found.word.kind, found.word.key, found
        value_scale = value_scale if found.word.scale == 1.0 else found.word.scale
        last = found.last
        over = found.over.key if found.over else None
    # 75 USD million
    if (
        found is not None
        and kind == "money"
        and n.value is not None
        and t.word(last) in ("million", "billion", "trillion", "thousand")
        and value_scale == 1.0
    ):
        value_scale = words.scales[t.word(last)]
        last = number_last = last + 1
    # half an hour, a year and a half
    if found is not None and kind == "duration" and n.value is not None:
        part = and_half(t, last)
        if part and float(n.value) < 100:
            n = replace(n, value=n.value + 0.5, low=n.value + 0.5, high=n.value + 0.5, step=0.1)
            last = number_last = part
    if value_scale != 1.0 and n.value is not None:
        scaled = whole(n.value * value_scale)
        n = replace(n, last=number_last, value=scaled, low=scaled, high=scaled, step=n.step * value_scale, year=False)
    # signs: -40 degrees, ±5 %
    first, n = signed(t, first, n, kind, measured=unit is not None)
    before = modifier_before(t, first, words, kind=kind)
    reason = trap(
        t,
        n,
        words,
        modified=before is not None and before.op is not Operator.EXACT,
        unit=unit is not None,
        signed=sign is not None,
        behind=behind,
    )
    counted: Counted | None = None
    if unit == "degree" and _TURNED & {t.lower[k] for k in range(max(0, first - 4), min(len(t), last + 3))}:
        kind = "angle"
    # ages: a 32-year-old, aged 32, five years old
    if unit in ("year", "month", "week", "day") and t.word(last) in _HYPHENS and t.word(last + 1) in ("old", "olds"):
        kind, last = "age", last + 2
    elif unit in ("year", "month", "week", "day") and (
        t.word(last) in ("old",) or (t.word(last) == "of" and t.word(last + 1) == "age")
    ):
        kind, last = "age", last + (2 if t.word(last) == "of" else 1)
    elif unit is None and t.word(last) == "yo" and not t.line[last]:
        kind, unit, last = "age", "year", last + 1
    elif unit is None and reason is None and is_age(t, n):
        kind, unit = "age", "year"
    per: str | None = None
    if kind in ("count",) and reason is None and n.value != 0:
        fraction_of = n.fraction
        if not dashed:
            counted = (
                counted_at(t, last, words, of=plural_of or fraction_of, one=n.value == 1)
                if same_line or plural_of
                else None
            )
        else:
            counted = _attributive(t, last + 1, words)
        if t.word(last) == "times" and (t.word(last + 1) in _COMPARED or t.word(last + 1).endswith("er")):
            kind, unit, counted, last = "multiple", "ratio", None, last + 1
        elif n.times:
            kind, unit, counted = "multiple", "ratio", None
        if counted is not None:
            last = counted.last
            if n.fraction:
                kind = "ratio"
        elif n.fraction:
            kind = "ratio"
        if n.fraction and unit is None:
            unit = "ratio"
    if kind not in ("share", "points", "age"):
        per = _per(t, last, words)
    op, low, high, first, last, name, adding = _bounded(t, n, first, last, kind, unit, before, words)
    if reason is None and n.article and not _one_counts(t, n, counted, kind, before, words):
        reason = "article"
    return Amount(
        first=first,
        last=last,
        number_first=n.first if sign is None else sign[1],
        number_last=number_last,
        numeral=n,
        op=op,
        value=n.value,
        low=low,
        high=high,
        kind=kind,
        unit=unit,
        over=over,
        counted=counted,
        per=per or (over if over in _TIME else None),
        change=change_before(
            t, first, last, words, "index" if counted is not None and counted.head == "point" else kind
        ),
        modifier=name,
        adding=adding,
        trap=reason,
        sentence=t.sentence[n.first],
        written_unit=written,
    )


def _bounded(
    t: Tokens, n: Numeral, first: int, last: int, kind: str, unit: str | None, before: Modifier | None, words: Words
) -> tuple[Operator, Number | None, Number | None, int, int, str | None, bool]:
    op, name, adding = (Operator.VAGUE if n.vague else Operator.EXACT), None, False
    if before is not None:
        first, name = before.first, before.words
        adding = before.adding
        if before.op is not Operator.EXACT:
            op = before.op
    after = modifier_after(t, last, n.last, words)
    if after is not None and op in (Operator.EXACT, Operator.VAGUE):
        op, name = after.op, after.words
        last = max(last, after.last) if after.inside else last
    discrete = kind == "count"
    low, high = bounds(n, op, name, discrete=discrete, kind=kind, words=words)
    return op, low, high, first, last, name, adding


def _attributive(t: Tokens, i: int, words: Words) -> Counted | None:
    """The noun of "a 12-member crew", "40-strong force": one word."""
    if i >= len(t) or t.kinds[i] != "w" or t.lower[i] in ("odd", "something", "ish", "fold", "day", "and"):
        return None
    if t.lower[i] == "strong":
        return None
    return Counted(
        i, i + 1, t.lower[i] if not is_plural(t.lower[i], t.raw(i), words) else t.lower[i].removesuffix("s"), False
    )


def _per(t: Tokens, last: int, words: Words) -> str | None:
    """The unit of time that an amount is per: "21 a day", "1,000 casualties every day", "300 drones daily"."""
    word = t.word(last)
    if word in words.daily:
        return words.daily[word]
    for k in (last, last + 1, last + 2):
        if k > last and (
            t.word(k - 1) in (".", ",", ";", "in", "for", "on") or (k - 1 < len(t) and t.kinds[k - 1] != "w")
        ):
            break
        if t.word(k) in ("per", "a", "each", "every", "/") and t.word(k + 1) in _TIME:
            if t.word(k) == "a" and t.word(k + 2) in (
                "ago",
                "earlier",
                "later",
                "before",
                "after",
                "previously",
                "and",
                "in",
            ):
                return None
            return t.word(k + 1)
    return None


def _one_counts(
    t: Tokens, n: Numeral, counted: Counted | None, kind: str, before: Modifier | None, words: Words
) -> bool:
    """Whether "one" is a number: with a unit, an operator, a fraction, "one person killed", "another one"."""
    if kind in ("distance", "area", "mass", "duration", "money", "share", "points", "volume", "temperature", "age"):
        return not (
            kind == "duration"
            and t.word(n.last) in ("day", "night", "time")
            and (before is None or before.op is Operator.EXACT)
            and t.word(n.first - 1) not in ("for", "in", "within", "than", "least", "after")
        )
    if before is not None and before.op is not Operator.EXACT:
        return True
    if t.word(n.last) in ("in", "out") and n.last + 1 < len(t):
        return False  # read as a ratio elsewhere
    if counted is None:
        return (
            t.word(n.last) in ("killed", "dead", "wounded", "injured", "missing")
            and t.word(n.last + 1) not in words.ones
        )
    return counted.head in _people(words)


_PEOPLE: dict[int, frozenset[str]] = {}


def _people(words: Words) -> frozenset[str]:
    known = _PEOPLE.get(id(words))
    if known is None:
        known = _PEOPLE[id(words)] = frozenset(words.things["person"])
    return known
