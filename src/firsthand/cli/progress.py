"""A progress bar for many sources, on the error stream, and only where somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def watched(outcomes: Iterable[T], total: int | None, busy: bool = False) -> Iterator[T]:
    """`outcomes` as they come, counted on a terminal where there are several; `total` None when nobody knows.

    `busy` says that readings are being printed to the same terminal, which a bar would tear apart.
    """
    if total == 1 or busy or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4) as progress:
        yield from progress.track(outcomes, total=total)
