"""The checks of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from firsthand.check.breakdown import groups, in_all, mixed_bounds, remainders, told_rest
from firsthand.check.calendar import ages, durations, weekdays
from firsthand.check.compared import confirmed, exchange, implied_bases, lasting, multiples
from firsthand.check.cumulative import running_totals
from firsthand.check.parts import counted_lists, n_of_m, sums
from firsthand.check.samples import carried, clusters, even_here, refutations
from firsthand.check.scene import Scene, scene
from firsthand.check.shares import changes, possible, products, rates, ratio
from firsthand.check.sources import anonymous, circles, lower_bounds, unnamed
from firsthand.check.space import conversions, distances, populations
from firsthand.check.totals import definitions, forces, magnitudes, overlaps, repeats, rivals, wounded
from firsthand.check.wording import assertions, labels, senses
from firsthand.kit import Kit
from firsthand.model.check import Check
from firsthand.model.reading import Reading

CHECKS: Final[tuple[Callable[[Scene], Iterable[Check]], ...]] = (
    ratio,
    possible,
    products,
    changes,
    rates,
    n_of_m,
    remainders,
    sums,
    groups,
    told_rest,
    in_all,
    mixed_bounds,
    counted_lists,
    multiples,
    exchange,
    lasting,
    confirmed,
    implied_bases,
    clusters,
    carried,
    refutations,
    even_here,
    rivals,
    overlaps,
    wounded,
    forces,
    magnitudes,
    repeats,
    definitions,
    running_totals,
    durations,
    weekdays,
    ages,
    conversions,
    distances,
    populations,
    unnamed,
    anonymous,
    circles,
    lower_bounds,
    assertions,
    senses,
    labels,
)


def checks(reading: Reading, kit: Kit) -> tuple[Check, ...]:
    """Every check that the figures, dates and places of the report allow, in the order of `CHECKS`."""
    s = scene(reading, kit)
    return tuple(found for one in CHECKS for found in one(s))
