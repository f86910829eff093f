"""Units of measure and money: found beside a number, and turned into one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from firsthand.count.tokens import Tokens, phrase
from firsthand.count.words import UnitWord, UnitWords
from firsthand.data.language import Language

_HYPHENS: Final = frozenset("-‐‑–")
_EXPONENTS: Final = frozenset(["−1", "-1", "–1", "−2", "-2", "–2", "−3", "-3", "⁻¹", "⁻²", "⁻³"])

AWAY: Final = frozenset(["ago", "earlier", "later", "before", "after", "previously"])

Lexicon = dict[str, tuple[tuple[tuple[str, ...], UnitWord], ...]]


@dataclass(frozen=True, slots=True)
class Units:
    """Written forms by first token: `folded` whatever the case, `exact` as they stand, `signs` of money before a number."""

    folded: Lexicon
    exact: Lexicon
    signs: dict[str, tuple[tuple[tuple[str, ...], UnitWord], ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in the text: tokens first..last-1; `over` is what it is per ("km/h" as km over hour)."""

    word: UnitWord
    first: int
    last: int
    over: UnitWord | None = None
    over_thing: str | None = None


@cache
def lexicon(language: Language) -> Units:
    """Every written form of every unit of `language`; built once."""
    table = language.table("count_units", UnitWords)
    folded: dict[str, list[tuple[tuple[str, ...], UnitWord]]] = {}
    exact: dict[str, list[tuple[tuple[str, ...], UnitWord]]] = {}
    signs: dict[str, list[tuple[tuple[str, ...], UnitWord]]] = {}
    for unit in (*table.units, *table.money):
        for name in unit.names:
            forms = {name, name + "s"} if name[-1].isalpha() and not name.endswith("s") else {name}
            if name.endswith("y") and len(name) > 3:
                forms.add(name[:-1] + "ies")
            for form in sorted(forms):
                cut = phrase(form)
                folded.setdefault(cut[0], []).append((cut, unit))
                dashed = tuple(part for word in cut for part in (word, "-"))[:-1]
                if len(cut) > 1 and all(word.isalpha() for word in cut):
                    folded[cut[0]].append((dashed, unit))
        for code in (code for code in unit.symbols if unit.kind == "money" and len(code) == 3 and code.isalpha()):
            millions = replace(unit, scale=1e6)
            exact.setdefault(f"M{code}", []).append(((f"M{code}",), millions))
            signs.setdefault(f"M{code}", []).append(((f"M{code}",), millions))
        for symbol in unit.symbols:
            cut = _cut_exactly(symbol)
            exact.setdefault(cut[0], []).append((cut, unit))
            if unit.kind == "money":
                lowered = tuple(part.lower() for part in cut)
                for sign in sorted({cut, lowered}) if len(symbol) > 2 or "$" in symbol else [cut]:
                    signs.setdefault(sign[-1], []).append((sign, unit))
    return Units(_longest_first(folded), _longest_first(exact), _longest_first(signs))


def _cut_exactly(words: str) -> tuple[str, ...]:
    from firsthand.count.tokens import tokens

    cut = tokens(words)
    return tuple(cut.raw(i) for i in range(len(cut)))


def _longest_first(forms: dict[str, list[tuple[tuple[str, ...], UnitWord]]]) -> Lexicon:
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in forms.items()}


def unit_at(t: Tokens, i: int, units: Units, *, glued: bool = False) -> Unit | None:
    """The unit that begins at token i, the longest written form first. `glued`: it stands against the number."""
    if i >= len(t):
        return None
    found = _one(t, i, units, glued=glued)
    if found is None:
        return None
    word, last = found
    if (
        last < len(t)
        and t.glued[last]
        and t.kinds[last] in ("n", "w")
        and t.kinds[last - 1] == "w"
        and not _exponent(t, last)
    ):
        return None
    # an exponent: m s−1, g−1, cm-2
    over: UnitWord | None = None
    k = last
    if t.word(k) == "/" and k + 1 < len(t):
        below = _one(t, k + 1, units, glued=True)
        if below is not None:
            over, last = below
    elif t.word(k) == "-" and t.word(k + 1) in ("per", "an", "a") and t.word(k + 2) == "-":
        below = _one(t, k + 3, units, glued=False)
        if below is not None:
            over, last = below
    elif t.word(k) in ("per", "a", "an", "each", "every") and not (
        t.word(k) in ("a", "an") and word.kind in ("duration",)
    ):
        below = _one(t, k + 1, units, glued=False)
        if (
            below is not None
            and len(t.raw(k + 1)) > 1
            and below[0].kind not in ("share", "money")
            and not (t.word(k) in ("a", "an") and t.word(below[1]) in AWAY)  # "$1.2 billion a year earlier"
        ):
            over, last = below
    else:
        below = _one(t, k, units, glued=False) if k < len(t) and t.kinds[k] == "w" and len(t.lower[k]) <= 3 else None
        if below is not None and _exponent(t, below[1]):
            over, last = below[0], below[1] + _exponent(t, below[1])
        elif _exponent(t, k):
            last = k + _exponent(t, k)
    return Unit(word, i, last, over)


