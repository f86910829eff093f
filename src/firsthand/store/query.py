"""Questions to the store, and the shape of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from firsthand.errors import BadValue

T = TypeVar("T")

KINDS: Final = (
    "report",
    "attribution",
    "actor",
    "place",
    "figure",
    "event",
    "forecast",
    "frame",
    "check",
)
MOST: Final = 10_000  # hits of one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for; everything given must hold.

    `text` are words that all stand in the report, "phrases in quotes", word* for beginnings, -word for
    what must not stand there. Other fields speak of one record: its `kind`; a `place` by name, or within
    `radius_km` of `lat`/`lon`; `since`/`until` the days (ISO, both included) that the thing told may
    fall on; `actor` who acts, is acted on or speaks; `event_type` (PLOVER, or an ACLED event or sub-event
    type), `modality`, `source_type`, figure `role`, `at_least`/`at_most` (a figure whose range touches
    these bounds), `verdict` of a check. `outlet`, `language` and `published_since`/`published_until`
    speak of the report. Without anything that speaks of a record, hits are reports.
    """

    text: str | None = None
    kind: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    actor: str | None = None
    event_type: str | None = None
    modality: str | None = None
    source_type: str | None = None
    role: str | None = None
    at_least: float | None = None
    at_most: float | None = None
    outlet: str | None = None
    verdict: str | None = None
    language: str | None = None
    limit: int = 50
    after: str | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until", "published_since", "published_until"):
            _day(name, getattr(self, name))
        if self.kind is not None and self.kind not in KINDS:
            raise BadValue(f"kind {self.kind!r} is unknown; there are {', '.join(KINDS)}")
        point = (self.lat, self.lon, self.radius_km)
        if any(one is not None for one in point):
            if self.lat is None or self.lon is None or self.radius_km is None:
                raise BadValue("a search around a point needs lat, lon and radius_km")
            if not (abs(self.lat) <= 90 and abs(self.lon) <= 180 and 0 < self.radius_km <= 20_040):
                raise BadValue(f"no circle of {self.radius_km} km around {self.lat}, {self.lon} on this globe")
        for name in ("at_least", "at_most"):
            bound = getattr(self, name)
            if bound is not None and bound != bound:
                raise BadValue(f"{name} is no number")
        if not 1 <= self.limit <= MOST:
            raise BadValue(f"limit must lie in 1..{MOST}, got {self.limit}")

    def of_records(self) -> bool:
        """Does anything asked for speak of a record rather than of the report?"""
        if self.kind == "report":
            return False
        names = ("kind", "place", "lat", "since", "until", "actor", "event_type", "modality", "source_type", "role")
        more = ("at_least", "at_most", "verdict")
        return any(getattr(self, name) is not None for name in (*names, *more))


def _day(name: str, value: str | None) -> None:
    if value is None:
        return
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise BadValue(f"{name} {value!r} is no ISO day such as 2024-11-05 ({error})") from error


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some answers in order; `after` is the cursor of the next page, None at the end."""

    items: tuple[T, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A report in a list. `state` is "read", "stored" (not read) or "redacted"; `records` how many records it has."""

    report_id: str
    text_id: str
    state: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    words: int = 0
    records: int = 0
    batch: int = 0
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One answer: a record with the words that prove it, or a whole report (`kind` "report", no record).

    `quote` is `text[start:end]` of the report. `snippet` is a stretch around it; `highlights` are (start,
    end) within the snippet: the words searched for, or the quote. `source` is on whose word (None: the
    report's own). Days are ISO, both included. `low`, `best`, `high` belong to figures, None where open.
    """

    report_id: str
    kind: str
    record_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    day_from: str | None = None
    day_to: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    type: str | None = None
    modality: str | None = None
    actor: str | None = None
    target: str | None = None
    source: str | None = None
    source_type: str | None = None
    role: str | None = None
    verdict: str | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None
    message: str | None = None
    quote: str = ""
    start: int = 0
    end: int = 0
    snippet: str = ""
    highlights: tuple[tuple[int, int], ...] = ()
