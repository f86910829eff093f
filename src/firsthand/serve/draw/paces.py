"""Paces of a running total: a level line for each stretch between two changes, its interval around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from firsthand.publish.html_words import number
from firsthand.serve.draw.scale import Line, days, numbers

if TYPE_CHECKING:
    from firsthand.estimate.rates import Losses

WIDTH: Final = 560
HEIGHT: Final = 190


def drawn(losses: Losses, label: str) -> Markup:
    """The chart; empty where the total only fell."""
    if not losses.paces:
        return Markup("")
    first, last = losses.paces[0].first.toordinal(), losses.paces[-1].last.toordinal()
    ticks = numbers(max(pace.high for pace in losses.paces), 3)
    left, right, top, bottom = 52.0, WIDTH - 14.0, 22.0, HEIGHT - 28.0
    x, y = Line(first, last, left, right), Line(0, ticks[-1], bottom, top)
    parts = [
        Markup('<line class="grid" x1="{:.0f}" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}"/><text x="{:.0f}" y="{:.1f}" text-anchor="end">{}</text>').format(
            left, right, y.at(t), y.at(t), left - 8, y.at(t) + 4, number(t)
        )
        for t in ticks
    ]  # fmt: skip
    for at, name in days(first, last, 6):
        parts.append(
            Markup('<text x="{:.1f}" y="{:.0f}" text-anchor="middle">{}</text>').format(x.at(at), bottom + 18, name)
        )
    for pace in losses.paces:
        a, b = x.at(pace.first.toordinal()), x.at(pace.last.toordinal())
        parts.append(
            Markup('<rect class="band" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/><path class="whisker t1" d="M{:.1f} {:.1f}H{:.1f}"/><text class="strong" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
                a, y.at(pace.high), max(1.0, b - a), y.at(pace.low) - y.at(pace.high), a, y.at(pace.a_day), b, (a + b) / 2, y.at(pace.high) - 5, number(round(pace.a_day, 1))
            )
        )  # fmt: skip
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, label, Markup("").join(parts)
    )
