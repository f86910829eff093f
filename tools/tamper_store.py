"""Changes single bytes of a store, one at a time, and asks `verify` for each.

    .venv/bin/python -m tools.tamper_store STORE.db [--changes 1000]

Works on a copy. A change is one byte of one field of one row, drawn over all tables of the store, changed by
SQL as somebody with the file in his hands would; integers and numbers are changed in one of their eight bytes.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import struct
from pathlib import Path
from random import Random
from typing import Any

from firsthand.store import Store

TABLES = [
    "texts",
    "reports",
    "readings",
    "records",
    "also",
    "terms",
    "places",
    "place_names",
    "sightings",
    "originals",
    "failures",
    "decisions",
    "batches",
    "runs",
    "audit",
    "redactions",
    "alembic_version",
    "words_data",
    "words_config",
    "spots_rowid",
]


def tampered(path: Path, changes: int, chance: Random) -> list[str]:
    """What was changed and not found."""
    missed = []
    for _ in range(changes):
        raw = sqlite3.connect(path, isolation_level=None)
        told = None
        while told is None:
            told = _change(raw, chance)
        table, column, old, new, where = told
        raw.close()
        if not _found(path):
            missed.append(f"{table}.{column} {old!r:.60} -> {new!r:.60}")
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE {where[0]}", (old, *where[1]))
        raw.close()
    return missed


def _found(path: Path) -> bool:
    """Does verify, or opening, say that something is wrong?"""
    from firsthand.errors import StoreError

    try:
        with Store.open(path, read_only=True) as store:
            return bool(store.verify())
    except StoreError:
        return True


def _change(raw: sqlite3.Connection, chance: Random) -> tuple[str, str, Any, Any, tuple[str, tuple[Any, ...]]] | None:
    table = chance.choice(TABLES)
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    keys = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[5]] or ["rowid"]
    rows = raw.execute(f"SELECT {', '.join(keys)} FROM {table}").fetchall()
    if not rows:
        return None
    key = chance.choice(rows)
    column = chance.choice(columns)
    where = " AND ".join(f"{name} = ?" for name in keys)
    (old,) = raw.execute(f"SELECT {column} FROM {table} WHERE {where}", key).fetchone()
    new = _other(old, chance)
    if new is None:
        return None
    try:
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (new, *key))
    except (sqlite3.IntegrityError, OverflowError):
        return None
    place = dict(zip(keys, key, strict=True))
    place[column] = new if column in place else place.get(column)
    names = list(keys)
    return (
        table,
        column,
        old,
        new,
        (" AND ".join(f"{name} = ?" for name in names), tuple(place[name] for name in names)),
    )


def _other(value: Any, chance: Random) -> Any:
    """`value` with one byte changed; None where it has none."""
    if isinstance(value, int):
        return struct.unpack(">q", _flipped(struct.pack(">q", value), chance))[0]
    if isinstance(value, float):
        new = struct.unpack(">d", _flipped(struct.pack(">d", value), chance))[0]
        return None if new != new else new
    if isinstance(value, str):
        try:
            return _flipped(value.encode("utf-8"), chance).decode("utf-8") if value else None
        except UnicodeDecodeError:
            return None
    return _flipped(value, chance) if value else None


def _flipped(raw: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ chance.randrange(1, 256)]) + raw[at + 1 :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--changes", type=int, default=1000)
    options = parser.parse_args()
    copy = options.store.with_suffix(".tampered")
    shutil.copyfile(options.store, copy)
    missed = tampered(copy, options.changes, Random(1))
    for one in missed:
        print("not found:", one)
    print(f"{options.changes - len(missed)} of {options.changes} changes found")


if __name__ == "__main__":
    main()
