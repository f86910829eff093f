"""How often each method's 95 % interval holds the truth: redraws of the five published simulations.

    python tools/measure_coverage.py FOLDER [--redraws 200] [--methods SparseMSE dga] [--processes 2]

FOLDER holds stanlcmcr_sim1.csv to stanlcmcr_sim5.csv, one draw each of a population of 2,000. A redraw is a
multinomial sample of 2,000 people whose cells have the shares of that draw, the unseen people included. Each
simulation and method is measured by itself with seeds of its own, so that any number of processes prints the same table.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from math import sqrt
from pathlib import Path
from typing import Final

import numpy as np

from firsthand.estimate.answer import Estimate
from firsthand.estimate.averaged import averaged
from firsthand.estimate.bootstrap import bootstrapped
from firsthand.estimate.bounds import chao
from firsthand.estimate.coverage import Tables, coverage, each, redrawn
from firsthand.estimate.latent import Settings, draws
from firsthand.estimate.lists import Lists, read_lists
from firsthand.estimate.sparse import best_by_bic, sparse

TRUTH: Final = 2000
SEED: Final = 20
CHAINS: Final = Settings(chains=1, burn=4000, sweeps=4000, thin=10, seed=SEED)
ONE_BY_ONE: Final[dict[str, Callable[[Lists], Estimate]]] = {
    "Chao": chao,
    "SparseMSE": sparse,
    "SparseMSE, bootstrap": bootstrapped,
    "log-linear": best_by_bic,
    "dga": averaged,
}
LATENT: Final = "LCMCR"
METHODS: Final = (*ONE_BY_ONE, LATENT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--redraws", type=int, default=200)
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    parser.add_argument("--processes", type=int, default=1)
    args = parser.parse_args()
    tasks = [(args.folder, number, method, args.redraws) for number in range(1, 6) for method in args.methods]
    print("| simulation | seen | method | held | refused | median | median width |\n|---|---|---|---|---|---|---|")
    with ProcessPoolExecutor(args.processes) as pool:
        for row in pool.map(_measured, tasks):
            print(row, flush=True)


def _measured(task: tuple[Path, int, str, int]) -> str:
    folder, number, method, redraws = task
    lists = read_lists(folder / f"stanlcmcr_sim{number}.csv")
    tables = redrawn(lists, TRUTH, redraws, SEED + number)
    found = _latent(tables) if method == LATENT else each(tables, lists.names, ONE_BY_ONE[method])
    head = f"| {number} | {lists.seen()} | {method}"
    if ONE_BY_ONE.get(method) is chao:
        return f"{head}, bound below the truth | {_share(sum(one.low is not None and one.low <= TRUTH for one in found), len(found))} | | | |"
    row = coverage(method, found, TRUTH)
    held = _share(round(row.held * redraws), redraws)
    return f"{head} | {held} | {row.refused:.2f} | {row.median_best or 0:,.0f} | {row.median_width or 0:.2f} |"


def _latent(tables: Tables) -> list[Estimate]:
    quantiles = np.quantile(draws(tables, CHAINS), [0.025, 0.5, 0.975], axis=1).T
    return [
        Estimate(method=LATENT, model="", assumes=(), low=float(low), best=float(best), high=float(high))
        for low, best, high in quantiles
    ]


def _share(count: int, of: int) -> str:
    """A share with its Monte Carlo standard error."""
    share = count / of
    return f"{share:.2f} ± {sqrt(share * (1 - share) / of):.2f}"


if __name__ == "__main__":
    main()
