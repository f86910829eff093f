"""Containers made for tests, good ones and hostile ones."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable

TEXT = "Two people were killed in Sumy on Tuesday, the governor said, and the depot was on fire until the evening of that day."


def page(text: str = TEXT, title: str = "Strike in Sumy", head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><article>'
        f"<h1>{title}</h1><p>{text} {TEXT}</p></article></body></html>"
    )


def zipped(items: Iterable[tuple[str | zipfile.ZipInfo, bytes | str]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in items:
            archive.writestr(name, content)
    return file.getvalue()


def link(name: str, to: str = "/etc/passwd") -> tuple[zipfile.ZipInfo, str]:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info, to


def tarred(items: Iterable[tuple[str, bytes | str] | tarfile.TarInfo]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for item in items:
            if isinstance(item, tarfile.TarInfo):
                archive.addfile(item)
                continue
            name, content = item
            raw = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return file.getvalue()


def odd(name: str, kind: bytes, to: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


def swollen(megabytes: int, window: int = 31) -> bytes:
    """So many megabytes of nothing, packed."""
    packing = zlib.compressobj(9, zlib.DEFLATED, window)
    return b"".join(packing.compress(bytes(1_000_000)) for _ in range(megabytes)) + packing.flush()


def overlapping(copies: int = 50) -> bytes:
    """A zip archive whose list names one member many times over, each time as another file."""
    raw = zipped([("a.txt", TEXT * 100)])
    at = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    listed = raw[at:end] * copies
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, copies, copies, len(listed), at, 0)
    return raw[:at] + listed + tail


def warc(records: Iterable[tuple[str, bytes]], kind: str = "response") -> bytes:
    """Records of (address, block), unpacked."""
    return b"".join(
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Date: 2024-11-05T10:00:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
        for number, (url, block) in enumerate(records)
    )


def http(body: bytes | str, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return (
        f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    ).encode() + raw


def mbox(*messages: str) -> str:
    return "".join(
        f"From a@example.org Tue Nov  5 10:0{number}:00 2024\n{one}\n\n" for number, one in enumerate(messages)
    )
