"""The decoder against every possible tree of short sentences."""

from itertools import product

import numpy as np
import pytest

from firsthand.reader.trees import tree


def is_tree(heads: tuple[int, ...]) -> bool:
    if sum(h == 0 for h in heads) != 1:
        return False
    for word in range(len(heads)):
        at, steps = word, 0
        while heads[at] and steps <= len(heads):
            at, steps = heads[at] - 1, steps + 1
        if steps > len(heads):
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
def test_best_of_all_trees(seed: int) -> None:
    count = 1 + seed % 5
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    found = tuple(int(h) for h in tree(scores))
    assert is_tree(found)
    total = {
        h: sum(float(scores[w, k]) for w, k in enumerate(h))
        for h in product(range(count + 1), repeat=count)
        if is_tree(h)
    }
    assert total[found] == pytest.approx(max(total.values()), abs=1e-4)
