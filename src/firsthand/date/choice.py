"""Which year is meant where only a month, a season, a quarter or a feast is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from firsthand.date.spot import Spot
from firsthand.date.tense import Tense
from firsthand.date.terms import Base, Point
from firsthand.date.units import Unit

# Where a story stands in October or later, "in January" is the next year; it never steps back by itself.
_STORY_ON: Final = 8
_JUST_OVER: Final = 20
# Days: a date so soon ahead is meant rather than one so long past, even among words of the past.
_SOON: Final = 31
_LONG: Final = 300
# Days: so far ahead, words of the future near a month belong to something else.
_FAR: Final = 240


def in_story(spots: list[Spot], now: Spot) -> Spot:
    """The one that continues the story."""
    same = (
        next(spot for spot in spots if spot.year == now.year)
        if any(spot.year == now.year for spot in spots)
        else spots[0]
    )
    told, month = now.first_month(), same.first_month()
    if told is None or month is None or now.grain is Unit.YEAR:
        return same
    return spots[-1] if told - month > _STORY_ON else same


def stepped(spots: list[Spot], now: Spot, p: Point, tense: Tense) -> Spot:
    """ "last May", "this spring", "next summer", "the following winter", "that autumn"."""
    today = now.days()
    same = next((spot for spot in spots if spot.year == now.year), spots[-1])
    if today is None:
        return same.at_year(same.year + (p.step or 0)) if p.step else same
    if p.step == -1:
        # "Last February", said in early March, is a year ago: the one just over is "last month" or "February".
        gap = timedelta(days=_JUST_OVER if p.month is not None and p.day is None else 0)
        past = [spot for spot in spots if (days := spot.days()) and days[1] + gap < today[0]]
        return past[-1] if past else spots[0]
    if p.step == 1:
        ahead = [spot for spot in spots if (days := spot.days()) and days[0] > today[1]]
        return ahead[0] if ahead else spots[-1]
    if p.season == "WI" and today[0].month <= 3:
        return spots[0] if spots[0].year == now.year - 1 else same
    if p.quarter is not None and p.base is Base.SPEECH:
        return nearest(spots, now, p, tense)
    return same


def nearest(spots: list[Spot], now: Spot, p: Point, tense: Tense) -> Spot:
    """The one meant without last or next: the past one, unless the tense points ahead or the other is much nearer."""
    days = now.days()
    if days is None:
        return spots[-1]
    today = days[0]
    known = [(spot, both) for spot in spots if (both := spot.days()) is not None]
    here = [spot for spot, both in known if both[0] <= today <= both[1]]
    if here and (tense < Tense.MAYBE or p.day is None):
        return here[0]
    if not known:
        return spots[-1]
    if p.quarter is not None or p.half is not None:
        begun = [spot for spot, both in known if both[0] <= today]
        return begun[-1] if begun else spots[0]
    past = [(spot, (today - both[1]).days) for spot, both in known if both[1] < today]
    ahead = [(spot, (both[0] - today).days) for spot, both in known if both[0] > today]
    if not past or not ahead:
        return (past or ahead)[-1 if past else 0][0]
    before, after = past[-1], ahead[0]
    if tense is Tense.FUTURE:
        return before[0] if after[1] > _FAR and before[1] < _FAR // 2 else after[0]
    if tense is Tense.PAST:
        return after[0] if p.day is not None and after[1] <= _SOON and before[1] > _LONG else before[0]
    if (
        tense is Tense.MAYBE
        or p.day is not None
        or p.feast is not None
        or (p.season is not None and tense is Tense.OPEN)
    ):
        return min(before, after, key=lambda one: one[1])[0]
    return before[0]
