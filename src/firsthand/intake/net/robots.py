"""What a host asks of robots (robots.txt, RFC 9309), asked once a run and host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from firsthand.errors import FirsthandError, MissingPart, Unreachable
from firsthand.intake.net.fetch import AGENT, Fetcher

if TYPE_CHECKING:
    from protego import Protego

MISSING: Final = 'following feeds and sitemaps needs protego; install it with: pip install "firsthand[intake]"'
_MOST: Final = 500_000  # bytes of robots.txt that count
_LONGEST_DELAY: Final = 60.0  # seconds that a host may ask for between two questions


class Robots:
    """Rules of hosts for one agent. A host without rules allows all; one whose rules cannot be had allows nothing."""

    def __init__(self, fetcher: Fetcher) -> None:
        try:
            import protego  # noqa: F401
        except ImportError:
            raise MissingPart(MISSING) from None
        self._fetcher = fetcher
        self._agent = (fetcher.agent.split() or [AGENT])[0]  # without the contact in brackets
        self._rules: dict[str, Protego | str | None] = {}

    def allow(self, url: str) -> None:
        """Unreachable where the host asks that `url` is left alone, or does not say."""
        rules = self._of(url)
        if isinstance(rules, str):
            raise Unreachable(url, f"is not asked for, since robots.txt of its host could not be had ({rules})")
        if rules is not None and not rules.can_fetch(url, self._agent):
            raise Unreachable(url, "is closed to robots by robots.txt of its host; save the page and read the file")

    def delay(self, url: str) -> float:
        """Seconds between two questions that the host asks for; 0 where it asks for none."""
        rules = self._of(url)
        if rules is None or isinstance(rules, str):
            return 0.0
        return min(_LONGEST_DELAY, float(rules.crawl_delay(self._agent) or 0.0))

    def _of(self, url: str) -> Protego | str | None:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}".lower()
        if host not in self._rules:
            self._rules[host] = self._asked(f"{host}/robots.txt")
        return self._rules[host]

    def _asked(self, url: str) -> Protego | str | None:
        from protego import Protego

        try:
            page = self._fetcher.get(url)
        except FirsthandError as error:
            return str(getattr(error, "reason", error)).partition(";")[0]
        if 400 <= page.status < 500 and page.status != 429:
            return None
        if page.status != 200:
            return f"answered {page.status}"
        return Protego.parse(page.raw[:_MOST].decode("utf-8", "replace"))
