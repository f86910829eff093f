"""Visits to hosts: guarded, unhurried, by their rules, and kept when asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from firsthand.intake.limits import Limits
from firsthand.intake.net.archive import Archive
from firsthand.intake.net.fetch import Fetcher, Page
from firsthand.intake.net.manners import Manners
from firsthand.intake.net.robots import Robots


class Visitor:
    """Asks for pages. One that the user named is asked for as a browser would; one that a list named, as a robot.

    MissingPart at the first visit of the second kind where protego is not installed.
    """

    def __init__(
        self, fetcher: Fetcher | None = None, manners: Manners | None = None, archive: Archive | None = None
    ) -> None:
        self._fetcher = fetcher or Fetcher()
        self._manners = manners or Manners()
        self._archive = archive

    @property
    def limits(self) -> Limits:
        return self._fetcher.limits

    def ask(self, url: str) -> Page:
        """The answer of an address that the user gave."""
        return replace(self._fetcher, before=self._manners.wait, after=self._heard).get(url)

    def follow(self, url: str, etag: str | None = None, modified: str | None = None) -> Page:
        """The answer of an address that a feed, a sitemap or a schedule gave, if its host lets robots in."""
        robots = self._robots

        def before(asked: str) -> None:
            robots.allow(asked)
            self._manners.wait(asked, robots.delay(asked))

        return replace(self._fetcher, before=before, after=self._heard).get(url, etag=etag, modified=modified)

    def ready(self, url: str) -> float:
        """When the host of `url` may be asked; the least comes first."""
        return self._manners.ready(url)

    @cached_property
    def _robots(self) -> Robots:
        return Robots(replace(self._fetcher, after=self._heard))

    def _heard(self, page: Page) -> None:
        self._manners.heard(page)
        if self._archive:
            self._archive.keep(page)
