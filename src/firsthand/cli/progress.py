"""A progress bar for many sources, on the error stream, and only where somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(outcomes: Iterable[T], sources: int) -> Iterator[T]:
    """`outcomes` as they come, counted on a terminal when there are several sources."""
    if sources < 2 or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        outcomes, description="Reading", total=sources, console=Console(stderr=True), transient=True, update_period=0.2
    )
