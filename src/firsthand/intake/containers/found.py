"""What comes out of a container, and the errors by which one is given up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final

import msgspec

from firsthand.errors import TooLarge
from firsthand.intake.limits import Limits

_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME: Final = 300  # characters of a member's name that are shown


class Member(msgspec.Struct, tag="member"):
    """One file found inside, whole. `name` shows the way to it: "a.zip!/b.txt", "mail.mbox:3"."""

    name: str
    raw: bytes
    called: str = ""  # the name that its suffix is taken from
    media_type: str | None = None
    url: str | None = None
    charset: str | None = None
    line: bool = False  # a line of JSON Lines


class Spoiled(msgspec.Struct, tag="spoiled"):
    """One that could not be had: the name of the error and its words."""

    name: str
    error: str
    message: str


Found = Member | Spoiled


@dataclass(frozen=True, slots=True)
class Inner:
    """An archive inside an archive, held whole."""

    name: str
    called: str
    file: IO[bytes]


class Spent(TooLarge):
    """All that one source may unpack to, with everything packed inside it, is used up: nothing more of it is read."""


class Meter:
    """Counts what an archive unpacks to, against what it weighs. TooLarge where it swells as only bombs do.

    `alive` is called now and then while bytes go by, for whoever waits and wants to know that work goes on.
    """

    _PULSE: Final = 16_000_000  # bytes between two signs of life

    def __init__(
        self, name: str, limits: Limits, alive: Callable[[], None], weight: int = 0, root: Meter | None = None
    ) -> None:
        """`weight` is the size of the source; `root` the meter of the source that an archive lies in."""
        self.name = name
        self.weight = weight
        self.root = root or self
        self.total = 0
        self.limits = limits
        self.alive = alive
        self._packed = self._unpacked = self._told = 0

    def took(self, packed: int, unpacked: int) -> None:
        """`unpacked` more bytes came out of `packed` more bytes."""
        self._packed += packed
        self._unpacked += unpacked
        if self._unpacked - self._told > self._PULSE:
            self._told = self._unpacked
            self.alive()
        self.root.total += unpacked
        if self._unpacked > (most := self._most(self._packed)):
            raise TooLarge(self.name, self._swollen(most))
        if self.root.total > (most := self._most(self.root.weight)):
            raise Spent(self.root.name, self._swollen(most))

    def _most(self, packed: int) -> int:
        return max(self.limits.unpacked, self.limits.swell * packed)

    def _swollen(self, most: int) -> str:
        return (
            f"unpacks to more than {most:,} bytes, {self.limits.swell} times its size; such archives are made to"
            " exhaust what reads them. If you trust it, unpack it and read the folder"
        )


def shown(name: str) -> str:
    """A stranger's file name as it may be printed: no control codes, no endless names."""
    clean = _UNSEEN.sub("\ufffd", name)
    return clean if len(clean) <= _LONGEST_NAME else clean[: _LONGEST_NAME - 3] + "..."


def leads_out(name: str) -> bool:
    """Would a file of this name land outside the folder that its archive is unpacked to?"""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or bool(re.match(r"[A-Za-z]:", name))


def hidden(name: str) -> bool:
    """Files of the packing system and not of whoever packed: "__MACOSX/", "._a.txt", ".DS_Store"."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)
