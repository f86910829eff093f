"""The trace of a text: its runs of five words as numbers, small enough to keep for every report.

A trace of a long text keeps one number in 2, 4, 8, ... so that none is longer than `LONGEST`; two traces
are compared on the numbers that both would keep. Numbers are CRC-32 of the run, the same everywhere.
"""

from __future__ import annotations

import re
import zlib
from array import array
from dataclasses import dataclass
from typing import Final

SHINGLE: Final = 5  # words
LEAST: Final = 8  # a text of fewer runs is compared whole: short notices share stock phrases
LONGEST: Final = 2048
KEYED: Final = 3  # one run in 2**3 is a key by which texts that share it are found
SHORT: Final = 128  # a text of fewer runs has keys of its own, one run in two

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Trace:
    """`hashes` are in order, each a multiple of 2**`shift`; `whole` counts the runs of the text."""

    shift: int
    whole: int
    hashes: array[int]

    @classmethod
    def of(cls, text: str) -> Trace:
        runs = {zlib.crc32(one.encode("utf-8", "surrogatepass")) for one in shingles(text)}
        shift = 0
        kept = runs
        while len(kept) > LONGEST:
            shift += 1
            kept = {one for one in kept if not one & ((1 << shift) - 1)}
        return cls(shift, len(runs), array("I", sorted(kept)))

    def packed(self) -> bytes:
        """Bytes to keep: the shift, the number of runs, and the numbers in order."""
        return bytes([self.shift]) + self.whole.to_bytes(4, "little") + self.hashes.tobytes()

    @classmethod
    def unpacked(cls, kept: bytes) -> Trace:
        numbers = array("I")
        numbers.frombytes(kept[5:])
        return cls(kept[0], int.from_bytes(kept[1:5], "little"), numbers)

    def found_by(self) -> tuple[int, ...]:
        """Numbers by which texts that share runs are found: two texts without a common key are not compared.

        Texts of which one holds at least half of the other (120 runs or more) lack one with a probability
        of about 0.0004.
        """
        mask = (1 << max(KEYED, self.shift)) - 1
        long = [one for one in self.hashes if not one & mask]
        short = [(1 << 32) | one for one in self.hashes if not one & 1] if self.whole < SHORT else []
        whole = [(2 << 32) | one for one in self.hashes] if self.whole == 1 else []
        return tuple(sorted((*long, *short, *whole)))


def shingles(text: str) -> frozenset[str]:
    """Runs of five words, case folded; the whole text when it has fewer."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < SHINGLE + LEAST:
        return frozenset({" ".join(words)}) if words else frozenset()
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def share(a: Trace, b: Trace) -> float:
    """The part of the shorter text that stands in the longer one."""
    shift = max(a.shift, b.shift)
    left, right = _coarse(a, shift), _coarse(b, shift)
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _coarse(one: Trace, shift: int) -> frozenset[int]:
    if one.shift == shift:
        return frozenset(one.hashes)
    mask = (1 << shift) - 1
    return frozenset(number for number in one.hashes if not number & mask)
