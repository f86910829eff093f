"""Plain words for what the records hold: labels, ranges, dates. No markup here; the template escapes."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Final
from unicodedata import bidirectional

from firsthand.model.check import Verdict
from firsthand.model.document import Grain, Published
from firsthand.model.event import Event, Modality
from firsthand.model.figure import Figure, Number, Operator
from firsthand.model.moment import Moment
from firsthand.model.place import PlaceKind

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_TURNING: Final = {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI"}

# One sign a family of modalities: told apart by form, so that nothing rests on colour.
FORM: Final[dict[Modality, str]] = {
    Modality.HAPPENED: "solid",
    Modality.CLAIMED: "ring",
    Modality.DENIED: "cross",
    Modality.DID_NOT_HAPPEN: "cross",
    Modality.PLANNED: "square",
    Modality.ORDERED: "square",
    Modality.REQUESTED: "square",
    Modality.PROMISED: "square",
    Modality.THREATENED: "triangle",
    Modality.WARNED: "triangle",
    Modality.FORECAST: "dash",
    Modality.POSSIBLE: "dash",
    Modality.PROBABLE: "dash",
    Modality.CONDITIONAL: "dash",
    Modality.COUNTERFACTUAL: "dash",
    Modality.GENERAL: "dash",
}

TOLD: Final = "told as happened"

VERDICT: Final[dict[Verdict, str]] = {
    Verdict.PASS: "holds",
    Verdict.WARN: "depends",
    Verdict.FAIL: "does not hold",
    Verdict.CANNOT_TELL: "cannot be tested",
}

EVIDENCE: Final[dict[str, str]] = {
    "given": "given by the user",
    "metadata": "from the page's metadata",
    "url": "read from the address",
    "dateline": "from the dateline",
    "text": "inferred from the text",
}

LANGUAGE: Final[dict[str, str]] = {
    "en": "English",
    "uk": "Ukrainian",
    "ru": "Russian",
    "ar": "Arabic",
    "he": "Hebrew",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "fa": "Persian",
    "my": "Burmese",
    "am": "Amharic",
}


def words(value: StrEnum | str) -> str:
    """An enumeration's value as words: "head_of_state" -> "head of state"."""
    return str(value).replace("_", " ")


def count(n: int, singular: str, plural: str | None = None) -> str:
    """ "1 place", "2 places", "no places"."""
    return (
        f"{n:,} {singular}"
        if n == 1
        else f"{n or 'no'} {plural or singular + 's'}"
        if n < 1000
        else f"{n:,} {plural or singular + 's'}"
    )


