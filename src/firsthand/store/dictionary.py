"""The shared compression dictionary: words of the field that every reading and report repeats.

It belongs to the format of the store: a changed dictionary cannot open what an older one pressed. It is
therefore never edited; a better one gets a new file and a new code version.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def shared() -> bytes:
    """The dictionary, most useful words last, as zlib wants it."""
    return (Path(__file__).parent / "words-1.zdict").read_bytes()
