"""Trains the scorer of role fillers: `data/fillers.json` and its card.

    python tools/train_incidents/fillers.py GOLD [--signals FILE]

Reads events/muc4/dev.jsonl (never tst1 to tst4). Every noun phrase of a report is an example of a role when the
report's key names it in that role. What a report tells of is judged by weights fitted on the other half of the
reports, as it would be on reports never seen. Logistic regression with a ridge; small weights are dropped. `--signals` keeps what the
reader saw in a file, to train again faster. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from array import array
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from train_incidents.train import DATA, weighed

from firsthand.data.language import Language
from firsthand.events.fillers import ROLES, Page, candidates, key_of, page, telling, terms
from firsthand.events.muc import Words, seen_by
from firsthand.events.sentences_muc import Weights, sentence_spans
from firsthand.kit import Kit
from firsthand.reader.signals import Signals

RIDGE = 1e-5
LEAST_SEEN = 2  # examples that a term stands in
IDLE = 2  # of reports that tell of no incident every second is an example
SMALL = 0.1  # weights below are dropped
# Belief from which a phrase is taken, chosen on the half of dev that a model fitted to the other half had not seen, and tst1.
LEAST = {"PerpInd": 0.2, "PerpOrg": 0.2, "Target": 0.15, "Victim": 0.2, "Weapon": 0.1, "Dead": 0.1, "Injured": 0.1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--signals", type=Path)
    args = parser.parse_args()
    rows = [json.loads(line) for line in (args.gold / "events/muc4/dev.jsonl").open(encoding="utf-8")]
    seen = signals_of(rows, args.signals)
    halves = [rows[0::2], rows[1::2]]
    by = [Weights(**weighed(halves[1])), Weights(**weighed(halves[0]))]
    taken = [at for at, row in enumerate(rows) if row["templates"] or at % IDLE == 0]
    pages = [read(rows[at], seen[rows[at]["id"]], by[at % 2]) for at in taken]
    rows = [rows[at] for at in taken]
    text = json.dumps(trained(rows, pages), sort_keys=True, separators=(",", ":")) + "\n"
    (DATA / "fillers.json").write_text(text, "utf-8")
    card = {
        "task": "noun phrases that fill a role in an incident of a report, MUC-4; dead and injured besides the five roles of Du et al. 2021",
        "trained_on": "events/muc4/dev.jsonl, 1,299 reports (repository MIT; texts of US government translations, no text licence stated); no tst set",
        "input": "parts of speech, tree and names of the trained reader on a copy in the usual case",
        "command": "python tools/train_incidents/fillers.py GOLD",
        "ridge": RIDGE,
        "sha256": sha256(text.encode()).hexdigest(),
    }
    (DATA / "fillers.card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(f"{len(text) / 1000:.0f} kB of weights")


def signals_of(rows: list[dict[str, Any]], kept: Path | None) -> dict[str, Signals]:
    if kept is not None and kept.exists():
        found: dict[str, Signals] = pickle.loads(kept.read_bytes())
        return found
    kit = Kit.with_reader()
    found = {row["id"]: seen_by(row["text"], kit) for row in rows}
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def read(row: dict[str, Any], signals: Signals, by: Weights | None) -> Page:
    words = Language().table("incidents", Words)
    spans = sentence_spans(row["text"])
    told = telling(row["text"], spans, words.types, words.holds, by)
    return page(row["text"], signals, spans, told, words.named())


def keys(row: dict[str, Any]) -> dict[str, set[str]]:
    """For each role the phrases that the report's key names in it."""
    found = {role: {key_of(m) for entity in row["role_fillers"].get(role, []) for m in entity} for role in ROLES}
    for template in row["templates"]:
        for line in template["slots"].get("HUM TGT: EFFECT OF INCIDENT") or []:
            names = {key_of(name) for name in re.findall(r'"((?:\\"|[^"])*)"', line)}
            found["Dead"] |= names if "DEATH" in line.split(":")[0] and "NO INJURY" not in line else set()
            found["Injured"] |= names if "INJURY" in line.split(":")[0] and "NO INJURY" not in line else set()
    return {role: names - {""} for role, names in found.items()}


def trained(rows: list[dict[str, Any]], pages: list[Page]) -> dict[str, dict[str, float]]:
    known: dict[str, int] = {}
    columns, ends = array("i"), [0]
    labels: dict[str, list[int]] = {role: [] for role in ROLES}
    for row, one in zip(rows, pages, strict=True):
        wanted = keys(row)
        for key, (_, mentions) in candidates(one).items():
            columns.extend(known.setdefault(term, len(known)) for term in sorted(terms(one, key, mentions)))
            ends.append(len(columns))
            for role in ROLES:
                labels[role].append(int(key in wanted[role]))
    cells = np.frombuffer(columns, dtype=np.int32)
    counts = np.bincount(cells, minlength=len(known))
    keep = np.flatnonzero(counts >= LEAST_SEEN)
    x = sparse.csr_matrix((np.ones(len(cells), np.float32), cells, np.array(ends)), shape=(len(ends) - 1, len(known)))[
        :, keep
    ]
    names = list(known)
    print(f"{x.shape[0]:,} phrases, {x.shape[1]:,} terms", flush=True)
    return {
        role: fitted(x, np.array(labels[role], np.float64), [names[k] for k in keep], LEAST[role]) for role in ROLES
    }


def fitted(x: sparse.csr_matrix, y: np.ndarray, names: list[str], least: float) -> dict[str, float]:
    transposed = x.T.tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = np.clip(x @ w[:-1] + w[-1], -30, 30)
        p = 1 / (1 + np.exp(-z))
        value = -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)) + RIDGE * w[:-1] @ w[:-1]
        return value, np.append(transposed @ (p - y) / len(y) + 2 * RIDGE * w[:-1], np.mean(p - y))

    start = np.zeros(x.shape[1] + 1)
    start[-1] = -4
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    weights = {name: round(float(w[k]), 2) for k, name in enumerate(names) if abs(w[k]) >= SMALL}
    print(f"{int(y.sum())} of {len(y)} positive, {len(weights)} weights", flush=True)
    return weights | {"": round(float(w[-1]), 3), "least": least}


if __name__ == "__main__":
    main()
