"""A Frictionless data package around an export: what is in it, from what, what was left out and why.

`datapackage.json` holds the schema and hash of every file, counts in and counts out, the query, the versions
of the tool and its model, and a note on rights. Equal readings give equal bytes: no clock, no host, no path.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from firsthand import __version__
from firsthand.errors import BadValue
from firsthand.model.reading import SCHEMA_VERSION, SHELF, Reading
from firsthand.publish.coded import LeftOut, one_line, written
from firsthand.publish.shapes import Shape, Sheet

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
RIGHTS: Final = (
    "The reports and the words quoted from them belong to their outlets and authors. What Firsthand adds (which"
    " words, normalised values, places, types) may be used as you like. Shapes named after a data set are shaped"
    " like it and are no data of it."
)
LEFT_OUT: Final = "left-out.csv"
_LEFT: Final = ("shape", "permalink", "quote", "reason")
_SHOWN: Final = 50  # reasons in the README


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where readings came from: the `query` as plain values, how many reports answered it, and reports that could
    not be exported as (report id, reason)."""

    query: Mapping[str, object] = field(default_factory=dict)
    reports: int | None = None
    missing: Sequence[tuple[str, str]] = ()
    failures: int = 0


@dataclass(slots=True)
class Written:
    """What an export came to."""

    readings: int = 0
    records: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    readers: set[str] = field(default_factory=set)


