"""Taking reports in: small steps, each a transaction of its own, so that others can write between two.

A step looks at the shelf, works out what is next without holding anything, and writes it only if the shelf still
stands where it looked; otherwise somebody else was faster and it looks again. So a build goes on where a killed
one ended, and two processes that build at once come to the same shelf.

New reports are few (each is linked as it comes in) or many (all are taken in, then all lines are made anew, then
the families): `phase` says which of these is under way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from firsthand.compare import keeping, kinship
from firsthand.compare.gist import VERSION, Gist
from firsthand.compare.likeness import Mark
from firsthand.compare.lineage import Forebear, Rulings
from firsthand.compare.lineage import families as families_of
from firsthand.compare.linking import Linker
from firsthand.compare.questions import wide_key
from firsthand.compare.shelf import Shelf, happened
from firsthand.compare.trace import Trace
from firsthand.model.reading import Reading
from firsthand.store import Store
from firsthand.store.store import Change

Made = tuple[Gist, Mark, Trace]

ONE_BY_ONE: Final = 200  # new reports that are linked singly; more are linked all at once, to the same end
SINGLY: Final = 16  # of these in one transaction
TAKEN: Final = 256  # of many in one transaction
LINKED: Final = 1000  # lines in one transaction
RULING: Final = "incident"  # name under which decisions on incidents are kept
SHAPE: Final = str(VERSION)

TAKING: Final = "taking in"
LINKING: Final = "linking"
RULED: Final = "laying decisions"
GROUPING: Final = "grouping"


class Overtaken(Exception):
    """Another process has moved the shelf since it was looked at."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the shelf stands: what has been taken in up to (`sequence`, `report`), and the phase of a build."""

    version: str | None
    stamp: int
    sequence: int
    report: str | None
    phase: str | None
    linked: tuple[str, str]
    decisions: int
    today: str

    @classmethod
    def of(cls, shelf: Shelf) -> Stand:
        held = shelf.states()
        at, _, report = held.get("linked", "").partition("\x1f")
        return cls(
            version=held.get("version"),
            stamp=int(held.get("stamp", 0)),
            sequence=int(held.get("sequence", 0)),
            report=held.get("report"),
            phase=held.get("phase"),
            linked=(at, report),
            decisions=int(held.get("decisions", 0)),
            today=held.get("today", ""),
        )


