"""What a run came to, while it goes on and at its end."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Summary:
    """Counts of documents. `seen` is all of them with the failures.

    `new` were kept, `known` were kept before, `renewed` were kept before and are now kept as read again, `unread`
    are those in a language that is not read, `withheld` those whose text was redacted once. `failures` count by
    kind of error. In a dry run `new` is what would be kept, and `words` are those that would be read.
    """

    seen: int = 0
    new: int = 0
    known: int = 0
    renewed: int = 0
    unread: int = 0
    withheld: int = 0
    words: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)
    took: float | None = None

    def failed(self) -> int:
        return sum(self.failures.values())

    def seconds(self) -> float:
        """Since the run began; of the whole run once it has ended."""
        return time.monotonic() - self.began if self.took is None else self.took

    def rate(self) -> float:
        """Documents per second."""
        return self.seen / max(self.seconds(), 1e-9)

    def left(self, total: int | None) -> float | None:
        """Seconds until `total` documents are done at the pace so far; None where nobody can know."""
        if total is None or not self.seen or total < self.seen:
            return None
        return (total - self.seen) / self.rate()

    def causes(self) -> str:
        """Failures by kind, most frequent first: "3 UnreadableInput, 1 TooLarge"."""
        ranked = sorted(self.failures.items(), key=lambda one: (-one[1], one[0]))
        return ", ".join(f"{count} {cause}" for cause, count in ranked)
