"""The process in which strangers' files are taken apart: a request in, answers out, until the pipe closes.

Started by `workshop`. It may hold so much memory, spend so much
processor time between two answers, and write no file; and it can spoil nothing but the file at hand.
"""

from __future__ import annotations

import io
import logging
import signal
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import msgspec

from firsthand import errors
from firsthand.errors import FirsthandError, InputError, MissingPart
from firsthand.intake.containers.found import Member, Spoiled
from firsthand.intake.containers.kinds import Container
from firsthand.intake.extract import Extract
from firsthand.intake.formats import Format
from firsthand.intake.limits import Limits
from firsthand.intake.listing import Listing

_HEAD: Final = struct.Struct(">Q")
_MEMORY: Final = 2_000_000_000  # bytes of address space; a bomb ends here and not in the machine's swap
_PULSE: Final = 0.1  # seconds between two signs of life
_SPARE: Final = 2  # seconds above the ration at which the system ends the process, should the timer have been lost


class Parse(msgspec.Struct, tag="parse"):
    """One document, wanted as its text."""

    format: Format
    raw: bytes
    source: str
    limits: Limits
    stated: str | None = None
    url: str | None = None


class Entries(msgspec.Struct, tag="entries"):
    """A feed or a sitemap, wanted as its entries."""

    format: Format
    raw: bytes
    source: str
    limits: Limits
    url: str | None = None


class Unpack(msgspec.Struct, tag="unpack"):
    """A container, by its path or its bytes, wanted as the files in it: one answer each, and `Done`."""

    container: Container
    source: str
    limits: Limits
    path: str | None = None
    raw: bytes = b""


class Parsed(msgspec.Struct, tag="parsed"):
    extract: Extract


class Listed(msgspec.Struct, tag="listed"):
    listing: Listing


class Refused(msgspec.Struct, tag="refused"):
    """The name of the error and its words."""

    error: str
    message: str


class Alive(msgspec.Struct, tag="alive"):
    """Work goes on; nothing to show yet."""


class Done(msgspec.Struct, tag="done"):
    pass


Request = Parse | Entries | Unpack
Answer = Parsed | Listed | Member | Spoiled | Refused | Alive | Done


def send(pipe: IO[bytes], message: Request | Answer) -> None:
    raw = msgspec.msgpack.encode(message)
    pipe.write(_HEAD.pack(len(raw)))
    pipe.write(raw)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None when the other side is gone."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    raw = pipe.read(size)
    return raw if len(raw) == size else None


def answers(request: Request, outward: IO[bytes]) -> Iterator[Answer]:
    """Everything there is to say to `request`; never raises."""
    try:
        if isinstance(request, Unpack):
            yield from _unpacked(request, outward)
        else:
            yield _done(request)
    except InputError as error:
        yield Refused(type(error).__name__, error.reason)
    except MissingPart as error:
        yield Refused(type(error).__name__, str(error))
    except MemoryError:
        yield Refused("TooLarge", "needs more memory than a document may; save its text as .txt")
    except RecursionError:
        yield Refused("TooLarge", "is nested too deep; save its text as .txt and read that")
    except Exception as error:  # a parser's own fault must not end the batch
        kind = request.container if isinstance(request, Unpack) else request.format
        yield Refused(
            "UnreadableInput",
            f"cannot be parsed as {kind} ({type(error).__name__}: {error}); save its text as .txt",
        )


def _done(request: Parse | Entries) -> Answer:
    if isinstance(request, Entries):
        from firsthand.intake.feeds import listing

        return Listed(listing(request.format, request.raw, request.source, request.limits, request.url))
    from firsthand.intake.parsers import extract

    return Parsed(extract(request.format, request.raw, request.source, request.limits, request.stated, request.url))


def _unpacked(request: Unpack, outward: IO[bytes]) -> Iterator[Answer]:
    from firsthand.intake.containers.inside import members

    told = time.monotonic()

    def alive() -> None:
        nonlocal told
        if time.monotonic() - told > _PULSE:
            told = time.monotonic()
            ration(request.limits.seconds)
            send(outward, Alive())

    with io.BytesIO(request.raw) if request.path is None else Path(request.path).open("rb") as file:
        yield from members(file, request.source, request.container, request.limits, alive)


def raised(answer: Refused | Spoiled, source: str) -> FirsthandError:
    """The error that an answer carries."""
    if answer.error == MissingPart.__name__:
        return MissingPart(answer.message)
    kind = getattr(errors, answer.error, errors.UnreadableInput)
    found: InputError = kind(source, answer.message)
    return found


def ration(seconds: float) -> None:
    """So much processor time from here on; then SIGPROF ends the process, inside of a parser written in C too.

    It is the processor's time and not the clock's, so that a busy machine fails no page. `workshop` keeps the clock.
    """
    try:
        import resource

        signal.setitimer(signal.ITIMER_PROF, seconds)
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + _SPARE, hard))
    except (ImportError, AttributeError, ValueError, OSError):
        pass


def _bounded() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # what is read here writes nothing anywhere
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):  # Windows, or a stricter limit already set
        pass


def main() -> None:
    _bounded()
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and its end closes our pipe
    logging.disable()  # what a parser murmurs about a page is no news to the user
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a parser that prints must not spoil the answers
    decode = msgspec.msgpack.Decoder(Request).decode
    try:
        while (raw := receive(inward)) is not None:
            request = decode(raw)
            del raw
            ration(request.limits.seconds)
            for answer in answers(request, outward):
                send(outward, answer)
                ration(request.limits.seconds)
            if isinstance(request, Unpack):
                send(outward, Done())
            del request
    except BrokenPipeError:  # whoever asked is gone
        sys.exit()


if __name__ == "__main__":
    main()
