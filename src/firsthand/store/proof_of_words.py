"""The index of words held against the words of the texts, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from firsthand.store.connection import Connection
from firsthand.store.index import Indexed

_MASK: Final = (1 << 64) - 1
_WRONG: Final = "the index of words says something else than its text"
_GROUP: Final = 2_000_000


class WordProof:
    """`expect` every report, then ask for `faults`. On SQLite the whole index is read once, in its own order, and
    summed up by report: a sum over (word, column, place) differs where any of them does."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sums: dict[int, int] = {}
        self.totals = [0, 0, 0]

    def expect(self, line: Indexed) -> str | None:
        """Remember what the index must say of a report; on PostgreSQL, what is wrong with it."""
        if self.connection.dialect != "sqlite":
            return self._on_postgres(line)
        total = 0
        columns = (("title", line.title.split()), ("body", line.body.split()), ("facets", line.tokens))
        for at, (column, words) in enumerate(columns):
            self.totals[at] += len(words)
            # The order of tokens is the order in which numbers were given: it says nothing and is not summed.
            for place, word in enumerate(words):
                total += hash((word, column, place if column != "facets" else 0))
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
        connection = self.connection
        connection.run("CREATE VIRTUAL TABLE temp.word_list USING fts5vocab(main, words, row)")
        connection.run("CREATE VIRTUAL TABLE temp.word_places USING fts5vocab(main, words, instance)")
        try:
            words = connection.rows("SELECT term, cnt FROM temp.word_list")
            for first, last in _groups(words):
                for word, number, column, place in connection.rows(
                    'SELECT term, doc, col, "offset" FROM temp.word_places WHERE term >= ? AND term <= ?', (first, last)
                ):
                    yield number, hash((word, column, place if column != "facets" else 0))
        finally:
            connection.run("DROP TABLE temp.word_places")
            connection.run("DROP TABLE temp.word_list")

    def _totals(self) -> Iterator[tuple[int, str]]:
        """FTS5's own count of reports and words."""
        block = self.connection.value("SELECT block FROM words_data WHERE id = 1")
        expected = [len(self.sums), *self.totals]
        told = [] if block is None else _varints(bytes(block))
        if told != expected and (told or self.sums):
            yield 0, "the index of words counts something else than there is"
        shape = self.connection.value("SELECT block FROM words_data WHERE id = 10")
        if shape is not None and bytes(shape)[:4] != bytes(4):  # grows with each change of settings: there is none
            yield 0, "the settings of the index of words were changed"
        if self.connection.rows("SELECT k, v FROM words_config") != [("version", 4)]:
            yield 0, "the settings of the index of words were changed"


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
