"""Train the ranker of places:  PYTHONPATH=tools python -m train_places --gold FOLDER [--without SET] [--folds 5] [--out FOLDER]

Cross-validates over documents, prints accuracy per set, then trains on all documents and writes
src/firsthand/data/locate_ranker.json. --out keeps the held-out answers in the form of the scorer.
"""

from __future__ import annotations

import argparse
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

from firsthand.data.gazetteer import Gazetteer
from firsthand.data.language import Language
from firsthand.locate.licence import CUES, Licence
from firsthand.locate.ranker import Ranker
from firsthand.locate.resolve import answers, mentions_at, scenes_of
from firsthand.locate.scene import FEATURES
from firsthand.locate.words import words
from train_places.fit import DECAY, HIDDEN, STEPS, Example, fit
from train_places.gold import SETS, GoldDocument, read
from train_places.licences import fit_licence, see
from train_places.licences import tally as spot_tally
from train_places.readers import train_union
from train_places.targets import target

WEIGHTS = {"war": 3.0}  # few documents, and the nearest to the job
DATA = Path(__file__).parents[2] / "src" / "firsthand" / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], choices=sorted(SETS))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="folder for held-out answers")
    parser.add_argument("--reader", action="store_true", help="also fit how the trained reader's names are joined")
    parser.add_argument("--cache", type=Path, help="folder for what the reader saw")
    parser.add_argument("--dry", action="store_true", help="cross-validate only")
    chosen = parser.parse_args()
    gazetteer, lists = Gazetteer.load(), words(Language())
    documents = [d for name in SETS if name not in chosen.without for d in read(chosen.gold, name)]
    examples: dict[int, list[Example]] = {}
    for i, one in enumerate(documents):
        spans = unique(one)
        mentions = mentions_at(one.document.text, [(s["start"], s["end"]) for s in spans], lists)
        at = 0
        for scene, part in scenes_of(one.document, mentions, gazetteer, lists):
            wanted, weight = target(scene, spans[at : at + len(part)], one.set)
            examples.setdefault(i, []).append(Example(scene, wanted, weight * WEIGHTS.get(one.set, 1.0)))
            at += len(part)
    fold_of = [int.from_bytes(blake2b(d.id.encode(), digest_size=4).digest(), "big") % chosen.folds for d in documents]
    held: dict[str, list[dict[str, Any]]] = {}
    for fold in range(chosen.folds):
        ranker = fit([e for i, d in enumerate(documents) if fold_of[i] != fold for e in examples.get(i, ())])
        for i, one in enumerate(documents):
            if fold_of[i] == fold:
                held.setdefault(one.set, []).append({"id": one.id, "spans": predicted(one, gazetteer, lists, ranker)})
    licence = train_licence(documents, fold_of, chosen.folds, gazetteer, lists)
    print(json.dumps(licence["held_out"], indent=1))
    if chosen.reader:
        grammar = Licence(licence["weights"], licence["floor"])
        licence["with_reader"] = train_union(documents, gazetteer, lists, grammar, chosen.cache)
        print(json.dumps(licence["with_reader"], indent=1))
    report = {name: tally(documents, held[name], name, gazetteer) for name in held}
    print(json.dumps(report, indent=1))
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
        for name, rows in held.items():
            (chosen.out / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    if not chosen.dry:
        ranker = fit([e for i in range(len(documents)) for e in examples.get(i, ())])
        numbers = {
            "card": {
                "task": "which place a name means",
                "trained_on": {n: SETS[n] for n in SETS if n not in chosen.without},
                "command": "PYTHONPATH=tools python -m train_places --gold $FIRSTHAND_GOLD",
                "settings": {"hidden": HIDDEN, "steps": STEPS, "decay": DECAY, "seeds": [7, 8, 9]},
                "held_out": report,
                "gazetteer": json.loads((DATA / "gazetteer.card.json").read_text("utf-8"))["sha256"],
            },
            "features": list(FEATURES), "first": ranker.first.numbers(), "then": ranker.then.numbers(), "floor": 0.0,
        }  # fmt: skip
        (DATA / "locate_ranker.json").write_text(json.dumps(numbers, indent=0) + "\n", "utf-8")
        licence = {
            "card": {
                "task": "whether a gazetteer name is a place in its context",
                **{k: numbers["card"][k] for k in ("trained_on", "command", "gazetteer")},
            },
            **licence,
        }
        (DATA / "locate_licence.json").write_text(json.dumps(licence, indent=1) + "\n", "utf-8")


def train_licence(
    documents: list[GoldDocument], fold_of: list[int], folds: int, gazetteer: Gazetteer, lists: Any
) -> dict[str, Any]:
    """Weights of the licence, its floor, and held-out precision, recall and F1 by set (by overlap, demonyms of the gold included)."""
    seen = [see(d, gazetteer, lists) for d in documents]
    by_fold = [fit_licence([s for i, s in enumerate(seen) if fold_of[i] != fold]) for fold in range(folds)]
    floors = [i / 10 for i in range(-15, 16)]
    scores = {
        f: sum(_f1(documents, seen, fold_of, by_fold, f, name) for name in ("lgl", "trnews", "geovirus", "war"))
        for f in floors
    }
    floor = max(floors, key=lambda f: (round(scores[f], 6), -abs(f)))
    held = {}
    for name in sorted({d.set for d in documents}):
        p, r, f1 = _prf(documents, seen, fold_of, by_fold, floor, name)
        held[name] = {"precision": round(p, 4), "recall": round(r, 4), "f1": round(f1, 4)}
    weights = fit_licence(seen)
    return {"weights": dict(zip(CUES, weights, strict=True)), "floor": floor, "held_out": held}


def _prf(
    documents: list[GoldDocument],
    seen: list[Any],
    fold_of: list[int],
    by_fold: list[list[float]],
    floor: float,
    name: str,
) -> tuple[float, float, float]:
    right = given = asked = 0.0
    for fold, weights in enumerate(by_fold):
        part = [s for i, s in enumerate(seen) if fold_of[i] == fold and documents[i].set == name]
        n = sum(s.asked for s in part)
        p, r, _ = spot_tally(part, weights, floor)
        right += r * n
        given += r * n / p if p else 0.0
        asked += n
    precision, recall = right / max(given, 1e-9), right / max(asked, 1e-9)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _f1(*given: Any) -> float:
    return _prf(*given)[2]


def unique(one: GoldDocument) -> list[dict[str, Any]]:
    """Gold spans in text order, one for each stretch."""
    kept: dict[tuple[int, int], dict[str, Any]] = {}
    for span in one.spans:
        key = span["start"], span["end"]
        if key not in kept or (kept[key].get("lat") is None and span.get("lat") is not None):
            kept[key] = span
    return [kept[key] for key in sorted(kept)]


def predicted(one: GoldDocument, gazetteer: Gazetteer, lists: Any, ranker: Ranker) -> list[dict[str, Any]]:
    """Held-out answers at gold spans."""
    mentions = mentions_at(one.document.text, [(s["start"], s["end"]) for s in one.spans], lists)
    rows: list[dict[str, Any]] = []
    for answer in answers(one.document, mentions, gazetteer, lists, ranker):
        row: dict[str, Any] = {"start": answer.mention.start, "end": answer.mention.end, "lat": None, "lon": None}
        if answer.options:
            place, belief = answer.options[0]
            row |= {
                "lat": place.latitude,
                "lon": place.longitude,
                "name": place.name,
                "kind": place.kind.value,
                "belief": round(belief, 4),
            }
            if place.id.startswith("geonames:"):
                row["geonameid"] = place.id.removeprefix("geonames:")
        rows.append(row)
    return rows


def tally(documents: list[GoldDocument], rows: list[dict[str, Any]], name: str, gazetteer: Gazetteer) -> dict[str, Any]:
    """Share of gold names with coordinates whose held-out answer is within 161 km, all counted."""
    from firsthand.data.gazetteer import distance_km

    by_id = {d.id: unique(d) for d in documents if d.set == name}
    hits = total = 0
    for row in rows:
        answers_at = {(s["start"], s["end"]): s for s in row["spans"]}
        for span in by_id[row["id"]]:
            if span.get("lat") is None:
                continue
            total += 1
            answer = answers_at.get((span["start"], span["end"]))
            if answer and answer["lat"] is not None:
                hits += distance_km(answer["lat"], answer["lon"], span["lat"], span["lon"]) <= 161
    return {"documents": len(rows), "names": total, "within_161_km": round(hits / max(total, 1), 4)}


if __name__ == "__main__":
    main()
