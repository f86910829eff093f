"""Datelines: "KYIV, Ukraine, Nov. 7 (Agency) -" before the first words of a report say where it was filed, not what happened there."""

from __future__ import annotations

import re
from typing import Final

from firsthand.segment.wordlists import Layout

_LONGEST: Final = 120
# A town in capitals, or any town before an agency in brackets; between them a country, a second town or a day.
_CAPITALS: Final = re.compile(
    r"[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’/-]{2,30}(?: [A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’/-]{0,30}){0,4}(?=[,. (–—-])"
)
_TOWN: Final = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w.'’/-]{1,30}(?: [A-ZÀ-ÞĀ-Ž][\w.'’/-]{0,30}){0,4}(?=[,. (–—-])")
_REST: Final = re.compile(r"(?:[,.](?: (?:[A-ZÀ-ÞĀ-Ž\d][\w.'’/-]{0,30}|of|the|and)){1,6}){0,3},?")
_SHOUTED: Final = re.compile(r", [^a-z\d]* [^a-z\d]* [^a-z\d]*")  # a headline in capitals
_AGENCY: Final = re.compile(r" ?\([A-Z][\w .&/-]{1,30}\)")
_SIGN: Final = re.compile(r" ?(?:–|—|--| - |-(?= ))\s{0,3}")
_BRACKETED: Final = re.compile(r"(?P<words>\([A-ZÀ-Þ][\w .'’/-]{1,40},? [\w .,]{0,24}\d{4}\)) ?(?:–|—|--|-)\s{0,3}")
_BEGINS: Final = re.compile(r"[^\W\d_a-zß-ÿ]|\d|[\"“‘«'„]")


def dateline(text: str, stretch: tuple[int, int], lists: Layout) -> tuple[int, int] | None:
    """(end of the dateline's own words, start of the report) where a paragraph begins with one.

    Either the town stands in capitals, or an agency in brackets closes it; a dash follows, and then a
    sentence begins. Words that announce a kind of story ("UPDATE -") are no town.
    """
    start, limit = stretch[0], min(stretch[1], stretch[0] + _LONGEST)
    bracketed = _BRACKETED.match(text, start, limit)
    if bracketed is not None and bracketed.end() < stretch[1] and _BEGINS.match(text, bracketed.end()):
        return bracketed.end("words"), bracketed.end()
    for town in (_CAPITALS, _TOWN):
        place = town.match(text, start, limit)
        if place is None or place.group().casefold() in lists.slugs:
            continue
        rest = _closed(text, place.end(), limit, needs_agency=town is _TOWN)
        if rest is None:
            continue
        end, body = rest
        if body < stretch[1] and _BEGINS.match(text, body):
            return end, body
    return None


def _closed(text: str, at: int, limit: int, *, needs_agency: bool) -> tuple[int, int] | None:
    """(end of the words, end of the dash) of the shortest rest that a dash closes."""
    sign = _SIGN.search(text, at, limit)
    while sign is not None:
        agency = _agency(text, at, sign.start())
        words = sign.start() if agency is None else agency[0]
        fits = _REST.fullmatch(text, at, words) is not None and _SHOUTED.fullmatch(text, at, words) is None
        if fits and (agency is not None or not needs_agency):
            return sign.start() if agency is None else agency[1], sign.end()
        sign = _SIGN.search(text, sign.end(), limit)
    return None


def _agency(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The brackets that stand right before the dash."""
    opening = text.rfind("(", at, end)
    found = _AGENCY.fullmatch(text, max(at, opening - 1) if opening > at else opening, end) if opening >= at else None
    return found.span() if found is not None else None
