"""The picture of an estimate: one bar a model, as wide as its interval, on one axis. SVG, drawn without a library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import floor, log10
from typing import Final

from firsthand.estimate.answer import Estimate

WIDTH: Final = 720
_LEFT, _RIGHT, _ROW, _TOP = 210, 40, 34, 44


def plot(estimates: Sequence[Estimate], seen: int) -> str:
    """SVG of the models that give a number; a bound is an open bar with an arrow. `seen` people are a dashed line."""
    given = [one for one in estimates if not one.refused and one.low is not None]
    most = max([seen, *(value for one in given for value in (one.low, one.best, one.high) if value is not None)])
    ticks = _ticks(most)
    scale = (WIDTH - _LEFT - _RIGHT) / ticks[-1]

    def x(value: float) -> str:
        return f"{_LEFT + value * scale:.1f}"

    height = _TOP + _ROW * len(given) + 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Estimates of {len(given)} models" font-family="Georgia, serif" font-size="13" fill="#222">',
        f'<text x="{x(seen)}" y="18" text-anchor="middle" fill="#555">{seen:,} seen on the lists</text>',
        f'<line x1="{x(seen)}" x2="{x(seen)}" y1="26" y2="{height - 40}" stroke="#777" stroke-dasharray="3 4"/>',
    ]
    for at, one in enumerate(given):
        parts += _row(one, _TOP + _ROW * at + _ROW / 2, x, x(ticks[-1]))
    axis = height - 36
    parts.append(f'<line x1="{x(0)}" x2="{x(ticks[-1])}" y1="{axis}" y2="{axis}" stroke="#222"/>')
    parts += [
        f'<text x="{x(tick)}" y="{axis + 20}" text-anchor="middle">{tick:,.0f}</text>'
        f'<line x1="{x(tick)}" x2="{x(tick)}" y1="{axis}" y2="{axis + 5}" stroke="#222"/>'
        for tick in ticks
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _row(one: Estimate, y: float, x: Callable[[float], str], end: str) -> list[str]:
    assert one.low is not None
    label = f'<text x="{_LEFT - 12}" y="{y + 4:.1f}" text-anchor="end">{escape(one.method)}</text>'
    if one.best is None or one.high is None:
        arrow = (
            f'<line x1="{x(one.low)}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}" stroke="#0b5f8a" stroke-dasharray="6 4"/>'
        )
        words = f'<text x="{x(one.low)}" y="{y - 8:.1f}" font-size="11">at least {one.low:,.0f}</text>'
        return [label, arrow, f'<path d="M{x(one.low)} {y - 6:.1f}v12" stroke="#0b5f8a" stroke-width="2"/>', words]
    bar = f'<line x1="{x(one.low)}" x2="{x(one.high)}" y1="{y:.1f}" y2="{y:.1f}" stroke="#0b5f8a" stroke-width="9" stroke-opacity=".35"/>'
    dot = f'<circle cx="{x(one.best)}" cy="{y:.1f}" r="5" fill="#0b5f8a"/>'
    words = f'<text x="{x(one.best)}" y="{y - 9:.1f}" font-size="11" text-anchor="middle">{one.best:,.0f}</text>'
    return [label, bar, dot, words]


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to beyond `most`, four to nine of them."""
    step = 10 ** floor(log10(max(most, 1) / 4))
    while most / step > 8:
        step *= 2 if str(int(step))[0] in "15" else 2.5
    return [step * at for at in range(int(most / step) + 2)]
