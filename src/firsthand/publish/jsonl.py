"""JSON Lines: one reading a line, `schema_version` first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from firsthand.model.reading import Reading
from firsthand.publish.json import from_json, to_json


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """One line for each reading, without the line end."""
    for reading in readings:
        yield to_json(reading)


def readings(text: Iterable[str]) -> Iterator[Reading]:
    """The readings of a file that `lines` wrote; empty lines are passed over."""
    for line in text:
        if line.strip():
            yield from_json(line)
