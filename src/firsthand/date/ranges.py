"""Ranges between two times, and the year that a list of months shares."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from firsthand.date.scene import HYPHENS, Scene
from firsthand.date.terms import Between, Found, Point, Step

_TO: Final = frozenset({"to", "until", "till", "through", "thru"})


def joined_ranges(s: Scene, found: list[Found]) -> list[Found]:
    """`found` with ranges in place of their two ends, which become `parts`, and shared years filled in."""
    out: list[Found] = []
    for one in found:
        last = out[-1] if out else None
        if last is not None and (both := _both(s, last, one)) is not None:
            out[-1:] = both
        else:
            out.append(one)
        if isinstance(one.term, Point) and (short := _short_year(s, one)) is not None:
            first = out.pop()
            out.append(Found(first.first, short.stop, Between(one.term, short.term), "years", parts=(first, short)))  # type: ignore[arg-type]  # both are points
    return out


def _short_year(s: Scene, one: Found) -> Found | None:
    """The "45" of "1939-45"."""
    assert isinstance(one.term, Point)
    if (
        one.rule != "year"
        or one.term.year is None
        or not s.hyphen(one.stop)
        or not s.joined(one.stop - 1)
        or not s.joined(one.stop)
    ):
        return None
    word = s.words[one.stop + 1]
    if len(word) != 2 or not word.isascii() or not word.isdigit() or one.term.year < 1000 or s.hyphen(one.stop + 2):
        return None
    year = one.term.year // 100 * 100 + int(word)
    return Found(one.stop + 1, one.stop + 2, Point(year=year), "year") if year > one.term.year else None


def _both(s: Scene, first: Found, last: Found) -> list[Found] | None:
    if not isinstance(first.term, Point | Step) or not isinstance(last.term, Point | Step):
        return None
    gap = last.first - first.stop
    if gap not in (1, 2):
        return None
    link = s.words[first.stop]
    if gap == 2 and not (link == "," and s.words[first.stop + 1] in ("and", "or")):
        return None
    shared = _shared_year(first, last)
    ranged = gap == 1 and (link in _TO or link in HYPHENS or (link == "and" and s.before(first.first) == "between"))
    if ranged and _same_kind(first, last):
        head = replace(first, term=shared) if shared else first
        assert isinstance(head.term, Point | Step)
        return [
            Found(
                first.first,
                last.stop,
                Between(head.term, last.term),
                "range",
                mod=last.mod if last.mod == first.mod else None,
                parts=(head, replace(last, bound=None)),
            )
        ]
    if shared is not None and (link in ("and", "or", ",", "/") or ranged):
        return [replace(first, term=shared), last]
    return None


def _shared_year(first: Found, last: Found) -> Point | None:
    """The first point with the year that only the last one says: "March and May 2024"."""
    a, b = first.term, last.term
    if (
        not isinstance(a, Point)
        or not isinstance(b, Point)
        or a.year is not None
        or a.within is not None
        or a.step is not None
    ):
        return None
    if b.year is None and b.within is None:
        return None
    if a.month is not None and b.month is not None:
        earlier = a.month > b.month and b.year is not None
        return replace(a, year=b.year - 1 if earlier and b.year is not None else b.year, within=b.within)
    if (a.season and b.season) or (a.quarter and b.quarter):
        return replace(a, year=b.year, within=b.within)
    return None


def _same_kind(first: Found, last: Found) -> bool:
    a, b = first.term, last.term
    if isinstance(a, Step) or isinstance(b, Step):
        return isinstance(a, Step) and isinstance(b, Step) and a.unit is b.unit
    if not isinstance(a, Point) or not isinstance(b, Point):
        return False
    kinds = [
        (
            p.weekday is not None and p.day is None,
            p.day is not None,
            p.month is not None,
            p.season is not None,
            p.decade is not None,
            p.clock is not None and p.month is None,
        )
        for p in (a, b)
    ]
    return kinds[0] == kinds[1] or (a.month is not None and b.month is not None and a.clock is None and b.clock is None)
