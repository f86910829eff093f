"""Bodies of web answers as they travel: compressed and in chunks. Unpacked up to a limit and no further."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from importlib import import_module

from firsthand.errors import TooLarge, UnreadableInput

_STEP = 262_144  # bytes unpacked at once


def uncoded(raw: bytes, codings: Sequence[str], source: str, limit: int) -> bytes:
    """`raw` without its codings, the last one taken off first. TooLarge above `limit` bytes, UnreadableInput otherwise.

    One compression is unpacked; an answer that is compressed twice is made to exhaust what reads it.
    """
    named = [coding.strip().lower() for coding in codings if coding.strip().lower() not in ("", "identity")]
    if sum(coding != "chunked" for coding in named) > 1:
        raise TooLarge(source, f"is compressed {len(named)} times; such answers are made to exhaust what reads them")
    for coding in reversed(named):
        if coding == "chunked":
            raw = _joined(raw, source)
        elif coding in ("gzip", "x-gzip", "deflate"):
            raw = _inflated(raw, source, limit)
        elif coding == "br":
            raw = _unbrotlied(raw, source, limit)
        else:
            raise UnreadableInput(source, f"is coded as {coding[:40]!r}, which is not read; fetch it uncompressed")
    if len(raw) > limit:
        raise _above(source, limit)
    return raw


def _inflated(raw: bytes, source: str, limit: int) -> bytes:
    out = bytearray()
    while raw:
        # gzip, zlib, or the bare stream that some servers call "deflate"
        window = (
            47 if raw[:2] == b"\x1f\x8b" or (raw[0] & 15 == 8 and int.from_bytes(raw[:2], "big") % 31 == 0) else -15
        )
        unpacking = zlib.decompressobj(window)
        try:
            rest = raw
            while rest and not unpacking.eof:
                out += unpacking.decompress(rest, _STEP)
                rest = unpacking.unconsumed_tail
                if len(out) > limit:
                    raise _above(source, limit)
        except zlib.error as error:
            if out:
                break  # what follows a whole member is no part of it
            raise UnreadableInput(source, f"is not compressed as it says ({error}); fetch it again") from error
        if not unpacking.eof:
            raise UnreadableInput(source, "is cut short inside its compression; fetch it again")
        raw = unpacking.unused_data if unpacking.unused_data[:2] == b"\x1f\x8b" else b""
    return bytes(out)


def _unbrotlied(raw: bytes, source: str, limit: int) -> bytes:
    """Only web archives hold brotli: we do not ask servers for it."""
    try:
        brotli = import_module("brotli")
    except ImportError:
        raise UnreadableInput(source, "is compressed with brotli; pip install brotli, and read it again") from None
    unpacking = brotli.Decompressor()
    out = bytearray()
    try:
        for at in range(0, len(raw), 1024):
            out += unpacking.process(raw[at : at + 1024], output_buffer_limit=limit + 1)
            while not unpacking.can_accept_more_data() and len(out) <= limit:
                out += unpacking.process(b"", output_buffer_limit=limit + 1)
            if len(out) > limit:
                raise _above(source, limit)
    except brotli.error as error:
        raise UnreadableInput(source, f"is not compressed as it says ({error}); fetch it again") from error
    if not unpacking.is_finished():
        raise UnreadableInput(source, "is cut short inside its compression; fetch it again")
    return bytes(out)


def _joined(raw: bytes, source: str) -> bytes:
    """The body of an answer sent in chunks. Archives that say "chunked" of a body joined before are forgiven."""
    out, at = bytearray(), 0
    while True:
        end = raw.find(b"\r\n", at, at + 100)
        size = raw[at : max(at, end)].partition(b";")[0].strip()
        try:
            length = int(size, 16) if size and size.isalnum() else -1
        except ValueError:
            length = -1
        if end < 0 or length < 0 or end + 2 + length > len(raw):
            if not out:
                return raw
            raise UnreadableInput(source, "is cut short between its chunks; fetch it again")
        if length == 0:
            return bytes(out)
        out += raw[end + 2 : end + 2 + length]
        at = end + 2 + length + 2


def _above(source: str, limit: int) -> TooLarge:
    return TooLarge(source, f"unpacks to more than the limit of {limit:,} bytes; raise it with --max-bytes")
