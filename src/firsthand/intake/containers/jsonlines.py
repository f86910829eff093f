"""JSON Lines: a member a line, whatever the size of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from firsthand.intake.containers.found import Found, Member, Spoiled
from firsthand.intake.containers.streams import lines
from firsthand.intake.limits import Limits


def json_lines(file: IO[bytes], name: str, limits: Limits) -> Iterator[Found]:
    some = False
    for number, line in lines(file, limits.bytes):
        if line is None:
            some = True
            yield Spoiled(
                f"{name}:{number}",
                "TooLarge",
                f"is a line above the limit of {limits.bytes:,} bytes; split it, or raise the limit with --max-bytes",
            )
        elif line.strip():
            some = True
            yield Member(f"{name}:{number}", line, line=True)
    if not some:
        yield Spoiled(name, "MissingInput", "holds no line; give one JSON object a line")
