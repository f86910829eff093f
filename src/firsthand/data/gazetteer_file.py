"""The gazetteer's file: columns and key tables in one read-only memory map.

    magic, length of the head (u32), head (JSON: sections and countries), then the sections

A section is an array of one type. A key table is three sections: the sorted digests of its keys, where
each key's postings start, and the postings: row number in the low 20 bits, above it how the name names
the place (0 its own name, 1 another name, 2 made by rule). Rows are sorted by population, so postings
come with the largest place first.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from bisect import bisect_left
from pathlib import Path
from typing import Any, Final

from firsthand.data.gazetteer_keys import digest
from firsthand.errors import BadValue

MAGIC: Final = b"FHGAZ\x01\n\x00"
HOW_SHIFT: Final = 20
ROW_MASK: Final = (1 << HOW_SHIFT) - 1


class GazetteerFile:
    """The open file. Opening reads the head alone; the rest is paged in as it is asked for."""

    def __init__(self, path: Path) -> None:
        if sys.byteorder != "little":
            raise BadValue("the gazetteer file is little-endian, and this machine is not")
        with path.open("rb") as handle:
            self._map = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        whole = memoryview(self._map)
        if bytes(whole[: len(MAGIC)]) != MAGIC:
            raise BadValue(f"{path} is no gazetteer of this version; reinstall the package")
        (length,) = struct.unpack_from("<I", whole, len(MAGIC))
        start = len(MAGIC) + 4
        head: dict[str, Any] = json.loads(bytes(whole[start : start + length]))
        base = start + length
        self.countries: tuple[str, ...] = tuple(head["countries"])
        self._sections: dict[str, memoryview] = {
            name: whole[base + at : base + at + size].cast(code) for name, (at, size, code) in head["sections"].items()
        }

        self._tables = {
            table: (self._sections[f"{table}_hash"], self._sections[f"{table}_start"], self._sections[f"{table}_post"])
            for table in ("plain", "sound", "bones", "typo", "people")
        }

    def section(self, name: str) -> memoryview:
        return self._sections[name]

    def text(self, name: str) -> bytes:
        return bytes(self._sections[name])

    def postings(self, table: str, key: str) -> memoryview | tuple[()]:
        """The postings of `key` in one of the tables plain, sound, bones, typo."""
        hashes, starts, posted = self._tables[table]
        wanted = digest(key)
        at = bisect_left(hashes, wanted)
        if at == len(hashes) or hashes[at] != wanted:
            return ()
        return posted[starts[at] : starts[at + 1]]
