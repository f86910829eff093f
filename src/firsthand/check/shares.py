"""Shares and what they rest on: ratio, rounding, percentages that cannot be, products, implied bases, figures of precision."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from firsthand.check.arithmetic import (
    Interval,
    grim_has_power,
    meet,
    percent_possible,
    quotient,
    rounded_to,
    significant,
    stated_share,
)
from firsthand.check.compose import check, percent, say
from firsthand.check.scene import HARM, Scene, stem
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.figure import Change, Figure, Operator, Role

_NEAR: Final = 14  # tokens between a share and the "n of m" it restates
_BACK: Final = 12  # sentences looked back through for the base of a share
_POPULATION: Final = frozenset(["population", "inhabitants", "residents", "citizens"])
_PLACE_LABELS: Final = frozenset(["town", "city", "village", "country", "nation", "settlement", "region", "district"])
_ANAPHORS: Final = frozenset(["that", "this", "it", "which"])
_RATES: Final = frozenset(["interception", "shoot-down", "success", "hit"])
_PREDICATES: Final = {
    "killed": Role.KILLED, "died": Role.KILLED, "dead": Role.KILLED, "perished": Role.KILLED,
    "wounded": Role.INJURED, "injured": Role.INJURED, "displaced": Role.DISPLACED, "fled": Role.DISPLACED,
    "evacuated": Role.DISPLACED, "missing": Role.MISSING, "captured": Role.CAPTURED, "deserted": Role.DESERTERS,
    "intercepted": Role.INTERCEPTED, "downed": Role.INTERCEPTED, "damaged": Role.DAMAGE, "destroyed": Role.DAMAGE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """A share figure i said of a base: numerator a and base b are positions of figures, None where not stated.

    `owner` is the stem of the name that owns the base ("Ukraine's population"), "" without one.
    """

    i: int
    a: int | None
    b: int | None
    owner: str = ""
    owner_at: int | None = None


def as_share(f: Figure) -> tuple[float, float] | None:
    """(p, step) as fractions of one; None for a figure that is no share."""
    if f.role is not Role.SHARE or f.value is None or f.change is not None:
        return None
    if f.unit == "percent":
        decimals = len(f.number.quote.replace("%", "").partition(".")[2].strip().split(" ")[0])
        return f.value / 100, 10.0**-decimals / 100
    if f.unit == "ratio" and 0 < f.value < 1:
        return float(f.value), 0.1 * float(f.value)
    return None


def shares(s: Scene) -> list[Shared]:
    """Every share of the report with numerator and base, as far as they are really the share's own."""
    return [found for i, f in enumerate(s.figures) if as_share(f) and (found := _shared(s, i))]


def _shared(s: Scene, i: int) -> Shared | None:
    after = s.after(i, 9)
    same = s.sentence(i)
    # "of the 50 soldiers": the base stands behind the share
    nxt = i + 1
    if (
        nxt < len(s.figures)
        and s.sentence(nxt) == same
        and s.between(i, nxt)
        in (
            ["of"],
            ["of", "the"],
            ["of", "its"],
            ["of", "their"],
            ["of", "all"],
            ["of", "those"],
            ["of", "a", "total", "of"],
        )
        and s.figures[nxt].value is not None
        and s.figures[nxt].role is not Role.SHARE
    ):
        return Shared(i, _numerator_beside(s, i, nxt), nxt)
    own = _own_base(s, i, after) or _of_them(s, i)
    if own is not None:
        return own
    if after[:1] == ["of"] and after[1:3] not in (["them"], ["those"]) and not _same_noun(s, i, after):
        return None
    # "38 of 63 drones, or 60 percent"
    for j in range(i - 1, max(-1, i - 4), -1):
        if s.sentence(j) != same:
            break
        whole = s.figures[j].of
        if whole is not None and whole in s.by_id and s.first[i] - s.last[j] <= _NEAR and _tied(s, j, i):
            return Shared(i, j, s.by_id[whole])
    for j in range(i + 1, min(len(s.figures), i + 3)):
        if s.sentence(j) != same:
            break
        whole = s.figures[j].of
        if (
            whole is not None
            and whole in s.by_id
            and s.first[j] - s.last[i] <= 6
            and s.between(i, j)[:1] in ([","], ["("], ["—"], ["or"], ["–"])
        ):
            return Shared(i, j, s.by_id[whole])
    return _rate_of(s, i)


