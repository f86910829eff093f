"""Numbers set against one another in words: multiples, losses of two sides, days times a rate, confirmed against estimated."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from firsthand.check.arithmetic import Interval, meet, quotient
from firsthand.check.compose import check, percent, say
from firsthand.check.scene import HARM, Scene, stem
from firsthand.check.shares import as_share, interval
from firsthand.model.check import Check, Verdict
from firsthand.model.figure import Figure, Operator, Role

_SENTENCES: Final = 8  # looked back through for the totals of two sides
_COUNTED_BY_NAME: Final = frozenset(
    ["names", "named", "identified", "confirmed", "verified", "documented", "obituaries"]
)
_MADE_OF: Final = frozenset(
    ["the", "as", "many", "much", "of", "its", "their", "last", "previous", "week", "month", "year", "'s", "high"]
)
_LASTING: Final = {"day": 1.0, "night": 1.0, "week": 7.0}


def multiples(s: Scene) -> Iterator[Check]:
    """ "90 raids, three times the 30 of a month ago": a multiple against the two numbers beside it."""
    for i, f in enumerate(s.figures):
        if f.role is not Role.RATIO or f.unit != "ratio" or f.value is None or f.value < 2 or f.change is not None:
            continue
        j, k = i - 1, i + 1
        if j < 0 or k >= len(s.figures) or s.sentence(j) != s.sentence(i) or s.sentence(k) != s.sentence(i):
            continue
        a, b = s.figures[j], s.figures[k]
        ahead, behind = s.between(j, i), s.between(i, k)
        if not a.value or not b.value or len(ahead) > 6 or len(behind) > 6 or not set(behind) <= _MADE_OF:
            continue
        if ("," not in ahead and "(" not in ahead and "—" not in ahead) or {a.role, b.role} & {Role.SHARE, Role.AGE}:
            continue
        if a.unit != b.unit and b.unit is not None:
            continue
        value, half = a.value / b.value, 0.5 if float(f.value).is_integer() else 0.05
        holds = f.value - half <= value <= f.value + half or (
            f.op in (Operator.MORE_THAN, Operator.AT_LEAST) and value >= f.value
        )
        yield check(
            "multiple_recompute",
            Verdict.PASS if holds else Verdict.FAIL,
            f"{say(a.value)} / {say(b.value)} = {say(value, 3)}, stated: {f.span.quote}",
            f"{say(a.value)} is {say(value, 3)} times {say(b.value)}; “{f.span.quote}” "
            + ("holds." if holds else f"would need about {say(round(f.value * b.value))}."),
            (f, a, b),
            flip=f"holds from {say(math.ceil((f.value - half) * b.value))} to {say(math.floor((f.value + half) * b.value))}",
        )


def exchange(s: Scene) -> Iterator[Check]:
    """ "two casualties for every Ukrainian soldier lost" against the totals that the report gives for the two sides."""
    for i, f in enumerate(s.figures):
        behind = s.after(i, 6)
        if (
            f.role is not Role.RATIO
            or behind[:1] != ["for"]
            or not {"every", "each"} & set(behind[:2])
            or f.low is None
        ):
            continue
        mine = _name(s, range(s.first[i] - 1, s.sentence_bounds(s.sentence(i))[0] - 1, -1))
        theirs = _name(s, range(s.last[i], min(s.last[i] + 6, s.sentence_bounds(s.sentence(i))[1])))
        if not mine or not theirs or mine == theirs:
            continue
        a = _loss(s, i, mine, None)
        b = None if a is None else _loss(s, i, theirs, s.figures[a].role)
        if a is None or b is None:
            continue
        top, bottom = interval(s.figures[a]), interval(s.figures[b])
        if top is None or bottom is None or not s.figures[b].value or s.figures[a].value is None:
            continue
        stated: Interval = (float(f.low) * 0.9, float(f.high if f.high is not None else math.inf) * 1.1)
        holds = meet(quotient(top, bottom), stated)
        value = float(s.figures[a].value or 0) / float(s.figures[b].value or 1)
        yield check(
            "ratio_recompute",
            Verdict.PASS if holds else Verdict.WARN,
            f"{say(s.figures[a].value)} / {say(s.figures[b].value)} = {say(value, 3)}, stated: {f.number.quote}",
            f"{say(s.figures[a].value)} against {say(s.figures[b].value)} is {say(value, 3)} to one; “{f.number.quote}” "
            + ("holds." if holds else "would need other totals, or counts something else."),
            (f, s.figures[a], s.figures[b]),
            flip=f"holds for {say(float(s.figures[b].value or 0) * float(f.low))} on one side or {say(float(s.figures[a].value or 0) / float(f.low))} on the other",
            confidence=0.7,
        )


def _name(s: Scene, places: range) -> str:
    """The stem of the first proper name among the tokens of `places`."""
    for k in places:
        word = s.t.lower[k].removesuffix("'s")
        if s.t.kinds[k] == "w" and s.t.capital(k) and len(word) > 3 and word not in s.words.no_names:
            return stem(word)
    return ""


def _loss(s: Scene, i: int, owner: str, role: Role | None) -> int | None:
    """The nearest earlier total of losses that is said of `owner`."""
    for j in range(i - 1, -1, -1):
        f = s.figures[j]
        if s.sentence(i) - s.sentence(j) > _SENTENCES:
            return None
        if (
            f.role in (Role.CASUALTIES, Role.LOSSES, Role.KILLED)
            and (role is None or f.role is role)
            and f.unit == "person"
            and f.subset_of is None
            and f.value is not None
            and f.op not in (Operator.UP_TO, Operator.AT_MOST)
            and (role is not None or f.role is not Role.KILLED or not _has_casualties(s, i, owner))
            and s.owner(j) == owner
        ):
            return j
    return None


def _has_casualties(s: Scene, i: int, owner: str) -> bool:
    return any(
        s.figures[j].role in (Role.CASUALTIES, Role.LOSSES)
        and s.owner(j) == owner
        and s.sentence(i) - s.sentence(j) <= _SENTENCES
        for j in range(max(0, i - 12), i)
    )


def lasting(s: Scene) -> Iterator[Check]:
    """ "20 a day for 30 days, 600 in all": a rate times the days against the total beside it."""
    for i, f in enumerate(s.figures):
        if f.per not in _LASTING or f.value is None or f.hypothetical:
            continue
        near = [
            j for j in range(max(0, i - 2), min(len(s.figures), i + 4)) if j != i and s.sentence(j) == s.sentence(i)
        ]
        spans = [
            j
            for j in near
            if s.figures[j].unit in _LASTING and s.figures[j].role is Role.DURATION and s.figures[j].value
        ]
        totals = [
            j
            for j in near
            if s.figures[j].value is not None
            and s.figures[j].per is None
            and s.figures[j].unit in (f.unit, None)
            and s.figures[j].role in (f.role, Role.COUNT)
            and {"all", "total", "altogether", "together", "overall"} & {*s.before(j, 4), *s.after(j, 3)}
        ]
        if len(spans) != 1 or len(totals) != 1:
            continue
        d, g = s.figures[spans[0]], s.figures[totals[0]]
        days = float(d.value or 0) * _LASTING[d.unit or "day"] / _LASTING[f.per]
        product, slack = float(f.value) * days, 0.5 * days if float(f.value) > 3 else 0.05 * float(f.value) * days
        slack = max(slack if f.op is not Operator.EXACT else 0.02 * float(f.value) * days, 0.0)
        holds = abs(product - float(g.value or 0)) <= slack or (
            g.op in (Operator.MORE_THAN, Operator.AT_LEAST) and float(g.value or 0) <= product + slack
        )
        yield check(
            "rate_recompute",
            Verdict.PASS if holds else Verdict.WARN,
            f"{say(f.value)} a {f.per} × {say(days)} = {say(product)}, stated: {say(g.value)}",
            f"{say(f.value)} a {f.per} over {d.span.quote} makes {say(product)}"
            + ("." if holds else f"; the report gives {say(g.value)}."),
            (g, f, d),
            flip=f"holds at {say(float(g.value or 0) / days, 3)} a {f.per}" if days else None,
        )


def confirmed(s: Scene) -> Iterator[Check]:
    """The dead counted one by one against an estimate of all (1): the first cannot be above the second."""
    for i, f in enumerate(s.figures):
        if (
            f.role is not Role.KILLED
            or f.value is None
            or f.op is not Operator.EXACT
            or f.value < 100
            or f.subset_of
            or f.of
        ):
            continue
        if not _COUNTED_BY_NAME & {*s.before(i, 5), *s.after(i, 4)}:
            continue
        owner = s.owner(i)
        for j in (*range(i - 1, max(-1, i - 6), -1), *range(i + 1, min(len(s.figures), i + 3))):
            g = s.figures[j]
            estimated = g.op in (Operator.UP_TO, Operator.ABOUT, Operator.RANGE) or {
                "estimate",
                "estimated",
                "estimates",
                "put",
            } & set(s.sentence_words(j))
            if g.role is not Role.KILLED or g.high is None or not estimated or abs(s.sentence(j) - s.sentence(i)) > 4:
                continue
            if (
                not owner
                or owner not in {stem(word) for word in s.sentence_words(j) if len(word) > 3}
                or g.value == f.value
            ):
                continue
            holds = f.value <= g.high
            yield check(
                "confirmed_against_estimate",
                Verdict.PASS if holds else Verdict.WARN,
                f"{say(f.value)} <= {say(g.high)}" + (f", {percent(f.value / g.high)}" if g.high else ""),
                f"{say(f.value)} counted one by one "
                + (
                    f"are {percent(f.value / g.high)} of the {say(g.high)} estimated: a lower bound."
                    if holds
                    else f"are more than the {say(g.high)} estimated: the two count different people or different times."
                ),
                (f, g),
                flip=f"holds for an estimate of {say(f.value)} or more",
                confidence=0.7,
            )
            break


def implied_bases(s: Scene) -> Iterator[Check]:
    """Several shares of one population that the report does not number (7): do the bases that they imply agree?"""
    found: dict[str, list[tuple[int, int, Interval]]] = {}
    for i, p in enumerate(s.figures):
        share = as_share(p)
        if share is None or p.hypothetical:
            continue
        a = _beside(s, i)
        if a is None:
            continue
        top = interval(s.figures[a])
        place = _peopled(s, i, a)
        if top is None or not place:
            continue
        low, high = _rounded(p, share)
        if low <= 0:
            continue
        found.setdefault(place, []).append((i, a, (top[0] / high if high < math.inf else 0.0, top[1] / low)))
    for listed in found.values():
        if len(listed) < 2:
            continue
        low, high = max(one[2][0] for one in listed), min(one[2][1] for one in listed)
        holds = low <= high
        terms = "; ".join(
            f"{say(s.figures[a].value)} / {s.figures[i].number.quote} = {say(float(s.figures[a].value or 0) / as_value(s.figures[i]))}"
            for i, a, _ in listed
        )
        yield check(
            "base_population_implied",
            Verdict.PASS if holds else Verdict.WARN,
            terms,
            f"The shares agree with one population of {say(low, 3)} to {say(high, 3)}."
            if holds
            else "The shares imply populations that do not agree: one of them is of another base, or another time.",
            [s.figures[n] for i, a, _ in listed for n in (i, a)],
            flip=f"holds for a population of {say(low, 3)} to {say(high, 3)}"
            if holds
            else "holds if the shares are of different bases",
            confidence=0.7,
        )


def as_value(p: Figure) -> float:
    """A share as a fraction of one; 1 for a figure that is no share."""
    share = as_share(p)
    return share[0] if share is not None else 1.0


def _rounded(p: Figure, share: tuple[float, float]) -> Interval:
    """A share of one significant figure ("three in 100") may be rounded by half a unit of it."""
    value = share[0]
    step = (
        share[1]
        if p.unit == "percent"
        else value * 0.01
        if value in (0.5, 0.25)
        else 10.0 ** math.floor(math.log10(value))
    )
    if p.op in (Operator.MORE_THAN, Operator.AT_LEAST):
        return value, math.inf if value < 0.5 else 1.0
    if p.op in (Operator.LESS_THAN, Operator.UP_TO, Operator.AT_MOST):
        return value / 2, value
    return value - step / 2, value + step / 2


def _beside(s: Scene, i: int) -> int | None:
    """The count that share i restates: ", or one in 100", "—three in 100—", ", or more than 85 percent"."""
    j = i - 1
    if j < 0 or s.sentence(j) != s.sentence(i) or s.figures[j].role not in HARM or s.figures[j].value is None:
        return None
    gap = s.between(j, i)
    opened = {"or", "—", "–", "(", "-"} & set(gap)
    return j if opened and len(gap) <= 20 and s.figures[j].subset_of is None else None


def _peopled(s: Scene, i: int, a: int) -> str:
    """The stem of the one place whose people the share is of; an earlier sentence may name it."""
    for number in (s.sentence(i), s.sentence(i) - 1, s.sentence(i) - 2):
        names = {stem(p.name.lower().split()[0]) for p in s.places.get(number, ()) if p.population}
        if len(names) == 1:
            return names.pop()
        if names:
            return ""
    return ""
