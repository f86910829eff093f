"""How often each method's 95 % interval holds the truth: redraws of the five published simulations.

    python tools/measure_coverage.py FOLDER [--redraws 200]

FOLDER holds stanlcmcr_sim1.csv to stanlcmcr_sim5.csv, one draw each of a population of 2,000. A redraw is a
multinomial sample of 2,000 people whose cells have the shares of that draw, the unseen people included.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from firsthand.estimate.answer import Estimate
from firsthand.estimate.averaged import averaged
from firsthand.estimate.bounds import chao
from firsthand.estimate.coverage import coverage, each, redrawn
from firsthand.estimate.latent import Settings, draws
from firsthand.estimate.lists import read_lists
from firsthand.estimate.sparse import sparse

TRUTH = 2000
SEED = 20
CHAINS = Settings(chains=1, burn=4000, sweeps=4000, thin=10, seed=SEED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--redraws", type=int, default=200)
    args = parser.parse_args()
    print("| simulation | seen | method | held | refused | median | median width |\n|---|---|---|---|---|---|---|")
    for number in range(1, 6):
        lists = read_lists(args.folder / f"stanlcmcr_sim{number}.csv")
        tables = redrawn(lists, TRUTH, args.redraws, SEED + number)
        samples = draws(tables, CHAINS)
        latent = [
            Estimate(method="LCMCR", model="", assumes=(), low=float(low), best=float(best), high=float(high))
            for low, best, high in np.quantile(samples, [0.025, 0.5, 0.975], axis=1).T
        ]
        bound = each(tables, lists.names, chao)
        below = sum(one.low is not None and one.low <= TRUTH for one in bound) / len(bound)
        print(f"| {number} | {lists.seen()} | Chao, bound below the truth | {below:.2f} | | | |")
        for row in (
            coverage("SparseMSE", each(tables, lists.names, sparse), TRUTH),
            coverage("dga", each(tables, lists.names, averaged), TRUTH),
            coverage("LCMCR", latent, TRUTH),
        ):
            print(
                f"| {number} | {lists.seen()} | {row.method} | {row.held:.2f} | {row.refused:.2f} "
                f"| {row.median_best or 0:,.0f} | {row.median_width or 0:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
