"""Figures over time: a dot is the number as stated, a line what its words allow, a dotted end is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from firsthand.publish.html_words import between, clipped, day, number
from firsthand.serve.catalogue import Catalogue
from firsthand.serve.draw.scale import Line, apart, days, either, numbers

if TYPE_CHECKING:
    from firsthand.compare.findings import Point

WIDTH: Final = 760
NARROW: Final = 400  # a phone: the names stand below the chart instead of beside it
NAMED: Final = 5  # voices with a colour of their own; the rest share the grey


def slots(points: Sequence[Point]) -> dict[str, int]:
    """A colour number for each origin, the most frequent first; 6 for all that have none of their own."""
    found = Counter(p.origin for p in points)
    ordered = sorted(found, key=lambda name: (-found[name], name))
    return {name: n if n <= NAMED else 6 for n, name in enumerate(ordered, 1)}


def drawn(
    points: Sequence[Point], label: str, *, height: int = 300, width: int = WIDTH, prefix: str = "/reports/"
) -> Markup:
    """The chart of `points` for a page and for a phone, of which a reader sees one; empty where no point has a day and a number."""
    wide = _drawn(points, label, height, width, prefix, narrow=False)
    return wide and either(wide, _drawn(points, label, 250, NARROW, prefix, narrow=True))


def _drawn(points: Sequence[Point], label: str, height: int, width: int, prefix: str, *, narrow: bool) -> Markup:
    shown = [(p, _day(p), mid) for p in points if _day(p) and (mid := _middle(p)) is not None]
    if not shown:
        return Markup("")
    colour = slots(points)
    ordinals = [d for _, d, _ in shown if d]
    first, last = min(ordinals), max(ordinals)
    pad = max(1, round((last - first) * 0.04))
    ceiling = max(float(p.high if p.high is not None else mid) for p, _, mid in shown)
    if any(p.high is None for p, _, _ in shown):
        ceiling = max(ceiling * 1.12, max(m for _, _, m in shown) * 1.12)
    ticks = numbers(ceiling)
    left, right, top, bottom = (
        (44.0, width - 12.0, 14.0, height - 30.0) if narrow else (58.0, width - 230.0, 14.0, height - 30.0)
    )
    x, y = Line(first - pad, last + pad, left, right), Line(0, ticks[-1], bottom, top)
    parts = [
        Markup(
            '<line class="grid" x1="{:.0f}" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}"/><text x="{:.0f}" y="{:.1f}" text-anchor="end">{}</text>'
        ).format(left, right, y.at(t), y.at(t), left - 8, y.at(t) + 4, number(t))
        for t in ticks
    ]
    parts.append(
        Markup('<line class="base" x1="{:.0f}" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}"/>').format(
            left, right, bottom, bottom
        )
    )
    for at, name in days(first, last, 4 if narrow else max(7, width // 110)):
        parts.append(
            Markup('<text x="{:.1f}" y="{:.0f}" text-anchor="middle">{}</text>').format(x.at(at), bottom + 18, name)
        )
    lanes = Counter[tuple[int, str]]()
    last_of: dict[str, tuple[float, float, Point]] = {}
    paths: dict[str, list[str]] = {}
    signs: list[Markup] = []
    for p, d, mid in sorted(shown, key=lambda one: (one[1] or 0, one[0].origin, one[2])):
        lane = lanes[(d or 0, "")]
        lanes[(d or 0, "")] += 1
        px = x.at(d or 0) + (0 if lane == 0 else (lane + 1) // 2 * 7 * (1 if lane % 2 else -1))
        py = y.at(mid)
        slot = colour[p.origin]
        paths.setdefault(p.origin, []).append(f"{px:.1f} {py:.1f}")
        last_of[p.origin] = (py, px, p)
        signs.append(_sign(p, px, py, y, slot, top, prefix))
    for origin, steps in paths.items():
        if len(steps) > 1:
            parts.append(Markup('<path class="link t{}" d="M{}"/>').format(colour[origin], "L".join(steps)))
    parts += signs
    if narrow:
        below = _below(last_of, colour, height)
        height += 19 * len(below) + 6
        parts += below
    else:
        parts += _names(last_of, colour, top, bottom, right)
    begin, end = (day(date.fromordinal(at).isoformat()) for at in (first, last))
    said = Catalogue.load()("chart.said", label=label, n=len(shown), begin=begin, end=end)
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        width, height, said, Markup("").join(parts)
    )


def _below(last_of: dict[str, tuple[float, float, Point]], colour: dict[str, int], height: int) -> list[Markup]:
    """The names with their latest numbers, one below the other."""
    chosen = sorted((name for name in last_of if colour[name] <= NAMED), key=lambda name: colour[name])
    line = Markup(
        '<circle class="f{0}" cx="8" cy="{1}" r="5"/><text class="f{0}" x="20" y="{2}">{3} <tspan class="strong">{4}</tspan></text>'
    )
    out = []
    for n, name in enumerate(chosen):
        p = last_of[name][2]
        y = height + 10 + 19 * n
        out.append(line.format(colour[name], y - 4, y, clipped(name, 34), between(p.low, p.high)))
    if rest := len(last_of) - len(chosen):
        out.append(Markup('<text class="f6" x="20" y="{}">+ {}</text>').format(height + 10 + 19 * len(chosen), rest))
    return out


def _sign(p: Point, px: float, py: float, y: Line, slot: int, top: float, prefix: str) -> Markup:
    said = f"{p.origin}, {day(p.as_of or '')}: {between(p.low, p.high)}"
    whisker = Markup("")
    low = y.at(float(p.low)) if p.low is not None else y.a
    high = y.at(float(p.high)) if p.high is not None else max(top, py - 34)
    if p.low is None or p.high is None or p.low != p.high:
        solid = Markup('<path class="whisker t{}" d="M{:.1f} {:.1f}V{:.1f}"/>')
        dotted = Markup('<path class="whisker open t{}" d="M{:.1f} {:.1f}V{:.1f}"/>')
        whisker = (solid if p.low is not None else dotted).format(slot, px, py, low)
        whisker += (solid if p.high is not None else dotted).format(slot, px, py, high)
    style = f"hollow t{slot}" if p.value is None else f"point f{slot}"
    return Markup(
        '<a href="{}{}#{}" aria-label="{}"><title>{}</title>{}<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="5"/></a>'
    ).format(prefix, p.evidence.report_id, p.evidence.record_id, said, said, whisker, style, px, py)


def _names(
    last_of: dict[str, tuple[float, float, Point]], colour: dict[str, int], top: float, bottom: float, right: float
) -> list[Markup]:
    """The name and latest number of each coloured voice beside its latest point."""
    chosen = sorted((py, px, name, p) for name, (py, px, p) in last_of.items() if colour[name] <= NAMED)
    places = apart([py for py, *_ in chosen], 15, top + 4, bottom)
    out = []
    for (py, px, name, p), ty in zip(chosen, places, strict=True):
        slot = colour[name]
        out.append(
            Markup('<path class="grid" d="M{:.1f} {:.1f}L{:.0f} {:.1f}"/>').format(px + 7, py, right + 6, ty - 4)
            + Markup('<text class="f{}" x="{:.0f}" y="{:.1f}">{} <tspan class="strong">{}</tspan></text>').format(
                slot, right + 10, ty, clipped(name, 26), between(p.low, p.high)
            )
        )
    rest = sum(1 for name in last_of if colour[name] > NAMED)
    if rest:
        out.append(
            Markup('<text class="f6" x="{:.0f}" y="{:.1f}">+ {}</text>').format(
                right + 10, min(bottom + 12, (places[-1] if places else top) + 16), rest
            )
        )
    return out


def _day(p: Point) -> int | None:
    try:
        return date.fromisoformat((p.as_of or "")[:10]).toordinal()
    except ValueError:
        return None


def _middle(p: Point) -> float | None:
    if p.value is not None:
        return float(p.value)
    if p.low is not None and p.high is not None:
        return (float(p.low) + float(p.high)) / 2
    bound = p.low if p.low is not None else p.high
    return float(bound) if bound is not None else None
