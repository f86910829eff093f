"""Scales and ticks that read well, on a page and on a phone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from firsthand.publish.html_words import MONTHS


@dataclass(frozen=True, slots=True)
class Line:
    """A straight scale from `low..high` to pixels `a..b`."""

    low: float
    high: float
    a: float
    b: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low or 1)
        return self.a + min(max(share, 0.0), 1.0) * (self.b - self.a)


def numbers(high: float, wanted: int = 4) -> list[float]:
    """Round numbers from 0 up to at least `high`."""
    if high <= 0:
        return [0.0, 1.0]
    rough = high / wanted
    unit = 10 ** math.floor(math.log10(rough))
    step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= rough)
    if high <= wanted and step < 1:
        step = 1.0
    return [step * n for n in range(math.ceil(high / step - 1e-9) + 1)]


def between(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers from below `low` to above `high`; from 0 unless that left most of the line empty."""
    if low < 0.6 * high and low >= 0:
        return numbers(high, wanted)
    rough = max(high - low, 1.0) / wanted
    unit = 10 ** math.floor(math.log10(rough))
    step = max(1.0, next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= rough))
    first = math.floor(low / step)
    return [step * n for n in range(first, math.ceil(high / step) + 1)]


def days(first: int, last: int, wanted: int) -> list[tuple[int, str]]:
    """(day number, name) of days, months or years between two days, about as many as wanted."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    length = last - first
    if length <= 62:
        step = next(n for n in (1, 2, 3, 5, 7, 14, 31) if length / n <= wanted)
        return [(d, _short(date.fromordinal(d))) for d in range(first, last + 1, step)]
    months = [date(y, m, 1) for y in range(begin.year, end.year + 1) for m in range(1, 13)]
    inside = [d for d in months if begin <= d <= end]
    for stride in (1, 2, 3, 6):
        chosen = [d for d in inside if (d.month - 1) % stride == 0]
        if 1 < len(chosen) <= wanted:
            return [(d.toordinal(), f"{MONTHS[d.month - 1][:3]} {d.year}") for d in chosen]
    years: Sequence[int] = range(begin.year + 1, end.year + 1)
    stride = max(1, math.ceil(len(years) / wanted))
    return [(date(y, 1, 1).toordinal(), str(y)) for y in years[::stride]] or [(first, _short(begin))]


def _short(d: date) -> str:
    return f"{d.day} {MONTHS[d.month - 1][:3]}"


def apart(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Heights near those `wanted` (ascending), at least `gap` from each other and inside `top..bottom`."""
    out: list[float] = []
    for y in wanted:
        out.append(max(y, out[-1] + gap if out else top))
    limit = bottom
    for i in range(len(out) - 1, -1, -1):
        out[i] = min(out[i], limit)
        limit = out[i] - gap
    return out


def either(wide: Markup, narrow: Markup) -> Markup:
    """Two drawings of one chart, of which the width of the screen shows one: scaled down, letters would be too small."""
    return Markup('<div class="wide-only">{}</div><div class="narrow-only">{}</div>').format(wide, narrow)