class Builder:
    """Keeps the shelf up to date with the store. `made` gives what comparing needs of a reading."""

    def __init__(self, store: Store, made: Callable[[Reading], Made]) -> None:
        self._store = store
        self._made = made
        self._linker: Linker | None = None

    def refresh(self) -> int:
        """Takes in everything that is new when it begins, so that it ends while others add; how many reports."""
        count = 0
        newest = self._store.sequence()
        while True:
            try:
                taken = self._step(newest)
            except Overtaken:
                self._linker = None
                continue
            if taken is None:
                return count
            count += taken

    def rebuild(self) -> int:
        """Everything anew; how many reports."""
        stand = self.stand()
        while True:
            try:
                with self._moving(stand) as shelf:
                    shelf.set_states(version=None)
            except Overtaken:
                stand = self.stand()
            else:
                return self.refresh()

    def stand(self) -> Stand:
        """Where the shelf stands."""
        with self.looking() as shelf:
            return Stand.of(shelf)

    @contextmanager
    def looking(self) -> Iterator[Shelf]:
        """The shelf as it is now; waits for nobody."""
        connection = self._store.connection()
        with connection.reading():
            yield Shelf(connection)

    @contextmanager
    def writing_at(self, stand: Stand) -> Iterator[Shelf]:
        """The shelf to write to, if it still stands where it was looked at; Overtaken where it does not."""
        connection = self._store.connection()
        with connection.writing():
            shelf = Shelf(connection)
            if Stand.of(shelf) != stand:
                raise Overtaken
            yield shelf

    @contextmanager
    def _moving(self, stand: Stand) -> Iterator[Shelf]:
        with self.writing_at(stand) as shelf:
            yield shelf
            shelf.set_states(stamp=str(stand.stamp + 1))

    # Steps: each returns how many reports it took in

    def _step(self, newest: int) -> int | None:
        stand = self.stand()
        if stand.version != SHAPE:
            return self._empty(stand)
        if stand.phase == LINKING:
            return self._link(stand)
        if stand.phase == RULED:
            return self._rule(stand, GROUPING)
        if stand.phase == GROUPING:
            return self._group(stand)
        found = self._store.changes(stand.sequence, ONE_BY_ONE + 1, stand.report)
        changes = [one for one in found if one.sequence <= newest]
        if self._unfit(changes):
            return self._empty(stand)
        if stand.phase == TAKING or len(changes) > ONE_BY_ONE:
            return self._take_many(stand, changes[:TAKEN])
        if changes:
            return self._take_few(stand, changes[:SINGLY])
        if stand.decisions != self.decided():
            return self._rule(stand, None)
        return None

    def _unfit(self, changes: Sequence[Change]) -> bool:
        """Is a report among them that is on the shelf already? It was redacted, or read again."""
        if not changes:
            return False
        with self.looking() as shelf:
            return any(shelf.has(one.report_id) for one in changes)

    def _empty(self, stand: Stand) -> int:
        """An empty shelf, one table at a time."""
        if stand.version is not None:
            with self._moving(stand) as shelf:
                shelf.set_states(version=None)
            stand = replace(stand, version=None, stamp=stand.stamp + 1)
        with self.looking() as shelf:
            tables = shelf.tables()
        for table in tables:
            with self._moving(stand) as shelf:
                shelf.run(f"DELETE FROM {table}")
            stand = replace(stand, stamp=stand.stamp + 1)
        with self._moving(stand) as shelf:
            shelf.set_states(version=SHAPE, phase=None, sequence="0", report=None, linked=None, decisions="0", today="")
        return 0

    def _take_many(self, stand: Stand, changes: Sequence[Change]) -> int:
        made = self._all_made(changes)
        with self._moving(stand) as shelf:
            if not changes:
                shelf.set_states(phase=LINKING, linked=None)
                return 0
            first = shelf.next_number()
            shelf.add([(first + at, *one) for at, one in enumerate(made)])
            shelf.stale(f"i:{gist.report_id}" for gist, _, _ in made)
            self._taken(shelf, stand, changes, made)
            shelf.set_states(phase=TAKING)
        return len(made)

    def _take_few(self, stand: Stand, changes: Sequence[Change]) -> int:
        made = self._all_made(changes)
        decided, rulings = self.decided(), self._rulings()
        with self._moving(stand) as shelf:
            moved: set[str] = set()
            for gist, mark, trace in made:
                moved |= keeping.join(shelf, gist, mark, trace)
            if rulings or stand.decisions != decided:
                moved |= keeping.lay_rulings(shelf, rulings)
            shelf.stale(f"i:{family}" for family in keeping.regroup(shelf, moved))
            self._taken(shelf, stand, changes, made)
            shelf.set_states(decisions=str(decided))
        return len(made)

    def _all_made(self, changes: Sequence[Change]) -> list[Made]:
        new = [one.report_id for one in changes if one.state == "read"]
        return [self._made(reading) for _, reading in self._store.readings(new)] if new else []

    def _taken(self, shelf: Shelf, stand: Stand, changes: Sequence[Change], made: Sequence[Made]) -> None:
        """What hangs on new reports beside their incidents: questions over all reports, and forecasts."""
        gists = [gist for gist, _, _ in made]
        keys = sorted(
            {
                (str(key), one.report_id)
                for one in gists
                for answer in one.answers
                if (key := wide_key(answer)) is not None
            }
        )
        shelf.insert("compare_answers", ("key", "report_id"), keys)
        shelf.stale(f"q:{key}" for key, _ in keys)
        shelf.stale(f"f:{one.report_id}" for one in gists if one.outlooks)
        last: dict[tuple[str, str], str] = defaultdict(str)
        for one in gists:
            for told in happened(one):
                last[told] = max(last[told], one.day or "")
        for (mode, place), day in sorted(last.items()):
            _touched(shelf, "SELECT DISTINCT report_id FROM compare_awaited WHERE mode = ? AND place = ? AND told < ?",
                     mode, place, day)  # fmt: skip
        today = shelf.today() or ""
        if today != stand.today:
            _touched(shelf, "SELECT DISTINCT report_id FROM compare_forecasts WHERE horizon >= ? AND horizon < ?",
                     stand.today or "0", today)  # fmt: skip
        shelf.set_states(sequence=str(changes[-1].sequence), report=changes[-1].report_id, today=today)

    def _link(self, stand: Stand) -> int:
        with self.looking() as shelf:
            linker = self._linker
            if linker is None or linker.place != stand.linked:
                linker = Linker(shelf, stand.linked)
            changed, families, end = linker.stretch(shelf, LINKED)
        self._linker = None if end else linker
        with self._moving(stand) as shelf:
            kinship.set_nearest(shelf, changed)
            shelf.stale(f"i:{family}" for family in families)
            shelf.set_states(linked="\x1f".join(linker.place))
            if end:
                shelf.set_states(phase=RULED, linked=None)
        return 0

    def _rule(self, stand: Stand, then: str | None) -> int:
        """Lays the decisions over the lines; the families too, where only decisions are new."""
        decided, rulings = self.decided(), self._rulings()
        with self._moving(stand) as shelf:
            moved = keeping.lay_rulings(shelf, rulings) if rulings or stand.decisions != decided else set()
            shelf.stale(f"i:{family}" for family in kinship.families(shelf, sorted(moved)).values())
            if then is None:
                shelf.stale(f"i:{family}" for family in keeping.regroup(shelf, moved))
            shelf.set_states(phase=then, decisions=str(decided))
        return 0

    def _group(self, stand: Stand) -> int:
        with self.looking() as shelf:
            rows = shelf.rows("SELECT report_id, follows, family FROM compare_reports ORDER BY report_id")
        found = families_of({report: Forebear(above, 0) if above else None for report, above, _ in rows})
        moved = ((report, old, found[report]) for report, _, old in rows if found[report] != old)
        while part := list(islice(moved, LINKED)):
            with self._moving(stand) as shelf:
                kinship.set_families(shelf, {report: new for report, _, new in part})
                shelf.stale(f"i:{family}" for _, old, new in part for family in (old, new))
            stand = replace(stand, stamp=stand.stamp + 1)
        with self._moving(stand) as shelf:
            shelf.set_states(phase=None)
        return 0

    # Decisions

    def decided(self) -> int:
        """The number of the newest decision on incidents."""
        return max((one.number for one in self._store.decisions(record_id=RULING)), default=0)

    def _rulings(self) -> Rulings:
        joined: dict[str, str] = {}
        parted: dict[str, set[str]] = defaultdict(set)
        for one in self._store.decisions(record_id=RULING):
            fix, report = one.decision.fix or {}, one.decision.report_id
            if "join" in fix:
                joined[report] = fix["join"]
                parted.pop(report, None)
            elif "separate_from" in fix:
                parted[report].add(fix["separate_from"])
                joined.pop(report, None)
        return Rulings(joined, {report: frozenset(others) for report, others in parted.items()})


def _touched(shelf: Shelf, forecasts: str, *values: str) -> None:
    shelf.stale(f"f:{report}" for (report,) in shelf.rows(forecasts, *values))
