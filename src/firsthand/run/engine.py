"""Engines: where a function runs. All of them take work and give futures; order is kept by whoever asks.

`local` keeps worker processes on this machine, `dask` a cluster, `here` runs in the calling process.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from firsthand.errors import FirsthandError

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

# A worker is one thread: arithmetic libraries that start a thread a core make workers wait for each other.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


class Kind(StrEnum):
    """The engines by name."""

    LOCAL = "local"
    DASK = "dask"
    HERE = "here"


class WorkerDied(FirsthandError):
    """The process that had this work ended before it answered: out of memory, killed, or a crash below Python."""


class Pending(Protocol[R_co]):
    """A result that is on its way."""

    def result(self) -> R_co:
        """Waits for it. `WorkerDied` where the process ended over this work, else what the function raised."""


class Engine(Protocol):
    """Runs module-level functions of one plain argument. `workers` is how many at a time; `near` says that they
    see the same files as this process."""

    workers: int
    near: bool

    def submit(self, function: Callable[[T], R], item: T) -> Pending[R]: ...

    def close(self) -> None:
        """End the workers at once; what has not been answered is dropped."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Here:
    """No other process: for a handful of documents, and for looking into things."""

    workers = 1
    near = True

    def submit(self, function: Callable[[T], R], item: T) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(function(item))
        except Exception as error:  # as any engine: what goes wrong comes out of the future
            future.set_exception(error)
        return future

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def engine(kind: str | Kind = Kind.LOCAL, workers: int | None = None, scheduler: str | None = None) -> Engine:
    """An engine by name; close it, or use it in a `with`. `workers` counts processes, one a core unless given.

    `scheduler` is the address of a running Dask scheduler ("tcp://10.0.0.1:8786"); without it `dask`
    starts a cluster on this machine. MissingPart where Dask is not installed.
    """
    match Kind(kind):
        case Kind.HERE:
            return Here()
        case Kind.LOCAL:
            from firsthand.run.local import Local

            return Local(workers or cores())
        case Kind.DASK:
            from firsthand.run.cluster import Cluster

            return Cluster(workers or cores(), scheduler)


@dataclass(frozen=True, slots=True)
class Done(Generic[R_co]):
    """A result that nobody had to work for."""

    value: R_co

    def result(self) -> R_co:
        return self.value


def ordered(
    on: Engine, submitted: Iterable[tuple[T, Pending[R]]], ahead: int | None = None
) -> Iterator[tuple[T, R | WorkerDied]]:
    """(label, result) in the order of `submitted`, which hands work to the engine as it is asked for more.

    At most `ahead` results wait for their turn, so that memory stays flat and every worker has something to do.
    """
    ahead = ahead or 2 * on.workers + 1
    waiting: deque[tuple[T, Pending[R]]] = deque()
    for one in submitted:
        waiting.append(one)
        if len(waiting) >= ahead:
            yield _settled(*waiting.popleft())
    while waiting:
        yield _settled(*waiting.popleft())


def _settled(label: T, pending: Pending[R]) -> tuple[T, R | WorkerDied]:
    try:
        return label, pending.result()
    except WorkerDied as died:
        return label, died