def _exponent(t: Tokens, k: int) -> int:
    """How many tokens the negative exponent at k takes, 0 when none stands there."""
    if k + 1 < len(t) and t.glued[k] and t.glued[k + 1] and t.lower[k] + t.lower[k + 1] in _EXPONENTS:
        return 2
    return 1 if k < len(t) and t.glued[k] and t.lower[k] in _EXPONENTS else 0


def _one(t: Tokens, i: int, units: Units, *, glued: bool) -> tuple[UnitWord, int] | None:
    raw = t.raw(i) if i < len(t) else ""
    best: tuple[UnitWord, int] | None = None
    for cut, unit in units.exact.get(raw, ()):
        n = len(cut)
        if n == 1 or all(i + k < len(t) and t.raw(i + k) == cut[k] for k in range(n)):
            best = unit, i + n
            break
    for cut, unit in units.folded.get(t.word(i), ()):
        n = len(cut)
        if best is not None and i + n <= best[1]:
            break
        if n == 1 or (t.lower[i : i + n] == list(cut) and all(t.glued[i + k] for k in range(1, n) if cut[k].isdigit())):
            best = unit, i + n
            break
    return best


def money_before(t: Tokens, i: int, units: Units, *, after: int = 0) -> tuple[UnitWord, int] | None:
    """(currency, first token) of a currency sign, code or name just before token i.

    `after`: the tokens before it belong to the amount before ("10 rmb 20 usd").
    """
    if i == 0:
        return None
    for cut, unit in units.signs.get(t.raw(i - 1), ()):
        n = len(cut)
        if i - n >= after and all(t.raw(i - n + k) == cut[k] for k in range(n)):
            if cut[-1].isalpha() and len(cut[-1]) < 2:
                continue
            if n == 2 and cut[0] in ("a", "s") and not t.glued[i - 1]:
                continue  # "a $ 700 million contract"
            return unit, i - n
    if t.raw(i - 1) == "PS" and t.glued[i] and i - 1 >= after and (_sum(t, i) or not t.raw(i).isdigit()):
        pound = next((unit for cut, unit in units.signs.get("£", ()) if len(cut) == 1), None)
        return None if pound is None else (pound, i - 1)  # how plain ASCII has a pound sign: PS2.7m
    if i - 1 >= after and t.raw(i - 1).islower() and len(t.raw(i - 1)) > 3 and not t.glued[i]:
        for cut, unit in units.folded.get(t.lower[i - 1], ()):
            if len(cut) == 1 and unit.kind == "money" and t.lower[i - 1] == unit.long and _sum(t, i):
                return unit, i - 1  # "dollar 22.5 million"
    return None


def _sum(t: Tokens, i: int) -> bool:
    """Whether the number at i is written as sums of money are: 22.5 million, 100,000."""
    return "," in t.raw(i) or t.word(i + 1) in ("million", "billion", "trillion", "thousand")


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(cache_folder=None)


@cache
def factor(unit: str, into: str) -> tuple[float, float] | None:
    """(slope, offset) such that `value * slope + offset` turns `unit` into `into`; None when they do not measure the same.

    Both are names that pint knows ("kilometer", "mile**2", "degF"). pint is loaded at the first call.
    """
    registry = _registry()
    try:
        at_zero = registry.Quantity(0.0, unit).to(into).magnitude
        at_one = registry.Quantity(1.0, unit).to(into).magnitude
    except Exception as error:
        if type(error).__module__.startswith("pint"):
            return None
        raise
    return float(at_one - at_zero), float(at_zero)


@cache
def by_key(language: Language) -> dict[str, UnitWord]:
    """Units and currencies by the key that figures carry."""
    table = language.table("count_units", UnitWords)
    return {unit.key: unit for unit in (*table.units, *table.money)}


def convert(value: float, unit: str, into: str, language: Language) -> float | None:
    """`value` in `into` instead of `unit` (keys as figures carry them); None when they do not measure the same."""
    known = by_key(language)
    a, b = known.get(unit), known.get(into)
    if a is None or b is None or a.pint is None or b.pint is None:
        return None
    line = factor(a.pint, b.pint)
    return None if line is None else value * line[0] + line[1]
