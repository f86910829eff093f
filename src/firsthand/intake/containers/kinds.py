"""Which kind of container a file is: by its first bytes, and by its name where bytes say nothing."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from firsthand.intake.formats import FOREIGN, SUFFIXES, Format

HEAD: Final = 4096  # bytes that are looked at


class Container(StrEnum):
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    MBOX = "mbox"
    WARC = "warc"
    LINES = "jsonl"


CONTAINER_SUFFIXES: Final = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".mbox", ".warc")
PACKED: Final = {Container.GZIP: (".gz", ".tgz"), Container.BZIP2: (".bz2",), Container.XZ: (".xz",)}
_MBOX: Final = re.compile(
    rb"From [^\r\n]{0,300}\d\d:\d\d[^\r\n]{0,60}\b(?:19|20)\d\d[^\r\n]{0,20}\r?\n>?[A-Za-z-]{2,60}: ?"
)
_WARC: Final = re.compile(rb"\s{0,8}WARC/\d\.\d{1,2}\r?\n")


def container_of(head: bytes, name: str) -> Container | None:
    """The container that begins with `head`; None for a document, or for what is neither."""
    suffix = PurePath(name).suffix.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None if _office(head, suffix) else Container.ZIP
    if head.startswith(b"\x1f\x8b"):
        return Container.GZIP
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return Container.BZIP2
    if head.startswith(b"\xfd7zXZ\x00"):
        return Container.XZ
    if head[257:262] == b"ustar":
        return Container.TAR
    if _WARC.match(head):
        return Container.WARC
    if _MBOX.match(head):
        return Container.MBOX
    if SUFFIXES.get(suffix) is Format.JSONL:
        return Container.LINES
    if suffix == ".tar" and head.strip(b"\0"):
        return Container.TAR  # older than "ustar"
    return None


def _office(head: bytes, suffix: str) -> bool:
    """Documents of office programs and e-books are zip archives, too."""
    return (
        suffix == ".docx"
        or suffix in FOREIGN
        or b"word/" in head
        or head[30:38] == b"mimetype"
        or head[30:49] == b"[Content_Types].xml"
    )


def wanted(name: str) -> bool:
    """Is a file of this name one that is read, or one that may hold such files?"""
    suffix = PurePath(name).suffix.lower()
    return suffix in SUFFIXES or suffix in CONTAINER_SUFFIXES


def unpacked_name(name: str, container: Container) -> str:
    """The name of the file inside a packed one: "dump.jsonl.gz" holds "dump.jsonl", "a.tgz" holds "a.tar"."""
    path = PurePath(name)
    if path.suffix.lower() not in PACKED.get(container, ()):
        return name
    return str(path.with_suffix(".tar" if path.suffix.lower() == ".tgz" else ""))
