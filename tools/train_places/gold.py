"""Gold toponyms, read into documents with spans."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firsthand.data.gazetteer_keys import plain
from firsthand.errors import BadValue
from firsthand.model.document import Document
from firsthand.model.place import PlaceKind

# What each set is and what its files say of their licence; the card repeats it.
SETS = {
    "lgl": "Local-Global Lexicon (Lieberman 2010), GPL-3.0 repository, publishers' texts",
    "trnews": "TR-News (Kamalloo and Rafiei 2018), GPL-3.0 repository, publishers' texts",
    "geovirus": "GeoVirus (Gritta 2018), GPL-3.0 repository, Wikinews texts",
    "war": "own annotations of war reports, publishers' texts",
}


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document and its gold spans as the file has them."""

    set: str
    id: str
    document: Document
    spans: list[dict[str, Any]]


def read(folder: Path, name: str) -> list[GoldDocument]:
    """The documents of a set below a gold folder."""
    if name == "war":
        rows = [json.loads(path.read_text("utf-8")) for path in sorted((folder / "war" / "reports").glob("*.json"))]
        spans_of = "places"
    else:
        rows = [json.loads(line) for line in (folder / "places" / name / "all.jsonl").open(encoding="utf-8")]
        spans_of = "spans"
    found: list[GoldDocument] = []
    for row in rows:
        try:
            document = Document(
                text=row["text"],
                title=row.get("title"),
                outlet=row.get("outlet"),
                url=row.get("url"),
                language=row.get("lang"),
            )
        except BadValue:
            continue
        found.append(GoldDocument(name, row["id"], document, row[spans_of]))
    return found


_SAME = {"state": "region", "oblast": "region", "province": "region", "governorate": "region", "krai": "region"}


def canonical(name: str) -> str:
    """A name for comparing regions: their type words are one word."""
    return " ".join(_SAME.get(word, word) for word in plain(name).split())


def war_kinds(kind: str | None) -> frozenset[PlaceKind]:
    """The kinds that an annotation of a war report allows."""
    match kind:
        case "settlement" | "front_sector":
            return frozenset({PlaceKind.SETTLEMENT})
        case "adm1_or_settlement" | "settlement_or_adm1":
            return frozenset({PlaceKind.SETTLEMENT, PlaceKind.ADM1})
        case "macro_region" | "country_historical":
            return frozenset({PlaceKind.REGION, PlaceKind.CONTINENT})
        case None:
            return frozenset(PlaceKind)
    return frozenset({PlaceKind(kind)})
