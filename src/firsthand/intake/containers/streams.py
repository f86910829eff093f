"""Reading streams within bounds: lines of any length, packed bytes, a head that is looked at and given back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any

from firsthand.intake.containers.found import Meter

_CHUNK = 1_000_000


def lines(file: IO[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """(number, line) from 1; None for a line above `limit` bytes, which is passed over without being held."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        del line
        while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield number, None


class Metered(io.RawIOBase):
    """The bytes that come out of a packed file, counted against those that went in."""

    def __init__(self, unpacking: IO[bytes], packed: IO[bytes], meter: Meter) -> None:
        self._unpacking = unpacking
        self._packed = packed
        self._meter = meter
        self._at = self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._unpacking.read(len(buffer))
        buffer[: len(part)] = part
        at = self._packed.tell()
        self._meter.took(max(0, at - self._at), len(part))
        self._at = max(at, self._at)
        self._out += len(part)
        return len(part)

    def tell(self) -> int:
        return self._out  # fastwarc asks, of a stream that knows no way back


def unpacking(file: IO[bytes], opened: Any, meter: Meter) -> io.BufferedReader:
    """`opened`, the stream of what `file` holds, behind a meter."""
    return io.BufferedReader(Metered(opened, file, meter), 262_144)
