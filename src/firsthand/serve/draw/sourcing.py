"""Who repeats whom: the voices that reports rest on at the left, those who pass them on at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from firsthand.publish.html_words import clipped
from firsthand.serve.catalogue import Catalogue

if TYPE_CHECKING:
    from firsthand.compare.findings import Sourcing

WIDTH: Final = 420
ROW: Final = 24
MOST: Final = 16


def drawn(sourcing: Sourcing, label: str) -> Markup:
    """The graph; empty where nobody passes anything on."""
    ordered = sorted(sourcing.citations, key=lambda c: (-len(c.reports), c.of, c.by))[:40]
    lefts: list[str] = []
    rights: list[str] = []
    for c in ordered:
        if c.of not in lefts and len(lefts) < MOST:
            lefts.append(c.of)
        if c.by not in rights and len(rights) < MOST:
            rights.append(c.by)
    edges = [c for c in ordered if c.of in lefts and c.by in rights]
    if not edges:
        names = [o.name for o in sourcing.origins][:MOST]
        if not names:
            return Markup("")
        lefts, rights = names, []
    texts = Catalogue.load()
    height = max(len(lefts), len(rights)) * ROW + 12
    at_left = {n: 18 + i * ROW for i, n in enumerate(lefts)}
    at_right = {n: 18 + i * ROW for i, n in enumerate(rights)}
    slot = {n: i + 1 if i < 5 else 6 for i, n in enumerate(lefts)}
    a, b = (150, WIDTH - 150) if rights else (20, 20)
    parts = []
    for c in edges:
        y1, y2 = at_left[c.of] - 4, at_right[c.by] - 4
        width = min(1.2 + 0.7 * (len(c.reports) - 1), 6)
        parts.append(
            Markup(
                '<path class="link t{}" stroke-width="{:.1f}" d="M{} {}C{} {} {} {} {} {}"><title>{}</title></path>'
            ).format(
                slot[c.of], width, a, y1, a + 60, y1, b - 60, y2, b, y2,
                texts("chart.passes_on", by=c.by, of=c.of, n=len(c.reports)),
            )
        )  # fmt: skip
    for name, y in at_left.items():
        anchor, x = ("end", a - 8) if rights else ("start", 30)
        parts.append(
            Markup(
                '<circle class="f{}" cx="{}" cy="{}" r="4"/><text class="f{}" x="{}" y="{}" text-anchor="{}">{}</text>'
            ).format(slot[name], a, y - 4, slot[name], x, y, anchor, clipped(name, 21 if rights else 50))
        )
    for name, y in at_right.items():
        parts.append(
            Markup('<circle class="f6" cx="{}" cy="{}" r="3"/><text x="{}" y="{}">{}</text>').format(
                b, y - 4, b + 8, y, clipped(name, 21)
            )
        )
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, height, label, Markup("").join(parts)
    )
