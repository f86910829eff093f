"""Values as words and marked text, for templates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from firsthand.model.check import Verdict
from firsthand.model.event import Modality
from firsthand.publish.html_words import FORM, MONTHS, TOLD, VERDICT, between, span_of_days, words
from firsthand.publish.html_words import day as in_words

if TYPE_CHECKING:
    from firsthand.estimate.lists import Lists


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


def whole(value: float | None) -> str:
    """A number of people: "10,385"; an em dash where there is none."""
    return "—" if value is None else f"{value:,.0f}"


def patterns(lists: Lists) -> list[tuple[tuple[bool, ...], int]]:
    """(on which lists, people) for each pattern that somebody has, those on fewest lists first."""
    size = len(lists.names)
    found = [(tuple(bool(p >> at & 1) for at in range(size)), n) for p, n in enumerate(lists.counts) if n]
    return sorted(found, key=lambda one: (sum(one[0]), [not on for on in one[0]]))


def period(value: str) -> str:
    """A period in words: "2024-11" -> "November 2024", "2024" and days likewise."""
    parts = value.split("-")
    if len(parts) == 2 and parts[1].isdecimal() and 1 <= int(parts[1]) <= 12:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return day(value) if len(parts) == 3 else value


def percent(share: float) -> str:
    """A share as per cent: 0.785 -> "78.5 %"."""
    return f"{100 * share:.1f} %"


def rangebar(low: float, high: float, open_end: bool, best: float | None, most: float) -> Markup:
    """A range on a line from 0 to `most`: a bar for the range, a dot for the best value, dots for an open end."""

    def at(value: float) -> float:
        return 4 + 572 * min(1.0, value / most) if most > 0 else 4

    parts = [Markup('<line class="track" x1="4" x2="576" y1="7" y2="7"/>')]
    if open_end:
        parts.append(
            Markup('<line class="openend" x1="{:.1f}" x2="{:.1f}" y1="7" y2="7"/>').format(
                at(high), min(600, at(high) + 22)
            )
        )
    parts.append(Markup('<line x1="{:.1f}" x2="{:.1f}" y1="7" y2="7"/>').format(at(low), max(at(high), at(low) + 0.1)))
    if best is not None:
        parts.append(Markup('<circle cx="{:.1f}" cy="7" r="4.5"/>').format(at(best)))
    return Markup('<svg class="rangebar" viewBox="0 0 600 14" aria-hidden="true">{}</svg>').format(
        Markup("").join(parts)
    )


def begun(text: str) -> str:
    """A phrase as the beginning of a line: its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]
