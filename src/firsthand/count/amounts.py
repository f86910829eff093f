"""Amounts: a numeral with its operator, unit and counted noun. What has no meaning as an amount keeps its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from firsthand.count.nouns import Counted, counted_at, is_plural
from firsthand.count.numerals import Numeral, numeral_at, whole
from firsthand.count.operators import Modifier, bounds, modifier_after, modifier_before
from firsthand.count.tokens import Tokens
from firsthand.count.traps import trap
from firsthand.count.units import Unit, Units, lexicon, money_before, unit_at
from firsthand.count.words import Words
from firsthand.data.language import Language
from firsthand.model.figure import Change, Number, Operator

_HYPHENS: Final = frozenset("-‐‑–")
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}", "<": ">"}
_TURNED: Final = frozenset("rotate rotated turn turned angle angles tilt azimuth bearing slope incline".split())
_COMPARED: Final = frozenset(["as", "more", "less", "the", "that", "its", "larger", "his", "their", "what"])
_TIME: Final = frozenset(["day", "hour", "week", "month", "year", "minute", "second", "night", "decade"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Tokens first..last-1: operator, number, unit or counted noun. `number_first..number_last` is the number alone.

    `kind` is the unit's ("distance", "money", "share", ...) or "count", "ratio", "age", "multiple".
    `of_last` ends the second number of "one in ten". `trap` says why it counts nothing (None: it does).
    """

    first: int
    last: int
    number_first: int
    number_last: int
    numeral: Numeral
    op: Operator
    value: Number | None
    low: Number | None
    high: Number | None
    kind: str = "count"
    unit: str | None = None
    over: str | None = None
    counted: Counted | None = None
    per: str | None = None
    change: Change | None = None
    modifier: str | None = None
    adding: bool = False
    trap: str | None = None
    sentence: int = 0
    shared: bool = False  # unit or noun taken over from the next amount of a list
    written_unit: Unit | None = None


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
        amount = _amount(t, numeral, words, units)
        found.append(amount)
        i = max(numeral.last, amount.number_last, amount.written_unit.last if amount.written_unit else 0, i + 1)
    return tuple(_ranged(t, _shared(t, _coins(t, _named(t, found)), words), words))


def _named(t: Tokens, found: list[Amount]) -> list[Amount]:
    """ "Phases 3, 5 and 7", "Figs. 2 and 3": what follows a reference in a list is one as well."""
    out: list[Amount] = []
    for b in found:
        a = out[-1] if out else None
        if (
            a is not None
            and a.trap in ("name", "reference")
            and b.trap is None
            and b.unit is None
            and b.counted is None
            and a.sentence == b.sentence
            and 0 < b.first - a.number_last <= 2
            and all(t.lower[k] in (",", "and", "or", "&", "-", "–") for k in range(a.number_last, b.first))
        ):
            b = replace(b, trap=a.trap)
        out.append(b)
    return out


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


