"""Parsing in a process of its own, which is killed when a file takes too long: a bad file costs seconds, not the batch."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from firsthand.errors import Fault, TooLarge, UnreadableInput
from firsthand.intake.containers.found import Found, Member, Spoiled
from firsthand.intake.containers.kinds import Container
from firsthand.intake.extract import Extract
from firsthand.intake.formats import Format
from firsthand.intake.limits import Limits
from firsthand.intake.listing import Listing
from firsthand.intake.worker import (
    Alive,
    Answer,
    Done,
    Entries,
    Listed,
    Parse,
    Parsed,
    Refused,
    Request,
    Unpack,
    raised,
    receive,
    send,
)

# What a process needs of its surroundings to start and to find the same packages; keys and tokens stay outside.
_LENT: Final = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "TMPDIR", "TEMP", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_PATIENCE: Final = 8  # seconds of the clock for one of the processor: other work may have the rest
_OUT_OF_TIME: Final = tuple(getattr(signal, name, None) for name in ("SIGPROF", "SIGXCPU"))
_DECODER: Final[msgspec.msgpack.Decoder[Any]] = msgspec.msgpack.Decoder(Answer)


class _Gone(Exception):
    """The process died, or was killed for taking too long."""

    def __init__(self, late: bool) -> None:
        self.late = late


class Bench:
    """One worker process."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        environment = {name: os.environ[name] for name in _LENT if name in os.environ}
        self._process = subprocess.Popen(
            # -P: a folder of strangers' files must not lend its lxml.py to the process that reads them.
            [sys.executable, "-P", "-m", "firsthand.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library cries out in its fall is told as a failure, in our words
            env={**environment, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )

    def alive(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def close(self) -> None:
        if self.owner != os.getpid():
            return  # a parent's worker is not a child's to end
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def ask(self, request: Request | None, seconds: float) -> Answer:
        """The next answer, after `request` where there is one.

        `_Gone` where it used `seconds` of the processor without a word (the process then ends by itself), or by the
        clock so much more that the machine cannot be the cause.
        """
        process = self._process
        replies: list[bytes | None] = []

        def talk() -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                if request is not None:
                    send(process.stdin, request)
                replies.append(receive(process.stdout))
            except (OSError, ValueError):  # killed while we were talking
                replies.append(None)

        talking = threading.Thread(target=talk, daemon=True)
        talking.start()
        talking.join(seconds * _PATIENCE)
        late = talking.is_alive()
        if late:
            process.kill()
            talking.join()
        if late or not replies or replies[0] is None:
            self.close()
            raise _Gone(late or -self._process.returncode in _OUT_OF_TIME)
        answer: Answer = _DECODER.decode(replies[0])
        return answer


class Workshop:
    """Worker processes, started when first needed, used again for many files, replaced when killed.

    Safe to share between threads; one process parses documents, others hold archives open while they are walked.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Start afresh. For a forked child: the parent's worker is not its own, nor a lock that a thread held."""
        self._lock = threading.Lock()
        self._parsing: Bench | None = None
        self._idle: list[Bench] = []
        self._busy: list[Bench] = []

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
        answer = self._asked(Parse(format_, raw, source, limits, stated, url))
        assert isinstance(answer, Parsed)
        return answer.extract

    def listing(self, format_: Format, raw: bytes, source: str, limits: Limits, url: str | None = None) -> Listing:
        """What a feed or a sitemap lists. Errors as `extract`; MissingPart without a feed parser."""
        answer = self._asked(Entries(format_, raw, source, limits, url))
        assert isinstance(answer, Listed)
        return answer.listing

    def members(
        self, container: Container, source: str, limits: Limits, path: str | None = None, raw: bytes = b""
    ) -> Iterator[Found]:
        """The files in a container, each as soon as it is found. Never raises InputError: trouble is `Spoiled`.

        `limits.seconds` is the longest silence; a large archive may take as long as it needs.
        """
        bench = self._taken()
        request: Request | None = Unpack(container, source, limits, path, raw)
        finished = False
        try:
            while not finished:
                answer = bench.ask(request, limits.seconds)
                request = None
                if isinstance(answer, Done):
                    finished = True
                elif isinstance(answer, Refused):
                    yield Spoiled(source, answer.error, answer.message)
                elif isinstance(answer, Member | Spoiled):
                    yield answer
                else:
                    assert isinstance(answer, Alive)
        except _Gone as gone:
            trouble = _trouble(gone, source, str(container), limits, "unpack it and read the folder")
            yield Spoiled(source, type(trouble).__name__, trouble.reason)
        finally:
            self._given_back(bench, finished)

    def close(self) -> None:
        with self._lock:
            benches = [bench for bench in (self._parsing, *self._idle, *self._busy) if bench is not None]
            self._parsing, self._idle, self._busy = None, [], []
        for bench in benches:
            bench.close()

    def _asked(self, request: Parse | Entries) -> Answer:
        with self._lock:
            while True:
                used = self._parsing is not None
                if self._parsing is None or not self._parsing.alive():
                    if self._parsing is not None:
                        self._parsing.close()
                    self._parsing = Bench()
                try:
                    answer = self._parsing.ask(request, request.limits.seconds)
                    break
                except _Gone as gone:
                    self._parsing = None
                    if used and not gone.late:
                        continue  # it may have died before this file, of another cause: once more, afresh
                    mend = "save its text as .txt and read that"
                    raise _trouble(gone, request.source, str(request.format), request.limits, mend) from None
        if isinstance(answer, Refused):
            raise raised(answer, request.source)
        if not isinstance(answer, Parsed | Listed):
            raise Fault(request.source, "was answered out of turn; please report it with the file")
        return answer

    def _taken(self) -> Bench:
        with self._lock:
            while self._idle:
                bench = self._idle.pop()
                if bench.alive():
                    break
                bench.close()
            else:
                bench = Bench()
            self._busy.append(bench)
            return bench

    def _given_back(self, bench: Bench, finished: bool) -> None:
        with self._lock:
            if bench in self._busy:
                self._busy.remove(bench)
            if finished and bench.alive():
                self._idle.append(bench)
                return
        bench.close()


def _trouble(gone: _Gone, source: str, kind: str, limits: Limits, mend: str) -> TooLarge | UnreadableInput:
    if gone.late:
        return TooLarge(source, f"took more than {limits.seconds:g} seconds to parse as {kind}; {mend}")
    return UnreadableInput(source, f"broke the parser of {kind} files; {mend}")


WORKSHOP: Final = Workshop()
atexit.register(WORKSHOP.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=WORKSHOP.forget)
