"""SQLite: one file, nothing to install. What is special to it stands here."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from firsthand.errors import NoStore, StoreBusy, StoreDamaged, StoreFull, StoreReadOnly
from firsthand.store.connection import Connection, Values

WAIT_SECONDS: Final = 60
_MAGIC: Final = b"SQLite format 3\x00"
_SETTINGS: Final = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
    "PRAGMA trusted_schema=OFF",
)


class SqliteConnection(Connection):
    dialect = "sqlite"

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        with self._told():
            self.raw = connect(path, read_only=read_only)

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        with self._told():
            return self.raw.execute(statement, values).fetchall()

    def run(self, statement: str, values: Values = ()) -> int:
        with self._told():
            return self.raw.execute(statement, values).rowcount

    def many(self, statement: str, values: Iterable[Values]) -> None:
        with self._told():
            self.raw.executemany(statement, values)

    def begin(self) -> None:
        self.run("BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        self.run("BEGIN")

    def commit(self) -> None:
        try:
            self.run("COMMIT")
        except BaseException:
            self.roll_back()
            raise

    def roll_back(self) -> None:
        if self.raw.in_transaction:
            with self._told():
                self.raw.execute("ROLLBACK")

    def close(self) -> None:
        self.raw.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors as ours, with the mend."""
        name = str(self.path)
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            said = f"SQLite: {error}"
            if code == sqlite3.SQLITE_FULL:
                raise StoreFull(
                    name,
                    f"the disk is full ({said}); free some space and run the same command again: what was acknowledged is kept",
                ) from error
            if code == sqlite3.SQLITE_READONLY:
                raise StoreReadOnly(
                    name,
                    f"cannot be written ({said}); give yourself the right to write to the file and its folder, or copy it elsewhere",
                ) from error
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StoreBusy(
                    name,
                    f"another process holds it for more than {WAIT_SECONDS} seconds ({said}); try again when it has ended",
                ) from error
            if code == sqlite3.SQLITE_CANTOPEN:
                raise NoStore(
                    name, f"cannot be opened ({said}); check the name, the folder and your rights to both"
                ) from error
            if code == sqlite3.SQLITE_IOERR:
                raise StoreFull(
                    name,
                    f"the disk refused to write or read ({said}); check space and file size limits, then run the same command again: what was acknowledged is kept",
                ) from error
            if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise StoreDamaged(
                    name,
                    f"is damaged or no store ({said}); restore it from a copy, or read what is left with the sqlite3 tool's .recover",
                ) from error
            raise


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A driver connection with the store's settings, in autocommit: transactions are begun by name."""
    mode = "mode=ro" if read_only else "mode=rw"
    if not _writable(path):
        if not read_only:
            raise StoreReadOnly(
                str(path),
                "cannot be written; give yourself the right to write to the file and its folder, copy it elsewhere,"
                " or open it for reading",
            )
        if not _journal(path):  # nobody can write there, so nobody does: no lock is needed, and none can be had
            mode = "mode=ro&immutable=1"
    raw = sqlite3.connect(
        f"file:{quote(str(path))}?{mode}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    for setting in _SETTINGS:
        raw.execute(setting)
    if not read_only:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")  # acknowledged means on the disk
    return raw


def _writable(path: Path) -> bool:
    """False on a disk or in a folder that may only be read: the journal lies beside the file."""
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))


def _journal(path: Path) -> bool:
    """Is there a journal with something in it beside the file?"""
    beside = path.with_name(f"{path.name}-wal")
    return beside.exists() and beside.stat().st_size > 0


def create(path: Path) -> None:
    """An empty database file at `path`, which must not exist."""
    try:
        raw = sqlite3.connect(path, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise NoStore(str(path), f"cannot be made ({error}); check the folder and your right to write there") from error
    try:
        raw.execute(
            "PRAGMA page_size=16384"
        )  # a text and its reading share a page with others, and little is left over
        raw.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        raise NoStore(
            str(path), f"cannot be made ({error}); check the folder, its space and your right to write there"
        ) from error
    finally:
        raw.close()


def is_sqlite(path: Path) -> bool:
    """Does the file begin as an SQLite database does (an empty file counts)?"""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError:
        return False
    return head in (b"", _MAGIC)
