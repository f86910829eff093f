"""What reports add up to, worked out in the background: ranges by definition and period, paces of losses, interception rates.

A sum rests on every incident of the store, so it is made by a thread of its own that asks the desk for one incident at a
time. A page shows a sum only with the state of the store that it belongs to.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from firsthand.errors import BadValue, FirsthandError

if TYPE_CHECKING:
    from firsthand.check.series import Rate
    from firsthand.compare.findings import Series
    from firsthand.estimate.raids import Raid
    from firsthand.estimate.ranges import Range
    from firsthand.estimate.rates import Losses
    from firsthand.serve.library import Library

ROLES: Final = ("killed", "injured", "missing", "captured", "displaced")
KEPT: Final = 12  # sums held in memory
PACES: Final = 12  # loss series shown, those with most totals
_FEWEST: Final = 4  # totals of a series that has a pace
_RAIDS: Final = ("launched", "intercepted")


@dataclass(frozen=True, slots=True)
class Pace:
    """The running total of one origin, taken apart."""

    key: str
    label: str
    origin: str
    totals: int
    losses: Losses


@dataclass(frozen=True, slots=True)
class Added:
    """Everything on the page of ranges, as of one state of the store."""

    ranges: tuple[Range, ...]
    paces: tuple[Pace, ...]
    raids: tuple[Raid, ...]
    rates: tuple[Rate, ...]
    as_of: str


@dataclass
class Sum:
    """One sum in the making. `added` is there once it has ended well, `problem` when it has not."""

    state: str
    done: int = 0
    total: int | None = None
    added: Added | None = None
    problem: str = ""
    over: threading.Event = field(default_factory=threading.Event, repr=False)

    def told(self) -> str:
        """As one event of the stream that web/src/progress.ts reads."""
        state = "done" if self.ended() else "working"
        return json.dumps({"read": self.done, "failed": 0, "total": self.total, "state": state, "last": "", "html": ""})

    def ended(self) -> bool:
        return self.over.is_set()


class Sums:
    """Sums of one library, by role and period. One is made at a time."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._made: OrderedDict[tuple[str, str], Sum] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._closed = threading.Event()
        self._threads: list[threading.Thread] = []

    def asked(self, role: str, period: str) -> tuple[Sum, Added | None]:
        """(the sum for the store as it is, begun if it was not; the latest that is whole). BadValue for a role or period that is none."""
        from firsthand.estimate.ranges import PERIODS

        if role not in ROLES:
            raise BadValue(f"role {role!r} is none of {', '.join(ROLES)}")
        if period not in PERIODS:
            raise BadValue(f"period {period!r} is none of {', '.join(PERIODS)}")
        key, state = (role, period), self.library.state()
        with self._lock:
            known = self._made.get(key)
            before = known.added if known else None
            if known is None or (known.ended() and (known.state != state or known.problem)):
                known = Sum(state, added=None)
                self._made[key] = known
                self._threads = [t for t in self._threads if t.is_alive()]
                thread = threading.Thread(
                    target=self._work, args=(known, role, period), name="firsthand-sum", daemon=True
                )
                self._threads.append(thread)
                thread.start()
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        return known, known.added or before

    def close(self) -> None:
        self._closed.set()
        for thread in self._threads:
            thread.join(5)

    def _work(self, one: Sum, role: str, period: str) -> None:
        try:
            with self._turn:
                one.added = self._added(one, role, period)
        except FirsthandError as error:
            one.problem = str(error)
        except Exception as error:  # whoever waits must hear of it
            one.problem = f"{type(error).__name__}: {error}"
        finally:
            one.over.set()

    def _added(self, one: Sum, role: str, period: str) -> Added:
        from firsthand.estimate.raids import raids, rates
        from firsthand.estimate.ranges import ranges

        incidents = list(dict.fromkeys(name for each in (role, *_RAIDS) for name in self._incidents(each)))
        one.total = len(incidents) + 1
        found: list[Series] = []
        for incident in incidents:
            if self._closed.is_set():
                raise BadValue("the app is closing")
            found += self.library.once(_questions_of(incident, (role, *_RAIDS)))
            one.done += 1
        flown = raids(found)
        return Added(
            ranges([s for s in found if s.role == role], period), self._paces(role), flown, rates(flown), one.state
        )

    def _incidents(self, role: str) -> Iterator[str]:
        """The incidents that have a question of `role`."""
        after: str | None = None
        while True:
            page = self.library.once(_page(role, False, after))
            yield from (row.incident for row in page.items if row.incident)
            after = page.after
            if after is None:
                return

    def _paces(self, role: str) -> tuple[Pace, ...]:
        """Running totals over all reports, by origin."""
        from firsthand.estimate.rates import losses

        rows = self.library.once(_page(role, True, None)).items
        found = []
        for row in sorted(rows, key=lambda r: (-r.answers, r.key))[: 2 * PACES]:
            series = self.library.once(_question(row.key))
            if not series.cumulative:
                continue
            by: dict[str, dict[date, float]] = defaultdict(dict)
            for point in series.points:
                day = _day(point.as_of)
                if day is not None and point.value is not None:
                    by[point.origin][day] = float(point.value)
            found += [
                Pace(series.key, series.label, origin, len(totals), losses(sorted(totals.items())))
                for origin, totals in by.items()
                if len(totals) >= _FEWEST
            ]
        return tuple(sorted(found, key=lambda p: (-p.totals, p.key, p.origin))[:PACES])


def _page(role: str, wide: bool, after: str | None) -> Callable[[Any], Any]:
    return lambda desk: desk.questions(role=role, wide=wide, after=after, limit=500)


def _question(key: str) -> Callable[[Any], Any]:
    return lambda desk: desk.question(key)


def _questions_of(incident: str, roles: tuple[str, ...]) -> Callable[[Any], list[Series]]:
    return lambda desk: [one for one in desk.incident(incident).questions if one.role in roles]


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None
