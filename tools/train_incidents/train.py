"""Trains the scorer of MUC-4 incident types: `data/incidents.json` and its card, and `data/en/lowercase.txt`.

    python tools/train_incidents/train.py GOLD

Reads events/muc4/dev.jsonl (never tst1 to tst4) and, for the list of lower-case words, the open news sets that
may be trained on. A sentence that holds a word of a type counts for it when the report's key has the type and the
sentence names something the key names, or stands at the front; it counts against it when the key lacks the type.
Logistic regression with a ridge; weights below a twelfth of the largest are dropped, which costs under half a point
on tst1. Deterministic.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.gold import reports
from scipy import sparse
from scipy.optimize import minimize

from firsthand.data.language import Language
from firsthand.events.muc import Words
from firsthand.events.sentences_muc import report_terms, sentence_spans, sentence_terms

DATA = Path(__file__).parents[2] / "src" / "firsthand" / "data"
NEWS = (
    "places/lgl/all",
    "places/trnews/all",
    "places/geovirus/all",
    "attribution/polnear/train",
    "times/wikiwars/train",
    "times/timebank/all",
    "times/aquaint/all",
)
KEYS = ("HUM TGT: NAME", "HUM TGT: DESCRIPTION", "PHYS TGT: ID", "INCIDENT: INSTRUMENT ID", "PERP: INDIVIDUAL ID")
SENTENCE_RIDGE, REPORT_RIDGE = 2e-4, 5e-5


def main(gold: Path) -> None:
    lowercase(gold)
    rows = [json.loads(line) for line in (gold / "events/muc4/dev.jsonl").open(encoding="utf-8")]
    text = json.dumps(weighed(rows), sort_keys=True, separators=(",", ":"))
    (DATA / "incidents.json").write_text(text + "\n", "utf-8")
    card = {
        "task": "type of incident of a sentence and of a report, MUC-4",
        "trained_on": "events/muc4/dev.jsonl, 1,299 reports (repository MIT; texts of US government translations, no text licence stated); no tst set",
        "command": "python tools/train_incidents/train.py GOLD",
        "ridge": {"sentence": SENTENCE_RIDGE, "report": REPORT_RIDGE},
        "sha256": sha256((text + "\n").encode()).hexdigest(),
    }
    (DATA / "incidents.card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(f"{len(text) / 1000:.0f} kB of weights")


def weighed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Weights of sentences and of whole reports for each type, in the shape of `data/incidents.json`."""
    words = Language().table("incidents", Words)
    kinds = list(words.types)
    keyed = [types(row) for row in rows]
    examples: dict[str, list[tuple[set[str], int]]] = {kind: [] for kind in kinds}
    for row, has in zip(rows, keyed, strict=True):
        named = {kind: fillers(row, kind) for kind in kinds}
        for at, (start, end) in enumerate(sentence_spans(row["text"])):
            sentence = re.sub(r"\s+", " ", row["text"][start:end])
            for kind in kinds:
                if not words.holds(sentence, words.types[kind]):
                    continue
                if kind not in has:
                    examples[kind].append((sentence_terms(sentence, at), 0))
                elif at < 2 or any(name in sentence for name in named[kind]):
                    examples[kind].append((sentence_terms(sentence, at), 1))
    seen = Counter(term for listed in examples.values() for terms, _ in listed for term in terms)
    known = {term: at for at, term in enumerate(sorted(t for t, n in seen.items() if n >= 4))}
    sentence = {
        kind: fitted([t for t, _ in listed], [y for _, y in listed], known, None, SENTENCE_RIDGE)
        for kind, listed in examples.items()
    }
    whole = [report_terms(row["text"]) for row in rows]
    found = Counter(term for terms in whole for term in terms)
    spread = {
        term: round(float(np.log(len(rows) / n)), 3) for term, n in sorted(found.items()) if 4 <= n < 0.7 * len(rows)
    }
    places = {term: at for at, term in enumerate(spread)}
    report = {kind: fitted(whole, [int(kind in has) for has in keyed], places, spread, REPORT_RIDGE) for kind in kinds}
    kept = {term: spread[term] for term in spread if any(term in own for own in report.values())}
    return {"sentence": sentence, "report": report, "spread": kept}


def types(row: dict[str, Any]) -> set[str]:
    lines = [line for template in row["templates"] for line in template["slots"]["INCIDENT: TYPE"]]
    return {part.strip() for line in lines for part in line.split("/")}


def fillers(row: dict[str, Any], kind: str) -> set[str]:
    own = [t["slots"] for t in row["templates"] if kind in " ".join(t["slots"]["INCIDENT: TYPE"])]
    lines = " ".join(line for slots in own for key in KEYS for line in slots.get(key) or [])
    return set(re.findall(r'"([^"]{4,})"', lines))


def fitted(
    rows: list[set[str]], labels: list[int], known: dict[str, int], spread: dict[str, float] | None, ridge: float
) -> dict[str, float]:
    """Weights by term, rounded, small ones dropped."""
    cells = [
        (k, known[t], spread[t] if spread else 1.0) for k, terms in enumerate(rows) for t in sorted(terms) if t in known
    ]
    at, column, value = (np.array(one) for one in zip(*cells, strict=True))
    x = sparse.csr_matrix((value, (at, column)), shape=(len(rows), len(known)))
    if spread:
        norm = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
        x = sparse.diags(1 / np.where(norm > 0, norm, 1)) @ x
    y = np.array(labels, dtype=float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = np.clip(x @ w[:-1] + w[-1], -30, 30)
        p = 1 / (1 + np.exp(-z))
        value = -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)) + ridge * w[:-1] @ w[:-1]
        return value, np.append(x.T @ (p - y) / len(y) + 2 * ridge * w[:-1], np.mean(p - y))

    w = minimize(loss, np.zeros(len(known) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    least = 0.08 * np.abs(w[:-1]).max()
    weights = {term: round(float(w[k]), 3) for term, k in known.items() if abs(w[k]) >= least}
    return weights | {"": round(float(w[-1]), 3)}


def lowercase(gold: Path) -> None:
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for name in NEWS:
        for report in reports(gold / f"{name}.jsonl"):
            for found in re.finditer(r"(?<=[a-z,;] )([A-Za-z][a-z]+)(?=['’]s\b|\b)", report.text):
                (low if found[1][0].islower() else high)[found[1].lower()] += 1
    words = sorted(word for word, n in low.items() if n >= 2 and n > high[word])
    (DATA / "en" / "lowercase.txt").write_text("\n".join(words) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
