"""How often a host is asked: never twice within its pause, and not before the time it gave when it asked for rest."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from firsthand.errors import Unreachable
from firsthand.intake.net.fetch import Page

_LONGEST_REST = 86_400.0  # seconds that "Retry-After" may ask for


@dataclass(slots=True)
class Manners:
    """`pause` is the least number of seconds between two questions to one host."""

    pause: float = 2.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)
    _resting: dict[str, float] = field(default_factory=dict)

    def wait(self, url: str, pause: float = 0.0) -> None:
        """Returns when the host of `url` may be asked. Unreachable while it wants to be left alone."""
        host = urlsplit(url).netloc.lower()
        now = self.clock()
        rest = self._resting.get(host, now) - now
        if rest > 0:
            raise Unreachable(url, f"is not asked for, since its host wants rest for another {rest:.0f} seconds")
        if (left := self._next.get(host, now) - now) > 0:
            self.sleep(left)
        self._next[host] = self.clock() + max(self.pause, pause)

    def ready(self, url: str) -> float:
        """When the host of `url` may be asked, by the clock in use; 0 for a host that was never asked."""
        host = urlsplit(url).netloc.lower()
        return max(self._next.get(host, 0.0), self._resting.get(host, 0.0))

    def heard(self, page: Page) -> None:
        """Takes note of an answer: 429 and 503 with "Retry-After" are a wish to be left alone."""
        if page.status in (429, 503) and (rest := _seconds(page.header("retry-after"))):
            self._resting[urlsplit(page.url).netloc.lower()] = self.clock() + min(rest, _LONGEST_REST)


def _seconds(value: str | None) -> float:
    if not value:
        return 0.0
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
