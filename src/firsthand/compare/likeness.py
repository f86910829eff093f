"""How much two reports resemble each other: words, days, places and numbers, in whole numbers.

The likeness of two reports depends on the two alone. Whole numbers add up alike in any order, so a store
that grew report by report and one that was built at once come to the same groups.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from firsthand.compare.gist import Gist
from firsthand.compare.terms import SCALE
from firsthand.data.gazetteer import distance_km
from firsthand.model.figure import Role

# Chosen on one half of the open shooting reports, seen to hold on the other (docs/background/compare.md).
ONE: Final = SCALE * SCALE  # the likeness of a report to itself
LEAST: Final = ONE * 16 // 100
FADE: Final = 25.0  # days until likeness counts 1/e
WINDOW: Final = 58  # days after which no two reports can reach LEAST, whatever else they share
UNDATED: Final = 10  # days taken to lie between reports of which one has no date
NEAR_KM: Final = 30.0  # settlements of one happening lie within this
SAME_PLACE: Final = 1200  # per mille: a settlement in common, or near
OTHER_PLACE: Final = 500
DAYS: Final = (1200, 1100, 800, 700)  # per mille, by days between the days that the texts put the happening on
SAME_NUMBER: Final = 1100
OTHER_NUMBER: Final = 900
MOST: Final = 1600  # per mille: no factors together bring more

FADES: Final = np.array([round(1000 * math.exp(-days / FADE)) for days in range(WINDOW + 1)])  # per mille, by days
_FADES: Final = tuple(int(one) for one in FADES)


@dataclass(frozen=True)
class Mark:
    """What a report is compared by. `order` sorts reports by time; `places` are points of the opening's settlements."""

    report_id: str
    text_id: str
    when: str
    day: int | None
    terms: tuple[tuple[str, int], ...]
    places: tuple[tuple[float, float], ...]
    names: tuple[str, ...]
    happened: int | None
    numbers: tuple[float, ...]

    @classmethod
    def of(cls, gist: Gist) -> Mark:
        points = [gist.spots[at] for at in gist.scene]
        return cls(
            report_id=gist.report_id,
            text_id=gist.text_id,
            when=gist.when or "9999",
            day=date.fromisoformat(gist.day).toordinal() if gist.day else None,
            terms=gist.terms,
            places=tuple(
                (one.latitude, one.longitude)
                for one in points
                if one.latitude is not None and one.longitude is not None
            ),
            names=tuple(sorted({one.name for one in points})),
            happened=date.fromisoformat(gist.happened).toordinal() if gist.happened else None,
            numbers=tuple(
                sorted(
                    {
                        float(one.value)
                        for one in gist.answers
                        if one.value and one.role in (Role.KILLED, Role.INJURED) and one.scope == "incident"
                    }
                )
            ),
        )

    @cached_property
    def order(self) -> tuple[str, str]:
        return self.when, self.report_id

    @cached_property
    def weights(self) -> dict[str, int]:
        return dict(self.terms)


def likeness(a: Mark, b: Mark) -> int:
    """0..ONE and a little above; the same both ways. Two reports of one text are ONE, unless more than a window lies
    between them: error pages and notices come again and again."""
    small, large = sorted((a.weights, b.weights), key=len)
    return weighed(sum(weight * large.get(term, 0) for term, weight in small.items()), a, b)


def weighed(product: int, a: Mark, b: Mark) -> int:
    """The likeness of two reports whose term vectors have this inner product; below LEAST it may be any smaller number."""
    days = apart(a, b)
    if days > WINDOW:
        return 0
    if a.text_id == b.text_id:
        return ONE
    value = faded(product, days)
    if value * MOST // 1000 < LEAST:
        return value
    for factor in factors(a, b).values():
        value = value * factor // 1000
    return value


def faded(product: int, days: int) -> int:
    """What is left of an inner product over so many days, WINDOW at the most."""
    return product * _FADES[days] // 1000


def most(product: int) -> int:
    """The most that a likeness can be with an inner product, whatever else speaks for it."""
    return product * MOST // 1000


def factors(a: Mark, b: Mark) -> dict[str, int]:
    """What besides words speaks for or against, per mille, by name."""
    found = {}
    if a.places and b.places:
        near = any(
            abs(x[0] - y[0]) < 0.3 and (x == y or distance_km(*x, *y) < NEAR_KM) for x in a.places for y in b.places
        )
        if near or not set(a.names) & set(b.names):  # one name put on two points speaks neither for nor against
            found["place"] = SAME_PLACE if near else OTHER_PLACE
    if a.happened is not None and b.happened is not None:
        found["day"] = DAYS[min(abs(a.happened - b.happened), len(DAYS) - 1)]
    if a.numbers and b.numbers:
        found["number"] = SAME_NUMBER if set(a.numbers) & set(b.numbers) else OTHER_NUMBER
    return found


def apart(a: Mark, b: Mark) -> int:
    """Days between two reports."""
    return abs(a.day - b.day) if a.day is not None and b.day is not None else UNDATED
