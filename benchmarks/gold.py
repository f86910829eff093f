"""Gold files, seen as a predictor may see them: the report, never the answers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firsthand.errors import FirsthandError
from firsthand.model.document import Document, Grain, Published

HERE = Path(__file__).parent


class MissingGold(FirsthandError):
    """The gold data are not on this machine."""


def folder() -> Path:
    """`$FIRSTHAND_GOLD`, or `shared/gold` beside the repository; MissingGold when neither is there."""
    named = os.environ.get("FIRSTHAND_GOLD")
    found = Path(named) if named else HERE.parents[1] / "shared" / "gold"
    if not found.is_dir():
        raise MissingGold(f"no gold data at {found}: set FIRSTHAND_GOLD to the folder that holds them")
    return found


@dataclass(frozen=True, slots=True)
class Report:
    """All that a predictor is shown of a gold document.

    `asked` holds the spans to be judged, for tasks whose spans are given (factuality); `group` the name
    of the incident or cluster asked about, for tasks that put a question to a named group of reports
    (counts, reconcile). Every other field of the file stays behind.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    asked: tuple[tuple[int, int], ...] = ()
    group: str | None = None

    def document(self) -> Document:
        """The report as a document; its text goes in as it stands, so that gold offsets keep their meaning."""
        return Document(
            text=self.text,
            title=self.title,
            outlet=self.outlet,
            url=self.url,
            language=self.language,
            published=_published(self.published),
        )


def _published(value: str | None) -> Published | None:
    if not value:
        return None
    grain = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}.get(len(value), Grain.SECOND)
    return Published(value, grain=grain)


def reports(path: Path, *, given: str | None = None, group: str | None = None) -> Iterator[Report]:
    """The reports of a JSON Lines file, of a JSON file with one document, or of a folder of such files, one by one.

    `given` names the field whose spans are handed to the predictor, `group` the fields (comma separated, the
    first that is there) that name the group asked about.
    """
    for row in _rows(path):
        identity = next((row[key] for key in ("id", "doc_id", "docid") if key in row), None)
        if identity is None or not isinstance(row.get("text"), str):
            continue
        yield Report(
            id=str(identity),
            text=row["text"],
            title=row.get("title") or None,
            outlet=row.get("outlet") or None,
            url=row.get("url") or None,
            language=row.get("lang"),
            published=row.get("published"),
            asked=tuple((span["start"], span["end"]) for span in row.get(given, ())) if given else (),
            group=_group(row, group),
        )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_dir():
        for file in sorted(path.glob("*.json")):
            yield json.loads(file.read_text("utf-8"))
    elif path.suffix == ".json":
        yield json.loads(path.read_text("utf-8"))
    else:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def _group(row: dict[str, Any], names: str | None) -> str | None:
    """The group asked about; none where the set has no answer for it (`gold` is null)."""
    if row.get("gold", True) is None:
        return None
    return next((str(row[key]) for key in (names or "").split(",") if row.get(key) is not None), None)
