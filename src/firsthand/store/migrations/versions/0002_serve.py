"""Tables of the web app: people, sessions, tokens, audit, kept searches, and what decisions were made on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)


def _text(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, **more)


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, primary_key=True)


def upgrade() -> None:
    _table("serve_people", _key("id"), _text("name", unique=True), _text("password"), _text("role"), _text("made"))
    _table("serve_sessions", _key("key"), _text("person"), _text("until"))
    op.create_index("ix_serve_sessions_person", "serve_sessions", ["person"])
    _table("serve_tokens", _key("id"), _text("key", unique=True), _text("person"), _text("label"), _text("made"))
    op.create_index("ix_serve_tokens_person", "serve_tokens", ["person"])
    _table(
        "serve_audit",
        sa.Column("number", _BIG, primary_key=True, autoincrement=False),
        _text("at"),
        _text("who"),
        _text("what"),
        _text("target"),
    )
    _table(
        "serve_searches",
        _key("id"),
        _text("name"),
        _text("query"),
        sa.Column("webhook", sa.Text),
        _text("owner"),
        sa.Column("told", _BIG, nullable=False),
    )
    _table(
        "serve_seen",
        sa.Column("decision", _BIG, primary_key=True, autoincrement=False),
        _text("report_id"),
        sa.Column("begin", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        _text("said"),
    )
    op.create_index("ix_serve_seen_report_id", "serve_seen", ["report_id"])
