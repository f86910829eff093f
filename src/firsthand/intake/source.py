"""Documents from files, archives, feeds and addresses, one at a time; a source that fails is a failure with its mend."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from firsthand.errors import FirsthandError, MissingInput, TooLarge, Unreachable
from firsthand.intake.arrival import Arrival, Failure
from firsthand.intake.containers.inside import members
from firsthand.intake.containers.kinds import CONTAINER_SUFFIXES, HEAD, Container, container_of
from firsthand.intake.formats import SUFFIXES
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.names import STANDARD_INPUT, is_address, named, unfolded
from firsthand.intake.single import Terms, from_bytes, from_members, too_large
from firsthand.intake.workshop import WORKSHOP
from firsthand.model.document import Published

if TYPE_CHECKING:
    from firsthand.intake.net.visitor import Visitor

__all__ = ["STANDARD_INPUT", "Arrival", "Failure", "arrivals", "from_bytes", "is_address", "unfolded"]


def arrivals(
    sources: Iterable[str | Path],
    published: Published | None = None,
    limits: Limits = DEFAULT,
    *,
    fetch: bool | Visitor = False,
    keep: bool = False,
) -> Iterator[Arrival | Failure]:
    """Every document of every source, in order, one at a time; memory does not grow with their number.

    A folder gives its readable files, sorted; an archive, a mailbox or a feed what is in it; a pattern what fits it;
    "-" is standard input. An address is asked for only with `fetch`; that of a feed or a sitemap gives the pages it
    lists, by the rules of their hosts. `keep` fills `Arrival.original`.
    """
    terms = Terms(published=published, limits=limits, keep=keep)
    visitor: Visitor | None = None
    for name in named(sources):
        if isinstance(name, Failure):
            yield name
            continue
        try:
            if isinstance(name, str) and is_address(name):
                visitor = visitor or _visitor(name, limits, fetch)
                from firsthand.intake.following import at_address

                yield from at_address(name, visitor, terms)
            else:
                yield from _from_file(name, terms)
        except FirsthandError as error:
            yield Failure(str(name), error)


def _visitor(url: str, limits: Limits, fetch: bool | Visitor) -> Visitor:
    if fetch is False:
        raise Unreachable(url, "is a web address, and the network is asked only with fetch=True")
    from firsthand.intake.net.fetch import Fetcher
    from firsthand.intake.net.visitor import Visitor

    return Visitor(Fetcher(limits=limits)) if fetch is True else fetch


def _from_file(source: str | Path, terms: Terms) -> Iterator[Arrival | Failure]:
    name = str(source)
    if name == STANDARD_INPUT:
        raw = _capped(sys.stdin.buffer, "standard input", terms.limits)
        yield from _bytes(raw, "standard input", terms)
        return
    path = Path(source)
    try:
        if path.is_dir():
            readable = ", ".join((*SUFFIXES, *CONTAINER_SUFFIXES))
            raise MissingInput(name, f"is a folder without a readable file ({readable})")
        with path.open("rb") as file:
            container = container_of(file.peek(HEAD)[:HEAD], name)
            if container in (Container.LINES, Container.MBOX):
                yield from from_members(members(file, name, container, terms.limits), terms)
                return
            raw = b"" if container else _capped(file, name, terms.limits)
    except FileNotFoundError as error:
        raise MissingInput(name, "no such file; check the name and the folder") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise MissingInput(name, f"cannot be opened ({error})") from error
    if container:
        yield from from_members(WORKSHOP.members(container, name, terms.limits, path=str(path.absolute())), terms)
    else:
        yield from _bytes(raw, name, terms)


def _bytes(raw: bytes, name: str, terms: Terms) -> Iterator[Arrival | Failure]:
    yield from from_bytes(raw, name, published=terms.published, limits=terms.limits, keep=terms.keep)


def _capped(file: BinaryIO, name: str, limits: Limits) -> bytes:
    raw = file.read(limits.bytes + 1)
    if len(raw) > limits.bytes:
        raise TooLarge(name, too_large("the source", limits))
    return raw
