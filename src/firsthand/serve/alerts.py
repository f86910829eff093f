"""Webhooks of kept searches: told once of each batch that brought records they ask for."""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING, Any, Final

from firsthand.errors import FirsthandError
from firsthand.serve.searches import Search, Searches, asked

if TYPE_CHECKING:
    from firsthand.serve.library import Library

log = logging.getLogger("firsthand.serve")
EVERY: Final = 20.0  # seconds between two looks
MOST: Final = 50  # records named in one alert


class Alerts:
    """A thread that looks for news. A webhook is asked under the same guard as a page on Add: public addresses only."""

    def __init__(self, library: Library, searches: Searches) -> None:
        self.library = library
        self.searches = searches
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._watch, name="firsthand-alerts", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        if self._thread is not None:
            self._thread.join(5)

    def _watch(self) -> None:
        while not self._end.wait(EVERY):
            try:
                self.look()
            except Exception as error:  # an alert that fails must not end those to come
                log.warning(json.dumps({"alerts": type(error).__name__}))

    def look(self) -> int:
        """Tell every webhook what is new to it; how many were told."""
        latest = self.library.store.sequence()
        told = 0
        for search in self.searches.all():
            if search.webhook is None or search.told >= latest:
                continue
            news = self.news(search)
            if news and self._sent(search, news):
                told += 1
            self.searches.told(search.id, latest)
        return told

    def news(self, search: Search) -> list[dict[str, Any]]:
        """Records that fit the search, of reports kept since it was last told."""
        fresh = {change.report_id for change in self.library.store.changes(search.told)}
        page = self.library.store.find(asked(search.query, limit=1000))
        return [
            {
                "report": hit.report_id,
                "record": hit.record_id,
                "kind": hit.kind,
                "quote": hit.quote,
                "source": hit.source,
                "path": f"/reports/{hit.report_id}",
            }
            for hit in page.items
            if hit.report_id in fresh
        ][:MOST]

    def _sent(self, search: Search, news: list[dict[str, Any]]) -> bool:
        from firsthand.serve.hook import post

        try:
            post(search.webhook or "", {"search": search.name, "id": search.id, "new": news})
        except FirsthandError as error:
            log.warning(json.dumps({"webhook": search.id, "refused": str(error)[:200]}))
            return False
        return True
