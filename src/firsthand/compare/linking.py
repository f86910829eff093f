"""The line of every report anew, in order of time: a stretch at a time, with two windows in memory."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from firsthand.compare import kinship
from firsthand.compare.likeness import WINDOW, Mark
from firsthand.compare.lineage import Forebear, Nearby
from firsthand.compare.shelf import UNDATED_AT, Shelf

FORGET: Final = 7  # days between two looks at what lies too far back
SEEDED: Final = 2000

Place = tuple[str, str]
Changed = list[tuple[str, Forebear | None]]


class Linker:
    """Finds whom reports follow, from a place in the order of time on."""

    def __init__(self, shelf: Shelf, place: Place) -> None:
        self.place = place
        self._nearby = Nearby()
        self._forgot = 0
        at, report = place
        if not at or at == UNDATED_AT:
            return
        before = date.fromisoformat(at[:10]) - timedelta(days=WINDOW)
        seed: Place = (before.isoformat(), "")
        while lines := kinship.in_order(shelf, seed, SEEDED):
            for line in lines:
                if (line.at, line.mark.report_id) > (at, report):
                    return
                self._nearby.add(line.mark)
            seed = (lines[-1].at, lines[-1].mark.report_id)

    def stretch(self, shelf: Shelf, limit: int) -> tuple[Changed, set[str], bool]:
        """(lines that changed, families that they stood in, whether that was the end) of the next reports."""
        changed: Changed = []
        families: set[str] = set()
        lines = kinship.in_order(shelf, self.place, limit)
        for line in lines:
            above = self._above(shelf, line.mark)
            held = (above.report_id, above.likeness) if above else (None, None)
            if held != (line.nearest, line.likeness):
                changed.append((line.mark.report_id, above))
                families.add(line.family)
            self.place = (line.at, line.mark.report_id)
        return changed, families, len(lines) < limit

    def _above(self, shelf: Shelf, mark: Mark) -> Forebear | None:
        if mark.day is None:  # it may follow a report of any time
            return kinship.kin(shelf, mark)[0]
        found = self._nearby.best(mark)
        self._nearby.add(mark)
        if mark.day >= self._forgot + FORGET:
            self._nearby.forget(mark.day)
            self._forgot = mark.day
        return found
