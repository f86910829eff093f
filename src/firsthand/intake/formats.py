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
    FEED = "feed"
    SITEMAP = "sitemap"

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
    Format.FEED: "application/rss+xml",
    Format.SITEMAP: "application/xml",
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
    ".rss": Format.FEED,
    ".atom": Format.FEED,
}
# Files that look readable to a person, or hold text in a way we do not read: named, so that the mend is clear.
FOREIGN: Final = {
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
    ".7z": "unpack it first, or pack it as .zip",
    ".rar": "unpack it first, or pack it as .zip",
    ".zst": "unpack it first, or pack it as .gz",
}
_MAGIC: Final = (
    (b"%PDF-", Format.PDF),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
)
_PAGE: Final = frozenset({"html", "head", "body", "article"})
_FEED: Final = frozenset({"rss", "feed", "rdf"})
_SITEMAP: Final = frozenset({"urlset", "sitemapindex"})
_OPENING: Final = re.compile(r"<(?:[A-Za-z][\w.-]{0,20}:)?([A-Za-z][A-Za-z0-9]{0,20})")
_BY_CONTENT: Final = frozenset({Format.TEXT, Format.PDF, Format.DOCX, Format.FEED, Format.SITEMAP})
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
        if suffix == ".docx" or b"word/" in raw[:4096] or (suffix not in FOREIGN and b"word/document.xml" in raw):
            return Format.DOCX
        return _refuse(name, suffix if suffix in FOREIGN else ".odt")
    root = _root(raw[:8192].decode("utf-8", "replace").lstrip("\ufeff"))
    if root in _FEED or root in _SITEMAP:
        return Format.FEED if root in _FEED else Format.SITEMAP
    if media_type and root not in _PAGE:
        kind = media_type.partition(";")[0].strip().lower()
        for known, its in _MEDIA_TYPES.items():
            if kind == its and known not in _BY_CONTENT:
                return known
        if kind == "application/xhtml+xml":
            return Format.HTML
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if suffix in FOREIGN:
        return _refuse(name, suffix)
    return _by_text(raw[:8192].decode("utf-8", "replace").lstrip("\ufeff"))


def _root(head: str) -> str:
    """The first element of markup, in small letters; "html" where the document type says so; else nothing."""
    at = 0
    for _ in range(20):  # declarations, comments and instructions before it
        while head[at : at + 1].isspace():
            at += 1
        if head.startswith("<?", at):
            end = head.find("?>", at)
        elif head.startswith("<!--", at):
            end = head.find("-->", at)
        elif head[at : at + 9].lower() == "<!doctype":
            if head[at + 9 : at + 30].split()[:1] and head[at + 9 : at + 30].split()[0].lower().startswith("html"):
                return "html"
            within, end = head.find("[", at), head.find(">", at)
            if 0 <= within < end:
                end = head.find("]>", within)
        else:
            found = _OPENING.match(head, at)
            return found[1].lower() if found else ""
        if end < 0:
            return ""
        at = head.index(">", end) + 1
    return ""


def _by_text(head: str) -> Format:
    if _root(head) in _PAGE:
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
    raise UnknownFormat(name, f"Firsthand does not read {suffix} files; {FOREIGN[suffix]}. It reads {readable()}")


def readable() -> str:
    """The suffixes of the files we read, for messages."""
    return ", ".join(SUFFIXES)
