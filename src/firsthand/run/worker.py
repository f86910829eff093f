"""A worker process of the local engine: (function, item) in, result out, until the pipe closes.

Pickle is safe here: both ends are ours, and the pipe is nobody else's.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import traceback
from typing import IO, Final

_HEAD: Final = struct.Struct(">Q")


def send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_HEAD.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None when the other side is gone."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    raw = pipe.read(size)
    return raw if len(raw) == size else None


def answer(raw: bytes) -> bytes:
    try:
        function, item = pickle.loads(raw)
        return pickle.dumps((True, function(item)), pickle.HIGHEST_PROTOCOL)
    except Exception:
        return pickle.dumps((False, traceback.format_exc()), pickle.HIGHEST_PROTOCOL)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and its end closes our pipe
    inward = sys.stdin.buffer
    # A pipe of our own for answers: what a library prints must not spoil them.
    outward = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    while (raw := receive(inward)) is not None:
        try:
            send(outward, answer(raw))
        except BrokenPipeError:  # the parent is gone
            os._exit(0)


if __name__ == "__main__":
    main()
