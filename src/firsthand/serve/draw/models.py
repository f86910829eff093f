"""Estimates side by side: one bar a model, as wide as its interval; a bound is open to the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from firsthand.publish.html_words import clipped, number
from firsthand.serve.draw.scale import Line, between, either

if TYPE_CHECKING:
    from firsthand.estimate.answer import Estimate
    from firsthand.serve.catalogue import Catalogue

WIDTH: Final = 960
NARROW: Final = 400
ROW: Final = 42
_RIGHT, _TOP = 44.0, 40.0
_FAR: Final = 4.0  # an interval that ends beyond this many times the largest best value is drawn open


def drawn(estimates: Sequence[Estimate], seen: int, texts: Catalogue) -> Markup:
    """The chart of the models that give a number, for a page and for a phone; empty where none does. `seen` people are a
    line of their own."""
    wide = _drawn(estimates, seen, texts, WIDTH, 190.0, 5)
    return wide and either(wide, _drawn(estimates, seen, texts, NARROW, 8.0, 3))


def _drawn(estimates: Sequence[Estimate], seen: int, texts: Catalogue, width: int, left: float, wanted: int) -> Markup:
    narrow, row = width == NARROW, ROW + 18 * (width == NARROW)
    given = [one for one in estimates if not one.refused and one.low is not None]
    if not given:
        return Markup("")
    best = [one.best for one in given if one.best is not None] or [one.low or 0 for one in given]
    limit = _FAR * max(*best, seen, 1)
    ends = [v for one in given for v in (one.low, one.best, one.high) if v is not None and v <= limit]
    ticks = between(min(*ends, float(seen)), max(*ends, seen, 1.0), wanted)
    x = Line(ticks[0], ticks[-1], left, width - _RIGHT + (18 if narrow else 0))
    height = _TOP + row * len(given) + 34
    base = height - 28
    parts = [
        Markup('<line class="grid" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/><text x="{0:.1f}" y="{3}" text-anchor="middle">{4}</text>').format(
            x.at(t), _TOP - 8, base, base + 18, number(t)
        )
        for t in ticks
    ]  # fmt: skip
    anchor = "start" if x.at(seen) < left + 90 else "middle"
    parts.append(
        Markup('<line class="seen" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/><text x="{0:.1f}" y="{3}" text-anchor="{4}">{5}</text>').format(
            x.at(seen), _TOP - 8, base, _TOP - 16, anchor, texts("estimates.n_seen", n=seen)
        )
    )  # fmt: skip
    values = [one.best for one in given if one.best is not None]
    if len(values) > 1:
        parts.insert(
            0,
            Markup('<rect class="band" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
                x.at(min(values)), _TOP - 8, max(1.0, x.at(max(values)) - x.at(min(values))), base - _TOP + 8
            ),
        )
    for at, one in enumerate(given):
        parts.append(_row(one, _TOP + row * at + row / 2 + (12 if narrow else 4), x, texts, narrow))
    parts.append(Markup('<line class="base" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>').format(x.a, x.b, base, base))
    label = texts("estimates.plot", n=len(given))
    return Markup('<svg class="chart models" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width, height, label, Markup("").join(parts)
    )


def _row(one: Estimate, y: float, x: Line, texts: Catalogue, narrow: bool) -> Markup:
    low = float(one.low or 0)
    name = Markup('<text class="strong" x="{:.0f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x.a if narrow else x.a - 14, y - 25 if narrow else y + 4, "start" if narrow else "end", clipped(one.method, 30)
    )
    if one.best is None or one.high is None:
        line = Markup(
            '<path class="whisker t1" d="M{0:.1f} {1:.1f}v12"/><path class="whisker open t1" d="M{0:.1f} {2:.1f}H{3:.1f}"/>'
        )
        words = Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(
            x.at(low) + 6, y - 9, texts("estimates.at_least", value=number(round(low)))
        )
        return name + line.format(x.at(low), y - 6, y, x.b) + words
    beyond = one.high > x.high
    bar = Markup('<line class="interval t1" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>').format(
        x.at(low), x.at(one.high), y, y
    )
    if beyond:
        bar += Markup('<path class="whisker t1" d="M{0:.1f} {1:.1f}l6 6l-6 6"/>').format(x.b, y - 6)
    dot = Markup('<circle class="point f1" cx="{:.1f}" cy="{:.1f}" r="6"/>').format(x.at(one.best), y)
    said = f"{number(round(low))} – {number(round(one.high))}"
    value = Markup('<text class="strong" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
        x.at(one.best), y - 11, number(round(one.best))
    )
    return Markup("<g><title>{}</title>{}</g>").format(
        f"{one.method}: {number(round(one.best))} ({said})", name + bar + dot + value
    )
