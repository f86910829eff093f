"""Parsing in a process of its own, which is killed when a file takes too long: a bad file costs seconds, not the batch."""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from typing import Final

import msgspec

from firsthand.errors import TooLarge, UnreadableInput
from firsthand.intake.extract import Extract
from firsthand.intake.formats import Format
from firsthand.intake.limits import Limits
from firsthand.intake.worker import Answer, Request, raised, receive, send


class Workshop:
    """One worker process, started at the first file, started again after a kill. Safe to share between threads."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start afresh. For a forked child: the parent's worker is not its own, nor a lock that a thread held."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def extract(
        self,
        format_: Format,
        raw: bytes,
        source: str,
        limits: Limits,
        stated: str | None = None,
        url: str | None = None,
    ) -> Extract:
        """What `raw` says. InputError where it cannot be read, TooLarge where that would take too long."""
        request = Request(format_, raw, source, limits, stated, url)
        with self._lock:
            reply = self._ask(request, limits.seconds)
        if reply.extract is None:
            raise raised(reply, source)
        return reply.extract

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def _ask(self, request: Request, seconds: float) -> Answer:
        process = self._running()
        replies: list[bytes | None] = []

        def talk() -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                send(process.stdin, request)
                replies.append(receive(process.stdout))
            except (OSError, ValueError):  # killed while we were talking
                replies.append(None)

        talking = threading.Thread(target=talk, daemon=True)
        talking.start()
        talking.join(seconds)
        if talking.is_alive():
            process.kill()
            talking.join()
            self.close()
            raise TooLarge(
                request.source,
                f"took more than {seconds:g} seconds to parse as {request.format}; save its text as .txt and read that",
            )
        if not replies or replies[0] is None:
            self.close()
            raise UnreadableInput(
                request.source, f"broke the parser of {request.format} files; save its text as .txt and read that"
            )
        return msgspec.msgpack.decode(replies[0], type=Answer)

    def _running(self) -> subprocess.Popen[bytes]:
        alive = self._process is not None and self._process.poll() is None and self._owner == os.getpid()
        if not alive or self._process is None:
            if self._owner == os.getpid():
                self.close()
            self._process = subprocess.Popen(
                # -P: a folder of strangers' files must not lend its lxml.py to the process that reads them.
                [sys.executable, "-P", "-m", "firsthand.intake.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            )
            self._owner = os.getpid()
        return self._process


WORKSHOP: Final = Workshop()
atexit.register(WORKSHOP.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=WORKSHOP.forget)
