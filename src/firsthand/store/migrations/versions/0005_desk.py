"""Comparing keeps what its lists show, so that a list reads no more than its page; all of it is worked out again."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    REAL,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REAL = Float(53).with_variant(REAL(), "sqlite")
_METADATA = MetaData()


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _table(name: str, *parts: Any, rowid: bool = True) -> None:
    Table(name, _METADATA, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


_table(
    "compare_incidents",
    Column("family", Text, primary_key=True),
    *(_text(name) for name in ("day_from", "day_to", "place", "kind", "title", "first")),
    Column("reports", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("lead", LargeBinary),
    Index("ix_compare_incidents_day", "day_to", "family"),
    Index("ix_compare_incidents_first", "first"),
)
_table(
    "compare_questions",
    Column("key", Text, primary_key=True),
    Column("family", Text, nullable=False, index=True),
    *(_text(name) for name in ("role", "state", "last", "label", "moved")),
    Column("body", LargeBinary, nullable=False),
    Column("move", LargeBinary),
    Index("ix_compare_questions_last", "last", "key"),
    Index("ix_compare_questions_moved", "moved", "key"),
)
_table(
    "compare_conflicts",
    *(_text(name) for name in ("id", "family", "kind", "day")),
    Column("weight", _REAL, nullable=False),
    _text("told"),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("family", "id"),
    Index("ix_compare_conflicts_weight", "weight", "id"),
    rowid=False,
)
_table(
    "compare_holds",
    _text("place"),
    _text("report_id"),
    Column("item", Integer, nullable=False),
    _text("day"),
    _text("told"),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("place", "report_id", "item"),
    Index("ix_compare_holds_told", "told"),
    rowid=False,
)
_table("compare_denials", _text("told"), _text("report_id"), PrimaryKeyConstraint("told", "report_id"), rowid=False)
_table(
    "compare_scenes",
    *(_text(name) for name in ("kind", "place", "day", "family")),
    Column("parts", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "place", "day", "family", "parts"),
    Index("ix_compare_scenes_family", "family"),
    rowid=False,
)
_table(
    "compare_forecasts",
    _text("told"),
    _text("report_id"),
    Column("item", Integer, nullable=False),
    *(_text(name) for name in ("horizon", "state", "touched", "voice")),
    Column("brier", _REAL),
    Column("body", LargeBinary),
    PrimaryKeyConstraint("told", "report_id", "item"),
    Index("ix_compare_forecasts_report", "report_id"),
    Index("ix_compare_forecasts_horizon", "horizon"),
    rowid=False,
)
_table(
    "compare_awaited",
    *(_text(name) for name in ("mode", "place", "told", "report_id")),
    PrimaryKeyConstraint("mode", "place", "told", "report_id"),
    rowid=False,
)


def upgrade() -> None:
    for table in ("incidents", "questions", "conflicts", "holds", "forecasts"):
        op.drop_table(f"compare_{table}")
    op.execute("DELETE FROM compare_state")  # what is not known to be of this shape is built anew
    connection = op.get_bind()
    _METADATA.create_all(connection)
    if (
        connection.dialect.name == "postgresql"
    ):  # times and ids sort by their characters, in whatever language the server is
        rows = connection.exec_driver_sql(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name LIKE 'compare%%' AND data_type = 'text' ORDER BY 1, 2"
        )
        for table, column in rows.fetchall():
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE text COLLATE "C"')
