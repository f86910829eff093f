"""The store and the desk for many readers at once: one desk, asked by one thread at a time, its answers kept.

An answer stays good until a batch is kept or a decision made; then the desk takes in what is new, in the background of
the next question. Answers are keyed by that state, so that nobody is shown a mixture of two.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from firsthand.store import Query, Store

if TYPE_CHECKING:
    from firsthand.compare.desk import Desk
    from firsthand.kit import Kit

T = TypeVar("T")

KEPT: Final = 400  # answers held in memory


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the store stands: how many reports, the newest day of publication, and the state that answers belong to."""

    reports: int
    newest: str | None
    oldest: str | None
    state: str


class Library:
    """`kit` is asked for when the desk is first needed."""

    def __init__(self, store: Store, kit: Callable[[], Kit]) -> None:
        self.store = store
        self.kit = kit
        self._desk: Desk | None = None
        self._asking = threading.RLock()
        self._keeping = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._waiting = 0
        self.decided = 0

    def state(self) -> str:
        """Changes whenever an answer may change."""
        return f"{self.store.sequence()}.{self.decided}"

    def asked(self, key: Hashable, answer: Callable[[], T]) -> T:
        """`answer()`, or what it gave for the same key in the same state of the store."""
        full = (self.state(), key)
        with self._keeping:
            if full in self._kept:
                self._kept.move_to_end(full)
                found: T = self._kept[full]
                return found
        made = answer()
        with self._keeping:
            self._kept[full] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def desk(self, key: Hashable, question: Callable[[Desk], T]) -> T:
        """What the desk answers; it has taken in every report kept so far."""

        def answer() -> T:
            with self._reading():
                return question(self._current())

        return self.asked(("desk", key), answer)

    def once(self, question: Callable[[Desk], T]) -> T:
        """What the desk answers, not kept: for work in the background, which asks much and lets readers go first."""
        while self._waiting:
            time.sleep(0.005)
        with self._asking:
            return question(self._current())

    def _current(self) -> Desk:
        if self._desk is None:
            from firsthand.compare.desk import Desk

            self._desk = Desk(self.store, self.kit())
        self._desk.refresh()
        return self._desk

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """The desk for a reader; work in the background stands back meanwhile."""
        with self._keeping:
            self._waiting += 1
        try:
            with self._asking:
                yield
        finally:
            with self._keeping:
                self._waiting -= 1

    def change(self, act: Callable[[Desk], T]) -> T:
        """What `act` gives after it changed something that the desk's answers rest on."""
        with self._reading():
            given = act(self._current())
        self.touched()
        return given

    def touched(self) -> None:
        """A decision was made: answers of before are old."""
        self.decided += 1

    def by_day(self) -> list[tuple[str, int]]:
        """(ISO day, number of reports published that day)."""
        return self.asked("by day", self.store.published_days)

    def stand(self) -> Stand:
        def answer() -> Stand:
            days = self.by_day()
            return Stand(
                self.store.count(Query()), days[-1][0] if days else None, days[0][0] if days else None, self.state()
            )

        return self.asked("stand", answer)
