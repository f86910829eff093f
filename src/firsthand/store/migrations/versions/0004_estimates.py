"""Tables of the web app: estimates from incomplete lists, and what reviewers decided on doubtful pairs."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, **more)


def upgrade() -> None:
    op.create_table(
        "serve_estimates",
        sa.Column("id", sa.Text, primary_key=True),
        _text("name"),
        _text("owner"),
        _text("made"),
        _text("settings"),
        sa.Column("files", sa.LargeBinary, nullable=False),
        _text("state"),
        _text("problem"),
        sa.Column("result", sa.LargeBinary),
        sqlite_strict=True,
    )
    op.create_table(
        "serve_pairs",
        sa.Column("number", _BIG, primary_key=True, autoincrement=False),
        _text("estimate"),
        _text("list_a"),
        _text("id_a"),
        _text("list_b"),
        _text("id_b"),
        _text("verdict"),
        _text("reason"),
        _text("reviewer"),
        _text("at"),
        sqlite_strict=True,
    )
    op.create_index("ix_serve_pairs_estimate", "serve_pairs", ["estimate"])