def _rate_of(s: Scene, i: int) -> Shared | None:
    """ "an interception rate of 72 percent", a sentence or two after the only "41 of 67 were shot down"."""
    before = s.before(i, 4)
    if "rate" not in before or not _RATES & set(before):
        return None
    found = [
        j
        for back in range(3)
        for j in s.by_sentence.get(s.sentence(i) - back, ())
        if j < i and s.figures[j].of in s.by_id and s.figures[j].role is Role.INTERCEPTED
    ]
    return Shared(i, found[0], s.by_id[s.figures[found[0]].of or ""]) if len(found) == 1 else None


def _tied(s: Scene, j: int, i: int) -> bool:
    """Whether the share restates the figure before it: "(60 %)", ", or 60 percent", ", a rate of 60 percent"."""
    gap = s.between(j, i)
    return (
        bool(gap)
        and (gap[0] in ("(", ",", "—", "–", "or", "-") or "rate" in gap or "or" in gap)
        and "and" not in gap[-4:]
    )


def _same_noun(s: Scene, i: int, after: list[str]) -> bool:
    for j in range(i - 1, max(-1, i - 3), -1):
        f = s.figures[j]
        if f.of is not None and f.counted is not None and f.counted.lower().split()[-1] in after[:6]:
            return True
    return False


_THEM: Final = ({"them", "these", "those"}, {"or", "i.e", "that", "is", ",", "—", "–", "(", "namely"})


def _of_them(s: Scene, i: int) -> Shared | None:
    """ "120,000 households ... two thirds of them, or 80,000": the base is what was counted last."""
    nxt = i + 1
    if nxt >= len(s.figures) or s.sentence(nxt) != s.sentence(i):
        return None
    gap, part = s.between(i, nxt), s.figures[nxt]
    if gap[:1] != ["of"] or gap[1:2] == [] or gap[1] not in _THEM[0] or not gap[2:] or not set(gap[2:]) <= _THEM[1]:
        return None
    if part.value is None or part.role is Role.SHARE:
        return None
    j = i - 1
    if j < 0 or s.sentence(i) - s.sentence(j) > 1:
        return None
    base = s.figures[j]
    counts = base.counted is not None and base.role not in (
        Role.SHARE,
        Role.DURATION,
        Role.MONEY,
        Role.DISTANCE,
        Role.AREA,
    )
    return Shared(i, nxt, j) if counts and base.value is not None and base.value >= part.value else None


def _own_base(s: Scene, i: int, after: list[str]) -> Shared | None:
    """ "1 percent of the town's population": the base is a noun, its number stands elsewhere or nowhere."""
    if after[:1] != ["of"]:
        return None
    noun_at = next(
        (k for k, word in enumerate(after[1:7], 1) if word in s.words.base_words or word in _PLACE_LABELS), None
    )
    if noun_at is None or any(word in (",", ".", "and", "in", "for", "by") for word in after[1:noun_at]):
        return None
    noun = after[noun_at]
    start = s.last[i]
    owner_at = next((start + k for k in range(1, noun_at) if s.t.capital(start + k)), None)
    owner = stem(s.t.lower[owner_at].removesuffix("'s")) if owner_at is not None else ""
    base = _base(s, i, noun, owner)
    if base is None:
        return Shared(i, None, None, owner, owner_at)
    return Shared(i, _numerator(s, i, base), base, owner, owner_at)


def _base(s: Scene, i: int, noun: str, owner: str) -> int | None:
    """The nearest earlier figure that numbers the noun; with an owner, only one said of that owner."""
    for j in range(i - 1, -1, -1):
        if s.sentence(i) - s.sentence(j) > _BACK:
            return None
        f = s.figures[j]
        if f.value is None or f.role is Role.SHARE or f.hypothetical or f.of is not None:
            continue
        named = (f.counted or "").lower().split()
        peopled = noun in _POPULATION or noun in _PLACE_LABELS
        fits = (peopled and f.role is Role.POPULATION) or (
            not peopled and bool(named) and named[-1] == noun and f.role not in (Role.KILLED, Role.INJURED)
        )
        if not fits:
            continue
        if owner and owner not in {stem(word) for word in s.sentence_words(j) if len(word) > 3}:
            continue
        return j
    return None


