"""SQLAlchemy's engines over the same connections: for migrations, and for the rooms above."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from firsthand.store import sqlite


def engine(name: str, path: Path | None, *, read_only: bool) -> Engine:
    """An engine for the store `name`; `path` for SQLite."""
    if path is None:
        from firsthand.store.postgres import sqlalchemy_url

        return create_engine(sqlalchemy_url(name), poolclass=NullPool)
    return _sqlite(path, read_only)


def _sqlite(path: Path, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite.connect(path, read_only=read_only)

    made = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    # The driver is in autocommit: transactions begin by name, and writers wait their turn at the beginning
    # rather than fail in the middle.
    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    @event.listens_for(made, "connect")
    def _connected(raw: Any, record: Any) -> None:
        raw.isolation_level = None

    return made
