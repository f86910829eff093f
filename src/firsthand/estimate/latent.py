"""Latent classes: people differ in how easily they are listed (LCMCR; Manrique-Vallier 2016)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from firsthand.estimate.answer import Estimate
from firsthand.estimate.lists import Lists

Array = npt.NDArray[np.float64]

ASSUMES: Final = (
    "people fall into classes that differ in how easily they are listed; within a class lists are independent",
    "every class has some people on some list",
    "every match between the lists was found",
)
FLOOR: Final = 1e-12
MOST_PATTERNS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Classes at most, gamma prior of the concentration (shape, rate), and the length of the run.

    `chains` start apart and run side by side; each drops `burn` sweeps, then keeps every `thin`th of `sweeps`.
    On the Kosovo lists chains still climb at 6,000 sweeps and are level from 9,000.
    """

    classes: int = 10
    shape: float = 0.25
    rate: float = 0.25
    chains: int = 6
    burn: int = 15_000
    sweeps: int = 10_000
    thin: int = 10
    seed: int = 1


def draws(tables: npt.NDArray[np.int64], settings: Settings) -> Array:
    """Posterior draws of the total for many tables at once: tables `(d, 2^t)` in, draws `(d, chains x kept)` out.

    Gibbs sampling of the truncated stick-breaking mixture, all chains of all tables as one array; prior on N
    is 1/N. The draws depend on the tables, the settings and numpy's generator, and on nothing else.
    """
    rng = np.random.Generator(np.random.PCG64(settings.seed))
    t = tables.shape[1].bit_length() - 1
    filled = np.union1d(
        [0], np.flatnonzero(tables.any(axis=0))
    )  # cells that nobody is in take no part: 16 lists have 65,536
    seen_tables = np.repeat(tables[:, filled], settings.chains, axis=0)
    rows = len(seen_tables)
    k = settings.classes
    on = (filled[:, None] >> np.arange(t) & 1).astype(float)
    counts = seen_tables.copy()
    counts[:, 0] = 0
    seen = counts.sum(axis=1)
    # Start from classes that differ, from hardly to nearly always listed: from one crowd chains take far longer.
    listed = np.clip(np.linspace(0.02, 0.9, k)[None, :, None] * rng.uniform(0.6, 1.1, size=(rows, k, t)), FLOOR, 0.95)
    share = np.full((rows, k), 1.0 / k)
    concentration = np.ones(rows)
    counts[:, 0] = seen // 4 + 1
    kept = []
    for sweep in range(settings.burn + settings.sweeps):
        log_on, log_off = np.log(listed), np.log1p(-listed)
        logs = (
            np.log(share)[:, :, None] + log_off.sum(axis=2)[:, :, None] + np.einsum("rkt,ct->rkc", log_on - log_off, on)
        )
        likely = np.exp(logs - logs.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        members = rng.multinomial(counts, likely.transpose(0, 2, 1)).astype(float)  # rows, cells, classes
        size = members.sum(axis=1)
        hits = np.einsum("rck,ct->rkt", members, on)
        listed = np.clip(rng.beta(1 + hits, 1 + size[:, :, None] - hits), FLOOR, 1 - FLOOR)
        after = size[:, ::-1].cumsum(axis=1)[:, ::-1] - size
        sticks = np.clip(rng.beta(1 + size, concentration[:, None] + after), FLOOR, 1 - FLOOR)
        sticks[:, -1] = 1.0
        left = np.cumprod(np.concatenate([np.ones((rows, 1)), 1 - sticks[:, :-1]], axis=1), axis=1)
        share = np.maximum(sticks * left, FLOOR)
        share /= share.sum(axis=1, keepdims=True)
        concentration = np.maximum(rng.gamma(settings.shape + k - 1, 1 / (settings.rate - np.log(share[:, -1]))), FLOOR)
        hidden = np.clip((share * np.prod(1 - listed, axis=2)).sum(axis=1), FLOOR, 1 - 1e-9)
        counts[:, 0] = rng.negative_binomial(seen, 1 - hidden)
        if sweep >= settings.burn and (sweep - settings.burn) % settings.thin == 0:
            kept.append(seen + counts[:, 0])
    return np.stack(kept, axis=1).reshape(len(tables), -1).astype(float)


def latent(lists: Lists, settings: Settings | None = None) -> Estimate:
    """Median and 95 % interval over the posterior draws."""
    if reason := _refusal(lists):
        return Estimate(method="LCMCR", model="latent classes", assumes=ASSUMES, refused=reason)
    chosen = settings or Settings()
    found = draws(np.array([lists.counts]), chosen)[0]
    low, best, high = np.quantile(found, [0.025, 0.5, 0.975])
    return Estimate(
        method="LCMCR",
        model=f"up to {chosen.classes} latent classes",
        assumes=ASSUMES,
        low=float(low),
        best=float(best),
        high=float(high),
        warnings=(f"Monte Carlo: {found.size} draws of {chosen.chains} chains, seed {chosen.seed}",),
    )


def _refusal(lists: Lists) -> str | None:
    if len(lists.names) < 3:
        return "needs three lists: two cannot show how people differ"
    if (filled := sum(map(bool, lists.counts))) > MOST_PATTERNS:
        return (
            f"people are on {filled:,} different sets of lists, and more than {MOST_PATTERNS:,} would take hours; "
            "merge small lists of one kind"
        )
    return lists.speechless()
