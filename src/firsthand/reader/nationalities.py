"""South Korean, West African: one nationality, which the network may read as a place and a nationality beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from firsthand.reader.signals import Mark

_COMPASS: Final = frozenset(
    f"{point}{end}"
    for point in ("North", "South", "East", "West", "Northeast", "Northwest", "Southeast", "Southwest")
    for end in ("", "ern")
) | {"Central"}


def whole(text: str, names: Sequence[Mark]) -> tuple[Mark, ...]:
    """The same names, a point of the compass that is read as a place joined to the nationality right after it."""
    found: list[Mark] = []
    for mark in names:
        before = found[-1] if found else None
        if (
            before is not None
            and mark.label == "nationality"
            and before.label == "place"
            and text[before.start : before.end] in _COMPASS
            and text[before.end : mark.start] in (" ", "-")
        ):
            found[-1] = Mark(before.start, mark.end, "nationality", min(before.score, mark.score))
        else:
            found.append(mark)
    return tuple(found)
