"""The times of a report on one line: bars as wide as the doubt, events by the form of their modality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from firsthand.model.moment import Moment, MomentKind
from firsthand.model.reading import Reading
from firsthand.publish.html_words import FORM, MONTHS, clipped, span_of_days, standing

Days = tuple[int | None, int | None]  # day numbers of first and last day, None for an open end
NEAR: Final = 45  # days before publication that get most of the line


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on a row: its words, the form of its sign, what the sign means."""

    record: str
    form: str
    modality: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    bar: Markup
    happenings: tuple[Happening, ...]
    mentions: tuple[tuple[str, str], ...]  # (words, record id) of time expressions without an event


@dataclass(frozen=True, slots=True)
class Chronology:
    axis: Markup
    rows: tuple[Row, ...]
    undated: int  # events without a date


@dataclass(frozen=True, slots=True)
class _Panel:
    """A stretch of the line that runs evenly; panels are parted by breaks that the reader sees."""

    first: int
    last: int
    left: float  # per cent of the width
    right: float

    def at(self, ordinal: float) -> float:
        share = (ordinal - self.first) / max(self.last - self.first, 1)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def drawn(reading: Reading) -> Chronology | None:
    """The chronology of `reading`, None where no time of it has days."""
    dated = {m.id: m for m in reading.moments if (m.begin or m.end) and m.kind is not MomentKind.SET}
    rows: dict[Days, dict[str, Happening]] = {}
    spoken: dict[Days, dict[str, str]] = {}
    labels: dict[Days, str] = {}
    published = _ordinal(reading.document.published.value) if reading.document.published else None
    days: dict[str, Days] = {}
    for m in dated.values():
        found = _days(m)
        if found:
            days[m.id] = found
            labels.setdefault(found, span_of_days(m.begin, m.end))
    undated = 0
    for e in reading.events:
        own = [i for i in e.moments if i in days]
        if not own:
            undated += 1
            continue
        key = days[own[0]]
        where = ", ".join(dict.fromkeys(p.name for p in reading.places if p.id in e.places))
        text = clipped(e.trigger.quote, 40) + (f", {clipped(where, 40)}" if where else "")
        rows.setdefault(key, {})[e.id] = Happening(e.id, FORM[e.modality], standing(e), text)
    for i, key in days.items():
        spoken.setdefault(key, {}).setdefault(" ".join(dated[i].span.quote.split()).casefold(), i)
    if not days:
        return None
    panels = _panels(days.values(), published)
    made = tuple(
        Row(
            label=labels[key],
            bar=_row(key, panels, published),
            happenings=tuple(rows.get(key, {}).values()),
            mentions=tuple((dated[i].span.quote, i) for i in spoken.get(key, {}).values()) if key not in rows else (),
        )
        for key in sorted(set(rows) | set(spoken), key=_order)
    )
    return Chronology(_axis(panels, published), made, undated)


def _ordinal(iso: str) -> int | None:
    """Day number of an ISO date; None for what is no date, or lies too far off to be drawn."""
    try:
        found = date.fromisoformat((iso + "-01-01")[:10])
    except ValueError:
        return None
    return found.toordinal() if 1000 <= found.year <= 2999 else None


def _days(m: Moment) -> Days | None:
    """First and last day of a moment, None for an end that is open; None where both are."""
    begin = _ordinal(m.begin) if m.begin else None
    end = _ordinal(m.end) if m.end else None
    if begin is None and end is None:
        return None
    if begin is not None and end is not None and end < begin:
        end = begin
    return begin, end


def _order(days: Days) -> tuple[int, int]:
    begin, end = days
    return (begin if begin is not None else end or 0, end if end is not None else 3_000_000)


def _panels(days: Iterable[Days], published: int | None) -> list[_Panel]:
    """One even line where the times lie close together; else long ago | the weeks before | ahead."""
    known = [day for both in days for day in both if day is not None]
    first, last = min(known), max(known)
    if published is not None:
        first, last = min(first, published), max(last, published)
    if published is None or last - first <= 3 * NEAR:
        return [_Panel(first - 1, last + 2, 0.5, 99.5)]
    near_from, near_to = published - NEAR, published + 2
    parts: list[tuple[int, int, float]] = []
    if first < near_from:
        parts.append((date(date.fromordinal(first).year, 1, 1).toordinal(), near_from, 0.32))
    parts.append((near_from, near_to, 1.0))
    if last > near_to:
        parts.append((near_to, last + 1, 0.22))
    weight = sum(w for _, _, w in parts)
    out, left = [], 0.5
    for a, b, w in parts:
        right = left + 99.0 * w / weight
        out.append(_Panel(a, b, left, right - 1.2))
        left = right
    return out