def write(readings: Iterable[Reading], out: Path, shapes: Sequence[Shape], asked: Asked | None = None) -> Written:
    """Write `readings` to `out` (a folder, or a file ending with .zip) in each of `shapes`, in one pass over them.

    BadValue where `out` is there already: an export is never mixed with an older one. It appears when it is
    complete and not before.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadValue(f"{out} is there already; name another place, or remove it")
    out.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        done = _files(readings, room, shapes, asked or Asked())
        if out.suffix.lower() == ".zip":
            packed = room.with_name(room.name + ".zip")
            try:
                _zip(room, packed)
                packed.replace(out)
            finally:
                packed.unlink(missing_ok=True)
        else:
            room.chmod(0o755)
            if out.exists():
                out.rmdir()
            room.replace(out)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return done


def _files(readings: Iterable[Reading], room: Path, shapes: Sequence[Shape], asked: Asked) -> Written:
    done = Written()
    with ExitStack() as stack:
        sheets = [(shape, _begun(stack, room, shape)) for shape in shapes]
        stack.push(lambda kind, *_: _abandon(sheets) if kind else None)
        beside = stack.enter_context((room / LEFT_OUT).open("wb"))
        beside.write(written(_LEFT).encode())
        for reading in readings:
            done.readings += 1
            done.readers.add(reading.reader)
            for shelf in SHELF.values():
                done.records[shelf] += len(getattr(reading, shelf))
            for shape, sheet in sheets:
                left: list[LeftOut] = []
                done.rows[shape.name] += sheet.add(reading, left)
                _list(beside, shape.name, left, done)
        missing = [LeftOut(name, "", reason) for name, reason in asked.missing]
        _list(beside, "all", missing, done)
        for _, sheet in sheets:
            sheet.close()
    described = _described(room, shapes, asked, done)
    (room / "README.md").write_text(_readme(described, done), "utf-8", newline="\n")
    (room / "datapackage.json").write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return done


def _abandon(sheets: Iterable[tuple[Shape, Sheet]]) -> None:
    """Let go of writers with buffers of their own, so that none complains later."""
    for _, sheet in sheets:
        with suppress(Exception):
            sheet.close()


def _begun(stack: ExitStack, room: Path, shape: Shape) -> Sheet:
    return shape.begin(stack.enter_context((room / shape.path).open("wb")))


def _list(file: IO[bytes], shape: str, left: Iterable[LeftOut], done: Written) -> None:
    for one in left:
        done.left_out[shape, one.reason] += 1
        file.write(written((shape, one.permalink, one_line(one.quote), one.reason)).encode("utf-8"))


def _described(room: Path, shapes: Sequence[Shape], asked: Asked, done: Written) -> dict[str, Any]:
    resources = [_resource(room, shape, done.rows[shape.name]) for shape in shapes]
    fields = [{"name": name, "type": "string"} for name in _LEFT]
    left = {
        "name": "left-out",
        "description": "what an export could not hold, item by item, and why",
        **_hashed(room / LEFT_OUT, "csv", "text/csv"),
        "schema": {"fields": fields, "missingValues": [""]},
        "rows": sum(done.left_out.values()),
    }
    return {
        "$schema": PROFILE,
        "name": "firsthand-export",
        "title": "Who says what: an export of Firsthand",
        "description": "What reports say, on whose word, where, when, how many and how sure. Not what is true.",
        "version": __version__,
        "licenses": [{"name": "other-mixed", "title": RIGHTS}],
        "sources": [{"title": "Reports kept in a store of Firsthand"}],
        "resources": [*resources, left],
        "firsthand": {
            "tool": __version__,
            "readers": sorted(done.readers),
            "schema_version": SCHEMA_VERSION,
            "query": {name: value for name, value in asked.query.items() if value is not None},
            "reports_found": done.readings + len(asked.missing) if asked.reports is None else asked.reports,
            "reports_exported": done.readings,
            "sources_never_read": asked.failures,
            "records_in": {shelf: done.records[shelf] for shelf in SHELF.values()},
            "rows_out": {shape.name: done.rows[shape.name] for shape in shapes},
            "left_out": [
                {"shape": shape, "reason": reason, "count": count} for (shape, reason), count in _ranked(done)
            ],
        },
    }


def _resource(room: Path, shape: Shape, rows: int) -> dict[str, Any]:
    schema = shape.schema()
    found: dict[str, Any] = {
        "name": shape.name,
        "description": shape.says,
        **_hashed(room / shape.path, shape.format, shape.media_type),
    }
    if schema:
        found["schema"] = schema
        found["dialect"] = {"delimiter": shape.delimiter or ","}
    found["rows"] = rows
    return found


def _hashed(path: Path, format_: str, media_type: str) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    said: dict[str, Any] = {"path": path.name, "format": format_, "mediatype": media_type}
    if format_ not in ("parquet", "xlsx"):
        said["encoding"] = "utf-8"
    return {**said, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _ranked(done: Written) -> list[tuple[tuple[str, str], int]]:
    return sorted(done.left_out.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))


def _readme(described: Mapping[str, Any], done: Written) -> str:
    about = described["firsthand"]
    lines = [
        f"# {described['title']}",
        "",
        described["description"],
        "",
        f"Firsthand {about['tool']}, reader {', '.join(about['readers']) or 'none'}.",
        f"{about['reports_exported']:,} of {about['reports_found']:,} reports that answered the query"
        f" {json.dumps(about['query'], ensure_ascii=False)}.",
        "",
        "| file | rows | what it holds |",
        "|---|---:|---|",
        *(f"| {one['path']} | {one['rows']:,} | {one['description']} |" for one in described["resources"]),
        "",
        "## Left out",
        "",
        *(f"- {shape}: {count:,} × {reason}" for (shape, reason), count in _ranked(done)[:_SHOWN]),
        *(["- nothing"] if not done.left_out else []),
        "",
        "## Rights",
        "",
        RIGHTS,
        "",
        "## To cite",
        "",
        f"Firsthand {about['tool']}, export with the sha256 of datapackage.json; the reports by their outlets.",
        "",
    ]
    return "\n".join(lines)


def _zip(room: Path, out: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(room.iterdir()):
            about = zipfile.ZipInfo(path.name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            with path.open("rb") as file, archive.open(about, "w") as inside:
                shutil.copyfileobj(file, inside)
