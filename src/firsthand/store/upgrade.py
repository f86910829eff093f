"""Which shape a store has, and how it gets the newest one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from firsthand.errors import StoreError, StoreVersion
from firsthand.store.connection import Connection

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

NEWEST: Final = "0005"  # the last migration; a test holds it against the folder
KNOWN: Final = ("0001", "0002", "0003", "0004", "0005")


def version(connection: Connection) -> str | None:
    """The migration that a store stands at; None for an empty database."""
    if connection.dialect == "sqlite":
        there = connection.value("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    else:
        there = connection.value(
            "SELECT count(*) FROM pg_tables WHERE tablename = 'alembic_version' AND schemaname = current_schema()"
        )
    if not there:
        return None
    found = connection.value("SELECT version_num FROM alembic_version")
    return None if found is None else str(found)


def is_empty(connection: Connection) -> bool:
    """Has the database no table at all?"""
    if connection.dialect == "sqlite":
        return not connection.value("SELECT count(*) FROM sqlite_master")
    return not connection.value("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")


def check(name: str, found: str | None) -> bool:
    """Is the store at the newest shape? StoreVersion where this Firsthand cannot know it."""
    if found is None:
        raise StoreVersion(
            name, "is a database, but no store of Firsthand; give another name, or create a store beside it"
        )
    if found not in KNOWN:
        raise StoreVersion(
            name,
            f"was written by a newer Firsthand (its shape is {found}, this one knows up to {NEWEST});"
            " upgrade with: pip install --upgrade firsthand",
        )
    return found == NEWEST


def upgrade(engine: Engine, name: str) -> None:
    """Bring a store to the newest shape, all of it or nothing."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy.exc import SQLAlchemyError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise StoreError(
            name, f"cannot be brought to the shape of this version ({error.__cause__ or error}); nothing was changed"
        ) from error