def _position(ordinal: int, panels: Sequence[_Panel]) -> float:
    for panel in panels:
        if ordinal <= panel.last:
            return panel.at(ordinal)
    return panels[-1].right


def _row(days: Days, panels: Sequence[_Panel], published: int | None) -> Markup:
    """The bar of a row. An open end runs to the day of publication, or to the edge, and is drawn as open."""
    begin, end = days
    left, right = panels[0].left, panels[-1].right
    x1 = _position(begin, panels) if begin is not None else left
    x2 = _position(end + 1, panels) if end is not None else right
    if published is not None:
        today = _position(published, panels)
        if begin is None and x2 > today:
            x1 = today
        if end is None and x1 < today:
            x2 = today
    width = max(x2 - x1, 1.1)
    form = "open" if begin is None or end is None else "day" if begin == end else "stretch"
    return _upright(published, panels) + Markup(
        '<rect class="bar {}" x="{:.1f}%" y="5" width="{:.1f}%" height="8" rx="2"/>'
    ).format(form, min(x1, 100 - width), width)


def _upright(published: int | None, panels: Sequence[_Panel]) -> Markup:
    """The day of publication, beside the bar of every row."""
    if published is None:
        return Markup("")
    return Markup('<line class="today" x1="{0:.1f}%" x2="{0:.1f}%" y2="18"/>').format(_position(published, panels))


def _axis(panels: Sequence[_Panel], published: int | None) -> Markup:
    out: list[Markup] = []
    if published is not None:
        x = _position(published, panels)
        anchor = "end" if x > 90 else "start" if x < 10 else "middle"
        out.append(
            Markup(
                '<line class="today" x1="{0:.1f}%" x2="{0:.1f}%" y1="35" y2="42"/>'
                '<text class="today" x="{0:.1f}%" y="13" text-anchor="{1}">published</text>'
            ).format(x, anchor)
        )
    named: list[float] = []
    for n, panel in enumerate(panels):
        out.append(Markup('<line x1="{:.1f}%" x2="{:.1f}%" y1="40" y2="40"/>').format(panel.left, panel.right))
        if n:
            out.append(Markup('<text class="break" x="{:.1f}%" y="44">⁄⁄</text>').format(panel.left - 1.5))
        for ordinal, label in _ticks(panel):
            x = panel.at(ordinal)
            anchor = "end" if x > 94 else "start" if x < 4 else "middle"
            if any(abs(x - other) < 12 for other in named):
                label = ""
            else:
                named.append(x)
            out.append(
                Markup('<line x1="{0:.1f}%" x2="{0:.1f}%" y1="35" y2="40"/>').format(x)
                + (
                    Markup('<text x="{:.1f}%" y="31" text-anchor="{}">{}</text>').format(x, anchor, label)
                    if label
                    else ""
                )
            )
    return Markup("").join(out)


def _ticks(panel: _Panel) -> list[tuple[int, str]]:
    """Days, months or years: the finest that leaves each name its room."""
    room = max(1, int((panel.right - panel.left) / 13))
    a, b = date.fromordinal(panel.first), date.fromordinal(panel.last)
    if panel.last - panel.first <= 75:
        for step in (1, 2, 5, 7, 10, 14):
            days = list(range(panel.last - 2, panel.first, -step))
            if len(days) <= room:
                return [(o, f"{date.fromordinal(o).day} {MONTHS[date.fromordinal(o).month - 1][:3]}") for o in days]
    if panel.last - panel.first <= 800:
        months = [date(y, m, 1) for y in range(a.year, b.year + 1) for m in range(1, 13)]
        inside = [d for d in months if panel.first <= d.toordinal() <= panel.last]
        for stride in (1, 2, 3, 6):
            chosen = [d for d in inside if (d.month - 1) % stride == 0]
            if chosen and len(chosen) <= room:
                return [(d.toordinal(), f"{MONTHS[d.month - 1][:3]} {d.year}") for d in chosen]
    years = range(a.year + (a.timetuple().tm_yday > 1), b.year + 1)
    return [(date(y, 1, 1).toordinal(), str(y)) for y in years[:: max(1, -(-len(years) // room))]]