def _numerator(s: Scene, i: int, base: int) -> int | None:
    """The one figure between base and share (or beside the share) that counts what the share says was done."""
    words = s.sentence_words(i)
    wanted = {role for word, role in _PREDICATES.items() if word in words}
    limit = s.figures[base].high
    fitting = [
        j
        for j in range(base + 1, min(len(s.figures), i + 2))
        if j != i
        and s.figures[j].value is not None
        and not s.figures[j].hypothetical
        and (s.figures[j].role in wanted or wanted & set(s.figures[j].senses))
        and (limit is None or float(s.figures[j].value or 0) <= limit)
        and s.figures[j].subset_of is None
        and s.figures[j].role in HARM | {Role.INTERCEPTED, Role.DAMAGE}
    ]
    values = {s.figures[j].value for j in fitting}
    if fitting:
        return fitting[-1] if len(values) == 1 else None
    return _pointed_at(s, i, base) if words[:1] and words[0] in _ANAPHORS else None


def _pointed_at(s: Scene, i: int, base: int) -> int | None:
    """ "That is almost one percent of the town": the first people counted after the base, a whole before its parts."""
    for j in range(base + 1, i):
        f = s.figures[j]
        if f.role in HARM and f.value is not None and not f.hypothetical and f.subset_of is None:
            return j
    return None


def _numerator_beside(s: Scene, i: int, base: int) -> int | None:
    """ "12 men, or 24 percent of the 50": the count next to share and base."""
    if (
        i
        and s.sentence(i - 1) == s.sentence(i)
        and s.figures[i - 1].value is not None
        and s.figures[i - 1].role is not Role.SHARE
    ):
        gap = s.between(i - 1, i)
        if (
            gap
            and len(gap) <= 4
            and (gap[-1] in ("or", "(", "—", "–") or gap in ([","], [",", "about"]) or gap[-2:] == ["that", "is"])
        ):
            return i - 1
    if base + 1 < len(s.figures) and s.sentence(base + 1) == s.sentence(i) and s.figures[base + 1].value is not None:
        gap = s.between(base, base + 1)
        if (
            gap
            and len(gap) <= 4
            and gap[0] in (",", "(", "—", "–", "or", "=")
            and (gap[-1] in ("or", "(", "—", "–", "=") or "is" in gap)
        ):
            return base + 1
    return None


def interval(f: Figure) -> Interval | None:
    """What a figure allows, as two numbers; None when it is open to either side."""
    if f.low is None:
        return None
    return float(f.low), math.inf if f.high is None else float(f.high)


def ratio(s: Scene) -> Iterator[Check]:
    """Share against numerator and base (1), how near it is to turning (2), and who is counted above and below (16)."""
    for found in shares(s):
        if found.a is None or found.b is None:
            continue
        p, a, b = s.figures[found.i], s.figures[found.a], s.figures[found.b]
        share = as_share(p)
        top, bottom = interval(a), interval(b)
        if share is None or top is None or bottom is None or a.value is None or not b.value:
            continue
        value = a.value / b.value
        stated = stated_share(*share, p.op)
        holds = meet(quotient(top, bottom), stated)
        formula = f"{say(a.value)} / {say(b.value)} = {percent(value)}, stated: {p.number.quote} {p.unit or ''}".strip()
        flip = a.value / share[0]
        yield check(
            "ratio_recompute",
            Verdict.PASS if holds else Verdict.FAIL,
            formula,
            f"{say(a.value)} of {say(b.value)} is {percent(value)}; “{p.span.quote}” "
            + (
                "holds."
                if holds
                else f"would need about {say(round(share[0] * b.value))} of {say(b.value)}, or {say(a.value)} of {say(round(flip))}."
            ),
            (p, a, b),
            flip=f"turns at a base of {say(round(flip))}",
        )
        if holds and p.op in (Operator.MORE_THAN, Operator.LESS_THAN, Operator.AT_LEAST, Operator.AT_MOST):
            yield _rounding(s, p, a, b, flip)
        if (
            b.role is Role.POPULATION
            and (a.counted or "").lower().split()[-1:]
            and (a.counted or "").lower().split()[-1] in s.words.subgroup
        ):
            yield check(
                "base_mismatch",
                Verdict.WARN,
                f"{a.span.quote} / {b.span.quote} inhabitants",
                f"“{a.span.quote}” are counted against all {say(b.value)} inhabitants; the share among {a.counted} alone would be larger, and it is not a share of all people until the others are counted too.",
                (a, b),
                flip=f"holds if {a.counted} stands for everybody",
            )


