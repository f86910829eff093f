"""The index of words held against the words of the texts, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from firsthand.store.connection import Connection
from firsthand.store.index import Indexed

_MASK: Final = (1 << 64) - 1
_WRONG: Final = "the index of words says something else than its text"
_TOKEN: Final = "token"
_GROUP: Final = 2_000_000


class WordProof:
    """`expect` every report, then ask for `faults`. On SQLite the whole index is read once, in its own order, and
    summed up by report: a sum over (word, column, place) differs where any of them does."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sums: dict[int, int] = {}
        self.totals = [0, 0, 0]
        self.with_tokens = 0

    def expect(self, line: Indexed) -> str | None:
        """Remember what the index must say of a report; on PostgreSQL, what is wrong with it."""
        if self.connection.dialect != "sqlite":
            return self._on_postgres(line)
        total = 0
        for at, (column, said) in enumerate((("title", line.title.split()), ("body", line.body.split()))):
            self.totals[at] += len(said)
            total += sum(hash((word, column, place)) for place, word in enumerate(said))
        total += sum(hash((token, _TOKEN, None)) for token in line.tokens)
        self.totals[2] += len(line.tokens)
        self.with_tokens += bool(line.tokens)
        self.sums[line.number] = total & _MASK
        return None

    def _on_postgres(self, line: Indexed) -> str | None:
        from firsthand.store.postgres import word_row

        number, vector, tokens, title, body, long = word_row(line)
        row = self.connection.one(
            "SELECT words = ?::tsvector, facets, title, body, long FROM words WHERE number = ?", (vector, number)
        )
        self.sums[number] = 0
        if row is None:
            return "is missing from the index of words"
        same, stored, *rest = row
        return None if same and set(stored) == set(tokens) and rest == [title, body, long] else _WRONG

    def faults(self) -> Iterator[tuple[int, str]]:
        """(report number, what is wrong)."""
        if self.connection.dialect != "sqlite":
            for (number,) in self.connection.rows("SELECT number FROM words"):
                if number not in self.sums:
                    yield number, "the index of words holds a report that is not there"
            return
        sums: dict[int, int] = {}
        for number, part in self._read():
            sums[number] = sums.get(number, 0) + part
        for number in sorted(sums.keys() | self.sums.keys()):
            if sums.get(number, 0) & _MASK != self.sums.get(number, 0):
                yield number, _WRONG
        yield from self._totals()

    def _read(self) -> Iterator[tuple[int, int]]:
        """(report number, hash) of every word of both indexes."""
        for table, fields in (("words", 'term, doc, col, "offset"'), ("tokens", f"term, doc, '{_TOKEN}', NULL")):
            connection = self.connection
            connection.run(f"CREATE VIRTUAL TABLE temp.word_list USING fts5vocab(main, {table}, row)")
            connection.run(f"CREATE VIRTUAL TABLE temp.word_places USING fts5vocab(main, {table}, instance)")
            try:
                words = connection.rows("SELECT term, coalesce(cnt, doc) FROM temp.word_list")
                for first, last in _groups(words):
                    for word, number, column, place in connection.rows(
                        f"SELECT {fields} FROM temp.word_places WHERE term >= ? AND term <= ?", (first, last)
                    ):
                        yield number, hash((word, column, place))
            finally:
                connection.run("DROP TABLE temp.word_places")
                connection.run("DROP TABLE temp.word_list")

    def _totals(self) -> Iterator[tuple[int, str]]:
        """FTS5's own count of reports and words, and its settings."""
        title, body, tokens = self.totals
        for table, expected in (("words", [len(self.sums), title, body]), ("tokens", [self.with_tokens, tokens])):
            block = self.connection.value(f"SELECT block FROM {table}_data WHERE id = 1")
            told = [] if block is None else _varints(bytes(block))
            if told != expected and (told or any(expected)):
                yield 0, f"the index of {table} counts something else than there is"
            shape = self.connection.value(f"SELECT block FROM {table}_data WHERE id = 10")
            settings = self.connection.rows(f"SELECT k, v FROM {table}_config")
            # The first bytes of the shape grow with each change of settings: there is none.
            if settings != [("version", 4)] or (shape is not None and bytes(shape)[:4] != bytes(4)):
                yield 0, f"the settings of the index of {table} were changed"


def _groups(words: list[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """(first, last) word of stretches with about `_GROUP` places, so that memory stays flat."""
    first, count = None, 0
    last = ""
    for word, places in words:
        first = word if first is None else first
        last, count = word, count + places
        if count >= _GROUP:
            yield first, last
            first, count = None, 0
    if first is not None:
        yield first, last


def _varints(raw: bytes) -> list[int]:
    """SQLite's numbers of varying length: seven bits a byte, the highest first, the ninth byte whole."""
    numbers, value, length = [], 0, 0
    for byte in raw:
        length += 1
        if length == 9:
            numbers.append(value << 8 | byte)
            value, length = 0, 0
        elif byte & 0x80:
            value = value << 7 | byte & 0x7F
        else:
            numbers.append(value << 7 | byte)
            value, length = 0, 0
    return numbers
