"""A document: the text as fixed on reading, and what is known about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from firsthand.errors import BadValue


class Grain(StrEnum):
    """How fine a date is."""

    SECOND = "second"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Published:
    """When a report came out: an ISO date (or date and time), how fine, how sure, and on what evidence.

    `evidence` says where the date was found: "given", "metadata", "url", "dateline", "text".
    """

    value: str
    grain: Grain = Grain.DAY
    confidence: float = 1.0
    evidence: str = "given"

    def __post_init__(self) -> None:
        try:
            self.date()
        except ValueError as error:
            raise BadValue(f"{self.value!r} is no ISO date such as 2024-11-05 ({error})") from error

    def date(self) -> date:
        """The day; the first day of the month or year where no finer date is known."""
        return date.fromisoformat((self.value + "-01-01")[:10])


_HEADING: Final = 120  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report. `id` is the sha256 of `text`; `raw_sha256` that of the bytes as they came.

    `fixes` names what was done to the text, once, on reading: "crlf", "bom", "nul", "surrogate",
    "charset:windows-1252", ... Offsets of all records mean this text and no other.
    """

    text: str
    id: str = ""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: Published | None = None
    language: str | None = None
    raw_sha256: str | None = None
    media_type: str = "text/plain"
    fixes: tuple[str, ...] = ()
    replaces: str | None = None

    def __post_init__(self) -> None:
        try:
            digest = sha256(self.text.encode("utf-8")).hexdigest()
        except UnicodeEncodeError as error:
            raise BadValue(
                f"the text holds a lone surrogate at {error.start}; read it with firsthand.read_text"
            ) from error
        if self.id and self.id != digest:
            raise BadValue(f"document id {self.id[:12]}... is not the sha256 of its text, {digest[:12]}...")
        object.__setattr__(self, "id", digest)

    def heading(self) -> str:
        """What to call the report on a page: its title, else the first words of its first line; "" where it has none."""
        first = next((line.strip() for line in self.text[:4000].splitlines() if line.strip()), "")
        return self.title or (first if len(first) <= _HEADING else first[:_HEADING].rsplit(" ", 1)[0] + " …")


def report_id(document: Document) -> str:
    """The name of a report: 32 hex digits over its text and what came with it (url, outlet, title, author, date).

    Fifty outlets with one wire story are fifty reports of one text; one file under two names is one report.
    """
    published = document.published.value if document.published else None
    told = [document.id, document.url, document.outlet, document.title, document.author, published]
    canonical = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return sha256(canonical.encode("ascii")).hexdigest()[:32]