def _rounding(s: Scene, p: Figure, a: Figure, b: Figure, flip: float) -> Check:
    unit = rounded_to(float(b.value or 0), s.words.rounding_to)
    low, high = float(b.value or 0) - unit / 2, float(b.value or 0) + unit / 2
    turns = low <= flip <= high
    return check(
        "rounding_sensitivity",
        Verdict.WARN if turns else Verdict.PASS,
        f"{say(a.value)} / {percent((a.value or 0) / flip)} = {say(flip)}; {say(b.value)} rounded to {say(unit)}: {say(low)} to {say(high)}",
        f"“{p.span.quote}” holds "
        + ("only " if turns else "")
        + f"while the base is {'below' if p.op in (Operator.MORE_THAN, Operator.AT_LEAST) else 'above'} {say(round(flip))}; "
        + (
            f"{say(b.value)} may be rounded to the nearest {say(unit)}."
            if turns
            else f"rounding of {say(b.value)} does not change that."
        ),
        (p, b),
        flip=f"base {say(round(flip))}",
    )


def possible(s: Scene) -> Iterator[Check]:
    """Whether a percentage can come out for so small a number (6, GRIM)."""
    for found in shares(s):
        if found.b is None:
            continue
        p, b = s.figures[found.i], s.figures[found.b]
        if (
            p.unit != "percent"
            or p.op is not Operator.EXACT
            or b.op is not Operator.EXACT
            or not isinstance(b.value, int)
            or p.value is None
            or b.role is Role.POPULATION
        ):
            continue
        decimals = len(p.number.quote.replace("%", "").partition(".")[2].strip().split(" ")[0])
        if not grim_has_power(decimals, b.value):
            continue
        fine = percent_possible(float(p.value), decimals, b.value)
        k = round(p.value / 100 * b.value)
        yield check(
            "percent_possible",
            Verdict.PASS if fine else Verdict.FAIL,
            f"{k} / {b.value} = {percent(k / b.value)}, {min(k + 1, b.value)} / {b.value} = {percent(min(k + 1, b.value) / b.value)}",
            f"{p.number.quote.strip()} {'' if '%' in p.span.quote else 'percent '}of {b.value} "
            + (
                "is possible."
                if fine
                else f"cannot come out: the nearest whole numbers give {percent(k / b.value)} and {percent(min(k + 1, b.value) / b.value)}."
            ),
            (p, b),
            flip="holds for another base or another rounding",
        )


def products(s: Scene) -> Iterator[Check]:
    """A count drawn from a share of a base that is not stated: the base it implies (7), and how exact it may be (8)."""
    for found in shares(s):
        o = _drawn(s, found)
        if o is None:
            continue
        p, result = s.figures[found.i], s.figures[o]
        share = as_share(p)
        if share is None or result.value is None:
            continue
        implied = result.value / share[0]
        if found.b is not None:
            base = s.figures[found.b]
            product = share[0] * float(base.value or 0)
            low, high = stated_share(*share, p.op)
            holds = low * float(base.value or 0) <= result.value <= high * float(base.value or 0)
            yield check(
                "product_recompute",
                Verdict.PASS if holds else Verdict.FAIL,
                f"{percent(share[0])} × {say(base.value)} = {say(product)}, stated: {say(result.value)}",
                f"{percent(share[0])} of {say(base.value)} is {say(round(product))}; the report says {say(result.value)}."
                if not holds
                else f"{percent(share[0])} of {say(base.value)} is about {say(result.value)}.",
                (result, p, base),
                flip=f"holds for a base of {say(round(implied))}",
            )
        else:
            yield _implied(s, found, p, result, implied, share)
        given = significant(float(p.value or 0), generous=True)
        shown = significant(float(result.value))
        finer = shown > given and p.unit == "percent"
        low, high = (
            (float(p.value or 0) - share[1] * 50) / 100 * implied,
            (float(p.value or 0) + share[1] * 50) / 100 * implied,
        )
        yield check(
            "significant_figures",
            Verdict.WARN if finer else Verdict.PASS,
            f"{given} significant in “{p.number.quote.strip()}”, {shown} in {say(result.value)}; {say(low)} to {say(high)}",
            f"“{p.span.quote}” is given to {given} significant figure{'s' if given > 1 else ''}: it stands for {say(low)} to {say(high)}"
            + (
                f", and {say(result.value)} looks more exact than that."
                if finer
                else f"; {say(result.value)} is no more exact."
            ),
            (result, p),
            flip=f"holds for a share given to {shown} figures",
        )


