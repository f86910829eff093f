"""From a container to the files in it, whatever is packed in what, down to a bounded depth."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from firsthand.errors import InputError, TooLarge
from firsthand.intake.containers.found import Found, Inner, Member, Meter, Spent, Spoiled
from firsthand.intake.containers.jsonlines import json_lines
from firsthand.intake.containers.kinds import HEAD, PACKED, Container, container_of, unpacked_name
from firsthand.intake.containers.mailbox import messages
from firsthand.intake.containers.streams import unpacking
from firsthand.intake.containers.tars import tarred
from firsthand.intake.containers.webarchive import webarchive
from firsthand.intake.containers.zips import zipped
from firsthand.intake.limits import Limits


def members(
    file: IO[bytes],
    name: str,
    container: Container,
    limits: Limits,
    alive: Callable[[], None] = lambda: None,
    called: str | None = None,
    depth: int = 0,
    root: Meter | None = None,
) -> Iterator[Found]:
    """Every file in `file`, one at a time. What cannot be read is `Spoiled`, by name, and the rest goes on.

    `called` is the file name where `name` is more than that. MissingPart when a kind of archive needs a package.
    """
    called = called or name
    if depth >= limits.nesting:
        yield Spoiled(name, "TooLarge", f"is packed more than {limits.nesting} times; unpack it and read the folder")
        return
    meter = Meter(name, limits, alive, root=root) if root else Meter(name, limits, alive, _weight(file))
    some = False
    try:
        for found in _opened(file, name, container, limits, meter, called, depth):
            some = True
            if isinstance(found, Inner):
                kind = container_of(found.file.read(HEAD), found.called)
                found.file.seek(0)
                assert kind is not None
                yield from members(found.file, found.name, kind, limits, alive, found.called, depth + 1, meter.root)
            else:
                yield found
    except Spent as error:
        if root is not None:
            raise  # to the source itself, which is given up whole
        yield Spoiled(error.source, TooLarge.__name__, error.reason)
    except InputError as error:
        yield Spoiled(error.source, type(error).__name__, error.reason)
    except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
        yield Spoiled(name, "UnreadableInput", f"is a broken {container} file ({error}); fetch or pack it again")
    else:
        if not some:
            yield Spoiled(name, "MissingInput", f"is a {container} file without a file that is read")


def _weight(file: IO[bytes]) -> int:
    weight = file.seek(0, 2)
    file.seek(0)
    return weight


def _opened(
    file: IO[bytes], name: str, container: Container, limits: Limits, meter: Meter, called: str, depth: int
) -> Iterator[Found | Inner]:
    if container is Container.ZIP:
        yield from zipped(file, name, limits, meter)
    elif container is Container.TAR:
        yield from tarred(file, name, limits, meter)
    elif container is Container.MBOX:
        yield from messages(file, name, limits)
    elif container is Container.WARC:
        yield from webarchive(file, name, limits, meter)
    elif container is Container.LINES:
        yield from json_lines(file, name, limits)
    else:
        yield from _packed(file, name, container, limits, meter, called, depth)


def _packed(
    file: IO[bytes], name: str, container: Container, limits: Limits, meter: Meter, called: str, depth: int
) -> Iterator[Found | Inner]:
    """What a file packed on its own holds: an archive, lines, or one document."""
    opened: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile
    if container is Container.GZIP:
        opened = gzip.GzipFile(fileobj=file)
    else:
        opened = bz2.BZ2File(file) if container is Container.BZIP2 else lzma.LZMAFile(file)  # noqa: SIM115  # as `file`
    stream = unpacking(file, opened, meter)
    inner = unpacked_name(called, container)
    kind = container_of(stream.peek(HEAD)[:HEAD], inner)
    if kind in PACKED and depth + 1 >= limits.nesting:
        raise TooLarge(name, f"is packed more than {limits.nesting} times; unpack it and read the folder")
    if kind is Container.ZIP:
        yield Inner(name, inner, io.BytesIO(_whole(stream, name, limits.unpacked)))
        return
    if kind is not None:
        yield from members(stream, name, kind, limits, meter.alive, inner, depth + 1, meter.root)
        return
    yield Member(name, _whole(stream, name, limits.bytes), called=inner)


def _whole(stream: IO[bytes], name: str, most: int) -> bytes:
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise TooLarge(name, f"unpacks to more than the limit of {most:,} bytes; raise the limit with --max-bytes")
    return raw
