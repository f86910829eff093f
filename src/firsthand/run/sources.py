"""Sources through an engine: web pages, PDF and office files are taken apart by the workers, everything else here.

Taking the main text out of a web page costs about as much as reading it, so one process doing it alone would
leave the others waiting. Order is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePath
from typing import Final

from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.names import named
from firsthand.intake.source import Arrival, Failure, arrivals, is_address
from firsthand.model.document import Published
from firsthand.run.batch import failed
from firsthand.run.engine import Done, Engine, Pending, WorkerDied, ordered

_COSTLY: Final = frozenset({".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml"})
_FILES: Final = 8  # of one batch

Found = Arrival | Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for all sources of a call; see `firsthand.intake.source.arrivals`."""

    published: Published | None = None
    limits: Limits = DEFAULT
    fetch: bool = False
    keep: bool = False


def arriving(sources: Iterable[str | Path], on: Engine, terms: Terms) -> Iterator[Found]:
    """Every document of every source, in the order of `intake.source.arrivals`."""

    def submitted() -> Iterator[tuple[tuple[str | Path, ...], Pending[Iterable[Found]]]]:
        for some in _cut(named(sources)):
            if isinstance(some, Failure):
                yield (), Done((some,))
            elif on.near and _costly(some[0]):
                yield some, on.submit(_opened, (some, terms))
            else:
                yield some, Done(_arrivals(some, terms))

    for names, found in ordered(on, submitted()):
        if isinstance(found, WorkerDied):
            found = chain.from_iterable(_alone(name, on, terms) for name in names)
        yield from found


def _cut(names: Iterable[str | Path | Failure]) -> Iterator[tuple[str | Path, ...] | Failure]:
    """Costly files together, everything else by itself."""
    batch: list[str | Path] = []
    for name in names:
        if not isinstance(name, Failure) and _costly(name):
            batch.append(name)
            if len(batch) == _FILES:
                yield tuple(batch)
                batch = []
            continue
        if batch:
            yield tuple(batch)
            batch = []
        yield name if isinstance(name, Failure) else (name,)
    if batch:
        yield tuple(batch)


def _costly(name: str | Path) -> bool:
    return not (isinstance(name, str) and is_address(name)) and PurePath(name).suffix.lower() in _COSTLY


def _arrivals(names: Iterable[str | Path], terms: Terms) -> Iterator[Found]:
    return arrivals(names, terms.published, terms.limits, fetch=terms.fetch, keep=terms.keep)


def _opened(work: tuple[tuple[str | Path, ...], Terms]) -> list[Found]:
    names, terms = work
    return list(_arrivals(names, terms))


def _alone(name: str | Path, on: Engine, terms: Terms) -> Iterable[Found]:
    try:
        return on.submit(_opened, ((name,), terms)).result()
    except WorkerDied as died:
        return [failed(str(name), "UnreadableInput", f"could not be opened: {died}; save its text as .txt")]
