"""Which kind of file a source is: by its first bytes, then by its name, then by how its text begins."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from firsthand.errors import UnknownFormat


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EML = "eml"
    JSON = "json"
    JSONL = "jsonl"

    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES: Final = {
    Format.TEXT: "text/plain",
    Format.MARKDOWN: "text/markdown",
    Format.HTML: "text/html",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.EML: "message/rfc822",
    Format.JSON: "application/json",
    Format.JSONL: "application/jsonl",
}
SUFFIXES: Final = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".eml": Format.EML,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
}
# Files that look readable to a person, or hold text in a way we do not read: named, so that the mend is clear.
_FOREIGN: Final = {
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx or .txt",
    ".odt": "save it as .docx or .txt",
    ".pages": "save it as .docx or .pdf",
    ".epub": "save its chapters as .html",
    ".msg": "save it as .eml",
    ".xls": "export the text as .jsonl",
    ".xlsx": "export the text as .jsonl",
    ".csv": "export the text as .jsonl",
    ".pptx": "save it as .pdf",
    ".zip": "unpack it first",
    ".gz": "unpack it first",
    ".warc": "unpack it to .html first",
}
_MAGIC: Final = (
    (b"%PDF-", Format.PDF),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"\x1f\x8b", ".gz"),
)
_HTML: Final = re.compile(
    r"\s{0,99}(?:<!--.{0,999}?-->\s{0,99}){0,3}<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_MAIL: Final = re.compile(
    r"(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|From|Date|Subject|X-[\w-]{1,60}): ", re.I
)


def format_of(raw: bytes, name: str, media_type: str | None = None) -> Format:
    """The format of a source. UnknownFormat names the mend for kinds of files we do not read."""
    for magic, found in _MAGIC:
        if raw[:1024].lstrip().startswith(magic):
            return found if isinstance(found, Format) else _refuse(name, found)
    suffix = PurePath(name).suffix.lower()
    if raw.startswith(b"PK\x03\x04"):
        if suffix == ".docx" or b"word/" in raw[:4096] or (suffix not in _FOREIGN and b"word/document.xml" in raw):
            return Format.DOCX
        return _refuse(name, suffix if suffix in _FOREIGN else ".zip")
    if media_type:
        kind = media_type.partition(";")[0].strip().lower()
        for known, its in _MEDIA_TYPES.items():
            if kind == its and known is not Format.TEXT:
                return known
        if kind == "application/xhtml+xml":
            return Format.HTML
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in _FOREIGN:
        return _refuse(name, suffix)
    return _by_text(raw[:8192].decode("utf-8", "replace").lstrip("\ufeff"))


def _by_text(head: str) -> Format:
    if _HTML.match(head):
        return Format.HTML
    lines = head.splitlines()
    if len(lines) > 2 and all(_MAIL.match(line) or line[:1] in " \t" for line in lines[:3]):
        return Format.EML
    if head.startswith("{") and len(lines) > 1:
        try:
            if isinstance(json.loads(lines[0]), dict):
                return Format.JSONL
        except ValueError:
            pass
    return Format.TEXT


def _refuse(name: str, suffix: str) -> Format:
    raise UnknownFormat(name, f"Firsthand does not read {suffix} files; {_FOREIGN[suffix]}. It reads {readable()}")


def readable() -> str:
    """The suffixes of the files we read, for messages."""
    return ", ".join(SUFFIXES)
