"""Documents through an engine, in order, in batches that keep every worker busy and memory flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from firsthand.errors import Fault
from firsthand.intake.source import Arrival, Failure
from firsthand.model.reading import Reading
from firsthand.run.batch import Outcome, failed, read_batch, unpacked
from firsthand.run.engine import Engine, WorkerDied, ordered

BATCH: Final = 16  # documents of one batch: some two seconds of reading
LONGEST: Final = 120_000  # characters of one batch: a book goes alone


def outcomes(arrivals: Iterable[Arrival | Failure], on: Engine) -> Iterator[tuple[Arrival | Failure, Outcome | None]]:
    """Every arrival with what became of it, in order; a failure of intake passes through with None.

    A batch whose worker died is read again document by document, so that only the one at fault is a failure.
    """
    for batch, found in ordered(on, _read, batches(arrivals)):
        if isinstance(found, WorkerDied):
            found = [one for arrival in batch for one in _alone(arrival, on)]
        waiting = iter(found)
        for arrival in batch:
            yield arrival, None if isinstance(arrival, Failure) else next(waiting)


def _read(batch: tuple[Arrival | Failure, ...]) -> list[Outcome]:
    return read_batch(one for one in batch if isinstance(one, Arrival))


def _alone(arrival: Arrival | Failure, on: Engine) -> list[Outcome]:
    if isinstance(arrival, Failure):
        return []
    try:
        return on.submit(_read, (arrival,)).result()
    except WorkerDied as died:
        return [Outcome(source=arrival.source, error=Fault.__name__, reason=f"could not be read: {died}")]


def batches(
    arrivals: Iterable[Arrival | Failure], documents: int = BATCH, characters: int = LONGEST
) -> Iterator[tuple[Arrival | Failure, ...]]:
    """`arrivals` cut where a batch has `documents` of them or more than `characters`."""
    batch: list[Arrival | Failure] = []
    size = 0
    for one in arrivals:
        length = len(one.document.text) if isinstance(one, Arrival) else 0
        if batch and size + length > characters:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(one)
        size += length
        if len(batch) >= documents:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def settled(arrival: Arrival, outcome: Outcome) -> Reading | Failure | None:
    """The reading or the failure of an arrival; None for a language that is not read."""
    if outcome.reading is not None:
        return unpacked(outcome.reading)
    if outcome.error is not None:
        return failed(arrival.source, outcome.error, outcome.reason or "")
    return None
