"""The tables of the store, for both engines, as SQLAlchemy Core.

The migrations make them; this module says what they are now (a test holds one against the other). Tables
of the rooms above stand here too, under names that begin with their room ("compare_", "serve_").

A report's `number` is its place in order of arrival, and everything large is appended by it. Its `rank`
sorts answers: newest first, then by report id, the same whatever came first. A record's `id` is its
report's number times 2**20 plus its place in the reading.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

metadata: Final = MetaData()

_BIG: Final = BigInteger().with_variant(Integer(), "sqlite")  # SQLite's row id must be called INTEGER
_SMALL: Final = SmallInteger().with_variant(Integer(), "sqlite")
_REAL: Final = Float(53).with_variant(REAL(), "sqlite")


def _table(name: str, *parts: Any, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _number(name: str = "number") -> Column[int]:
    return Column(name, _BIG, primary_key=True, autoincrement=False)


texts: Final = _table(
    "texts",
    _number("id"),
    Column("key", LargeBinary, nullable=False, unique=True),  # first 16 bytes of the sha256
    Column("body", LargeBinary, nullable=False),
)
reports: Final = _table(
    "reports",
    _number(),
    Column("report_id", LargeBinary, nullable=False, unique=True),
    Column("rank", _BIG, nullable=False, unique=True),
    Column("text", _BIG, ForeignKey("texts.id")),
    Column("state", _SMALL, nullable=False),
    Column("outlet", Integer),
    Column("language", Integer),
    Column("day", Integer),
    Column("words", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("batch", _BIG, nullable=False, index=True),
    Column("about", LargeBinary, nullable=False),
    Index("ix_reports_text", "text"),
)
readings: Final = _table("readings", _number(), Column("body", LargeBinary, nullable=False))
records: Final = _table(
    "records",
    _number("id"),
    Column("kind", _SMALL, nullable=False),
    Column("type", Integer),
    Column("acled_event", Integer),
    Column("acled_sub", Integer),
    Column("modality", Integer),
    Column("source_type", Integer),
    Column("source", Integer),
    Column("actor", Integer),
    Column("target", Integer),
    Column("place", Integer),
    Column("role", Integer),
    Column("verdict", Integer),
    Column("day_from", Integer),
    Column("day_to", Integer),
    Column("low", _REAL),
    Column("high", _REAL),
)
also: Final = _table(  # what a record has more than one of
    "also",
    Column("record", _BIG, nullable=False),
    Column("what", _SMALL, nullable=False),  # 0 a name, 1 a place
    Column("value", Integer, nullable=False),
    PrimaryKeyConstraint("record", "what", "value"),
    rowid=False,
)
terms: Final = _table(
    "terms",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("family", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("key", Text),  # the folded words of the name; NULL where they are its text in small letters
    Column("digest", LargeBinary, nullable=False, unique=True),  # of family and text
)
places: Final = _table(
    "places",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", LargeBinary, nullable=False, unique=True),  # digest of the rest
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("gazetteer", Text),
    Column("lat", _REAL),
    Column("lon", _REAL),
    Column("km", _REAL),
)
place_names: Final = _table(
    "place_names",
    Column("key", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("uses", Integer, nullable=False),  # by how many reports
    PrimaryKeyConstraint("key", "place"),
    rowid=False,
)
sightings: Final = _table(
    "sightings",
    Column("number", _BIG, nullable=False),
    Column("source", Text, nullable=False),
    Column("original", LargeBinary),
    PrimaryKeyConstraint("number", "source"),
    rowid=False,
)
originals: Final = _table(
    "originals",
    Column("key", LargeBinary, primary_key=True),  # sha256 of the bytes as they came
    Column("body", LargeBinary, nullable=False),
)
failures: Final = _table(
    "failures",
    Column("key", LargeBinary, primary_key=True),
    Column("source", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
decisions: Final = _table(
    "decisions",
    _number(),
    Column("report_id", LargeBinary, nullable=False, index=True),
    Column("record_id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("fix", Text),
    Column("reason", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
)
redactions: Final = _table(
    "redactions",
    Column("report_id", LargeBinary, primary_key=True),
    Column("text_key", LargeBinary, nullable=False, index=True),
    Column("reason", Text, nullable=False),
)
batches: Final = _table(  # the chain: each link holds the hash of the one before
    "batches",
    _number("sequence"),
    Column("what", Text, nullable=False),
    Column("items", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
runs: Final = _table(
    "runs",
    Column("name", Text, primary_key=True),
    Column("began", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("batches", _BIG, nullable=False),
    Column("new", _BIG, nullable=False),
    Column("known", _BIG, nullable=False),
    Column("failures", _BIG, nullable=False),
    Column("seal", LargeBinary, nullable=False),
)
audit: Final = _table(
    "audit",
    _number(),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("seal", LargeBinary, nullable=False),
)

# The words of a report for PostgreSQL; SQLite keeps them in the FTS5 table `words` (see migrations).
# It is made by hand in both, for SQLAlchemy knows neither.
BY_HAND: Final = frozenset({"words", "tokens", "spots"})

# What serving keeps. Secrets are stored as hashes; clock times stand here and nowhere in what is exported.
serve_people: Final = _table(
    "serve_people",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),  # argon2
    Column("role", Text, nullable=False),
    Column("made", Text, nullable=False),
)
serve_sessions: Final = _table(
    "serve_sessions",
    Column("key", Text, primary_key=True),  # sha256 of the cookie
    Column("person", Text, nullable=False, index=True),
    Column("until", Text, nullable=False),
)
serve_tokens: Final = _table(
    "serve_tokens",
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # sha256 of the token
    Column("person", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("made", Text, nullable=False),
)
serve_audit: Final = _table(
    "serve_audit",
    _number(),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("target", Text, nullable=False),
)
serve_searches: Final = _table(
    "serve_searches",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("webhook", Text),
    Column("owner", Text, nullable=False),
    Column("told", _BIG, nullable=False),  # the batch up to which the webhook was told
)
serve_seen: Final = _table(  # what a decision was made on, so that a later reading can be held against it
    "serve_seen",
    Column("decision", _BIG, primary_key=True, autoincrement=False),
    Column("report_id", Text, nullable=False, index=True),
    Column("begin", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("said", Text, nullable=False),
)

serve_estimates: Final = _table(  # lists of people or counts, how many in all by every model, and how it was run
    "serve_estimates",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("files", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("result", LargeBinary),
)
serve_pairs: Final = _table(  # what reviewers decided on pairs of rows; the latest of a pair counts
    "serve_pairs",
    _number(),
    Column("estimate", Text, nullable=False, index=True),
    Column("list_a", Text, nullable=False),
    Column("id_a", Text, nullable=False),
    Column("list_b", Text, nullable=False),
    Column("id_b", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", Text, nullable=False),
)


# What comparing derives. All of it can be worked out again from the readings and the decisions.
compare_state: Final = _table(
    "compare_state", Column("name", Text, primary_key=True), Column("value", Text, nullable=False)
)
compare_reports: Final = _table(
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
compare_terms: Final = _table(
    "compare_terms",
    Column("term", _BIG, nullable=False),
    Column("day", Integer, nullable=False),
    Column("number", _BIG, nullable=False),
    Column("weight", Integer, nullable=False),
    PrimaryKeyConstraint("term", "day", "number"),
    rowid=False,
)
compare_keys: Final = _table(
    "compare_keys",
    Column("key", _BIG, nullable=False),
    Column("number", _BIG, nullable=False),
    PrimaryKeyConstraint("key", "number"),
    rowid=False,
)
compare_stale: Final = _table("compare_stale", Column("what", Text, primary_key=True))
compare_incidents: Final = _table(
    "compare_incidents",
    Column("family", Text, primary_key=True),
    Column("day_from", Text, nullable=False),
    Column("day_to", Text, nullable=False),
    Column("place", Text, nullable=False),  # case folded, like the title: both are looked in, and shown from the body
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("first", Text, nullable=False),  # when its first report was published
    Column("reports", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("lead", LargeBinary),  # the words of its first answer
    Index("ix_compare_incidents_day", "day_to", "family"),
    Index("ix_compare_incidents_first", "first"),
)
compare_questions: Final = _table(
    "compare_questions",
    Column("key", Text, primary_key=True),
    Column("family", Text, nullable=False, index=True),  # "" for a question over all reports
    Column("role", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("label", Text, nullable=False),  # case folded
    Column("moved", Text, nullable=False),  # as-of time of the last answer that changed it, "" for none
    Column("body", LargeBinary, nullable=False),
    Column("move", LargeBinary),  # that answer: its rule and its words
    Index("ix_compare_questions_last", "last", "key"),
    Index("ix_compare_questions_moved", "moved", "key"),
)
compare_answers: Final = _table(  # who answers a question over all reports
    "compare_answers",
    Column("key", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    PrimaryKeyConstraint("key", "report_id"),
    rowid=False,
)
compare_conflicts: Final = _table(
    "compare_conflicts",
    Column("id", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("weight", _REAL, nullable=False),
    Column("told", Text, nullable=False),  # when its newer side was published
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("family", "id"),
    Index("ix_compare_conflicts_weight", "weight", "id"),
    rowid=False,
)
compare_holds: Final = _table(
    "compare_holds",
    Column("place", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("told", Text, nullable=False),  # when the report was published
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("place", "report_id", "item"),
    Index("ix_compare_holds_told", "told"),
    rowid=False,
)
compare_denials: Final = _table(
    "compare_denials",
    Column("told", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    PrimaryKeyConstraint("told", "report_id"),
    rowid=False,
)
compare_scenes: Final = _table(  # where incidents lie, and where their parts do: how a big happening finds its parts
    "compare_scenes",
    Column("kind", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("parts", Integer, nullable=False),  # how many parts the incident has; 0 on the row of where it lies itself
    PrimaryKeyConstraint("kind", "place", "day", "family", "parts"),
    Index("ix_compare_scenes_family", "family"),
    rowid=False,
)
compare_happenings: Final = _table(
    "compare_happenings",
    Column("mode", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("told", Text, nullable=False),  # day of the report
    Column("report_id", Text, nullable=False),
    PrimaryKeyConstraint("mode", "place", "told", "report_id"),
    rowid=False,
)
compare_forecasts: Final = _table(
    "compare_forecasts",
    Column("told", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    Column("item", Integer, nullable=False),
    Column("horizon", Text, nullable=False),
    Column("state", Text, nullable=False),  # "" until it was held against later reports
    Column("touched", Text, nullable=False),  # when the newest report that speaks to it was published
    Column("voice", Text, nullable=False),
    Column("brier", _REAL),
    Column("body", LargeBinary),
    PrimaryKeyConstraint("told", "report_id", "item"),
    Index("ix_compare_forecasts_report", "report_id"),
    Index("ix_compare_forecasts_horizon", "horizon"),
    rowid=False,
)
compare_awaited: Final = _table(  # what would settle a forecast
    "compare_awaited",
    Column("mode", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    PrimaryKeyConstraint("mode", "place", "told", "report_id"),
    rowid=False,
)
compare_sources: Final = _table(
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
