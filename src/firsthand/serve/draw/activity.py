"""How much came in by day: one bar a day, the chosen days in full ink."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from firsthand.publish.html_words import day
from firsthand.serve.draw.scale import Line, days, either

WIDTH: Final = 1250
NARROW: Final = 400
HEIGHT: Final = 96


def drawn(counts: Sequence[tuple[str, int]], since: str, label: str) -> Markup:
    """Bars for (ISO day, number), days without a number left empty; empty below two days."""
    known = {date.fromisoformat(d).toordinal(): n for d, n in counts}
    if len(known) < 2:
        return Markup("")
    return Markup('<figure class="activity"><figcaption>{}</figcaption>{}</figure>').format(
        label, either(_drawn(known, since, label, WIDTH, 179, 10), _drawn(known, since, label, NARROW, 59, 4))
    )


def _drawn(known: dict[int, int], since: str, label: str, width: int, most: int, ticks: int) -> Markup:
    last = max(known)
    first = max(min(known), last - most)
    x, top = Line(first, last + 1, 0, width), max(n for d, n in known.items() if d >= first)
    y = Line(0, top, 0, HEIGHT - 26)
    chosen = date.fromisoformat(since).toordinal()
    bar = max(1.5, min(26, width / (last - first + 1) - 2))
    parts = []
    for d in range(first, last + 1):
        n = known.get(d, 0)
        if n:
            iso = date.fromordinal(d).isoformat()
            parts.append(
                Markup(
                    '<a href="/?since={}"><title>{}: {}</title><rect class="bar {}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/></a>'
                ).format(
                    iso,
                    day(iso),
                    f"{n:,}",
                    "in" if d >= chosen else "before",
                    x.at(d),
                    HEIGHT - 22 - y.at(n),
                    bar,
                    y.at(n),
                )
            )
    for at, name in days(first, last, ticks):
        parts.append(Markup('<text x="{:.1f}" y="{}">{}</text>').format(x.at(at), HEIGHT - 5, name))
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}"><line class="grid" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>'
    ).format(width, HEIGHT, label, width, HEIGHT - 22, HEIGHT - 22, Markup("").join(parts))
