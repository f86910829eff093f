"""Moments as the annotation schemes of the field write them.

The stage gives a superset; each scheme leaves some of it out and spells some of it in its own way. The switches
belong to a scheme, never to a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from firsthand.model.moment import Moment, MomentKind

_NOT_TIMEX3: Final = frozenset({"former", "formerly", "medieval", "future", "the same time"})
_TIMEX2_SETS: Final = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}
_REFERENCES: Final = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression in a scheme: offsets, TIMEX3 type, value, mod, and a closed interval of days where one is known.

    `interval` is "first/last", with ".." for an open end.
    """

    start: int
    end: int
    type: str
    value: str
    mod: str | None = None
    interval: str | None = None


def timex3(moments: Iterable[Moment]) -> tuple[TimeExpression, ...]:
    """TimeML 1.2.1 as in TimeBank, AQUAINT and TempEval-3: the ends of a range rather than the range; no ages of
    people, no "former", no named events."""
    return _converted(moments, _in_timex3)


def timex2(moments: Iterable[Moment]) -> tuple[TimeExpression, ...]:
    """TIDES TIMEX2 2005 as in WikiWars: as `timex3`, with ages and "former", without "soon"; sets of days are dates."""
    return _converted(moments, _in_timex2)


def war_rules(moments: Iterable[Moment]) -> tuple[TimeExpression, ...]:
    """The rules of the war annotation: ranges whole, no vague adverbs, no ages, "since" as an interval open at its end,
    windows with their days."""
    return _converted(moments, _in_war_rules)


def _converted(
    moments: Iterable[Moment], rule: Callable[[Moment, Moment | None, bool], str | None]
) -> tuple[TimeExpression, ...]:
    listed = tuple(moments)
    wholes = {one.id: one for one in listed}
    ranges = {one.part_of for one in listed if one.part_of}
    out = []
    for one in listed:
        value = rule(one, wholes.get(one.part_of or ""), one.id in ranges)
        if value is not None:
            out.append(TimeExpression(one.span.start, one.span.end, one.kind.value, value, one.mod, interval(one)))
    return tuple(out)


def interval(one: Moment) -> str | None:
    """The closed interval of days, "2025-02-23/2025-02-24"; None where neither end is known."""
    if one.begin is None and one.end is None:
        return None
    return f"{one.begin or '..'}/{one.end or '..'}"


def _rule(one: Moment) -> str:
    return one.made_by.rpartition("/")[2]


def _in_timex3(one: Moment, whole: Moment | None, ranged: bool) -> str | None:
    length = one.kind is MomentKind.DURATION  # "two to three weeks" is one expression
    if (ranged and not length) or (whole and length) or _rule(one) in ("named_event", "mod_age", "age"):
        return None
    return None if one.span.quote.lower() in _NOT_TIMEX3 else one.value


def _in_timex2(one: Moment, whole: Moment | None, ranged: bool) -> str | None:
    if ranged or _rule(one) in ("named_event", "vague_length") or one.span.quote.lower() == "soon":
        return None
    return _TIMEX2_SETS.get(one.value or "", one.value) if _rule(one) == "repeat_word" else one.value


def _in_war_rules(one: Moment, whole: Moment | None, ranged: bool) -> str | None:
    if one.value is None or one.value in _REFERENCES or _rule(one) in ("age", "mod_age", "vague_length"):
        return None
    apart = _rule(whole or one) == "range"  # "from 3 May to June": two times; "10-17 February": one
    if (ranged and apart) or (whole is not None and not apart):
        return None
    return f"{one.value}/.." if one.mod == "SINCE" and one.kind is not MomentKind.DURATION else one.value