def number(value: Number) -> str:
    """A number with thousands set off, without a false tail of decimals."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.1f}"


def between(low: Number | None, high: Number | None, unit: str = "") -> str:
    """A range in words, `unit` (with its blank) after the number; an open end is said, never made up."""
    if low is None and high is None:
        return "not stated"
    if high is None:
        return f"{number(low)}{unit} or more" if low is not None else "not stated"
    if low is None:
        return f"{number(high)}{unit} or fewer"
    return number(low) + unit if low == high else f"{number(low)} to {number(high)}{unit}"


POINTS: Final = {
    PlaceKind.SETTLEMENT,
    PlaceKind.NEIGHBOURHOOD,
    PlaceKind.FACILITY,
    PlaceKind.HOSPITAL,
    PlaceKind.BUILDING,
    PlaceKind.BRIDGE,
    PlaceKind.AIRPORT,
}

PLACE: Final[dict[PlaceKind, str]] = {
    PlaceKind.ADM1: "province",
    PlaceKind.ADM2: "district",
    PlaceKind.ADM3: "municipality",
}

OPERATOR: Final[dict[Operator, str]] = {
    Operator.EXACT: "",
    Operator.AT_LEAST: "at least ",
    Operator.MORE_THAN: "more than ",
    Operator.AT_MOST: "at most ",
    Operator.LESS_THAN: "less than ",
    Operator.UP_TO: "up to ",
    Operator.NEARLY: "nearly ",
    Operator.ABOUT: "about ",
    Operator.RANGE: "",
    Operator.VAGUE: "",
}


def stated(figure: Figure) -> str:
    """The figure as stated: "more than 100,000 person"; a vague amount keeps its own words."""
    if figure.value is not None:
        return OPERATOR[figure.op] + number(figure.value)
    if figure.op is Operator.VAGUE:
        return figure.number.quote
    return between(figure.low, figure.high)


_SAME: Final = {"percent", "aircraft", "personnel", "equipment", "artillery", "ammunition", "vessel tonnage"}


def units(unit: str | None, amount: Number | None) -> str:
    """A unit after its amount: "1 drone", "38 drones", "7 people", "12 km2"; empty without a unit."""
    if not unit:
        return ""
    if unit == "person":
        return "person" if amount == 1 else "people"
    plain = words(unit)
    if (
        amount == 1
        or plain in _SAME
        or len(plain) < 3
        or any(c.isdigit() for c in plain)
        or not plain.isascii()
        or not plain.replace(" ", "").islower()
    ):
        return plain
    if plain.endswith("s"):
        return plain
    return plain[:-1] + "ies" if plain.endswith("y") and plain[-2] not in "aeiou" else plain + "s"


def day(iso: str) -> str:
    """ "2024-11-05" -> "5 November 2024"; anything else comes back as it is."""
    try:
        d = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


_LENGTH: Final = re.compile(r"P(?P<clock>T?)(?P<n>X|\d{1,9}(?:\.\d{1,6})?)(?P<letter>[YMWDHS])")
_CALENDAR: Final = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second"}
_CLOCK: Final = {**_CALENDAR, "M": "minute"}


def kilometres(km: float) -> str:
    """A distance no finer than it is known: 2.4, 27, 570."""
    return number(round(km, 1) if km < 10 else round(km) if km < 100 else round(km, -1))


def span_of_days(begin: str | None, end: str | None) -> str:
    """An interval of days in words, both ends included."""
    if begin and end:
        if begin == end:
            return day(begin)
        try:
            b, e = date.fromisoformat(begin[:10]), date.fromisoformat(end[:10])
        except ValueError:
            return f"{begin} to {end}"
        if (b.month, b.day, e.month, e.day) == (1, 1, 12, 31):
            return f"{b.year}" if b.year == e.year else f"{b.year} to {e.year}"
        if b.day == 1 and (e.year, e.month) == (b.year, b.month) and e.day >= 28:
            return f"{MONTHS[b.month - 1]} {b.year}"
        if (b.year, b.month) == (e.year, e.month):
            return f"{b.day} to {e.day} {MONTHS[e.month - 1]} {e.year}"
        if b.year == e.year:
            return f"{b.day} {MONTHS[b.month - 1]} to {e.day} {MONTHS[e.month - 1]} {e.year}"
        return f"{day(begin)} to {day(end)}"
    if begin:
        return f"since {day(begin)}"
    if end:
        return f"until {day(end)}"
    return "not on the calendar"


def when(moment: Moment) -> str:
    """A moment in words: its days, or its length, or that it has neither."""
    if moment.begin or moment.end:
        return span_of_days(moment.begin, moment.end)
    if moment.value and (length := _LENGTH.fullmatch(moment.value)):
        n, letter = length["n"], length["letter"]
        unit = (_CLOCK if length["clock"] else _CALENDAR)[letter]
        return f"some {unit}s" if n == "X" else f"{n} {unit}" + ("" if n == "1" else "s")
    return moment.value or "not on the calendar"


def published(value: Published) -> str:
    """The publication date, as fine as it is known."""
    try:
        d = value.date()
    except ValueError:
        return value.value
    if value.grain is Grain.YEAR:
        return str(d.year)
    if value.grain is Grain.MONTH:
        return f"{MONTHS[d.month - 1]} {d.year}"
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def standing(event: Event) -> str:
    """Modality in words, and whose word it is: "claimed by X", "denied by Y", "planned, according to Z".

    Nothing "happened" on this page: at most it is told as having happened, by the author.
    """
    said = TOLD if event.modality is Modality.HAPPENED else words(event.modality)
    if event.modality is Modality.CLAIMED and event.claimed_by:
        return f"{said} by {'an unnamed source' if event.claimed_by == 'unspecified' else event.claimed_by}"
    if event.modality is Modality.DENIED and event.denied_by:
        return f"{said} by {event.denied_by}"
    return f"{said}, according to {event.claimed_by}" if event.claimed_by else said


def turns(text: str) -> bool:
    """Whether `text` holds letters or signs of right-to-left writing."""
    return not text.isascii() and any(bidirectional(c) in _TURNING for c in text)


def clipped(text: str, limit: int) -> str:
    """`text` on one line, cut at a word near `limit` characters."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit:
        return line
    head = line[:limit]
    at = head.rfind(" ")
    return (head[:at] if at > limit // 2 else head) + " …"
