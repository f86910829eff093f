"""Ages without a unit: "aged 32", "ages 13, 17 and 19", "Petrenko, 41,"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from firsthand.count.amount import Amount
from firsthand.count.numerals import Numeral
from firsthand.count.tokens import Tokens
from firsthand.model.figure import Operator


def is_age(t: Tokens, n: Numeral) -> bool:
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
    if (
        k == n.first - 1
        and t.word(k) in ("turned", "turning", "turns")
        and n.value >= 15
        and (t.kinds[min(n.last, len(t) - 1)] != "w")
    ):
        return True
    if t.word(k) in ("aged", "ages", "age") and t.lower[k] != "of":
        return True
    if t.word(n.first - 1) == "of" and t.word(n.first - 2) in ("age", "ages"):
        return True
    if _is_years_old(t, n):
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


def listed(t: Tokens, found: list[Amount], people: frozenset[str]) -> list[Amount]:
    """ "two sons, 19 and 22": as many bare numbers behind people as there are people are their ages."""
    out = list(found)
    for i, a in enumerate(out):
        n = a.value
        if a.trap is not None or a.counted is None or not isinstance(n, int) or not 0 < n <= 6:
            continue
        mine = out[i + 1 : i + 1 + n]
        if a.counted.head not in people or len(mine) < n or not all(_bare(one, a.sentence) for one in mine):
            continue
        ends = [a, *mine]
        gaps = [t.lower[x.last : y.first] for x, y in pairwise(ends)]
        if gaps[0] != [","] or any(gap not in ([","], ["and"], [",", "and"]) for gap in gaps[1:]):
            continue
        if t.word(mine[-1].last) in ("", ".", ",", ";", ")", "who", "were", "was", "from", "died"):
            out[i + 1 : i + 1 + n] = [replace(one, kind="age", unit="year") for one in mine]
    return out


def _bare(a: Amount, sentence: int) -> bool:
    return (
        a.trap is None
        and a.kind == "count"
        and a.unit is None
        and a.counted is None
        and a.op is Operator.EXACT
        and a.sentence == sentence
        and isinstance(a.value, int)
        and 0 < a.value < 121
    )


def _is_years_old(t: Tokens, n: Numeral) -> bool:
    """ "He will be 35 by then", "she was 41 when ...": a person, a form of "be", a number and no noun."""
    k = n.first - 1
    if t.word(k) in ("just", "only", "about", "around", "almost", "nearly"):
        k -= 1
    if t.word(k) == "be" and t.word(k - 1) in ("will", "would"):
        k -= 1
    elif t.word(k) not in ("is", "was", "turns", "turned"):
        return False
    return (
        t.word(k - 1) in ("he", "she")
        and n.value is not None
        and 5 <= n.value <= 110
        and t.word(n.last) in (".", ",", "and", "by", "when", "at", "in", "on", "or", "but", "years", "")
    )
