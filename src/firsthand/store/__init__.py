"""The store: one SQLite file, or a PostgreSQL database, that keeps every report, reading, failure and decision."""

from __future__ import annotations

from firsthand.store.decision import Decided, Decision
from firsthand.store.entry import Entry, Fault, Kept, KeptFailure, Redacted, Run
from firsthand.store.query import Hit, Page, Query, Row
from firsthand.store.store import Change, Store

__all__ = [
    "Change",
    "Decided",
    "Decision",
    "Entry",
    "Fault",
    "Hit",
    "Kept",
    "KeptFailure",
    "Page",
    "Query",
    "Redacted",
    "Row",
    "Run",
    "Store",
]
