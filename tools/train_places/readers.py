"""Fits the weights by which the trained reader's names and the licensed spots are joined.

Only documents that the reader was not trained on may teach here: of LGL, TR-News and GeoVirus those that
tools/train_reader holds out. The reader reads them afresh, so run this again when the reader changes.
"""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from typing import Any

import numpy as np

from firsthand.data.gazetteer import Gazetteer
from firsthand.locate.heard import look
from firsthand.locate.licence import Licence
from firsthand.locate.recognise import peoples
from firsthand.locate.union import UNION_CUES, Unit, accepted, units
from firsthand.locate.words import Words
from firsthand.reader.signals import Signals
from train_places.gold import GoldDocument
from train_places.licences import Floats, logistic

WITH_DEMONYMS = ("lgl", "trnews")


def held_from_reader(ident: str) -> bool:
    """Whether tools/train_reader holds a document of the public place sets out."""
    return int(hashlib.sha256(ident.encode()).hexdigest()[:8], 16) % 100 >= 70


def signals_of(documents: list[GoldDocument], cache: Path | None) -> dict[tuple[str, str], Signals]:
    """What the reader sees in the documents; kept in `cache` between runs with one and the same reader."""
    from firsthand.kit import Kit
    from firsthand.model.reading import Reading
    from firsthand.segment.layout import layout
    from firsthand.segment.stage import passages

    kit = Kit.with_reader()
    path = None if cache is None else cache / f"{kit.reader_name()}.pickle"
    if path is not None and path.is_file():
        kept: dict[tuple[str, str], Signals] = pickle.loads(path.read_bytes())
        return kept
    seen: dict[tuple[str, str], Signals] = {}
    for one in documents:
        reading = Reading(document=one.document)
        reading = reading.having(passages(reading, kit))
        signals = kit.looking_at(reading, layout(reading)).signals
        assert signals is not None
        seen[one.set, one.id] = signals
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(seen))
    return seen


def train_union(
    documents: list[GoldDocument], gazetteer: Gazetteer, words: Words, licence: Licence, cache: Path | None
) -> dict[str, Any]:
    """Weights, floor, and two-fold held-out exact precision, recall and F1 by set."""
    used = [d for d in documents if d.set != "war" and held_from_reader(d.id)]
    seen = signals_of([*used, *(d for d in documents if d.set == "war")], cache)
    made = {
        d.id: units(look(d.document.text, gazetteer, words), seen[d.set, d.id], words, licence, gazetteer) for d in used
    }
    half = {d.id: int(hashlib.sha256(d.id.encode()).hexdigest()[8:12], 16) % 2 for d in used}
    by_half = [_fit([d for d in used if half[d.id] != h], made) for h in (0, 1)]
    floors = [i / 10 for i in range(-15, 16)]

    def counted(floor: float, names: tuple[str, ...]) -> tuple[float, float, float]:
        right = given = asked = 0
        for one in used:
            if one.set not in names:
                continue
            spans = set(accepted(made[one.id], by_half[half[one.id]], floor))
            if one.set in WITH_DEMONYMS:
                taken = sorted(spans)
                spans |= {
                    s for s in peoples(one.document.text, gazetteer) if not any(a < s[1] and s[0] < b for a, b in taken)
                }
            gold = {(s["start"], s["end"]) for s in one.spans}
            right, given, asked = right + len(spans & gold), given + len(spans), asked + len(gold)
        p, r = right / max(given, 1), right / max(asked, 1)
        return round(p, 4), round(r, 4), round(2 * p * r / max(p + r, 1e-9), 4)

    sets = ("lgl", "trnews", "geovirus")
    # as many names too many as names missed, over all sets together: neither error is preferred
    floor = min(floors, key=lambda f: (round(abs(counted(f, sets)[0] - counted(f, sets)[1]), 4), abs(f)))
    held = {n: dict(zip(("precision", "recall", "f1"), counted(floor, (n,)), strict=True)) for n in sets}
    weights = _fit(used, made)
    return {"weights": dict(zip(UNION_CUES, weights, strict=True)), "floor": floor, "held_out_exact": held}


def _fit(documents: list[GoldDocument], made: dict[str, list[Unit]]) -> list[float]:
    rows: list[Floats] = []
    right: list[float] = []
    for one in documents:
        for unit in made[one.id]:
            row = np.zeros(len(UNION_CUES))
            for i, value in unit.cues:
                row[i] = value
            rows.append(row)
            right.append(float(any(s["start"] < unit.end and unit.start < s["end"] for s in one.spans)))
    return logistic(np.array(rows), np.array(right), np.ones(len(rows)))
