"""How many documents there will be, where that can be told without opening everything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Final

from firsthand.intake.names import STANDARD_INPUT, is_address, named
from firsthand.intake.source import Failure

_SINGLE: Final = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml"})
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_CHUNK: Final = 1 << 20


def total(sources: Iterable[str | Path]) -> int | None:
    """Documents behind `sources`; None where there is an archive, a feed, an address or standard input among them."""
    count = 0
    for one in named(sources):
        if isinstance(one, Failure):
            count += 1
            continue
        if isinstance(one, str) and (one == STANDARD_INPUT or is_address(one)):
            return None
        suffix = PurePath(one).suffix.lower()
        if suffix in _SINGLE:
            count += 1
        elif suffix in _LINES:
            count += _lines(Path(one))
        else:
            return None
    return count


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            count = 0
            last = b"\n"
            while chunk := file.read(_CHUNK):
                count += chunk.count(b"\n")
                last = chunk[-1:]
            return count + (last != b"\n")
    except OSError:
        return 1  # one failure
