"""DOCX: the paragraphs of the main part, deletions left out, footnotes at the end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from firsthand.errors import MissingInput, TooLarge, UnreadableInput
from firsthand.intake.extract import Extract
from firsthand.intake.limits import Limits
from firsthand.intake.plain import dateline
from firsthand.intake.published import iso

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_BROKEN: Final = "is a broken DOCX file (cut short on its way?); fetch it again, or save its text as .txt"


def docx(raw: bytes, source: str, limits: Limits) -> Extract:
    """A Word document as text, one paragraph a line."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > limits.unpacked:
                raise TooLarge(
                    source,
                    f"unpacks to more than {limits.unpacked:,} bytes; save its text as .txt and read that",
                )
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise UnreadableInput(source, _BROKEN)
            body = _parsed(archive.read("word/document.xml"))
            notes = _parsed(archive.read("word/footnotes.xml")) if "word/footnotes.xml" in names else None
            core = _parsed(archive.read("docProps/core.xml")) if "docProps/core.xml" in names else None
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, SyntaxError, RuntimeError, NotImplementedError) as error:
        raise UnreadableInput(source, _BROKEN) from error
    lines = [line for line in _paragraphs(body) if line.strip()]
    if notes is not None:
        lines += [line for line in _paragraphs(notes) if line.strip()]
    if not lines:
        raise MissingInput(source, "holds no text; if its pages are pictures, run text recognition first")
    text = "\n".join(lines) + "\n"
    created = _said(core, f"{_TERMS}created")
    return Extract(
        text=text,
        title=_said(core, f"{_DC}title"),
        author=_said(core, f"{_DC}creator"),
        published=dateline(text) or (iso(created, 0.4, "metadata") if created else None),
    )


def _parsed(part: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(part, parser)


def _paragraphs(root: _Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        said: list[str] = []
        for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
            if node.tag == f"{_W}t":
                said.append(node.text or "")
            elif node.tag == f"{_W}noBreakHyphen":
                said.append("-")
            else:
                said.append(" ")
        yield "".join(said)


def _said(core: _Element | None, name: str) -> str | None:
    found = core.find(name) if core is not None else None
    return (found.text or "").strip() or None if found is not None else None
