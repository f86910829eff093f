"""Tar archives, read once from front to end."""

from __future__ import annotations

import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import IO, Self

from firsthand.errors import TooLarge, UnreadableInput
from firsthand.intake.containers.found import Found, Inner, Member, Meter, Spoiled, hidden, leads_out, shown
from firsthand.intake.containers.kinds import HEAD, container_of, wanted
from firsthand.intake.limits import Limits

_BROKEN = (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError, ValueError)


class _Header(tarfile.TarInfo):
    """`tarfile` takes a spoilt header behind the first for the end of the archive. Here it is trouble."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError, tarfile.SubsequentHeaderError) as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError(str(error)) from error


def tarred(file: IO[bytes], name: str, limits: Limits, meter: Meter) -> Iterator[Found | Inner]:
    """Every member that is read, in order; an archive in the archive as `Inner`."""
    number = 0
    try:
        with tarfile.open(fileobj=file, mode="r|", tarinfo=_Header) as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # the list would grow with the archive
                meter.alive()
                number += 1
                if number > limits.members:
                    raise TooLarge(name, f"holds more than {limits.members:,} members; pack it in parts")
                yield from _member(archive, info, f"{name}!/{shown(info.name)}", limits)
    except _BROKEN as error:
        raise UnreadableInput(
            name,
            f"is a broken tar archive ({error}), after {number} members, which were read; fetch or pack it again",
        ) from error


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, here: str, limits: Limits) -> Iterator[Found | Inner]:
    if info.isdir() or hidden(info.name):
        return
    if leads_out(info.name):
        yield Spoiled(
            here, "UnreadableInput", "is named to land outside its archive and is left out; pack it under a plain name"
        )
        return
    if not info.isfile():
        kind = "a link, which is not followed" if info.issym() or info.islnk() else "no file (a device or a pipe)"
        yield Spoiled(here, "UnreadableInput", f"is {kind}; pack the file itself")
        return
    opened = archive.extractfile(info) if wanted(info.name) else None
    if opened is None:
        return
    raw = opened.read(HEAD)
    inner = container_of(raw, info.name)
    most = limits.unpacked if inner else limits.bytes
    if info.size > most:
        yield Spoiled(
            here,
            "TooLarge",
            f"unpacks to more than the limit of {most:,} bytes; split it, or raise the limit with --max-bytes",
        )
        return
    raw += opened.read(most - len(raw) + 1)
    if inner:
        yield Inner(here, info.name, io.BytesIO(raw))
    else:
        yield Member(here, raw, called=info.name)