def _implied(s: Scene, found: Shared, p: Figure, result: Figure, implied: float, share: tuple[float, float]) -> Check:
    known = s.peopled.get(found.owner)
    formula = f"{say(result.value)} / {percent(share[0])} = {say(implied)}"
    if known is None or not known.population:
        return check(
            "base_population_implied",
            Verdict.CANNOT_TELL,
            formula,
            f"{say(result.value)} as {percent(share[0])} implies a base of {say(implied)}, which the report does not state.",
            (result, p),
            flip=f"holds if the base is {say(implied)}",
        )
    slack = s.words.population_slack
    off = abs(implied - known.population) / known.population
    return check(
        "base_population_implied",
        Verdict.PASS if off <= slack.value else Verdict.WARN,
        f"{formula}; {known.name}: {say(known.population)}",
        f"{say(result.value)} as {percent(share[0])} implies a base of {say(implied)}; the gazetteer gives {known.name} {say(known.population)}.",
        (result, p),
        flip=f"holds if the base is {say(implied)}",
        parameters=(
            Parameter(f"population of {known.name}", known.population, "gazetteer"),
            Parameter("slack", slack.value, slack.source),
        ),
    )


def _drawn(s: Scene, found: Shared) -> int | None:
    """The figure that "this would mean ..." draws from the share, in its sentence or the next."""
    for o in range(found.i + 1, min(len(s.figures), found.i + 3)):
        if o == found.b or s.sentence(o) - s.sentence(found.i) > 1:
            continue
        f = s.figures[o]
        if as_share(f):
            return None
        if (
            f.value is None
            or f.role in (Role.SHARE, Role.DURATION, Role.AGE, Role.MONEY)
            or f.change is not None
            or f.of is not None
        ):
            continue
        if s.between(found.i, o)[-2:] in (["population", "was"], ["population", "is"], ["population", "were"]):
            return o
        gap = s.between(found.i, o)[-9:] if found.b is None or o == found.i + 1 else s.between(found.b, o)
        if (
            len(gap) <= 30
            and any(word in s.words.would_mean for word in gap[-7:])
            and ({"would", "will", "this", "that", "which", "it"} & set(gap))
        ):
            return o
    return None


def changes(s: Scene) -> Iterator[Check]:
    """ "rose from 50 to 60, an increase of 20 percent": the change against its two ends."""
    for i, f in enumerate(s.figures):
        if f.unit != "percent" or f.value is None or f.role is not Role.SHARE:
            if f.value is not None and f.role not in (Role.SHARE, Role.RATIO):
                yield from _difference(s, i)
            continue
        pair = _ends(s, i)
        if pair is None:
            continue
        a, b = s.figures[pair[0]], s.figures[pair[1]]
        if not a.value or b.value is None or a.unit != b.unit:
            continue
        value = (b.value - a.value) / a.value
        decimals = len(f.number.quote.replace("%", "").partition(".")[2].strip().split(" ")[0])
        stated = stated_share(abs(f.value) / 100, 10.0**-decimals / 100, f.op)
        holds = meet((abs(value), abs(value)), (stated[0] - 1e-12, stated[1] + 1e-12))
        yield check(
            "change_recompute",
            Verdict.PASS if holds else Verdict.FAIL,
            f"({say(b.value)} - {say(a.value)}) / {say(a.value)} = {percent(value)}, stated: {f.span.quote}",
            f"From {say(a.value)} to {say(b.value)} is a change of {percent(value)}; “{f.span.quote}” "
            + ("holds." if holds else "would need other ends."),
            (a, b, f),
            flip=f"holds for an end of {say(round(a.value * (1 + math.copysign(f.value / 100, value))))}",
        )


def _difference(s: Scene, i: int) -> Iterator[Check]:
    """ "rose from 40 to 52, 12 more than in May": a difference in numbers against its two ends."""
    f = s.figures[i]
    pair = _ends(s, i)
    if pair is None or i in pair:
        return
    a, b = s.figures[pair[0]], s.figures[pair[1]]
    if a.value is None or b.value is None or {f.op, a.op, b.op} != {Operator.EXACT}:
        return
    if f.unit not in (a.unit, b.unit, None) or f.per is not None:
        return
    value = abs(float(b.value) - float(a.value))
    holds = math.isclose(value, float(f.value or 0), rel_tol=1e-9, abs_tol=1e-9)
    yield check(
        "change_recompute",
        Verdict.PASS if holds else Verdict.FAIL,
        f"{say(b.value)} - {say(a.value)} = {say(float(b.value) - float(a.value))}, stated: {f.span.quote}",
        f"From {say(a.value)} to {say(b.value)} is a difference of {say(value)}"
        + ("." if holds else f"; “{f.span.quote}” would need other ends."),
        (f, a, b),
        flip=f"holds for an end of {say(float(a.value) + math.copysign(float(f.value or 0), float(b.value) - float(a.value)))}",
    )


