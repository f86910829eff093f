"""The Dask engine: a cluster on this machine, or any scheduler by its address. Needs `pip install "firsthand[dask]"`.

Nothing but plain values goes through the scheduler: batches of documents, or the names of files that
every worker can open. A worker that dies is replaced and its work done again by another; work that
kills several workers is given up on and named.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from typing import Any, Final, Generic, Self, TypeVar

from firsthand.errors import FirsthandError, MissingPart
from firsthand.run.engine import Pending, WorkerDied

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE: Final = 30  # seconds to find a scheduler that somebody else started


class Cluster:
    """`workers` processes of one thread each; with `scheduler`, the workers that it has."""

    def __init__(self, workers: int, scheduler: str | None = None, *, processes: bool = True) -> None:
        """`processes` False keeps the workers in this process, for machines without a network of any kind."""
        try:
            import dask
            import distributed
        except ImportError as error:
            raise MissingPart('the dask engine needs Dask: pip install "firsthand[dask]"') from error
        parts: Any = distributed  # Dask states no types
        # Memory is bounded by the size of batches; a worker that Dask pauses or restarts for it would only be slower.
        settings = {"distributed.worker.memory.target": False, "distributed.worker.memory.spill": False}
        self._settings = dask.config.set(settings)
        self._cluster: Any = None
        self.near = scheduler is None
        if scheduler is None:
            self._cluster = parts.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=processes,
                dashboard_address=None,
                silence_logs=logging.ERROR,
            )
        try:
            self._client: Any = parts.Client(self._cluster or scheduler, timeout=_PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise FirsthandError(
                f"no Dask scheduler answers at {scheduler} ({error}); start one: dask scheduler"
            ) from error
        self.workers = workers if scheduler is None else max(1, sum(self._client.nthreads().values()))

    def submit(self, function: Callable[[T], R], item: T) -> Pending[R]:
        # pure=False: Dask would hash every document to see whether it knows it.
        return _Asked(self._client.submit(function, item, pure=False))

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Asked(Generic[R]):
    def __init__(self, future: Any) -> None:
        self._future = future

    def result(self) -> R:
        from distributed.scheduler import KilledWorker

        try:
            found: R = self._future.result()
        except KilledWorker as error:
            raise WorkerDied(f"several Dask workers ended over this work ({error})") from error
        return found
