"""Publication dates as users and machines write them, as `Published` with evidence and confidence."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from firsthand.errors import BadValue
from firsthand.model.document import Grain, Published

_ISO: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH: Final = r"([A-Z][a-z]{2,8})\.?"
_WRITTEN: Final = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}{_MONTH},?\s{{1,3}}(?P<year>(?:19|20)\d\d)\b"
    rf"|{_MONTH}\s{{1,3}}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year2>(?:19|20)\d\d)\b"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
)
_IN_URL: Final = re.compile(r"[/_-]((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/_.?#-]|$)", re.I)
_IN_URL_COMPACT: Final = re.compile(r"[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.?#-]|$)")


def given(value: str | date | Published | None) -> Published | None:
    """What a caller states: an ISO date or date and time, a `date`, a `datetime`. BadValue for anything else."""
    if value is None or isinstance(value, Published):
        return value
    if isinstance(value, date):
        return Published(value.isoformat(), Grain.SECOND if isinstance(value, datetime) else Grain.DAY)
    found = iso(value, 1.0, "given")
    if found is None:
        raise BadValue(f"{value!r} is no date that exists; write year-month-day, such as 2024-11-05")
    return found


def iso(value: str, confidence: float, evidence: str) -> Published | None:
    """An ISO date, year and month, year, or date and time; None when `value` is none or no such day exists."""
    value = value.strip()
    if not _ISO.fullmatch(value):
        return None
    try:
        if len(value) > 10:
            datetime.fromisoformat(value)
        grain = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}.get(len(value), Grain.SECOND)
        return Published(value, grain, confidence, evidence)
    except ValueError:
        return None


def written(line: str, confidence: float, evidence: str) -> Published | None:
    """The first full date in a line: "5 November 2024", "Nov. 5, 2024", "2024-11-05"."""
    for found in _WRITTEN.finditer(line):
        if found["iso"]:
            if day := iso(found["iso"], confidence, evidence):
                return day
            continue
        month = _MONTHS.get((found.group(2) or found.group(4)).lower())
        if month and (
            day := _day(found["year"] or found["year2"], month, found["day"] or found["day2"], confidence, evidence)
        ):
            return day
    return None


def in_url(url: str, confidence: float = 0.9) -> Published | None:
    """The date in an address such as .../2024/11/05/title or .../2024/nov/05/title."""
    for found in _IN_URL.finditer(url):
        month = int(found[2]) if found[2].isdigit() else _MONTHS.get(found[2].lower(), 0)
        if day := _day(found[1], month, found[3], confidence, "url"):
            return day
    for found in _IN_URL_COMPACT.finditer(url):
        if day := _day(found[1], int(found[2]), found[3], confidence, "url"):
            return day
    return None


def _day(year: str, month: int, day: str, confidence: float, evidence: str) -> Published | None:
    try:
        return Published(date(int(year), month, int(day)).isoformat(), Grain.DAY, confidence, evidence)
    except ValueError:
        return None
