"""Reports being read in the background, and how far they are."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Protocol

from firsthand.errors import FirsthandError
from firsthand.intake.source import Arrival, Failure
from firsthand.serve.catalogue import Catalogue
from firsthand.store import Entry

if TYPE_CHECKING:
    from firsthand.kit import Kit
    from firsthand.store import Store

WAITING: Final = 50  # jobs that may wait
KEPT: Final = 200  # jobs remembered
BATCH: Final = 8  # reports of one acknowledged batch


class Progress(Protocol):
    """Something that goes on in the background and can be asked how far it is."""

    def told(self) -> str:
        """One event of the stream, as JSON."""

    def ended(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Added:
    """A report of a job; `said` is one line of what it holds."""

    report_id: str
    title: str
    said: str


@dataclass
class Job:
    """One adding. `state` is waiting, reading or done; `total` None while nobody knows how many there are."""

    id: str
    name: str
    by: str
    sources: Callable[[], Iterable[Arrival | Failure]] = field(repr=False)
    total: int | None = None
    state: str = "waiting"
    read: int = 0
    new: int = 0
    known: int = 0
    failed: int = 0
    last: str = ""
    reports: list[Added] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def told(self) -> str:
        """The job as one event of the stream; the list as "label<TAB>path" lines, never markup."""
        lines = "\n".join(f"{r.title}\t/reports/{r.report_id}" for r in self.reports[-20:])
        return json.dumps(
            {
                "read": self.read,
                "failed": self.failed,
                "total": self.total,
                "state": self.state,
                "last": self.last,
                "html": lines,
            },
            ensure_ascii=False,
        )

    def ended(self) -> bool:
        return self.state == "done"


class Full(Exception):
    """Too many jobs wait already."""


class Jobs:
    """One thread that reads and keeps; it begins with the first job. `kit` is asked for when it is needed."""

    def __init__(self, store: Store, kit: Callable[[], Kit]) -> None:
        self.store = store
        self.kit = kit
        self.texts = Catalogue.load()
        self.known: OrderedDict[str, Job] = OrderedDict()
        self._waiting: queue.Queue[Job | None] = queue.Queue(WAITING)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def add(
        self, name: str, by: str, sources: Callable[[], Iterable[Arrival | Failure]], total: int | None = None
    ) -> Job:
        """A new job; Full where too many wait."""
        job = Job(token_hex(8), name, by, sources, total)
        try:
            self._waiting.put_nowait(job)
        except queue.Full as error:
            raise Full from error
        with self._lock:
            self.known[job.id] = job
            while len(self.known) > KEPT:
                self.known.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="firsthand-add", daemon=True)
                self._thread.start()
        return job

    def recent(self) -> list[Job]:
        with self._lock:
            return list(self.known.values())[-8:][::-1]

    def close(self) -> None:
        """Finish the job at hand and end the thread."""
        thread = self._thread
        if thread is not None:
            self._waiting.put(None)
            thread.join(30)
            self._thread = None

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            job.state = "reading"
            try:
                for batch in _batched(self._entries(job)):
                    self._kept(job, batch)
            except Exception as error:  # the thread must live on for the next job, and the page must say what happened
                job.failures.append((job.name, f"{type(error).__name__}: {error}"))
                job.failed += 1
            job.sources = tuple
            job.state = "done"

    def _entries(self, job: Job) -> Iterator[Entry]:
        from firsthand.pipeline import read_document

        try:
            for found in job.sources():
                if isinstance(found, Failure):
                    yield Entry(source=found.source, failure=found)
                    continue
                job.last = found.document.title or found.source
                try:
                    yield Entry(source=found.source, reading=read_document(found.document, self.kit()))
                except FirsthandError as error:
                    yield Entry(source=found.source, failure=Failure(found.source, error))
        except FirsthandError as error:
            yield Entry(source=job.name, failure=Failure(job.name, error))

    def _kept(self, job: Job, batch: list[Entry]) -> None:
        kept = self.store.keep(batch, run=f"web {job.id}")
        job.new += kept.new
        job.known += kept.known
        ids = iter(kept.report_ids)
        for entry in batch:
            if entry.failure is not None:
                job.failed += 1
                job.failures.append((entry.source, entry.failure.reason()))
                continue
            job.read += 1
            report_id = next(ids, None)
            if report_id is not None and entry.reading is not None:
                r = entry.reading
                title = r.document.title or " ".join(r.document.text[:300].split())[:90] or self.texts("word.untitled")
                counts = {"statements": r.attributions, "events": r.events, "figures": r.figures, "checks": r.checks}
                said = ", ".join(self.texts(f"add.holds.{name}", n=len(found)) for name, found in counts.items())
                job.reports.append(Added(report_id, title.replace("\t", " ").replace("\n", " "), said))


def _batched(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def stream(job: Progress) -> AsyncIterator[str]:
    """Server-Sent Events of a job until it has ended."""
    before = ""
    quiet = 0.0
    while True:
        told = job.told()
        if told != before:
            before, quiet = told, 0.0
            yield f"data: {told}\n\n"
        if job.ended():
            return
        await asyncio.sleep(0.25)
        quiet += 0.25
        if quiet >= 15:
            quiet = 0.0
            yield ": still here\n\n"
