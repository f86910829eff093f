"""Web pages: main text by trafilatura, metadata, and the publication date with its evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from firsthand.errors import MissingInput, UnreadableInput
from firsthand.intake.decoding import decoded, stated_in
from firsthand.intake.extract import Extract
from firsthand.intake.limits import Limits
from firsthand.intake.markup import affordable
from firsthand.intake.published import in_url, iso
from firsthand.model.document import Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
)
_JSON_LD: Final = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{4,40})"')
_BLOCK: Final = re.compile(
    "address|article|aside|blockquote|br|caption|d[dlt]|div|fig(?:caption|ure)|footer|form|h[1-6r]|header|li|main|nav"
    "|[ou]l|p|pre|section|table|t[dhr]"
)
_APART: Final = 1  # days between metadata and address that time zones explain


def html(raw: bytes, source: str, limits: Limits, stated: str | None = None, url: str | None = None) -> Extract:
    """A page as its main text. TooLarge, UnreadableInput or MissingInput, each with its mend."""
    page, fixes = decoded(raw, source, stated or stated_in(raw))
    page = page.replace("\0", "")
    affordable(page, source, limits)
    import trafilatura
    from lxml.html import HTMLParser, document_fromstring

    try:
        # From bytes with a known encoding: lxml refuses text that carries an XML declaration of its own.
        tree = document_fromstring(
            page.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
        )
    except Exception as error:  # lxml's errors share no narrower base
        raise UnreadableInput(source, f"cannot be parsed as HTML ({error}); save the page's text as .txt") from error
    published = _published(tree, page, url)
    found: Any = trafilatura.bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, date_extraction_params={"original_date": True}
    )
    text, taken = (found.text or "") if found is not None else "", "main_text"
    if not text.strip():
        text, taken = all_text(page), "whole_page"
    if not text.strip():
        raise MissingInput(
            source, "the page holds no text (is it built by scripts?); save it from a browser and read that"
        )
    return Extract(
        text=text.strip("\n") + "\n",
        title=_clean(found and found.title),
        outlet=_clean(found and (found.sitename or found.hostname)),
        author=_clean(found and found.author),
        url=_clean(url or (found and found.url)),
        language=_language(page),
        published=published,
        fixes=(*fixes, taken),
    )


def _published(tree: HtmlElement, page: str, url: str | None) -> Published | None:
    """Metadata and address where they agree; then either; then a time element; then htmldate's search."""
    canonical = tree.xpath("string(//link[@rel='canonical']/@href | //meta[@property='og:url']/@content)")
    stated = _stated(tree, page)
    address = in_url(url or canonical or "")
    if stated and address:
        apart = abs((stated.date() - address.date()).days)
        if apart <= _APART:
            return Published(stated.value, stated.grain, 0.98, "metadata")
        # An address is set once; metadata are copied from templates and updates.
        return Published(address.value, address.grain, 0.6, "url")
    if stated or address:
        return stated or address
    for value in tree.xpath("//time/@datetime")[:5]:
        if found := iso(str(value), 0.75, "metadata"):
            return found
    from htmldate import find_date

    guess = find_date(tree, original_date=True, extensive_search=True, max_date=date.max.isoformat())
    return iso(guess, 0.5, "text") if guess else None


def _stated(tree: HtmlElement, page: str) -> Published | None:
    named: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]")[:400]:
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        named.setdefault(key, meta.get("content"))
    for key in _META:
        if key in named and (found := iso(named[key], 0.95, "metadata")):
            return found
    for match in _JSON_LD.finditer(page):
        if found := iso(match[1], 0.95, "metadata"):
            return found
    return None


def _language(page: str) -> str | None:
    found = re.search(r"<html\b[^<>]{0,300}?\blang\s{0,3}=\s{0,3}[\"']?([A-Za-z]{2,3})\b", page[:5000], re.I)
    return found[1].lower() if found else None


def _clean(value: object) -> str | None:
    said = " ".join(str(value).split()) if value else ""
    return said or None


def all_text(page: str) -> str:
    """Everything but scripts and styles, a line for each block: for pages without a main text to find."""
    from lxml.html import HTMLParser, document_fromstring

    tree = document_fromstring(page.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", no_network=True))
    for silent in tree.xpath("//script | //style | //noscript | //template | //head"):
        silent.drop_tree()
    for block in tree.xpath("//*"):
        if _BLOCK.fullmatch(str(block.tag)):
            block.text = "\n" + (block.text or "")
            block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
