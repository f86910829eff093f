"""PDF: lines joined to paragraphs again, words cut at line ends mended, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from firsthand.errors import MissingInput, TooLarge, UnreadableInput
from firsthand.intake.extract import Extract
from firsthand.intake.limits import Limits
from firsthand.intake.plain import dateline
from firsthand.intake.published import iso

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_HYPHENS: Final = "\ufffe\x02\xad"  # how PDFium shows a hyphen that only a line end needed
_END: Final = re.compile(r"[.!?:]['\"”’»)\]]{0,3}$")
_CREATED: Final = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_FILE_NAME: Final = re.compile(r"(?i)\.(?:html?|docx?|indd|pdf|tex|pages)$|^Microsoft Word - |^untitled")
_PAGE_NUMBER: Final = re.compile(r"(?i)\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*")


def pdf(raw: bytes, source: str, limits: Limits) -> Extract:
    """A PDF's text, one paragraph a line. UnreadableInput when locked or broken, MissingInput for a scan."""
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableInput(
                source, "is an encrypted PDF; take the password off (qpdf --decrypt IN OUT) and read it again"
            ) from error
        raise UnreadableInput(source, f"is a broken PDF ({error}); fetch it again, or save its text as .txt") from error
    try:
        if len(document) > limits.pages:
            raise TooLarge(source, f"has {len(document):,} pages, more than the {limits.pages:,} allowed; split it")
        pages = [list(_lines(document, number)) for number in range(len(document))]
        information = document.get_metadata_dict()
    finally:
        document.close()
    lines = _without_furniture(pages)
    if not any(said.strip() for said, _ in lines):
        raise MissingInput(
            source, "is a PDF without text, most likely a scan; run text recognition first (ocrmypdf IN OUT)"
        )
    created = _CREATED.match(information.get("CreationDate", ""))
    title = (information.get("Title") or "").strip()
    return Extract(
        text=_paragraphs(lines),
        title=title if title and not _FILE_NAME.search(title) else None,
        author=(information.get("Author") or "").strip() or None,
        published=dateline("\n".join(said.strip() for said, _ in lines[:10]))
        or (iso("-".join(created.groups()), 0.4, "metadata") if created else None),
        fixes=("unwrapped",),
    )


def _lines(document: PdfDocument, number: int) -> Iterator[tuple[str, float]]:
    """(text, height above the foot of the page) of each line."""
    page: Any = document[number]
    text_page: Any = page.get_textpage()
    try:
        text = text_page.get_text_range()
        at = 0
        for line in text.split("\n"):
            first = at + len(line) - len(line.lstrip())
            top = 0.0
            if line.strip() and first < text_page.count_chars():
                top = text_page.get_charbox(first)[1]
            yield line.rstrip("\r"), top
            at += len(line) + 1
    finally:
        text_page.close()
        page.close()


def _without_furniture(pages: list[list[tuple[str, float]]]) -> list[tuple[str, float]]:
    """All lines, without page numbers and the first or last lines that three pages share."""
    ends: Counter[str] = Counter()
    for page in pages:
        filled = [said.strip() for said, _ in page if said.strip()]
        ends.update({*filled[:1], *filled[-1:]})
    kept: list[tuple[str, float]] = []
    for page in pages:
        filled_at = [i for i, (said, _) in enumerate(page) if said.strip()]
        for i, (said, top) in enumerate(page):
            edge = filled_at and i in (filled_at[0], filled_at[-1])
            if not (edge and (_PAGE_NUMBER.fullmatch(said) or ends[said.strip()] > 2)):
                kept.append((said, top))
    return kept


def _paragraphs(lines: list[tuple[str, float]]) -> str:
    """Lines joined, until a blank line, a wide gap, or a short line that ends a sentence."""
    width = median(sorted(len(said) for said, _ in lines if said.strip()))
    gaps = [a[1] - b[1] for a, b in pairwise(lines) if 0 < a[1] - b[1] < 100]
    usual = median(gaps) if gaps else 0.0
    paragraphs: list[str] = []
    open_ = False
    above = 0.0
    for said, top in lines:
        words = said.strip(" \t\r")
        if not words:
            open_ = False
            continue
        if open_ and usual and above - top > 1.5 * usual:
            open_ = False
        if not open_:
            paragraphs.append("")
        before = paragraphs[-1]
        if before and before[-1] in _HYPHENS:
            paragraphs[-1] = before[:-1] + words
        else:
            paragraphs[-1] = f"{before} {words}" if before else words
        open_ = not (len(words) < 0.8 * width and _END.search(words))
        above = top
    return "\n".join(p.rstrip(_HYPHENS) for p in paragraphs) + "\n"
