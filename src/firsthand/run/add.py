"""Reports into the store: taken apart, read, and kept in acknowledged batches.

What is there already is not read again, so a run that was killed is finished by the same command, and the
store is then the one that an undisturbed run leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from firsthand.data.language import Language
from firsthand.errors import NotKept
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.source import Arrival, Failure
from firsthand.model.document import Document, Published, report_id
from firsthand.model.reading import Reading
from firsthand.run.batch import Outcome, readable
from firsthand.run.engine import Engine, Here, Kind, engine
from firsthand.run.reading import outcomes, settled
from firsthand.run.sources import Terms, arriving
from firsthand.run.summary import Summary
from firsthand.store import Entry, Store

BATCH: Final = 64  # entries of one transaction: some ten seconds of reading, which is what a kill costs at most
LONGEST: Final = 1_000_000  # characters of one transaction

Told = Callable[[Summary], None]


def add(
    store: Store,
    sources: Iterable[str | Path],
    published: Published | None = None,
    *,
    on: Engine | str = Kind.LOCAL,
    workers: int | None = None,
    originals: bool = False,
    renew: bool = False,
    fetch: bool = False,
    limits: Limits = DEFAULT,
    run: str | None = None,
    told: Told | None = None,
) -> Summary:
    """Take in every document of `sources` and keep its reading, or why it could not be read.

    `on` is an engine, or the name of one that is started and closed here. `renew` reads again what is there and
    keeps what differs. `told` hears of every acknowledged batch. Errors of the store (StoreError) end the run;
    what was acknowledged is kept.
    """
    terms = Terms(published=published, limits=limits, fetch=fetch, keep=originals)
    if isinstance(on, str):
        with engine(on, workers) as made:
            return _add(store, sources, made, terms, renew, run, told)
    return _add(store, sources, on, terms, renew, run, told)


def _add(
    store: Store,
    sources: Iterable[str | Path],
    on: Engine,
    terms: Terms,
    renew: bool,
    run: str | None,
    told: Told | None,
) -> Summary:
    def wanted(arrival: Arrival) -> bool:
        return renew or not known(store, arrival.document)

    return keep(store, outcomes(arriving(sources, on, terms), on, wanted), run, renew=renew, told=told)


def keep(
    store: Store,
    found: Iterable[tuple[Arrival | Failure, Outcome | None]],
    run: str | None = None,
    *,
    renew: bool = False,
    told: Told | None = None,
) -> Summary:
    """Keep arrivals with what became of them, batch by batch."""
    summary = Summary()
    code = Language().code
    for batch in _batches(_entries(store, arrival, outcome) for arrival, outcome in found):
        entries = [entry for some in batch for entry in some]
        kept = store.keep(entries, run, renew=renew)
        summary.seen += len(batch)
        summary.new += kept.new
        summary.known += len(kept.report_ids) - kept.new - kept.renewed - kept.withheld
        summary.renewed += kept.renewed
        summary.withheld += kept.withheld
        for entry in entries:
            if entry.failure is not None:
                summary.fail(entry.failure)
            elif entry.reading is not None:
                summary.words += len(entry.reading.document.text.split())
            elif entry.document is not None and not readable(entry.document, code):
                summary.unread += 1
        summary.mark()
        if told is not None:
            told(summary)
    if summary.new + summary.renewed >= BATCH:
        store.tidy()
    summary.took = summary.seconds()
    return summary


def known(store: Store, document: Document) -> bool:
    """Is there nothing to gain from reading `document`? True where this very report was read, or redacted."""
    name = report_id(document)
    try:
        state = store.report(name).state
        return state == "redacted" or (state == "read" and _plain(store.document(name)) == _plain(document))
    except NotKept:
        return False


def _plain(document: Document) -> Document:
    """`document` without what says how it came and not what it says: no stage looks at these."""
    return replace(document, raw_sha256=None, media_type="text/plain", fixes=(), replaces=None)


def dry_run(
    store: Store | None,
    sources: Iterable[str | Path],
    published: Published | None = None,
    *,
    fetch: bool = False,
    limits: Limits = DEFAULT,
    told: Told | None = None,
) -> Summary:
    """What `add` would do. Opens and takes apart every source; reads and keeps none. `store` None is an empty one."""
    summary = Summary()
    new: set[str] = set()
    code = Language().code
    with Here() as on:
        for one in arriving(sources, on, Terms(published=published, limits=limits, fetch=fetch)):
            summary.seen += 1
            if summary.seen % BATCH == 0:
                summary.mark()
            if isinstance(one, Failure):
                summary.fail(one)
            elif (name := report_id(one.document)) in new or (store is not None and known(store, one.document)):
                summary.known += 1
            else:
                new.add(name)
                summary.new += 1
                if readable(one.document, code):
                    summary.words += len(one.document.text.split())
                else:
                    summary.unread += 1
            if told is not None:
                told(summary)
    summary.took = summary.seconds()
    return summary


def _entries(store: Store, arrival: Arrival | Failure, outcome: Outcome | None) -> tuple[Entry, ...]:
    """One entry; two where reading failed: the report, stored unread, and the failure."""
    if isinstance(arrival, Failure):
        return (Entry(source=arrival.source, failure=arrival),)
    found = settled(arrival, outcome) if outcome is not None else _kept(store, arrival.document)
    if isinstance(found, Reading):
        return (Entry(source=arrival.source, reading=found, original=arrival.original),)
    stored = Entry(source=arrival.source, document=arrival.document, original=arrival.original)
    if isinstance(found, Failure):
        return (stored, Entry(source=arrival.source, failure=found))
    return (stored,)  # not read, or known: the store notes where it was met


def _kept(store: Store, document: Document) -> Reading | None:
    """The kept reading of a report that came another way this time (as a page, say, and before as text).

    Of several ways the store keeps the one that sorts first, so that the order of arrival does not matter.
    """
    name = report_id(document)
    try:
        if store.document(name) != document and known(store, document):
            return replace(store.reading(name), document=document)
    except NotKept:
        pass
    return None


def _batches(found: Iterable[tuple[Entry, ...]]) -> Iterator[list[tuple[Entry, ...]]]:
    batch: list[tuple[Entry, ...]] = []
    size = 0
    for entries in found:
        batch.append(entries)
        document = entries[0].report()
        size += len(document.text) if document else 0
        if len(batch) >= BATCH or size >= LONGEST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
