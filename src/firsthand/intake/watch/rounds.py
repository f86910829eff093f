"""Rounds: every source that is due is asked, and what is new behind it is fetched, host by host in turn.

While one host is given its pause, pages of others are asked for. What was seen is remembered only after whoever
takes the reports has acknowledged them: a watch that is killed asks again, and loses nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit

from firsthand.errors import FirsthandError, InputError, MissingPart, UnknownFormat, Unreachable
from firsthand.intake.arrival import Failure, Outcome
from firsthand.intake.feeds import MISSING as FEEDS
from firsthand.intake.following import listed, of_page, report
from firsthand.intake.listing import Item, Listing
from firsthand.intake.net.fetch import Page, refused
from firsthand.intake.net.robots import MISSING as ROBOTS
from firsthand.intake.net.visitor import Visitor
from firsthand.intake.single import Known, Terms, entry
from firsthand.intake.watch.plan import Kind, Plan, Watched
from firsthand.intake.watch.state import Memory, Seen, State, load, save, short

_TRIES: Final = 3  # of a page that cannot be had; then it is left alone until its entry changes
_LONGEST: Final = 86_400.0  # seconds until a source that fails is asked again
_SITEMAPS: Final = 20  # of one index, a round


def _now() -> datetime:
    return datetime.now(UTC)


class Watch:
    """A plan and what is remembered of it."""

    def __init__(self, plan: Plan, visitor: Visitor, terms: Terms, clock: Callable[[], datetime] = _now) -> None:
        self.plan = plan
        self.visitor = visitor
        self.terms = terms
        self.clock = clock
        self.state = load(plan.state)

    def due(self) -> tuple[Watched, ...]:
        """The sources whose time has come, in their order."""
        now = self.clock()
        return tuple(one for one in self.plan.sources if (self.state.of(one.url).due_at() or now) <= now)

    def next(self) -> datetime:
        """When the next source is due."""
        now = self.clock()
        return min(self.state.of(one.url).due_at() or now for one in self.plan.sources)

    def round(self, sources: tuple[Watched, ...] | None = None) -> Round:
        """A round over `sources`; over those that are due without them."""
        return Round(self, self.due() if sources is None else sources)


def check(plan: Plan) -> None:
    """MissingPart where a package is not installed that the plan needs: said at once and not at the first feed."""
    if find_spec("protego") is None:
        raise MissingPart(ROBOTS)
    if any(one.kind is Kind.FEED for one in plan.sources) and not any(map(find_spec, ("fastfeedparser", "feedparser"))):
        raise MissingPart(FEEDS)


@dataclass(slots=True)
class _Job:
    """A page that is to be asked for."""

    watched: Watched
    item: Item
    visit: _Visit

    def address(self) -> str:
        return self.item.url or self.watched.url


@dataclass(slots=True)
class _Visit:
    """One source in this round: what its list said, and how many of its pages are still to come."""

    watched: Watched
    etag: str | None = None
    modified: str | None = None
    title: str | None = None
    current: set[str] = field(default_factory=set)
    waiting: int = 0
    complete: bool = True


class Round:
    """Ask for `outcomes`, keep them, and say with `acknowledged` how many are kept."""

    def __init__(self, watch: Watch, sources: tuple[Watched, ...]) -> None:
        self._watch = watch
        self._sources = sources
        self._given = 0
        self._marks: deque[tuple[int, Callable[[State], None]]] = deque()
        self.asked = len(sources)
        self.unchanged = 0

    def outcomes(self) -> Iterator[Outcome]:
        """Reports that are new, and failures, as they come. Sources come in their order, pages when their host may
        be asked."""
        for one in self._all():
            self._given += 1
            yield one

    def acknowledged(self, count: int) -> None:
        """The first `count` outcomes are kept for good; what they bring about is remembered."""
        some = False
        while self._marks and self._marks[0][0] <= count:
            self._marks.popleft()[1](self._watch.state)
            some = True
        if some:
            save(self._watch.plan.state, self._watch.state)

    def _all(self) -> Iterator[Outcome]:
        jobs: dict[str, deque[_Job]] = {}
        for watched in self._sources:
            yield from self._list(watched, jobs)
        while jobs:
            host = min(jobs, key=lambda one: self._watch.visitor.ready(jobs[one][0].address()))
            job = jobs[host].popleft()
            if not jobs[host]:
                del jobs[host]
            yield from self._report(job)

    def _remember(self, change: Callable[[State], None]) -> None:
        """`change` holds once everything that was given out so far is kept."""
        self._marks.append((self._given, change))

    # Lists

    def _list(self, watched: Watched, jobs: dict[str, deque[_Job]]) -> Iterator[Outcome]:
        """Ask a source; its new pages become jobs. A page that is watched itself comes at once."""
        memory = self._watch.state.of(watched.url)
        visit = _Visit(watched)
        try:
            page = self._watch.visitor.follow(watched.url, memory.etag, memory.modified)
            if page.status == 304:
                self.unchanged += 1
                self._done(visit, memory.etag, memory.modified)
                return
            if page.status != 200:
                raise refused(page, watched.url)
            visit.etag, visit.modified = page.header("etag"), page.header("last-modified")
            if watched.kind is Kind.PAGE:
                yield from self._page(visit, page, memory)
                return
            found = listed(page, watched.url, self._watch.terms)
            if found is None:
                what = f"is no {watched.kind} but {page.media_type or 'something else'}; check its address in a browser"
                raise UnknownFormat(watched.url, what)
            yield from self._items(visit, found, memory, jobs)
        except FirsthandError as error:
            self._remember(lambda state: self._put_off(state, watched))
            yield Failure(watched.url, error)

    def _page(self, visit: _Visit, page: Page, memory: Memory) -> Iterator[Outcome]:
        key, mark = short(page.url), short(page.raw.decode("latin-1"))
        if key in memory.seen and memory.seen[key].mark == mark:
            self.unchanged += 1
        else:
            known = Known(named=visit.watched.name, language=visit.watched.language)
            yield from of_page(page, visit.watched.url, self._watch.terms, known)
            self._remember(lambda state: _saw(state, visit.watched.url, key, mark))
        self._done(visit, visit.etag, visit.modified)

    def _items(self, visit: _Visit, found: Listing, memory: Memory, jobs: dict[str, deque[_Job]]) -> Iterator[Outcome]:
        watched = visit.watched
        visit.title = found.title
        items = list(found.items)
        for url in found.further[:_SITEMAPS]:
            try:
                page = self._watch.visitor.follow(url)
                if page.status != 200:
                    raise refused(page, url)
                further = listed(page, url, self._watch.terms)
                items += further.items if further else ()
            except FirsthandError as error:
                visit.complete = False
                yield Failure(url, error)
        visit.current = {short(item.key) for item in items}
        fresh = [one for one in items if watched.match in (one.url or "") and _fresh(one, memory)]
        if watched.kind is Kind.SITEMAP:  # a feed is in order already; a sitemap in any
            fresh.sort(key=lambda one: one.changed or "", reverse=True)
        if len(fresh) > watched.most:
            visit.complete = False  # the rest comes in the rounds that follow
        chosen = fresh[: watched.most]
        visit.waiting = len(chosen)
        for item in chosen:
            job = _Job(watched, item, visit)
            jobs.setdefault(urlsplit(job.address()).netloc.lower(), deque()).append(job)
        if not chosen:
            self._close(visit)

    # Pages

    def _report(self, job: _Job) -> Iterator[Outcome]:
        visit, watched, item = job.visit, job.watched, job.item
        known = Known(item=item, named=watched.name, outlet=visit.title, language=watched.language)
        had = True
        for one in self._had(job, known):
            had = had and not (isinstance(one, Failure) and type(one.error) in (Unreachable, InputError))
            yield one
        key, mark = short(item.key), short(item.changed or "")
        if had:
            self._remember(lambda state: _saw(state, watched.url, key, mark))
        else:
            visit.complete = False
            self._remember(lambda state: _missed(state, watched.url, key, mark))
        visit.waiting -= 1
        if not visit.waiting:
            self._close(visit)

    def _had(self, job: _Job, known: Known) -> Iterator[Outcome]:
        item, terms = job.item, self._watch.terms
        if job.watched.pages:
            yield from report(item, job.watched.url, self._watch.visitor, terms, known)
            return
        place = item.url or f"{job.watched.url}#{item.key}"
        try:
            yield entry(item, place, terms, known)
        except FirsthandError as error:
            yield Failure(place, error)

    # What is remembered

    def _close(self, visit: _Visit) -> None:
        """All pages of a source are through. Without all of them, its list is asked for whole again."""
        self._done(visit, visit.etag if visit.complete else None, visit.modified if visit.complete else None)

    def _done(self, visit: _Visit, etag: str | None, modified: str | None) -> None:
        due = (self._watch.clock() + timedelta(seconds=visit.watched.every)).isoformat(timespec="seconds")

        def change(state: State) -> None:
            memory = state.of(visit.watched.url)
            memory.etag, memory.modified, memory.due, memory.failed = etag, modified, due, 0
            if visit.current:
                memory.forget_but(visit.current)

        self._remember(change)

    def _put_off(self, state: State, watched: Watched) -> None:
        memory = state.of(watched.url)
        memory.failed += 1
        wait = min(_LONGEST, watched.every * 2 ** min(memory.failed - 1, 10))
        memory.due = (self._watch.clock() + timedelta(seconds=max(wait, watched.every))).isoformat(timespec="seconds")


def _fresh(item: Item, memory: Memory) -> bool:
    """Is the entry new, or changed since it was taken, or worth another try?"""
    seen = memory.seen.get(short(item.key))
    return seen is None or seen.mark != short(item.changed or "") or 0 < seen.tries < _TRIES


def _saw(state: State, url: str, key: str, mark: str) -> None:
    state.of(url).seen[key] = Seen(mark)


def _missed(state: State, url: str, key: str, mark: str) -> None:
    before = state.of(url).seen.get(key)
    tries = before.tries if before is not None and before.mark == mark else 0
    state.of(url).seen[key] = Seen(mark, tries + 1)
