"""The index of words: FTS5 on SQLite, tsvector on PostgreSQL, one set of answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from firsthand.store.connection import Connection

PAGES: Final = 500  # of about four kilobytes


@dataclass(frozen=True, slots=True)
class Indexed:
    """A report's line in the index: its words, folded and in order, and the tokens of its records."""

    number: int
    title: str
    body: str
    tokens: tuple[str, ...]


def add(connection: Connection, lines: Iterable[Indexed]) -> None:
    """Enter reports into the index."""
    listed = list(lines)
    if connection.dialect == "sqlite":
        connection.many(
            "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
            [(line.number, line.title, line.body) for line in listed],
        )
        connection.many(
            "INSERT INTO tokens (rowid, body) VALUES (?, ?)",
            [(line.number, " ".join(line.tokens)) for line in listed if line.tokens],
        )
    else:
        from firsthand.store.postgres import word_row

        connection.many(
            "INSERT INTO words (number, words, facets, title, body, long) VALUES (?, ?::tsvector, ?::text[], ?, ?, ?)",
            [word_row(line) for line in listed],
        )


def remove(connection: Connection, line: Indexed) -> None:
    """Take a report out of the index; SQLite wants to hear what was entered."""
    if connection.dialect == "sqlite":
        connection.run(
            "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)",
            (line.number, line.title, line.body),
        )
        if line.tokens:
            connection.run(
                "INSERT INTO tokens (tokens, rowid, body) VALUES ('delete', ?, ?)", (line.number, " ".join(line.tokens))
            )
    else:
        connection.run("DELETE FROM words WHERE number = ?", (line.number,))


def tidy(connection: Connection) -> None:
    """Put together the pieces that batches left; no more than `PAGES` at a time, so that others need not wait long."""
    if connection.dialect == "sqlite":
        for table in ("words", "tokens"):
            with connection.writing():
                connection.run(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (-PAGES,))
    else:
        connection.run("ANALYZE")