def _amount(t: Tokens, n: Numeral, words: Words, units: Units) -> Amount:
    first, last = n.first, n.last
    number_last = last
    kind, unit, over, written = "count", None, None, None
    value_scale = 1.0
    # money before: $22 billion, US$1.2m, EUR 125
    sign = None if n.spelled and not n.vague else money_before(t, first, units)
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
        kind, unit = "money", sign[0].key
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
        elif letter == "m" and (_money_at(t, last + 1, units) or _people_follow(t, last + 1, words)):
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
    if found is not None and not _really_unit(t, n, found, words, dashed=dashed, money=sign is not None):
        found = None
    if found is not None:
        if sign is None or found.word.kind == "money":
            kind, unit, written = found.word.kind, found.word.key, found
            last = found.last
            over = found.over.key if found.over else None
        elif found.first == at and False:
            pass
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
        part = _and_half(t, last)
        if part and float(n.value) < 100:
            n = replace(n, value=n.value + 0.5, low=n.value + 0.5, high=n.value + 0.5, step=0.1)
            last = number_last = part
    if value_scale != 1.0 and n.value is not None:
        scaled = whole(n.value * value_scale)
        n = replace(n, last=number_last, value=scaled, low=scaled, high=scaled, step=n.step * value_scale, year=False)
    # signs: -40 degrees, ±5 %
    first, n = _signed(t, first, n, kind, measured=unit is not None)
    before = modifier_before(t, first, words, kind=kind)
    reason = trap(
        t,
        n,
        words,
        modified=before is not None and before.op is not Operator.EXACT,
        unit=unit is not None,
        signed=sign is not None,
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
    elif unit is None and reason is None and _aged(t, n):
        kind, unit = "age", "year"
    per: str | None = None
    if kind in ("count",) and reason is None and n.value != 0:
        fraction_of = n.fraction
        if not dashed or (last + 1 < len(t) and not n.spelled and False):
            counted = (
                counted_at(t, last, words, of=plural_of or fraction_of, one=n.value == 1)
                if same_line or plural_of
                else None
            )
        elif dashed:
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
        change=_change(t, first, words, kind),
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


def _money_at(t: Tokens, i: int, units: Units) -> bool:
    found = unit_at(t, i, units)
    return found is not None and found.word.kind == "money"


def _people_follow(t: Tokens, i: int, words: Words) -> bool:
    """Whether what follows "35m" makes it millions: "of its ...", or a plural within three words."""
    if t.word(i) == "of":
        return True
    found = counted_at(t, i, words)
    return found is not None and found.plural and found.last - i <= 5


def _and_half(t: Tokens, i: int) -> int:
    return i + 3 if t.phrase_at(i, ("and", "a", "half")) else 0


def _really_unit(t: Tokens, n: Numeral, found: Unit, words: Words, *, dashed: bool, money: bool) -> bool:
    """Short symbols are units only where they look like it: "5 m" and "5m", not "5 in the morning" or "76 men"."""
    raw = t.raw(found.first)
    single = found.last - found.first == 1
    key = found.word.key
    if key == "inch" and t.lower[found.first] in ("in",):
        return False
    if t.lower[found.first] == "in" and single:
        return False
    if raw == '"' or raw == "″":
        if not t.glued[found.first] or n.spelled:
            return False
        # a closing quotation mark, not an inch, where one is open
        opened = t.text.count('"', max(0, t.starts[found.first] - 300), t.starts[found.first])
        return opened % 2 == 0 and n.value is not None and n.value < 200
    if money and found.word.kind not in ("money", "share"):
        return False
    if single and len(raw) <= 2 and raw.isalpha() and n.spelled:
        return False
    if (
        single
        and raw in ("A", "V", "N", "R", "T", "B", "s", "d", "h", "g", "L", "l", "J", "W", "M")
        and not t.glued[found.first]
    ):
        nxt = t.word(found.last)
        return (
            raw in ("g", "s", "h", "V", "W", "N", "J", "L", "l", "d", "A")
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
    if (
        key == "second"
        and t.lower[found.first] == "second"
        and n.value is not None
        and n.value != 1
        and not dashed
        and n.spelled
        and t.word(found.last) not in ("",)
        and t.kinds[found.last] == "w"
        and t.lower[found.last] not in words.stops
        and False
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
    if key == "minute" and raw == "Min" and not t.glued[found.first]:
        return False
    return True


def _clock(t: Tokens, n: Numeral) -> bool:
    """2.17 before pm: two decimals below sixty."""
    hour, _, minute = t.raw(n.first).partition(".")
    return len(minute) == 2 and minute.isdigit() and int(minute) < 60 and hour.isdigit() and int(hour) <= 12


_WARM: Final = frozenset(
    "temperature temperatures degrees heat cold warm weather celsius fahrenheit highs lows oven thermostat convert freezing boiling hot cool set melts melting boils kelvin into equals".split()
)


def _warm(t: Tokens, n: Numeral, found: Unit) -> bool:
    """Whether a bare C or F behind a number means a temperature: "-10C", "35C heat", not "777F" or "an F-Series"."""
    nxt = found.last
    if nxt < len(t) and (
        t.lower[nxt] in _HYPHENS and t.glued[nxt] or t.capital(nxt) or (t.lower[nxt] == "/" and t.glued[nxt])
    ):
        return False
    if n.value is None or n.value >= 10_000:
        return False
    if n.first and t.lower[n.first - 1] in ("-", "−") or isinstance(n.value, float):
        return True
    low, high = max(0, n.first - 12), min(len(t), nxt + 12)
    around = {t.lower[k] for k in range(low, high) if t.sentence[k] == t.sentence[n.first]}
    return bool(around & _WARM) or (len(around) < 6 and "°" not in around)


def _signed(t: Tokens, first: int, n: Numeral, kind: str, *, measured: bool) -> tuple[int, Numeral]:
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


def _aged(t: Tokens, n: Numeral) -> bool:
    """aged 32; ages 13, 17 and 19; "Petrenko, 41," between commas after a name."""
    if not isinstance(n.value, int) or not 0 < n.value < 121 or (n.last - n.first != 1 and not n.spelled):
        return False
    k = n.first - 1
    for _ in range(8):
        if k < 0:
            return False
        if t.kinds[k] == "n" or t.lower[k] in (
            ",",
            "and",
            "between",
            "from",
            "to",
            "-",
            "–",
            "or",
            "just",
            "only",
            "about",
            "around",
            "over",
            "under",
        ):
            k -= 1
            continue
        break
    if t.word(k) in ("aged", "ages", "age") and t.lower[k] != "of":
        return True
    if t.word(n.first - 1) == "of" and t.word(n.first - 2) in ("age", "ages"):
        return True
    before, after = t.word(n.first - 1), t.word(n.last)
    name = n.first - 2
    if t.kinds[name] != "w" or name < 0 or t.sentence[name] != t.sentence[n.first]:
        return False
    follows = n.last + 1 if n.last + 1 < len(t) else n.last
    if before == "," and after in (",", ";", ")", "—", "–", "-"):
        return t.kinds[follows] != "n" and not (after == "-" and t.glued[follows] and t.glued[n.last])
    if before == "," and after == ".":
        return t.capital(name)
    return before == "(" and after == ")" and t.capital(name) and n.value >= 3 and t.capital(name - 1)


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
            if t.word(k) == "a" and t.word(k + 2) in ("ago", "earlier", "later", "before", "after", "and", "in"):
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


def _change(t: Tokens, first: int, words: Words, kind: str) -> Change | None:
    """ "rose by 12", "fell to 40", "up 3 %": the verb straight before the amount."""
    k = first - 1
    link = t.word(k)
    if link in ("by", "to"):
        k -= 1
        while t.word(k) in ("slightly", "sharply", "further", "again", "only", "yesterday", "recently") or (
            k >= 0 and t.lower[k].endswith("ly")
        ):
            k -= 1
    elif link in ("a", "an", "another"):
        k -= 1
        link = ""
    else:
        link = ""
    verb = t.word(k)
    if verb == "down" and t.word(k - 1) in (
        "shot",
        "shoot",
        "shooting",
        "shoots",
        "brought",
        "gunned",
        "took",
        "broke",
        "calm",
        "bring",
        "taken",
        "shut",
        "hunt",
        "hunted",
        "cut",
    ):
        return None
    if (
        verb in ("lost", "lose", "loses", "losing", "added", "cut", "fall", "up", "raise", "raised", "gained", "shed")
        and not link
        and verb not in ("up", "fall")
        and kind not in ("share", "points")
    ):
        return None
    if verb == "up" and (
        link == "to"
        or t.word(k - 1)
        in (
            "gave",
            "give",
            "gives",
            "giving",
            "given",
            "made",
            "make",
            "blew",
            "set",
            "picked",
            "took",
            "taken",
            "end",
            "ended",
            "rounded",
            "call",
            "called",
            "put",
            "signed",
            "lined",
            "turned",
            "showed",
            "backed",
            "racked",
        )
    ):
        return None
    if verb in words.change_up:
        return Change.ROSE_TO if link == "to" else Change.ROSE_BY
    if verb in words.change_down:
        return Change.FELL_TO if link == "to" else Change.FELL_BY
    return None


_COINS: Final = frozenset(["cent", "penny", "kopek"])


def _coins(t: Tokens, found: list[Amount]) -> list[Amount]:
    """ "3 dollars 50 cents", "15 dollars 50" as one amount of money."""
    out: list[Amount] = []
    for b in found:
        a = out[-1] if out else None
        if (
            a is not None
            and a.unit == "foot"
            and a.trap is None
            and b.trap is None
            and isinstance(a.value, int)
            and b.value is not None
            and 0 <= b.value < 12
            and a.sentence == b.sentence
            and t.lower[a.last : b.first] in ([], ["and"])
        ):
            inches = b.unit == "inch" or (
                b.unit is None
                and t.word(b.number_last) == "in"
                and t.word(b.number_last + 1) in (".", ",", "", "tall", "more", "and", "high", "long", "with")
            )
            if inches:
                end = b.last if b.unit == "inch" else b.number_last + 1
                value = a.value + b.value / 12
                out[-1] = replace(a, last=end, number_last=end, value=value, low=value, high=value)
                continue
        if (
            a is not None
            and a.kind == "money"
            and a.trap is None
            and a.unit not in _COINS
            and isinstance(a.value, int)
            and isinstance(b.value, int)
            and 0 < b.value < 100
            and b.trap is None
            and a.sentence == b.sentence
            and a.op is Operator.EXACT
            and a.written_unit is not None
            and (b.unit in _COINS or (b.unit is None and b.counted is None and t.kinds[a.last - 1] == "w"))
            and (b.first == a.last or (t.lower[a.last : b.first] == ["and"] and (b.unit in _COINS)))
        ):
            value = a.value + b.value / 100
            out[-1] = replace(a, last=b.last, number_last=b.last, value=value, low=value, high=value)
            continue
        out.append(b)
    return out


def _shared(t: Tokens, found: list[Amount], words: Words) -> list[Amount]:
    """ "45 and 50 mg", "12, 15 and 18 drones": an amount without a unit takes the next one's, when only a list mark parts them."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        a, b = out[i], out[i + 1]
        if a.trap is not None or b.trap is not None or a.sentence != b.sentence:
            continue
        if a.unit is not None or a.counted is not None or a.numeral.vague:
            continue
        between = [t.lower[k] for k in range(a.number_last, b.first)]
        if (
            not between
            or len(between) > 2
            or any(w not in (",", "and", "or", "to", "-", "–", "versus", "&") for w in between)
        ):
            continue
        if (
            b.unit is not None
            and b.kind not in ("money", "ratio", "age")
            and not (
                b.kind == "duration"
                and between != ["to"]
                and between != ["-"]
                and between != ["–"]
                and between != ["or"]
            )
        ):
            low, high = bounds(a.numeral, a.op, a.modifier, discrete=False, kind=b.kind, words=words)
            out[i] = replace(a, unit=b.unit, kind=b.kind, over=b.over, per=b.per, shared=True, low=low, high=high)
        elif (
            b.unit is None
            and b.counted is not None
            and b.kind == "count"
            and (between[-1] in ("and", "or", "to", "-", "–") or (b.shared and between == [","]))
        ):
            out[i] = replace(a, counted=b.counted, shared=True)
        elif b.kind == "money" and b.number_first == b.numeral.first and between[-1] in ("and", "or", "to", "-", "–"):
            out[i] = replace(a, unit=b.unit, kind="money", shared=True)
    return out


def _ranged(t: Tokens, found: list[Amount], words: Words) -> list[Amount]:
    """Ranges, "one in ten" and "n out of every m" put together; all else as it was."""
    out: list[Amount] = []
    i = 0
    while i < len(found):
        a = found[i]
        b = found[i + 1] if i + 1 < len(found) else None
        joined = None
        if b is not None and a.sentence == b.sentence:
            joined = _chance(t, a, b, words) or _range(t, a, b, words)
        if joined is not None:
            out.append(joined)
            i += 2
            continue
        out.append(a)
        i += 1
    return out


def _range(t: Tokens, a: Amount, b: Amount, words: Words) -> Amount | None:
    """ "2 to 2.5", "five to ten days", "between 40 and 60", "$350 to $680", "5–6 days"."""
    if (
        a.value is None
        or b.value is None
        or b.trap not in (None, "score", "name", "article")
        or a.trap not in (None, "score", "name", "article")
    ):
        return None
    end = a.last if a.unit is not None and not a.shared else a.number_last
    gap = [t.lower[k] for k in range(end, b.number_first)]
    if len(gap) > 3 or not gap:
        return None
    opened = t.word(a.first - 1) == "between" or t.word(a.number_first - 1) == "between"
    link = gap[0]
    rest = gap[1:]
    if rest and rest not in (["about"], ["around"], ["as", "many"], ["perhaps"], ["even"], ["to"]):
        return None
    if link == "and" and not opened:
        return None
    if link not in words.ranges and link != "and":
        return None
    if link == "or" and not (a.numeral.spelled and b.numeral.spelled and float(b.value) - float(a.value) == 1):
        return None
    if link in ("through", "until") and not a.unit:
        return None
    dash = link in ("-", "–", "‐", "‑", "−")
    if dash and not t.glued[b.number_first] == t.glued[end]:
        return None
    if a.kind != b.kind and a.unit is not None and b.unit is not None:
        return None
    if a.unit is not None and b.unit is not None and a.unit != b.unit:
        return None
    if a.unit is not None and not a.shared and b.unit is None and a.kind != "money":
        return None
    low, high = float(a.value), float(b.value)
    # "four to five thousand", "33-35 billion", "$8-10m": the scale behind the second belongs to both
    if (
        low < high
        and not a.unit
        and a.numeral.step <= 1
        and b.numeral.step >= 100
        and a.numeral.last - a.numeral.first == 1
        and b.number_last - b.numeral.first > 1
    ):
        scale = b.numeral.step
        while scale > 1 and high / scale < 1:
            scale /= 10
        scales = [
            words.scales.get(t.word(k)) or words.short_scales.get(t.word(k))
            for k in range(b.numeral.first, b.number_last)
        ]
        factor = 1.0
        for s in scales:
            factor *= s or 1
        if low < high / factor:
            low *= factor
    if a.kind == "money" and b.numeral.step >= 100 and low < high and a.numeral.step <= 1 and low * 1000 < high:
        factor = 1.0
        for k in range(b.numeral.first, b.number_last):
            factor *= words.scales.get(t.word(k)) or words.short_scales.get(t.word(k)) or 1
        low *= factor
    if low >= high:
        return None
    verb = t.word(a.first - 2) if t.word(a.first - 1) == "from" else ""
    if (
        t.word(a.first - 1) == "from"
        and (verb in words.change_up or verb in words.change_down or _moved(t, a.first - 2, words))
        and link == "to"
    ):
        return None
    if a.counted is not None and not a.shared and b.counted is not None and link != "to":
        return None
    if (dash or link in ("to",)) and a.trap == "name":
        return None
    if b.trap == "score" and not (b.unit or b.counted or opened):
        return None
    first = a.first
    if opened:
        first = min(first, a.number_first) - 1
    elif t.word(a.first - 1) == "from" and False:
        first -= 1
    kind, unit = (b.kind, b.unit) if b.unit is not None else (a.kind, a.unit)
    return replace(
        b,
        first=first,
        number_first=a.number_first,
        op=Operator.RANGE,
        value=None,
        low=whole(low),
        high=whole(high),
        kind=kind,
        unit=unit,
        change=a.change or b.change,
        modifier=a.modifier or ("between" if opened else link),
        trap=None if a.trap in (None, "score", "article") and b.trap in (None, "score") else a.trap or b.trap,
    )


def _moved(t: Tokens, k: int, words: Words) -> bool:
    """Whether one of the few words up to k says that something rose or fell."""
    for j in range(max(0, k - 4), k + 1):
        if (
            t.sentence[j] == t.sentence[k]
            and (t.lower[j] in words.change_up or t.lower[j] in words.change_down)
            and t.lower[j] not in ("up", "lost", "cut", "added")
        ):
            return True
    return False


def _chance(t: Tokens, a: Amount, b: Amount, words: Words) -> Amount | None:
    """ "one in ten", "three out of every 100 people", "one-in-a-million"."""
    if not isinstance(a.value, int) or not isinstance(b.value, int) or not 0 < a.value < b.value or a.numeral.fraction:
        return None
    gap = [t.lower[k] for k in range(a.number_last, b.number_first) if t.lower[k] not in _HYPHENS]
    every = "every" in gap or "each" in gap
    linked = gap in (
        ["in"],
        ["in", "every"],
        ["in", "each"],
        ["out", "of", "every"],
        ["of", "every"],
        ["out", "of", "each"],
        ["for", "every"],
    ) or (
        gap == ["out", "of"]
        and b.value in (3, 4, 5, 10, 20, 100, 1000)
        and a.value <= 9
        and b.value <= 100
        and not t.kinds[b.number_first] == "n"
    )
    if not linked or gap == ["for", "every"]:
        return None
    if gap == ["in"] and (
        b.unit is not None
        or b.value
        not in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10000, 100000, 1000000)
        or (a.value > 9 and b.value < 100)
        or b.trap is not None
    ):
        return None
    if b.counted is not None and b.counted.head in (
        "attack",
        "strike",
        "city",
        "town",
        "village",
        "region",
        "district",
        "country",
        "raid",
        "incident",
        "week",
        "place",
        "state",
        "location",
        "province",
        "area",
        "oblast",
        "governorate",
        "shooting",
    ):
        return None
    value = a.value / b.value
    low, high = bounds(
        replace(a.numeral, value=value, low=value, high=value),
        a.op,
        a.modifier,
        discrete=False,
        kind="ratio",
        words=words,
    )
    return replace(
        a,
        last=b.last if every or b.counted is None or gap == ["in"] else b.last,
        number_last=b.number_last,
        value=value,
        low=low,
        high=high,
        kind="chance",
        unit="ratio",
        counted=b.counted,
        trap=None,
        numeral=replace(a.numeral, value=value, low=value, high=value, last=b.numeral.last),
    )
