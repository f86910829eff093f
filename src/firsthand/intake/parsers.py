"""The parser of each format: bytes to extract."""

from __future__ import annotations

from firsthand.intake.decoding import decoded
from firsthand.intake.extract import Extract
from firsthand.intake.formats import Format
from firsthand.intake.limits import Limits
from firsthand.intake.text import fixed


def extract(format_: Format, raw: bytes, source: str, limits: Limits, stated: str | None, url: str | None) -> Extract:
    """What `raw` says, read as `format_`. InputError where it cannot be read."""
    if format_ is Format.HTML:
        from firsthand.intake.html import html

        return html(raw, source, limits, stated, url)
    if format_ is Format.PDF:
        from firsthand.intake.pdf import pdf

        return pdf(raw, source, limits)
    if format_ is Format.DOCX:
        from firsthand.intake.docx import docx

        return docx(raw, source, limits)
    if format_ is Format.EML:
        from firsthand.intake.eml import eml

        return eml(raw, source, limits)
    from dataclasses import replace

    from firsthand.intake.plain import markdown, plain

    text, charset = decoded(raw, source, stated)
    clean = fixed(text)
    found = (markdown if format_ is Format.MARKDOWN else plain)(clean.text)
    return replace(found, fixes=(*charset, *clean.fixes, *found.fixes))
