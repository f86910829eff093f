"""Tables of comparing: what each report is compared by, its incident, and what follows from them."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    REAL,
    BigInteger,
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

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BIG = BigInteger().with_variant(Integer(), "sqlite")
_REAL = Float(53).with_variant(REAL(), "sqlite")
_METADATA = MetaData()


def _table(name: str, *parts: Any, rowid: bool = True) -> None:
    Table(name, _METADATA, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _number() -> Column[int]:
    return Column("number", _BIG, primary_key=True, autoincrement=False)


_table("compare_state", Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
_table(
    "compare_reports",
    _number(),
    Column("report_id", Text, nullable=False, unique=True),
    Column("text_id", Text, nullable=False, index=True),
    Column("url", Text, index=True),
    Column("at", Text, nullable=False),  # publication time, "9999" where unknown: with the id the order of lineage
    Column("day", Integer, nullable=False),  # 0 where unknown
    Column("nearest", Text),  # the earlier report most like this one
    Column("likeness", Integer),
    Column("follows", Text, index=True),  # the same, with the reviewers' decisions laid over it
    Column("family", Text, nullable=False, index=True),  # first report of the incident
    Column("mark", LargeBinary, nullable=False),
    Column("gist", LargeBinary, nullable=False),
    Column("trace", LargeBinary, nullable=False),
    Index("ix_compare_reports_order", "at", "report_id"),
)
_table(
    "compare_terms",
    Column("term", _BIG, nullable=False),
    Column("day", Integer, nullable=False),
    Column("number", _BIG, nullable=False),
    Column("weight", Integer, nullable=False),
    PrimaryKeyConstraint("term", "day", "number"),
    rowid=False,
)
_table(
    "compare_keys",
    Column("key", _BIG, nullable=False),
    Column("number", _BIG, nullable=False),
    PrimaryKeyConstraint("key", "number"),
    rowid=False,
)
_table("compare_stale", Column("what", Text, primary_key=True))
_table(
    "compare_incidents",
    Column("family", Text, primary_key=True),
    Column("day_from", Text, nullable=False),
    Column("day_to", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_compare_incidents_day", "day_to", "family"),
)
_table(
    "compare_questions",
    Column("key", Text, primary_key=True),
    Column("family", Text, nullable=False, index=True),  # "" for a question over all reports
    Column("role", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_compare_questions_last", "last", "key"),
)
_table(  # who answers a question over all reports
    "compare_answers",
    Column("key", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    PrimaryKeyConstraint("key", "report_id"),
    rowid=False,
)
_table(
    "compare_conflicts",
    Column("id", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("weight", _REAL, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("family", "id"),
    Index("ix_compare_conflicts_weight", "weight", "id"),
    rowid=False,
)
_table(
    "compare_holds",
    Column("place", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Column("day", Text, nullable=False),
    PrimaryKeyConstraint("place", "report_id", "item"),
    rowid=False,
)
_table(
    "compare_happenings",
    Column("mode", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("told", Text, nullable=False),  # day of the report
    Column("report_id", Text, nullable=False),
    PrimaryKeyConstraint("mode", "place", "told", "report_id"),
    rowid=False,
)
_table(
    "compare_forecasts",
    Column("told", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    Column("item", Integer, nullable=False),
    PrimaryKeyConstraint("told", "report_id", "item"),
    rowid=False,
)
_table(
    "compare_sources",
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("source_type", Text, nullable=False),
    *(
        Column(one, Integer, nullable=False)
        for one in (
            "reports",
            "claims",
            "numbers",
            "first",
            "repeated",
            "revised",
            "contradicted",
            "confirmed",
            "denials",
            "forecasts",
        )
    ),
    PrimaryKeyConstraint("name", "kind", "family"),
    Index("ix_compare_sources_family", "family"),
    rowid=False,
)


def upgrade() -> None:
    _METADATA.create_all(op.get_bind())
