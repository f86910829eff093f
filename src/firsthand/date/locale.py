"""Whether "05/11/2024" is the fifth of November or the eleventh of May."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from firsthand.date.dates import numeric
from firsthand.date.scene import Scene
from firsthand.model.document import Document

# Outlets of these countries write the month first; all others the day. Generic domains say nothing.
_MONTH_FIRST: Final = frozenset({"us", "ph", "pr"})
_GENERIC: Final = frozenset({"com", "org", "net", "info", "int", "edu", "gov", "mil", "io", "news", "tv", "co", ""})


def day_first(scene: Scene, document: Document) -> bool:
    """Decided by the report's own dates that can be read one way only, then by its publication date, then by the country
    of its address; day first where nothing speaks."""
    near: list[tuple[int, bool]] = []
    for i in range(scene.size - 4 if "/" in scene.tokens.text else 0):
        if (
            scene.words[i + 1] != "/"
            or scene.words[i + 3] != "/"
            or (a := scene.numbers[i]) is None
            or (b := scene.numbers[i + 2]) is None
        ):
            continue
        if len(scene.words[i]) > 2:
            continue
        if a > 12 >= b:
            return True
        if b > 12 >= a:
            return False
        if document.published is not None:
            today = document.published.date()
            for first in (True, False):
                read = numeric(scene, i, first)
                if read is not None and read[1].year and read[1].month and read[1].day:
                    months = (
                        (read[1].year - today.year) * 372 + (read[1].month - today.month) * 31 + read[1].day - today.day
                    )
                    near.append((abs(months) + (372 if months > 31 else 0), first))
    if near and len({first for distance, first in near if distance == min(near)[0]}) == 1:
        return min(near)[1]
    host = urlsplit(document.url).hostname if document.url else ""
    ending = (host or "").rpartition(".")[2]
    return ending in _GENERIC or ending not in _MONTH_FIRST
