"""RSS, Atom and sitemaps: their entries. Runs in the process for strangers' bytes."""

from __future__ import annotations

import html as entities
import re
from typing import Any, Final
from urllib.parse import urljoin

from firsthand.errors import FirsthandError, MissingInput, MissingPart, TooLarge, UnreadableInput
from firsthand.intake.formats import Format
from firsthand.intake.html import all_text
from firsthand.intake.limits import Limits
from firsthand.intake.listing import Item, Listing
from firsthand.intake.markup import affordable
from firsthand.intake.published import iso
from firsthand.model.document import Published

MISSING: Final = 'feeds need fastfeedparser; install it with: pip install "firsthand[intake]"'
_ENTITIES: Final = re.compile(rb"<!(?:ENTITY\b|DOCTYPE[^<>]{0,2000}\[)", re.I)
_ADDRESS: Final = re.compile(r"https?://\S{1,4000}", re.I)
_LONGEST: Final = 1_000  # characters of a title or a name


def listing(format_: Format, raw: bytes, source: str, limits: Limits, url: str | None) -> Listing:
    """What a feed or a sitemap lists, at most `limits.entries` of a feed. InputError where it cannot be read."""
    if _ENTITIES.search(raw):
        raise TooLarge(source, "defines entities of its own; such XML is made to exhaust parsers, and no feed needs it")
    return _sitemap(raw, source, url) if format_ is Format.SITEMAP else _feed(raw, source, limits, url)


def _feed(raw: bytes, source: str, limits: Limits, url: str | None) -> Listing:
    parsed = _parsed(raw, source)
    # As plain dictionaries: feedparser's own guess at one field where another is asked for.
    head, entries = dict(parsed.get("feed") or {}), [dict(one) for one in parsed.get("entries") or ()]
    if not entries and not head:
        raise UnreadableInput(source, "is no feed that can be read; is it the address of a page?")
    if not entries:
        raise MissingInput(source, "is a feed without an entry; nothing has been published yet")
    items = tuple(_item(entry, source, limits, url or head.get("link")) for entry in entries[: limits.entries])
    return Listing(
        title=_line(head.get("title")),
        language=_line(head.get("language")),
        items=items,
        left_out=max(0, len(entries) - limits.entries),
    )


def _parsed(raw: bytes, source: str) -> Any:
    """By the fast parser; by the forgiving one where that refuses."""
    refused = ""
    some = False
    try:
        import fastfeedparser

        some = True
        found = fastfeedparser.parse(raw, include_media=False, include_enclosures=False)
        if found.get("entries"):
            return found
    except ImportError:
        pass
    except Exception as error:  # its errors share no narrower base
        refused = str(error)
    try:
        import feedparser

        some = True
        found = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
        if found.get("entries") or found.get("feed"):
            return found
    except ImportError:
        pass
    if not some:
        raise MissingPart(MISSING)
    raise UnreadableInput(source, f"is a broken feed ({refused[:200] or 'nothing in it'}); open it in a browser to see")


def _item(entry: Any, source: str, limits: Limits, base: str | None) -> Item:
    link = _line(entry.get("link"))
    address = urljoin(base or "", link) if link else None
    text, whole = _carried(entry, source, limits)
    changed = _line(entry.get("updated")) or _line(entry.get("published"))
    title = _line(entry.get("title"))
    return Item(
        key=_line(entry.get("id")) or address or title or (text or "")[:200],
        url=address if address and _ADDRESS.fullmatch(address) else None,
        title=title,
        author=_line(entry.get("author")),
        published=_stamp(_line(entry.get("published")) or changed, entry),
        changed=changed,
        text=text,
        whole=whole,
    )


def _stamp(value: str | None, entry: Any) -> Published | None:
    if not value:
        return None
    if found := iso(value, 0.9, "metadata"):
        return found
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    if parsed:
        year, month, day, hour, minute, second = parsed[:6]
        return iso(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00", 0.9, "metadata")
    return None


def _carried(entry: Any, source: str, limits: Limits) -> tuple[str | None, bool]:
    """The text that the entry itself carries, and whether it is the whole report."""
    whole = "".join(str(part.get("value") or "") for part in entry.get("content") or () if isinstance(part, dict))
    summary = str(entry.get("summary") or entry.get("description") or "")
    said = whole or summary
    if whole.strip() == summary.strip():
        whole = ""  # fastfeedparser gives a summary as the content of an entry that has none
    if not said.strip():
        return None, False
    if "<" not in said:
        return entities.unescape(said).strip() or None, bool(whole)
    try:
        affordable(said, source, limits)
        return all_text(said).strip() or None, bool(whole)
    except (FirsthandError, ValueError, AssertionError):
        return None, False
    except Exception:  # lxml's errors share no narrower base; the entry's address is still good
        return None, False


def _sitemap(raw: bytes, source: str, url: str | None) -> Listing:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(source, f"is a broken sitemap ({error}); open it in a browser to see") from error
    if root is None:
        raise UnreadableInput(source, "is a broken sitemap; open it in a browser to see")
    items, further = [], []
    for node in root.iterchildren(tag=etree.Element):
        said = {etree.QName(one).localname: _line(one.text) for one in node.iter(tag=etree.Element)}
        address = urljoin(url or "", said.get("loc") or "")
        if not _ADDRESS.fullmatch(address):
            continue
        if etree.QName(node).localname == "sitemap":
            further.append(address)
            continue
        changed = said.get("lastmod") or said.get("publication_date")
        items.append(
            Item(
                key=address,
                url=address,
                title=said.get("title"),
                changed=changed,
                published=iso(said.get("publication_date") or "", 0.9, "metadata"),
            )
        )
    if not items and not further:
        raise MissingInput(source, "is a sitemap without an address; open it in a browser to see")
    return Listing(items=tuple(items), further=tuple(further))


def _line(value: Any) -> str | None:
    said = " ".join(entities.unescape(str(value)).split())[:_LONGEST] if value else ""
    return said or None
