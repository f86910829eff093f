"""Amounts that belong together: small coin, lists with one unit, ranges, "one in ten"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.count.amount import Amount
from firsthand.count.numerals import whole
from firsthand.count.operators import bounds
from firsthand.count.tokens import Tokens
from firsthand.count.words import Words
from firsthand.model.figure import Change, Operator

_LEADS_TO: Final = {Change.ROSE_BY: Change.ROSE_TO, Change.FELL_BY: Change.FELL_TO}
_COINS: Final = frozenset(["cent", "penny", "kopek"])


def references(t: Tokens, found: list[Amount]) -> list[Amount]:
    """ "Phases 3, 5 and 7", "Figs. 2 and 3": what follows a reference in a list is one as well."""
    out: list[Amount] = []
    for b in found:
        a = out[-1] if out else None
        if (
            a is not None
            and a.trap == "name"
            and t.lower[a.number_last : b.number_first] == ["/"]
            and t.glued[b.number_first]
        ):
            b = replace(b, trap="name")  # Shahed-136/131
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


def coins(t: Tokens, found: list[Amount]) -> list[Amount]:
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


def shared(t: Tokens, found: list[Amount], words: Words) -> list[Amount]:
    """ "45 and 50 mg", "12, 15 and 18 drones": an amount without a unit takes the next one's, when only a list mark parts them."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        a, b = out[i], out[i + 1]
        if a.trap is not None or b.trap is not None or a.sentence != b.sentence:
            continue
        if a.unit is not None or a.counted is not None or a.numeral.vague:
            continue
        between = [t.lower[k] for k in range(a.number_last, b.first)]
        if between in (["of", "the"], ["of"], ["out", "of", "the"]) and b.kind == "money":
            out[i] = replace(a, unit=b.unit, kind="money", shared=True)
            continue
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


def ranged(t: Tokens, found: list[Amount], words: Words) -> list[Amount]:
    """Ranges, "one in ten" and "n out of every m" put together; all else as it was."""
    out: list[Amount] = []
    i = 0
    while i < len(found):
        a = found[i]
        b = found[i + 1] if i + 1 < len(found) else None
        joined = None
        if b is not None and a.sentence == b.sentence:
            joined = _chance(t, a, b, words) or _range(t, a, b, words)
        if b is not None and joined is None and a.change is not None and b.kind == "share" and b.change is None:
            restated = t.lower[a.last : b.first] in ([",", "or"], ["or"], ["("])
            if restated and a.sentence == b.sentence:  # "rose 3 points, or 2 percent"
                found[i + 1] = b = replace(b, change=a.change)
        if joined is not None:
            out.append(joined)
            i += 2
            continue
        if (
            b is not None
            and a.sentence == b.sentence
            and a.change in _LEADS_TO
            and b.unit is None
            and b.counted is None
            and b.kind == "count"
            and a.kind not in ("share", "points", "multiple", "ratio")
            and t.lower[a.last : b.first] == ["to"]
        ):  # "rose 64 points to 4,577"
            found[i + 1] = replace(b, unit=a.unit, kind=a.kind, counted=a.counted, change=_LEADS_TO[a.change])
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
    if dash and t.glued[b.number_first] != t.glued[end]:
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
    if (
        a.kind == "money"
        and b.numeral.step >= 100
        and low < high
        and a.numeral.step <= 1
        and low * 1000 < high
        and b.number_first == b.numeral.first
    ):
        factor = 1.0
        for k in range(b.numeral.first, b.number_last):
            factor *= words.scales.get(t.word(k)) or words.short_scales.get(t.word(k)) or 1
        low *= factor
    elif (
        a.kind == "money"
        and b.unit == a.unit
        and b.numeral.step >= 100
        and a.numeral.step <= 1
        and low * 1000 < high
        and (named := words.scales.get(t.word(b.number_last - 1)))
        and low < high / named
    ):
        low *= named  # "$10 to $15 billion"
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
    gap = [t.lower[k] for k in range(a.number_last, b.number_first) if t.lower[k] not in ("-", "‐", "‑", "–")]
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
        and t.kinds[b.number_first] != "n"
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
        last=b.last,
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
