"""What a linear model would reach with labels of a set's own, by five folds: beside our rules, which have none.

    PYTHONPATH=tools:benchmarks/score:. python -m five_folds GOLD

Two sets: types of conflict snippets (events/case2021_task2) and how far a text commits itself to an event
(factuality/unified_factuality). Nothing trained here is kept or shipped: both sets are for measuring only. The model is
a ridge over TF-IDF of words and pairs of words, and over what our own grammar says of the same item; folds go by
document, from a hash of its id. Deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from hashlib import md5
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.score._common import classes, mean
from benchmarks.score.factuality import pearson, sign
from scipy import sparse

from firsthand.events.conventions import acled_label
from firsthand.events.factuality import judged_spans
from firsthand.identify.words import between, words
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.segment.stage import passages

FOLDS = 5
OWN = 1.5  # weight of what the grammar says, beside a row of words of length 1
RIDGE = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    kit = Kit()
    case(read(gold / "events/case2021_task2/even.jsonl"), kit)
    factuality(read(gold / "factuality/unified_factuality/dev.jsonl"), kit)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def fold(key: str) -> int:
    return int(md5(key.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def rows_of(terms: list[list[str]]) -> sparse.csr_matrix:
    """TF-IDF rows of length 1."""
    seen = Counter(term for row in terms for term in set(row))
    known = {term: k for k, term in enumerate(sorted(t for t, n in seen.items() if n >= 2))}
    cells = [(i, known[t]) for i, row in enumerate(terms) for t in row if t in known]
    at, column = (np.array(one) for one in zip(*cells, strict=True))
    x = sparse.csr_matrix((np.ones(len(cells)), (at, column)), shape=(len(terms), len(known)))
    spread = np.array([log(len(terms) / seen[t]) for t in known])
    x = x.minimum(1) @ sparse.diags(spread)
    norm = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(norm > 0, norm, 1)) @ x


def folded(x: sparse.csr_matrix, y: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """What a ridge fitted on the other folds says of each row, one column a target."""
    kernel = np.asarray((x @ x.T).todense()) + 0.1  # the constant
    said = np.zeros_like(y)
    for part in range(FOLDS):
        train, test = np.flatnonzero(parts != part), np.flatnonzero(parts == part)
        solved = np.linalg.solve(kernel[np.ix_(train, train)] + RIDGE * np.eye(len(train)), y[train])
        said[test] = kernel[np.ix_(test, train)] @ solved
    return said


def ngrams(listed: list[str]) -> list[str]:
    return listed + [f"{a} {b}" for a, b in pairwise(listed)]


def weighted(pairs: list[tuple[str, str]]) -> float:
    """F1 weighted by how often gold has a class."""
    support = Counter(g for g, _ in pairs)
    scores = classes(pairs, sorted(support))["by_label"]
    return sum(scores[k]["f1"] * n for k, n in support.items()) / len(pairs)


def case(rows: list[dict[str, Any]], kit: Kit) -> None:
    gold = [row["subtype"] for row in rows]
    ours = [acled_label(row["text"], kit.language) for row in rows]
    labels = sorted(set(gold))
    wanted = np.array([[float(g == label) for label in labels] for g in gold])
    lexical = rows_of([ngrams([w.low for w in words(row["text"])]) for row in rows])
    own = sparse.csr_matrix(np.array([[OWN * (o == label) for label in labels] for o in ours]))
    parts = np.array([fold(row["id"]) for row in rows])
    asked = [k for k, row in enumerate(rows) if row["in_25_types"]]
    print("CASE 2021 task 2, open half: weighted F1 of the 25 types")
    print(f"  rules, no labels                 {weighted([(gold[k], ours[k]) for k in asked]):.3f}")
    for name, x in (
        ("labels, words alone", lexical),
        ("labels, words and rules", sparse.hstack([lexical, own]).tocsr()),
    ):
        said = [labels[k] for k in folded(x, wanted, parts).argmax(axis=1)]
        print(f"  {name:32} {weighted([(gold[k], said[k]) for k in asked]):.3f}")


def factuality(rows: list[dict[str, Any]], kit: Kit) -> None:
    gold: list[float] = []
    ours: list[float] = []
    lexical: list[list[str]] = []
    own: list[list[str]] = []
    parts: list[int] = []
    for row in rows:
        spans = [(e["start"], e["end"]) for e in row["events"]]
        if not spans:
            continue
        reading = Reading(document=Document(text=row["text"]))
        judged = judged_spans(reading.having(passages(reading, kit)), spans, kit)
        told = words(row["text"])
        for event, (start, end), one in zip(row["events"], spans, judged, strict=True):
            at, after = between(row["text"], start, end)
            gold.append(event["factuality"])
            ours.append(one.factuality)
            parts.append(fold(row["id"]))
            own.append([f"M:{one.modality.value}", *(f"R:{reason}" for reason in one.reasons)])
            lexical.append(
                [f"H:{told[at].low if at < len(told) else ''}", f"E:{event['quote'].lower()[-3:]}"]
                + [f"{max(-4, min(4, k - at))}:{told[k].low}" for k in range(max(0, at - 4), min(len(told), after + 4))]
                + [f"S:{word.low}" for word in told[:1] + told[-1:]]
                + [f"B:{told[k].low}" for k in range(max(0, at - 10), at)]
            )
    wanted = np.array(gold)[:, None]
    print("Factuality, open part: Pearson, mean absolute error, macro F1 of signs")
    report("rules, no labels", gold, ours)
    a, b = rows_of(lexical), rows_of(own)
    for name, x in (("labels, words alone", a), ("labels, words and rules", sparse.hstack([a, OWN * b]).tocsr())):
        said = folded(x, wanted, np.array(parts))[:, 0]
        report(name, gold, [float(v) for v in np.clip(said, -3, 3)])


def report(name: str, gold: list[float], said: list[float]) -> None:
    signs = classes([(sign(g), sign(s)) for g, s in zip(gold, said, strict=True)], ["did_not", "happened", "uncertain"])
    error = mean(abs(g - s) for g, s in zip(gold, said, strict=True))
    each = " ".join(f"{k} {v['f1']:.2f}" for k, v in signs["by_label"].items())
    print(f"  {name:32} {pearson(gold, said):.3f}  {error:.3f}  {signs['macro_f1']:.3f}  ({each})")


if __name__ == "__main__":
    main()
