"""The process in which strangers' files are parsed: one request in, one answer out, until the pipe closes.

Started by `workshop`, which kills it when a file takes too long. Messages are JSON with a length before them.
"""

from __future__ import annotations

import logging
import signal
import struct
import sys
from typing import IO, Final

import msgspec

from firsthand import errors
from firsthand.errors import InputError
from firsthand.intake.extract import Extract
from firsthand.intake.formats import Format
from firsthand.intake.limits import Limits
from firsthand.intake.parsers import extract

_HEAD: Final = struct.Struct(">Q")
_MEMORY: Final = 3_000_000_000  # bytes of address space; a bomb ends here and not in the machine's swap


class Request(msgspec.Struct):
    format: Format
    raw: bytes
    source: str
    limits: Limits
    stated: str | None = None
    url: str | None = None


class Answer(msgspec.Struct):
    """`extract`, or the name and the message of the error."""

    extract: Extract | None = None
    error: str = ""
    message: str = ""


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


def answer(request: Request) -> Answer:
    try:
        found = extract(request.format, request.raw, request.source, request.limits, request.stated, request.url)
    except InputError as error:
        return Answer(error=type(error).__name__, message=error.reason)
    except MemoryError:
        return Answer(error="TooLarge", message="needs more memory than a document may; save its text as .txt")
    except RecursionError:
        return Answer(error="TooLarge", message="is nested too deep; save its text as .txt and read that")
    except Exception as error:  # a parser's own fault must not end the batch
        return Answer(
            error="UnreadableInput",
            message=f"cannot be parsed as {request.format} ({type(error).__name__}: {error}); save its text as .txt",
        )
    return Answer(extract=found)


def raised(answer: Answer, source: str) -> InputError:
    """The error that an answer carries."""
    kind = getattr(errors, answer.error, errors.UnreadableInput)
    found: InputError = kind(source, answer.message)
    return found


def main() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # Windows, or a stricter limit already set
        pass
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and its end closes our pipe
    logging.disable()  # what a parser murmurs about a page is no news to the user
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a parser that prints must not spoil the answers
    while (raw := receive(inward)) is not None:
        send(outward, answer(msgspec.msgpack.decode(raw, type=Request)))


if __name__ == "__main__":
    main()
