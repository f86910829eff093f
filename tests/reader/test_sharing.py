"""Batches for a network of few heads hold the same examples, without the labels of the others."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")
sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import numpy as np
from train_reader.examples import Example
from train_reader.sharing import GROUPS, counted, difference, kept, total


def example(**tags: list[int]) -> Example:
    some = np.array([1, 2, 3])
    return Example(some, some, some, {head: np.array(bits) for head, bits in tags.items()})


def test_only_the_labels_of_the_heads_stay() -> None:
    both = example(names=[1, 1, 0], upos=[1, 2, 4])
    both.arcs = np.array([0, 1, 1])
    names = kept([both, example(attribution=[1, 1, 1])], GROUPS["names, times, quantities"])
    assert [(set(e.tags), e.arcs) for e in names] == [({"names"}, None)]
    assert names[0].pieces is both.pieces
    syntax = kept([both], GROUPS["syntax"])
    assert set(syntax[0].tags) == {"upos"}
    assert syntax[0].arcs is both.arcs


def test_differences_are_drawn_over_documents() -> None:
    better = [counted({1, 2, 3}, {1, 2, 3})] * 20
    worse = [counted({1, 2, 3}, {1, 9})] * 20
    assert total(better) == 100
    assert total(worse) == pytest.approx(40)
    low, high = difference(better, worse, draws=50)
    assert low == pytest.approx(60)
    assert high == pytest.approx(60)
