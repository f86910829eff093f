"""What a source may cost. A document above a limit is refused with its reason; it never hangs a batch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Caps on one source: bytes as they come, seconds of parsing or fetching, and the shape of markup."""

    bytes: int = 20_000_000
    seconds: float = 8.0  # of the processor for parsing (by the clock eight times as many), of the clock for fetching
    attributes: int = 400  # on one tag: parsers take time that grows with the square of it
    depth: int = 2_000  # of elements inside elements
    pages: int = 3_000  # of a PDF
    unpacked: int = 200_000_000  # of a DOCX, which is a zip archive, and of an archive inside an archive
    redirects: int = 5
    nesting: int = 4  # archives inside archives
    swell: int = 250  # times its packed size that an archive may unpack to, counted from `unpacked` bytes on
    members: int = 2_000_000  # of an archive, looked at
    entries: int = 1_000  # of a feed, and pages asked for after one sitemap


DEFAULT = Limits()
