"""Zip archives. The list of members is believed only where it fits itself: overlapping members are a bomb's trick."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from firsthand.errors import TooLarge, UnreadableInput
from firsthand.intake.containers.found import Found, Inner, Member, Meter, Spoiled, hidden, leads_out, shown
from firsthand.intake.containers.kinds import HEAD, container_of, wanted
from firsthand.intake.limits import Limits

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_SYMLINK = 0o120000


def zipped(file: IO[bytes], name: str, limits: Limits, meter: Meter) -> Iterator[Found | Inner]:
    """Every member that is read, in the order of the archive's list; an archive in the archive as `Inner`."""
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise UnreadableInput(name, f"is a broken zip archive ({error}); fetch or pack it again") from error
    with archive:
        listed = archive.infolist()
        _plausible(listed, name, limits)
        for info in listed:
            meter.alive()
            if info.is_dir() or hidden(info.filename):
                continue
            here = f"{name}!/{shown(info.filename)}"
            if trouble := _refused(info, here):
                yield trouble
            elif wanted(info.filename):
                yield from _member(archive, info, here, limits, meter)


def _plausible(listed: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(listed) > limits.members:
        raise TooLarge(name, f"lists {len(listed):,} members, more than {limits.members:,}; pack it in parts")
    end = 0
    for info in sorted(listed, key=lambda one: one.header_offset):
        if info.header_offset < end:
            raise TooLarge(
                name, "lists members that overlap; such archives are made to exhaust what reads them. Pack it again"
            )
        end = info.header_offset + info.compress_size


def _refused(info: zipfile.ZipInfo, here: str) -> Spoiled | None:
    if leads_out(info.filename):
        return Spoiled(
            here, "UnreadableInput", "is named to land outside its archive and is left out; pack it under a plain name"
        )
    if info.external_attr >> 16 & 0o170000 == _SYMLINK:
        return Spoiled(here, "UnreadableInput", "is a link, which is not followed; pack the file itself")
    if info.flag_bits & 1 and wanted(info.filename):
        return Spoiled(here, "UnreadableInput", "is locked with a password; unpack it and read the folder")
    return None


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, here: str, limits: Limits, meter: Meter
) -> Iterator[Found | Inner]:
    try:
        with archive.open(info) as opened:
            raw = opened.read(HEAD)
            inner = container_of(raw, info.filename)
            most = limits.unpacked if inner else limits.bytes
            if info.file_size > most:
                yield _too_large(here, most)
                return
            raw += opened.read(most - len(raw) + 1)
    except _BROKEN as error:
        yield Spoiled(here, "UnreadableInput", f"cannot be unpacked ({error}); fetch or pack the archive again")
        return
    meter.took(info.compress_size, len(raw))
    if len(raw) > most:
        yield _too_large(here, most)
    elif inner:
        yield Inner(here, info.filename, io.BytesIO(raw))
    else:
        yield Member(here, raw, called=info.filename)


def _too_large(here: str, most: int) -> Spoiled:
    return Spoiled(
        here,
        "TooLarge",
        f"unpacks to more than the limit of {most:,} bytes; split it, or raise the limit with --max-bytes",
    )
