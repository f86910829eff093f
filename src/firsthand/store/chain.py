"""The chain: every batch holds the hash of the one before, and a digest of every item it brought.

A link's `items` are entries of 37 bytes: a letter for the kind, sixteen bytes that name the item, twenty
that say what it held. Changing anything that was kept breaks the item's digest; changing the digest breaks
the link's hash; changing the hash breaks the next link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from firsthand.store.connection import Connection

REPORT: Final = b"r"
SIGHTING: Final = b"s"
FAILURE: Final = b"f"
DECISION: Final = b"d"
REDACTION: Final = b"x"
ORIGINAL: Final = b"o"
WORDS: Final = {
    REPORT: "report",
    SIGHTING: "sighting",
    FAILURE: "failure",
    DECISION: "decision",
    REDACTION: "redaction",
    ORIGINAL: "original",
}
_KEY, _DIGEST = 16, 20
_WIDTH: Final = 1 + _KEY + _DIGEST
START: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class Item:
    kind: bytes
    key: bytes
    digest: bytes

    def raw(self) -> bytes:
        return self.kind + self.key + self.digest


def items_of(raw: bytes) -> Iterator[Item]:
    for at in range(0, len(raw), _WIDTH):
        yield Item(raw[at : at + 1], raw[at + 1 : at + 1 + _KEY], raw[at + 1 + _KEY : at + _WIDTH])


def link_hash(previous: bytes, sequence: int, what: str, items: bytes) -> bytes:
    return sha256(b"%s\n%d\n%s\n%s" % (previous, sequence, what.encode("utf-8"), items)).digest()


def next_sequence(connection: Connection) -> int:
    """The number of the link that comes next. Inside of a writing transaction only."""
    return int(connection.value("SELECT coalesce(max(sequence), 0) FROM batches")) + 1


def append(connection: Connection, what: str, items: Iterable[Item]) -> int:
    """Close the batch at hand with its link; its sequence."""
    sequence = next_sequence(connection)
    previous = connection.value("SELECT hash FROM batches WHERE sequence = ?", (sequence - 1,))
    raw = b"".join(item.raw() for item in items)
    connection.run(
        "INSERT INTO batches (sequence, what, items, hash) VALUES (?, ?, ?, ?)",
        (sequence, what, raw, link_hash(bytes(previous) if previous is not None else START, sequence, what, raw)),
    )
    return sequence
