"""`python -m benchmarks peers places`: what "population ranking" can mean, measured end to end over our own gazetteer.

    lookup    every longest gazetteer name in capital letters, on raw text; of its places the one with most people
    largest   the names that our grammar finds, and of each the place with most people
    ranked    the same names, as the shipped ranker places them
    ceiling   the same names, each given the right place if that is among its candidates: no ranker can do better

The shipped ranker has seen these sets, so `ranked` flatters; the held-out figures come from tools/train_places.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.adapters.places import WITH_PEOPLES
from benchmarks.gold import reports
from benchmarks.runner import paths, score
from benchmarks.tasks import TASKS
from firsthand.data.gazetteer import Gazetteer, GazetteerPlace, distance_km
from firsthand.data.language import Language
from firsthand.locate.recognise import peoples, recognise
from firsthand.locate.resolve import answers, mentions_at
from firsthand.locate.spots import spots, tokens
from firsthand.locate.words import words

NEAR_KM = 161.0


def run(sets: list[str], out: Path) -> int:
    task, gazetteer = TASKS["places"], Gazetteer.load()
    lists = words(Language())
    out.mkdir(parents=True, exist_ok=True)
    for one in [task.set(name) for name in sets] or list(task.sets):
        documents, gold = paths(one)
        right = _gold(gold)
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("lookup", "largest", "ranked", "ceiling")}
        for report in reports(documents):
            text, document = report.text, report.document()
            found = [
                _row(s.start, s.end, gazetteer.place(hits[0][0]))
                for s in spots(text, tokens(text), gazetteer, lists)
                if s.known and (hits := gazetteer.find(lists.short.get(s.name, s.name)))
            ]
            rows["lookup"].append({"id": report.id, "spans": found})
            spans = recognise(text, gazetteer, lists)
            if one.name in WITH_PEOPLES:
                spans = sorted(
                    {*spans, *(p for p in peoples(text, gazetteer) if not any(a < p[1] and p[0] < b for a, b in spans))}
                )
            asked = right[report.id]
            for answer in answers(document, mentions_at(text, spans, lists), gazetteer, lists):
                start, end = answer.mention.start, answer.mention.end
                options = [place for place, _ in answer.options]
                best = options[0] if options else None
                chosen = {
                    "largest": min(options, key=_by_people, default=None),
                    "ranked": best,
                    "ceiling": _right(options, start, end, asked) or best,
                }
                for name, place in chosen.items():
                    if not rows[name] or rows[name][-1]["id"] != report.id:
                        rows[name].append({"id": report.id, "spans": []})
                    rows[name][-1]["spans"].append(_row(start, end, place))
        for name, predicted in rows.items():
            path = out / f"peer-{name}-{one.name}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in predicted), "utf-8")
            scored = score(task, gold, path)
            print(
                f"{name:<9} {one.name:<9} found and placed F1 {scored['end_to_end']['f1']:.3f}  within 161 km, "
                f"found {scored['found']['acc161']:.3f}, all {scored['all']['acc161']:.3f}",
                flush=True,
            )
    return 0


def _gold(path: Path) -> dict[str, list[dict[str, Any]]]:
    found = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {str(row["id"]): [s for s in row["spans"] if s.get("lat") is not None] for row in found}


def _by_people(place: GazetteerPlace) -> int:
    return place.row  # rows count places by falling population


def _right(
    options: Sequence[GazetteerPlace], start: int, end: int, gold: list[dict[str, Any]]
) -> GazetteerPlace | None:
    """The first option near the gold point of a name that it overlaps."""
    here = [span for span in gold if span["start"] < end and start < span["end"]]
    return next(
        (
            place
            for place in options
            if any(distance_km(place.latitude, place.longitude, s["lat"], s["lon"]) <= NEAR_KM for s in here)
        ),
        None,
    )


def _row(start: int, end: int, place: GazetteerPlace | None) -> dict[str, Any]:
    row: dict[str, Any] = {"start": start, "end": end, "lat": None, "lon": None}
    if place is None:
        return row
    row |= {"lat": place.latitude, "lon": place.longitude}
    return row | {"geonameid": place.id.removeprefix("geonames:")} if place.id.startswith("geonames:") else row
