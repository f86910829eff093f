"""Amounts told as other annotation projects tell them.

The product has one convention, that of the war annotation rules. Public sets differ: NewsQuant (Almasian
et al. 2023) counts "one" before a noun, has its own names of units and its own reading of "dozens";
MeasEval (SemEval-2021 task 8) wants the span of number and unit. These views serve comparison and nothing
else; no stage imports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from firsthand.count.amounts import Amount, amounts
from firsthand.count.nouns import counted_at
from firsthand.count.tokens import Tokens, tokens
from firsthand.count.units import by_key
from firsthand.count.words import Words
from firsthand.data.language import Language
from firsthand.model.figure import Change, Operator

_NEWSQUANT_OPS: Final = {
    Operator.EXACT: "=",
    Operator.RANGE: "=",
    Operator.VAGUE: "=",
    Operator.ABOUT: "~",
    Operator.NEARLY: "~",
    Operator.AT_LEAST: ">",
    Operator.MORE_THAN: ">",
    Operator.AT_MOST: "<",
    Operator.LESS_THAN: "<",
    Operator.UP_TO: "<",
}
# Plain decades, where the product has bounds by its own rules: dozens are 12 to 120.
_NEWSQUANT_VAGUE: Final = {
    "dozens": (12, 120),
    "scores": (20, 200),
    "hundreds": (100, 1000),
    "thousands": (1000, 10000),
    "millions": (1000000, 10000000),
    "billions": (1000000000, 10000000000),
    "trillions": (1000000000000, 10000000000000),
    "tens": (10, 100),
    "couple": (2, 2),
}
_LONG: Final = {"°C": "celsius", "°F": "fahrenheit", "K": "kelvin", "penny": "penny", "degree": "degree"}
_NO_AMOUNT: Final = frozenset(["several", "few", "handful", "number"])


def newsquant(text: str, language: Language) -> list[dict[str, Any]]:
    """Quantities of a sentence in the form and by the habits of NewsQuant."""
    t = tokens(text)
    words = language.table("count", Words)
    counting = list(_counting(t, amounts(t, language)))
    return [_newsquant(t, a, counting[i - 1] if i else None, words, language) for i, a in enumerate(counting)]


def _counting(t: Tokens, found: tuple[Amount, ...]) -> Iterator[Amount]:
    for a in found:
        if a.numeral.vague in _NO_AMOUNT:
            continue
        if a.trap is None and a.counted is not None and a.numeral.spelled and t.word(a.counted.first - 1) == "-":
            continue  # "a six-speed gearbox"
        if a.trap is None or (a.trap in ("article", "idiom") and a.numeral.article and _one_of_something(t, a)):
            yield a


def _one_of_something(t: Tokens, a: Amount) -> bool:
    """NewsQuant takes "one" for a quantity before a noun and in "one of the ..."."""
    after = t.word(a.numeral.last)
    if after == "of" and t.word(a.numeral.last + 1) in (
        "the",
        "those",
        "these",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
    ):
        return True
    return (
        a.counted is not None
        and a.trap == "article"
        and t.word(a.first - 1) not in ("the", "no", "any", "each", "every", "this", "that")
    )


def _newsquant(t: Tokens, a: Amount, before: Amount | None, words: Words, language: Language) -> dict[str, Any]:
    out: dict[str, Any] = {
        "start": t.starts[a.first],
        "end": t.ends[a.last - 1],
        "op": _op(t, a, before),
        "unit": _unit(t, a, words, language),
    }
    vague = _NEWSQUANT_VAGUE.get(a.numeral.vague or "")
    if a.op is Operator.RANGE:
        out["low"], out["high"] = a.low, a.high
    elif vague is not None and a.value is None:
        scale = a.numeral.step
        if a.numeral.vague == "couple" and scale == 1:
            out["value"] = 2
        else:
            out["low"], out["high"] = vague[0] * scale, vague[1] * scale
    else:
        out["value"] = a.value
    return out


def _op(t: Tokens, a: Amount, before: Amount | None) -> str:
    if a.kind == "share" and isinstance(a.value, int | float) and a.value < 0:
        return "down"
    if (
        a.kind == "money"
        and t.word(a.first - 1) == "("
        and t.word(a.last) == ")"
        and a.op is Operator.EXACT
        and before is not None
        and before.kind == "money"
    ):
        return _op(t, before, None)
    if a.change in (Change.ROSE_BY, Change.FELL_BY) and a.op in (Operator.EXACT, Operator.RANGE):
        return "up" if a.change is Change.ROSE_BY else "down"
    if a.op is Operator.NEARLY and t.word(a.first) in ("just", "slightly"):
        return "<"
    if a.op is Operator.UP_TO and t.word(a.first) == "as":
        return "="
    return _NEWSQUANT_OPS[a.op]


def _unit(t: Tokens, a: Amount, words: Words, language: Language) -> str:
    known = by_key(language)
    if a.kind == "age":
        return "year of age" if a.written_unit is None else f"{_long(a.unit, known)} of age"
    if a.unit is not None and a.kind != "ratio" and a.kind != "chance":
        name = _long(a.unit, known)
        over = _long(a.over, known) if a.over else a.per
        thing = _per_thing(t, a)
        return f"{name} per {over or thing}" if over or thing else name
    if a.kind in ("ratio", "chance"):
        return "% " + (_noun(t, a, words) or "-")
    name = _noun(t, a, words) or "-"
    return f"{name} per {a.per}" if a.per else name


def _long(key: str | None, known: dict[str, Any]) -> str:
    if key is None:
        return "-"
    unit = known.get(key)
    return _LONG.get(key) or (unit.long if unit is not None else key)


def _per_thing(t: Tokens, a: Amount) -> str | None:
    """What a price is per: "$70 a barrel", "5 cents per share"."""
    if a.kind not in ("money", "count") or t.word(a.last) not in ("per", "a", "an", "/"):
        return None
    return (
        t.word(a.last + 1)
        if t.word(a.last) in ("per", "/")
        or t.word(a.last + 1)
        in ("share", "barrel", "gallon", "tonne", "ton", "litre", "pound", "bushel", "ounce", "head", "piece")
        else None
    )


def _noun(t: Tokens, a: Amount, words: Words) -> str | None:
    """The counted phrase as NewsQuant writes units: its words less stop words, the head in the singular."""
    counted = a.counted
    if counted is None and a.numeral.article and t.word(a.numeral.last) == "of":
        counted = counted_at(t, a.numeral.last, words, of=True)
    if counted is None:
        return None
    kept = [
        t.raw(k)
        for k in range(counted.first, counted.last - 1)
        if t.kinds[k] == "w"
        and t.lower[k] not in ("more", "other", "others", "of", "additional", "further", "new")
        or (t.kinds[k] != "w")
    ]
    phrase = " ".join([*kept, "people" if counted.head == "person" else counted.head])
    return phrase.replace(" - ", "-")


def measeval(text: str, language: Language) -> list[dict[str, int]]:
    """Quantity spans as MeasEval marks them: operator, number and unit; neighbours of one list as one span."""
    t = tokens(text)
    spans: list[tuple[int, int]] = []
    for a in amounts(t, language):
        if a.trap is not None or a.numeral.vague:
            continue
        last = a.last
        spans.append((a.first, last))
    return [{"start": t.starts[first], "end": t.ends[last - 1]} for first, last in spans]
