"""What a run came to, while it goes on and at its end."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Final

from firsthand.intake.source import Failure

_MARKS: Final = 12  # batches that the pace is taken over
_NAMED: Final = 1_000  # failures whose reasons are held


@dataclass(slots=True)
class Summary:
    """Counts of documents. `seen` is all of them with the failures.

    `new` were kept, `known` were kept before, `renewed` were kept before and are now kept as read again, `unread`
    are those in a language that is not read, `withheld` those whose text was redacted once. `failures` count by
    kind of error, `reasons` names the first thousand by (source, reason). In a dry run `new` is what would be
    kept, and `words` are those that would be read.
    """

    seen: int = 0
    new: int = 0
    known: int = 0
    renewed: int = 0
    unread: int = 0
    withheld: int = 0
    words: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    took: float | None = None
    _marks: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=_MARKS), repr=False)

    def fail(self, failure: Failure) -> None:
        self.failures[type(failure.error).__name__] += 1
        if len(self.reasons) < _NAMED:
            self.reasons.append((failure.source, failure.reason()))

    def mark(self) -> None:
        """Remember how far the run is: the pace of late is what tells the time left."""
        self._marks.append((time.monotonic(), self.seen))

    def failed(self) -> int:
        return sum(self.failures.values())

    def seconds(self) -> float:
        """Since the run began; of the whole run once it has ended."""
        return time.monotonic() - self.began if self.took is None else self.took

    def rate(self) -> float:
        """Documents per second."""
        return self.seen / max(self.seconds(), 1e-9)

    def pace(self) -> float:
        """Documents per second of late: what was known before goes by in no time and says nothing of the rest."""
        if len(self._marks) < 2:
            return self.rate()
        (then, before), (now, seen) = self._marks[0], self._marks[-1]
        return (seen - before) / max(now - then, 1e-9)

    def left(self, total: int | None) -> float | None:
        """Seconds until `total` documents are done at the pace of late; None where nobody can know."""
        if total is None or not self.seen or total < self.seen or self.pace() <= 0:
            return None
        return (total - self.seen) / self.pace()

    def causes(self) -> str:
        """Failures by kind, most frequent first: "3 UnreadableInput, 1 TooLarge"."""
        ranked = sorted(self.failures.items(), key=lambda one: (-one[1], one[0]))
        return ", ".join(f"{count} {cause}" for cause, count in ranked)
