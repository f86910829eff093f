"""The first shape of the store."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SMALL = sa.SmallInteger().with_variant(sa.Integer(), "sqlite")
_REAL = sa.Float(53).with_variant(sa.REAL(), "sqlite")


def _table(name: str, *parts: Any, rowid: bool = True) -> None:
    op.create_table(name, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _key(name: str = "number", kind: Any = _BIG) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _has(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    _table(
        "texts", _key("id"), sa.Column("key", sa.LargeBinary, nullable=False, unique=True), _has("body", sa.LargeBinary)
    )
    _table(
        "reports",
        _key(),
        sa.Column("report_id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("rank", _BIG, nullable=False, unique=True),
        sa.Column("text", _BIG, sa.ForeignKey("texts.id")),
        _has("state", _SMALL),
        sa.Column("outlet", sa.Integer),
        sa.Column("language", sa.Integer),
        sa.Column("day", sa.Integer),
        _has("words", sa.Integer),
        _has("records", sa.Integer),
        sa.Column("batch", _BIG, nullable=False),
        _has("about", sa.LargeBinary),
    )
    op.create_index("ix_reports_batch", "reports", ["batch"])
    op.create_index("ix_reports_text", "reports", ["text"])
    _table("readings", _key(), _has("body", sa.LargeBinary))
    _table(
        "records",
        _key("id"),
        _has("kind", _SMALL),
        *(
            sa.Column(name, sa.Integer)
            for name in [
                "type",
                "acled_event",
                "acled_sub",
                "modality",
                "source_type",
                "source",
                "actor",
                "target",
                "place",
                "role",
                "verdict",
                "day_from",
                "day_to",
            ]
        ),
        sa.Column("low", _REAL),
        sa.Column("high", _REAL),
    )
    _table(
        "also",
        _has("record", _BIG),
        _has("what", _SMALL),
        _has("value", sa.Integer),
        sa.PrimaryKeyConstraint("record", "what", "value"),
        rowid=False,
    )
    _table(
        "terms",
        _key("id", sa.Integer),
        _has("family", sa.Text),
        _has("text", sa.Text),
        sa.Column("key", sa.Text),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
    )
    _table(
        "places",
        _key("id", sa.Integer),
        sa.Column("key", sa.LargeBinary, nullable=False, unique=True),
        _has("name", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("gazetteer", sa.Text),
        sa.Column("lat", _REAL),
        sa.Column("lon", _REAL),
        sa.Column("km", _REAL),
    )
    _table(
        "place_names",
        _has("key", sa.Text),
        _has("place", sa.Integer),
        _has("uses", sa.Integer),
        sa.PrimaryKeyConstraint("key", "place"),
        rowid=False,
    )
    _table(
        "sightings",
        _has("number", _BIG),
        _has("source", sa.Text),
        sa.Column("original", sa.LargeBinary),
        sa.PrimaryKeyConstraint("number", "source"),
        rowid=False,
    )
    _table("originals", _key("key", sa.LargeBinary), _has("body", sa.LargeBinary))
    _table(
        "failures",
        _key("key", sa.LargeBinary),
        _has("source", sa.Text),
        _has("cause", sa.Text),
        _has("reason", sa.Text),
    )
    _table(
        "decisions",
        _key(),
        _has("report_id", sa.LargeBinary),
        _has("record_id", sa.Text),
        _has("verdict", sa.Text),
        sa.Column("fix", sa.Text),
        _has("reason", sa.Text),
        _has("reviewer", sa.Text),
    )
    op.create_index("ix_decisions_report_id", "decisions", ["report_id"])
    _table("redactions", _key("report_id", sa.LargeBinary), _has("text_key", sa.LargeBinary), _has("reason", sa.Text))
    op.create_index("ix_redactions_text_key", "redactions", ["text_key"])
    _table(
        "batches", _key("sequence"), _has("what", sa.Text), _has("items", sa.LargeBinary), _has("hash", sa.LargeBinary)
    )
    _table(
        "runs",
        _key("name", sa.Text),
        _has("began", sa.Text),
        _has("latest", sa.Text),
        *(_has(name, _BIG) for name in ("batches", "new", "known", "failures")),
        _has("seal", sa.LargeBinary),
    )
    _table(
        "audit",
        _key(),
        *(_has(name, sa.Text) for name in ("at", "what", "item", "detail")),
        _has("seal", sa.LargeBinary),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


# Words come cut and folded by firsthand.store.words; the tokenizer `ascii` takes them as they are (unicode61 would
# cut letters newer than its own tables). The table keeps no copy of the text (content='') and no lengths
# (columnsize=0): `texts` has them.
_SQLITE = (
    "CREATE VIRTUAL TABLE words USING fts5(title, body, content='', columnsize=0, tokenize='ascii')",
    "CREATE VIRTUAL TABLE tokens USING fts5(body, content='', columnsize=0, detail=none, tokenize='ascii')",
    "CREATE VIRTUAL TABLE spots USING rtree(id, south, north, west, east)",
)
_POSTGRES = (
    "CREATE TABLE words (number bigint PRIMARY KEY, words tsvector NOT NULL, facets text[] NOT NULL,"
    " title text NOT NULL, body text NOT NULL, long smallint NOT NULL)",
    "CREATE INDEX ix_words_words ON words USING gin (words)",
    "CREATE INDEX ix_words_facets ON words USING gin (facets)",
    "CREATE INDEX ix_words_long ON words (long) WHERE long = 2",
    "CREATE TABLE spots (id integer PRIMARY KEY, lat double precision NOT NULL, lon double precision NOT NULL)",
    "CREATE INDEX ix_spots_lat ON spots (lat, lon)",
)
