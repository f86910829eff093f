"""What a sample would have to look like to carry a claim: clusters, design effect, sample size (Kish 1965)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from firsthand.errors import BadValue
from firsthand.estimate.bounds import NORMAL


@dataclass(frozen=True, slots=True)
class Plan:
    """People and clusters to be asked, so that a share of about `share` is known to within `margin` (95 %)."""

    people: int
    clusters: int
    design_effect: float


def design_effect(cluster: float, rho: float) -> float:
    """1 + (m - 1) rho: by how much clusters of `cluster` people, alike to the degree `rho`, blow up the variance."""
    return 1 + (cluster - 1) * rho


def effective_size(clusters: int, cluster: float, rho: float) -> float | None:
    """People of a simple random sample that would tell as much; None for one cluster, whose variance nobody can know."""
    return None if clusters < 2 else clusters * cluster / design_effect(cluster, rho)


def plan(share: float, margin: float, cluster: int, rho: float) -> Plan:
    """The smallest sample in clusters of `cluster` people; at least thirty clusters, the usual least for their variance.

    BadValue when the share or the margin is not between 0 and 1.
    """
    if not (0 < share < 1 and 0 < margin < 1):
        raise BadValue("share and margin are parts of one: between 0 and 1")
    effect = design_effect(cluster, rho)
    people = NORMAL**2 * share * (1 - share) / margin**2 * effect
    clusters = max(30, ceil(people / cluster))
    return Plan(clusters * cluster, clusters, effect)
