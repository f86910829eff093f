"""Values as words and marked text, for templates."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup, escape

from firsthand.model.check import Verdict
from firsthand.model.event import Modality
from firsthand.publish.html_words import FORM, TOLD, VERDICT, between, span_of_days, words
from firsthand.publish.html_words import day as in_words


def day(iso: str | None) -> str:
    """ "2024-11-05" -> "5 November 2024"; an em dash for no day."""
    return in_words(iso) if iso else "—"


def days(begin: str | None, end: str | None) -> str:
    return span_of_days(begin, end) if begin or end else "—"


def span(both: tuple[float | None, float | None] | None) -> str:
    """A range in words: "12 to 15", "12 or more"; an em dash where nobody gives one."""
    if both is None or both == (None, None):
        return "—"
    return between(*both)


def form(modality: str | None) -> str:
    """The sign of a modality: "solid", "ring", ..."""
    try:
        return FORM[Modality(modality or "")]
    except ValueError:
        return "dash"


def standing(modality: str | None, by: str | None = None) -> str:
    """A modality in words, with whose word it is."""
    if not modality:
        return ""
    said = TOLD if modality == Modality.HAPPENED else words(modality)
    return f"{said}, {by}" if by else said


def verdict(value: str | None) -> str:
    try:
        return VERDICT[Verdict(value or "")]
    except ValueError:
        return value or ""


def marked(text: str, highlights: tuple[tuple[int, int], ...] = ()) -> Markup:
    """`text` with its highlights between <mark>; everything else is escaped."""
    out: list[Markup] = []
    at = 0
    for start, end in sorted(highlights):
        if start < at or end > len(text) or start >= end:
            continue
        out += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        at = end
    out.append(escape(text[at:]))
    if text[:1].islower():
        out.insert(0, Markup("… "))
    if text[-1:].isalnum() or text[-1:] in ",;":
        out.append(Markup(" …"))
    return Markup("").join(out)


def before(iso: str, number: int) -> str:
    """The day `number` days before an ISO day."""
    return (date.fromisoformat(iso[:10]) - timedelta(days=number)).isoformat()
