"""Amounts told as other annotation projects tell them.

The product has one convention, that of the war annotation rules. Public sets differ: NewsQuant (Almasian
et al. 2023) counts "one" before a noun, has its own names of units and its own reading of "dozens";
MeasEval (SemEval-2021 task 8) wants the span of number and unit. These views serve comparison and nothing
else; no stage imports them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from firsthand.count.amount import Amount
from firsthand.count.amounts import amounts
from firsthand.count.nouns import counted_at, singular
from firsthand.count.tokens import Tokens, tokens
from firsthand.count.units import AWAY, by_key, lexicon, unit_at
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
_LONG: Final = {
    "kWh": "kilowatt hour",
    "tonne": "metric ton",
    "MWh": "megawatt hour",
    "ILS": "shekel",
    "°C": "celsius",
    "°F": "fahrenheit",
    "K": "kelvin",
    "penny": "penny",
    "degree": "degree",
}
_OWNERS: Final = frozenset(["its", "their", "his", "her", "our", "my", "the", "these", "those"])
_NO_AMOUNT: Final = frozenset(["several", "few", "handful", "number"])


def newsquant(text: str, language: Language) -> list[dict[str, Any]]:
    """Quantities of a sentence in the form and by the habits of NewsQuant."""
    t = tokens(text)
    words = language.table("count", Words)
    counting = list(_counting(t, amounts(t, language)))
    out: list[dict[str, Any]] = []
    for i, a in enumerate(counting):
        before = counting[i - 1] if i else None
        told = _newsquant(t, a, before, words, language)
        if before is not None and out and "value" in out[-1] and "value" in told and _from_to(t, before, a):
            # a movement is one quantity there, whichever way it goes
            unit = out[-1]["unit"] if out[-1]["unit"] != "-" else told["unit"]
            out[-1] = {
                "start": out[-1]["start"],
                "end": told["end"],
                "low": out[-1]["value"],
                "high": told["value"],
                "op": "=",
                "unit": unit,
            }
            continue
        out.append(told)
    return out


def _from_to(t: Tokens, a: Amount, b: Amount) -> bool:
    """ "from 208 pounds in May to 193": two ends of one movement."""
    gap = t.lower[a.last : b.first]
    same = b.unit is None or a.unit is None or a.unit == b.unit
    return t.word(a.first - 1) == "from" and same and a.sentence == b.sentence and len(gap) <= 8 and gap[-1:] == ["to"]


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
    behind = t.word(a.last) in ("lower", "higher")
    if not behind and a.change is not None and a.op in (Operator.EXACT, Operator.RANGE):
        return "up" if a.change in (Change.ROSE_BY, Change.ROSE_TO) else "down"
    if a.op is Operator.EXACT and t.word(a.first - 1) == "-" and t.word(a.first - 2) == "sub":
        return "<"
    if a.op is Operator.RANGE and a.modifier == "about":
        return "~"
    if a.op is Operator.NEARLY and t.word(a.first) in ("just", "slightly"):
        return "<"
    if a.op is Operator.UP_TO and t.word(a.first) == "as":
        return "="
    return _NEWSQUANT_OPS[a.op]


def _unit(t: Tokens, a: Amount, words: Words, language: Language) -> str:
    known = by_key(language)
    if a.kind == "age":
        return "year of age" if a.written_unit is None else f"{_long(a.unit, known)} of age"
    if a.kind == "multiple":
        return "count"
    if a.unit is not None and a.kind != "ratio" and a.kind != "chance":
        name = _long(a.unit, known)
        if a.unit == "penny" and t.word(a.last - 1) == "p":
            name = "point"
        over = _long(a.over, known) if a.over else a.per
        thing = None if over else _per_thing(t, a, language)
        return f"{name} per {over or thing}" if over or thing else name
    if a.kind in ("ratio", "chance"):
        return "% " + (_noun(t, a, words, language) or "-")
    name = _noun(t, a, words, language) or "-"
    return f"{name} per {a.per}" if a.per else name


def _long(key: str | None, known: dict[str, Any]) -> str:
    if key is None:
        return "-"
    unit = known.get(key)
    return _LONG.get(key) or (unit.long if unit is not None else key)


def _per_thing(t: Tokens, a: Amount, language: Language) -> str | None:
    """What a price is per: "$70 a barrel", "5 cents per share", "$80 per sq m"."""
    k = a.last
    if t.word(k) == "(" and a.kind == "money":  # "C$6 (US$4.46) per share"
        k = next((j + 1 for j in range(k, min(k + 8, len(t))) if t.lower[j] == ")"), k)
    elif t.word(k) == "-" and t.word(k + 2) == "-":  # "$70-a-share"
        return t.word(k + 3) if t.word(k + 1) in ("a", "an", "per") else None
    if a.kind not in ("money", "count") or t.word(k) not in ("per", "a", "an", "/"):
        return None
    unit = unit_at(t, k + 1, lexicon(language))
    if unit is not None and unit.word.kind not in ("money", "share"):
        if t.word(k) in ("a", "an") and t.word(unit.last) in AWAY:
            return None  # "$2.4 billion a year earlier"
        return "square foot" if unit.word.key == "ft2" else unit.word.long
    if t.word(k) in ("per", "/") or t.word(k + 1) in ("share", "piece", "head", "bushel"):
        return t.word(k + 1)
    return None


def _noun(t: Tokens, a: Amount, words: Words, language: Language) -> str | None:
    """The counted phrase as NewsQuant writes units: its words less stop words, the head in the singular."""
    if a.numeral.article and t.word(a.numeral.last) == "of":
        return _one_of(t, a.numeral.last + 1, words)
    counted = a.counted
    if counted is None and t.word(a.last) == "of" and t.word(a.last + 1) in _OWNERS and not a.numeral.fraction:
        counted = counted_at(t, a.last, words, of=True)  # "35m of its devices"
    if counted is None:
        return None
    head = t.raw(counted.last - 1)
    measure = unit_at(t, counted.last - 1, lexicon(language)) if len(head) > 3 else None
    if measure is not None and measure.word.kind in ("distance", "duration", "mass"):
        return measure.word.long
    if counted.head == "time" and counted.last - counted.first == 1:
        return "count"
    if counted.last - counted.first == 1 and head[:1].isupper() and not head.isupper():
        return head
    kept = [
        t.raw(k)
        for k in range(counted.first, counted.last - 1)
        if (t.kinds[k] == "w" and t.lower[k] not in ("more", "other", "others", "of", "additional", "further", "and"))
        or (t.kinds[k] != "w")
    ]
    phrase = " ".join([*kept, "people" if counted.head == "person" else counted.head])
    return phrase.replace(" - ", "-")


_NEW_CLAUSE: Final = frozenset(
    ["who", "which", "with", "that", "so", "and", "but", "because", "when", "while", "where", "several", "as"]
)


def _one_of(t: Tokens, k: int, words: Words) -> str | None:
    """ "one of the oldest bridges in Poland" as "old bridge Poland": all but the stop words, in the base form."""
    kept: list[str] = []
    first = k
    while (
        k < len(t)
        and k - first < 14
        and t.sentence[k] == t.sentence[first]
        and t.kinds[k] == "w"
        and t.lower[k] not in _NEW_CLAUSE
    ):
        word = t.lower[k]
        if word not in words.stops:
            if word in ("best", "worst", "largest", "latest", "finest", "strangest", "closest", "safest"):
                word = {"best": "good", "worst": "bad"}.get(word, word[:-2])
            elif word.endswith("est") and len(word) > 5:
                word = word[:-4] if word[-4] == word[-5] else word[:-3]
            kept.append(singular(word, words) if t.raw(k).islower() and word != "people" else t.raw(k))
        k += 1
    return " ".join(kept) or None


def measeval(text: str, language: Language) -> list[dict[str, int]]:
    """Quantity spans as MeasEval marks them: operator, number and unit; lists and tolerances of one unit as one span."""
    t = tokens(text)
    spans: list[tuple[int, int]] = []
    last: Amount | None = None
    for a in amounts(t, language):
        if a.trap is not None or a.numeral.vague or _cited(t, a):
            continue
        first, end = _measeval_ends(t, a)
        if (
            last is not None
            and spans
            and last.sentence == a.sentence
            and _one_quantity(t, last, a, spans[-1][1], first)
        ):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((first, end))
        last = a
    return [{"start": t.starts[first], "end": t.ends[end - 1]} for first, end in spans]


def _cited(t: Tokens, a: Amount) -> bool:
    """(24), (26,29,49), (14–17): references of a paper, not amounts."""
    if a.unit is not None or a.counted is not None:
        return False
    left, right = a.first - 1, a.number_last
    while left >= 0 and (t.kinds[left] == "n" or t.lower[left] in (",", "–", "-", ";")) and a.first - left < 30:
        left -= 1
    while right < len(t) and (t.kinds[right] == "n" or t.lower[right] in (",", "–", "-", ";")) and right - a.first < 30:
        right += 1
    return t.word(left) in ("(", "[") and t.word(right) in (")", "]")


def _measeval_ends(t: Tokens, a: Amount) -> tuple[int, int]:
    first, last = a.first, a.last
    if a.op is Operator.EXACT:
        first = min(a.number_first, a.numeral.first)
        if isinstance(a.value, int | float) and a.value < 0 and a.first < first:
            first = a.first
    if t.word(first - 1) == "from" and a.op is Operator.RANGE:
        first -= 1
    if a.counted is not None:
        last = a.number_last
    return first, last


def _one_quantity(t: Tokens, a: Amount, b: Amount, end: int, first: int) -> bool:
    gap = [t.lower[k] for k in range(end, first)]
    if gap == ["±"] or (gap == [] and t.word(first) == "±") or gap == ["+", "/", "-"]:
        return True
    return (
        a.unit == b.unit and a.unit is not None and gap in (["and"], ["to"], ["or"], [",", "and"], [","]) and a.shared
    )


def quantulum(text: str, language: Language) -> list[dict[str, Any]]:
    """Quantities as the tests of quantulum3 have them: every number, a range or a movement from a to b as its middle."""
    t = tokens(text)
    words = language.table("count", Words)
    out: list[dict[str, Any]] = []
    last: Amount | None = None
    for a in amounts(t, language):
        if a.trap is not None or a.numeral.vague:
            continue
        first, end, value = a.first, a.last, a.value
        if value is None and a.low is not None and a.high is not None:
            value = (a.low + a.high) / 2
        if last is not None and _tolerance(t, last, a):
            continue
        moved = last is not None and value is not None and last.value is not None and _moved(t, last, a)
        if moved and out and last is not None and last.value is not None and value is not None:
            out[-1]["value"], out[-1]["end"] = (last.value + value) / 2, t.ends[end - 1]
            last = None
            continue
        if (
            a.kind == "money"
            and t.word(first - 1) == "("
            and t.word(end) == ")"
            and isinstance(value, int | float)
            and t.word(first - 2) in ("is", "was", "of")
        ):
            value = -value  # accountants write losses in brackets
        out.append(
            {
                "start": t.starts[first],
                "end": t.ends[end - 1],
                "value": value,
                "op": "=",
                "unit": _unit(t, a, words, language),
            }
        )
        last = a
    return out


def _tolerance(t: Tokens, a: Amount, b: Amount) -> bool:
    """The second number of "9.8 +/- 0.1 m"."""
    gap = t.lower[a.number_last : b.number_first]
    return gap in (["±"], ["+", "/", "-"]) or (b.number_first > 0 and t.word(b.number_first - 1) == "±")


def _moved(t: Tokens, a: Amount, b: Amount) -> bool:
    """ "from 44 mg to 50 mg" with one unit."""
    return a.unit is not None and a.unit == b.unit and "to" in t.lower[a.last : b.first] and b.first - a.last <= 3


_MODEL_KINDS: Final = {
    "AgeModel": ("age",),
    "CurrencyModel": ("money",),
    "TemperatureModel": ("temperature",),
    "DimensionModel": ("distance", "area", "volume", "mass", "speed", "data", "angle"),
}


def recognizers(text: str, language: Language, model: str) -> list[dict[str, Any]]:
    """Amounts of one kind as Recognizers-Text specifies them: number and unit, without the operator.

    `model` is "AgeModel", "CurrencyModel", "DimensionModel" or "TemperatureModel".
    """
    t = tokens(text)
    kinds = _MODEL_KINDS[model]
    known = by_key(language)
    out: list[dict[str, Any]] = []
    for a in amounts(t, language):
        if a.trap is not None or a.kind not in kinds or a.numeral.vague:
            continue
        first = min(a.number_first, a.numeral.first)
        if isinstance(a.value, int | float) and a.value < 0:
            first = a.first
        last = a.number_last if a.written_unit is None else max(a.number_last, a.written_unit.last)
        if a.kind == "age":
            last = a.last
            first -= t.word(first - 1) == "age"
        elif a.op is Operator.RANGE and (link := _link(t, a)):
            if a.kind == "money" and any(t.kinds[k] == "m" for k in range(first, link)):
                out.append(
                    {
                        "start": t.starts[first],
                        "end": t.ends[link - 1],
                        "value": a.low,
                        "unit": _recognizers_unit(a, known),
                    }
                )
            first = link + 1  # of "eight to 10 feet" only the end is a measure there
        elif a.kind == "money" and a.written_unit is not None and a.number_first < a.numeral.first:
            last = a.number_last  # "$10 dollars"
        last = _before_article(t, a, last)
        out.append(
            {
                "start": t.starts[first],
                "end": t.ends[last - 1],
                "value": a.value if a.value is not None else a.high,
                "unit": _recognizers_unit(a, known),
            }
        )
    return out


def _link(t: Tokens, a: Amount) -> int:
    """Where the word or dash between the ends of a range stands; 0 when it is not found."""
    for k in range(a.number_first + 1, a.numeral.first):
        if t.lower[k] in ("to", "and", "or", "-", "–", "through"):
            return k
    return 0


def _before_article(t: Tokens, a: Amount, last: int) -> int:
    """The end of the unit less what it is per: "barrels" of "barrels a day", but "meters per second" whole."""
    if a.over is not None and a.written_unit is not None and a.kind not in ("speed", "distance"):
        for k in range(a.written_unit.first + 1, last):
            if t.lower[k] in ("a", "an", "each", "every"):
                return k
    return last


def _recognizers_unit(a: Amount, known: dict[str, Any]) -> str:
    name = _long(a.unit, known)
    return {"celsius": "C", "fahrenheit": "F"}.get(name, name.capitalize())
