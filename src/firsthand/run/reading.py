"""Documents through an engine, in order, in batches that keep every worker busy and memory flat."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from firsthand.errors import Fault
from firsthand.intake.source import Arrival, Failure
from firsthand.model.reading import Reading
from firsthand.run.batch import Outcome, failed, read_batch, unpacked
from firsthand.run.engine import Done, Engine, Pending, WorkerDied, ordered

BATCH: Final = 16  # documents of one batch: some two seconds of reading
LONGEST: Final = 120_000  # characters of one batch: a book goes alone


def outcomes(
    arrivals: Iterable[Arrival | Failure], on: Engine, wanted: Callable[[Arrival], bool] | None = None
) -> Iterator[tuple[Arrival | Failure, Outcome | None]]:
    """Every arrival with what became of it, in order. None for a failure of intake, and for what is not `wanted`.

    A batch whose worker died is read again document by document, so that only the one at fault is a failure.
    """

    def submitted() -> Iterator[tuple[_Cut, Pending[list[Outcome]]]]:
        for batch in batches(arrivals):
            chosen = tuple(isinstance(one, Arrival) and (wanted is None or wanted(one)) for one in batch)
            cut = _Cut(batch, chosen)
            yield cut, on.submit(_read, cut.reports()) if any(chosen) else Done([])

    for cut, found in ordered(on, submitted()):
        if isinstance(found, WorkerDied):
            found = [outcome for one in cut.reports() for outcome in _alone(one, on)]
        waiting = iter(found)
        for arrival, chosen in zip(cut.batch, cut.chosen, strict=True):
            yield arrival, next(waiting) if chosen else None


@dataclass(frozen=True, slots=True)
class _Cut:
    """A batch, and which of it are to be read."""

    batch: tuple[Arrival | Failure, ...]
    chosen: tuple[bool, ...]

    def reports(self) -> tuple[Arrival, ...]:
        """What is to be read, without the original bytes, which need not travel."""
        return tuple(
            Arrival(one.source, one.document)
            for one, chosen in zip(self.batch, self.chosen, strict=True)
            if chosen and isinstance(one, Arrival)
        )


def _read(batch: tuple[Arrival, ...]) -> list[Outcome]:
    return read_batch(batch)


def _alone(arrival: Arrival, on: Engine) -> list[Outcome]:
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


def warmed(on: Engine) -> None:
    """Every worker started and its word lists and weights loaded: for measuring, and for a server that wants no first delay."""
    for pending in [on.submit(_load, 0.5) for _ in range(on.workers)]:
        pending.result()


def _load(seconds: float) -> None:
    from firsthand.api import kit

    kit()
    time.sleep(seconds)  # long enough that no worker takes two of these
