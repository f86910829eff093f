"""SQLAlchemy's engines over the same connections: for migrations, and for the rooms above.

A transaction says what it is for. Those that write wait for each other at their beginning rather than fail in the
middle; those that read (`READING` among the options of their connection) see one state of the store, wait for
nobody, and cannot write.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from firsthand.store import sqlite
from firsthand.store.connection import WRITERS_LOCK

READING: Final = "firsthand_reading"


def engine(name: str, path: Path | None, *, read_only: bool) -> Engine:
    """An engine for the store `name`; `path` for SQLite."""
    return _postgres(name, read_only) if path is None else _sqlite(path, read_only)


def _sqlite(path: Path, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite.connect(path, read_only=read_only)

    made = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        reading = _reads(connection)
        if reading:
            connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN" if reading or read_only else "BEGIN IMMEDIATE")

    @event.listens_for(made, "connect")
    def _connected(raw: Any, record: Any) -> None:
        raw.isolation_level = None  # the driver is in autocommit: transactions begin by name

    return made


def _postgres(name: str, read_only: bool) -> Engine:
    from firsthand.store.postgres import sqlalchemy_url

    made = create_engine(sqlalchemy_url(name), poolclass=NullPool)

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        if _reads(connection) or read_only:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")

    return made


def _reads(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(READING))