_MOVES: Final = frozenset(
    ["increase", "rise", "decrease", "drop", "fall", "decline", "growth", "jump", "reduction", "gain", "loss"]
)


def _ends(s: Scene, i: int) -> tuple[int, int] | None:
    """The two figures of "from a to b" next to share i, in its sentence."""
    for a, b in ((i - 2, i - 1), (i + 1, i + 2)):
        if a < 0 or b >= len(s.figures) or s.t.word(s.first[a] - 1) != "from" or s.t.word(s.first[b] - 1) != "to":
            continue
        if (
            s.sentence(a) == s.sentence(b) == s.sentence(i)
            and s.first[b] - s.last[a] <= 4
            and s.figures[a].unit != "percent"
            and _moved(s, i)
        ):
            return a, b
    return None


def _moved(s: Scene, i: int) -> bool:
    """Whether figure i is told as a rise or fall."""
    f = s.figures[i]
    if f.change in (Change.ROSE_BY, Change.FELL_BY) or _MOVES & {*s.before(i, 4), *s.after(i, 3)}:
        return True
    return f.unit != "percent" and bool({"more", "fewer", "additional"} & {*f.span.quote.lower().split()})


def rates(s: Scene) -> Iterator[Check]:
    """ "21 a day ... 7,667 in 2025": a daily rate against a yearly total of the same role, in the same or a neighbouring sentence."""
    days = {"day": 365.25, "week": 52.18, "month": 12.0}
    for i, f in enumerate(s.figures):
        if f.per not in days or f.value is None or f.unit is None:
            continue
        compared = False
        for j in (i - 1, i + 1, i + 2):
            if not 0 <= j < len(s.figures) or abs(s.sentence(j) - s.sentence(i)) > 1 or s.figures[j].per is not None:
                continue
            g = s.figures[j]
            if g.value is None or g.unit != f.unit or g.subset_of is not None or g.value <= f.value:
                continue
            if g.role is not f.role and {g.role, f.role} not in ({Role.KILLED, Role.CASUALTIES},):
                continue
            around = s.sentence_words(j) if s.sentence(j) != s.sentence(i) else s.after(j, 6) + s.before(j, 6)
            yearly = (
                "year" in around
                or "annually" in around
                or any(w.isdigit() and len(w) == 4 and w.startswith("20") for w in around)
            )
            if not yearly or {"months", "since", "month", "week"} & set(around):
                continue
            compared = True
            product = f.value * days[f.per]
            step = 0.5 * days[f.per]
            holds = abs(product - g.value) <= max(step, 0.05 * product) or (
                g.op in (Operator.MORE_THAN, Operator.AT_LEAST) and g.value <= product
            )
            yield check(
                "rate_recompute",
                Verdict.PASS if holds else Verdict.WARN,
                f"{say(f.value)} a {f.per} × {days[f.per]:g} = {say(round(product))} a year, stated: {say(g.value)}",
                f"{say(f.value)} a {f.per} makes about {say(round(product))} a year; the report gives {say(g.value)}."
                if not holds
                else f"{say(f.value)} a {f.per} and {say(g.value)} a year agree.",
                (f, g),
                flip=f"holds at {say(g.value / days[f.per])} a {f.per}",
            )
            break
        lasts = any(s.figures[j].role is Role.DURATION for j in s.by_sentence.get(s.sentence(i), ()))
        if not compared and f.role in HARM and f.same_as is None and not f.hypothetical and not lasts:
            yield check(
                "rate_recompute",
                Verdict.CANNOT_TELL,
                f"{say(f.value)} a {f.per} × {days[f.per]:g} = {say(round(f.value * days[f.per]))} a year",
                f"{say(f.value)} a {f.per} would make about {say(round(f.value * days[f.per]))} in a year; the report gives no total.",
                (f,),
            )
