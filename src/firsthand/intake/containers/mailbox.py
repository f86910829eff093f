"""Mailboxes (mbox): messages parted by lines that begin with "From ", after an empty line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from firsthand.intake.containers.found import Found, Member, Spoiled
from firsthand.intake.limits import Limits

_PIECE: Final = 65_536  # bytes of a line held at once
_LEAST: Final = 1  # messages


def messages(file: IO[bytes], name: str, limits: Limits) -> Iterator[Found]:
    """Every message, in order, as an .eml file. ">From " inside a message becomes "From " again."""
    number, held, over = 0, bytearray(), False
    fresh, blank = True, True  # at the start of a line; after an empty line
    while piece := file.readline(_PIECE):
        if fresh and blank and piece.startswith(b"From "):
            if number >= _LEAST:
                yield _message(name, number, held, over, limits)
            number, held, over = number + 1, bytearray(), False
            blank = False
        elif number and not over:
            held += piece[1:] if fresh and piece.lstrip(b">").startswith(b"From ") and piece[:1] == b">" else piece
            if len(held) > limits.bytes:
                over, held = True, bytearray()
        if fresh:
            blank = not piece.strip(b"\r\n")
        fresh = piece.endswith(b"\n")
    if number >= _LEAST:
        yield _message(name, number, held, over, limits)
    else:
        yield Spoiled(name, "MissingInput", 'is a mailbox without a message (a line that begins with "From ")')


def _message(name: str, number: int, held: bytearray, over: bool, limits: Limits) -> Found:
    here = f"{name}:{number}"
    if over:
        return Spoiled(
            here,
            "TooLarge",
            f"is a message above the limit of {limits.bytes:,} bytes; save its text, or raise the limit with --max-bytes",
        )
    return Member(here, bytes(held), called="message.eml")
