"""Worker processes on this machine: started one by one as there is work, started again where one dies.

Not `concurrent.futures`: there the death of one process spoils all work in hand, a script needs a
`__main__` guard, and a killed parent can leave children behind. A worker here is a fresh interpreter
that talks over its pipes and ends when they close, so `kill -9` of the parent ends it, too.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Self, TypeVar

from firsthand.errors import FirsthandError
from firsthand.run.engine import ONE_THREAD, WorkerDied
from firsthand.run.worker import receive, send

T = TypeVar("T")
R = TypeVar("R")


class TaskFailed(FirsthandError):
    """A function raised in a worker process; the message holds its traceback."""


class Local:
    """`workers` processes, each with one thread of this process to talk to it."""

    near = True

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._jobs: queue.SimpleQueue[tuple[Future[Any], Callable[[Any], Any], Any] | None] = queue.SimpleQueue()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._idle = 0
        self._closed = False

    def submit(self, function: Callable[[T], R], item: T) -> Future[R]:
        future: Future[R] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("this engine is closed")
            self._jobs.put((future, function, item))
            if self._idle > 0:
                self._idle -= 1
            elif len(self._threads) < self.workers:
                thread = threading.Thread(target=self._tend, name=f"firsthand-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
        return future

    def close(self) -> None:
        with self._lock:
            self._closed = True
            for _ in self._threads:
                self._jobs.put(None)
            for process in self._processes:
                process.kill()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tend(self) -> None:
        process: subprocess.Popen[bytes] | None = None
        while (job := self._jobs.get()) is not None:
            future, function, item = job
            if not self._closed and future.set_running_or_notify_cancel():
                try:
                    process = process or self._started()
                    _settle(future, _asked(process, function, item))
                except _Gone:
                    code = self._ended(process)
                    process = None
                    future.set_exception(WorkerDied(_death(code)))
                except Exception as error:  # no process to be had, or an item that does not travel
                    future.set_exception(error)
            with self._lock:
                self._idle += 1
        if process is not None:
            self._ended(process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise _Gone
            process = subprocess.Popen(
                # -P: the folder somebody stands in must not lend its modules to the worker.
                [sys.executable, "-P", "-m", "firsthand.run.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            )
            self._processes.add(process)
            return process

    def _ended(self, process: subprocess.Popen[bytes] | None) -> int | None:
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            code = process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        with self._lock:
            self._processes.discard(process)
        return code


class _Gone(Exception):
    """The other end of the pipe closed."""


def _asked(process: subprocess.Popen[bytes], function: Callable[[Any], Any], item: object) -> tuple[bool, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    message = pickle.dumps((function, item), pickle.HIGHEST_PROTOCOL)
    try:
        send(process.stdin, message)
        raw = receive(process.stdout)
    except (OSError, ValueError) as error:
        raise _Gone from error
    if raw is None:
        raise _Gone
    answer: tuple[bool, Any] = pickle.loads(raw)
    return answer


def _settle(future: Future[Any], answer: tuple[bool, Any]) -> None:
    good, value = answer
    if good:
        future.set_result(value)
    else:
        future.set_exception(TaskFailed(str(value)))


def _death(code: int | None) -> str:
    how = "was closed" if code is None else f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    mend = " (often for want of memory; try fewer --workers)" if code == -9 else ""
    return f"the reading process {how}{mend}"
