"""Whether a report tells a history, and which of its years stand aside from the story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from firsthand.date.scene import Scene
from firsthand.date.terms import Base, Found, Point, Step

_FEW: Final = 4
_MOST: Final = 0.7
_RARE: Final = 0.25
_ASIDE: Final = 8
_LINES: Final = 3
_BULLET: Final = 12


def tells_history(found: Sequence[Found], published: date | None) -> bool:
    """Whether dates are to be counted from the last one told.

    True where most of the years that the report names lie before its publication, and it points to the present
    (yesterday, on Tuesday, last week) at most a quarter as often. Without a publication date every year counts as past.
    """
    years = [one.term.year for one in found if isinstance(one.term, Point) and one.term.year is not None]
    old = len(years) if published is None else sum(year < published.year for year in years)
    present = sum(_points_to_present(one) for one in found)
    return old >= _FEW and old >= _MOST * len(years) and present <= _RARE * old


def is_chronology(scene: Scene, found: Sequence[Found]) -> bool:
    """Whether lines begin with dates that take their year from one given before them, as in a timeline or a live blog."""
    tokens, text = scene.tokens, scene.tokens.text
    lines, dated = 0, False
    for one in found:
        if not isinstance(one.term, Point):
            continue
        start = tokens.starts[one.first]
        line = text.rfind("\n", max(0, start - _BULLET), start) + 1
        leads = (line > 0 or start <= _BULLET) and not any(letter.isalnum() for letter in text[line:start])
        if one.term.year is not None:
            dated = dated or leads or lines == 0
        elif dated and leads and one.term.month is not None and one.term.day is not None:
            lines += 1
    return lines >= _LINES


def _points_to_present(one: Found) -> bool:
    if isinstance(one.term, Step):
        return one.term.base is Base.SPEECH
    return isinstance(one.term, Point) and one.term.weekday is not None and one.term.day is None


def asides(found: Sequence[Found]) -> frozenset[int]:
    """Places in `found` of years that break off and come back: the year a book came out, a comparison.

    Such a year is far from the ones told before and after it, which are near each other; the story goes on from the one before.
    """
    told = [
        (n, one.term.year) for n, one in enumerate(found) if isinstance(one.term, Point) and one.term.year is not None
    ]
    out = set()
    last: int | None = None
    for k, (n, year) in enumerate(told):
        following = told[k + 1][1] if k + 1 < len(told) else None
        if (
            last is not None
            and following is not None
            and abs(year - last) > _ASIDE
            and abs(following - last) <= abs(following - year)
            and abs(following - last) <= _ASIDE
        ):
            out.add(n)
        else:
            last = year
    return frozenset(out)
