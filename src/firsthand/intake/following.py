"""From an address to the reports behind it: a page, the pages of a feed, the pages of a sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from firsthand.errors import FirsthandError, InputError, TooLarge
from firsthand.intake.arrival import Arrival, Failure
from firsthand.intake.coding import uncoded
from firsthand.intake.formats import Format, format_of
from firsthand.intake.listing import Item, Listing
from firsthand.intake.net.fetch import Page, refused
from firsthand.intake.net.visitor import Visitor
from firsthand.intake.single import NOTHING, Known, Terms, entry, from_bytes
from firsthand.intake.workshop import WORKSHOP

_SITEMAPS = 50  # of one index


def at_address(url: str, visitor: Visitor, terms: Terms) -> Iterator[Arrival | Failure]:
    """The reports at an address that the user gave. InputError where it cannot be had at all."""
    page = visitor.ask(url)
    if page.status != 200:
        raise refused(page, url)
    found = listed(page, url, terms)
    if found is None:
        yield from of_page(page, url, terms)
    else:
        yield from behind(found, url, visitor, terms)


def listed(page: Page, source: str, terms: Terms) -> Listing | None:
    """What a page lists, where it is a feed or a sitemap."""
    raw = page.raw
    try:
        if raw[:2] == b"\x1f\x8b":  # sitemaps come packed
            raw = uncoded(raw, ["gzip"], source, terms.limits.bytes)
        kind = format_of(raw, page.url.partition("?")[0].removesuffix(".gz"), page.media_type)
    except InputError:
        return None
    if kind not in (Format.FEED, Format.SITEMAP):
        return None
    return WORKSHOP.listing(kind, raw, source, terms.limits, page.url)


def behind(found: Listing, source: str, visitor: Visitor, terms: Terms) -> Iterator[Arrival | Failure]:
    """The reports behind a list, in its order, at most `Limits.entries` of them."""
    left = terms.limits.entries
    cut = found.left_out
    known = Known(outlet=found.title)
    for one in _with_further(found, visitor, terms):
        if isinstance(one, Failure):
            yield one
        elif left:
            left -= 1
            yield from report(one, source, visitor, terms, known)
        else:
            cut += 1
    if cut:
        why = f"lists {cut:,} addresses above the limit of {terms.limits.entries:,}; they were left out"
        yield Failure(source, TooLarge(source, f"{why}; raise Limits.entries"))


def _with_further(found: Listing, visitor: Visitor, terms: Terms) -> Iterator[Item | Failure]:
    yield from found.items
    for url in found.further[:_SITEMAPS]:
        try:
            page = visitor.follow(url)
            if page.status != 200:
                raise refused(page, url)
            further = listed(page, url, terms)
            yield from further.items if further else ()
        except FirsthandError as error:
            yield Failure(url, error)


def report(
    item: Item, source: str, visitor: Visitor, terms: Terms, known: Known = NOTHING
) -> Iterator[Arrival | Failure]:
    """The report of one item: its page; where it gives no address, what the list itself carries."""
    known = replace(known, item=item, outlet=known.outlet if _kin(item.url or source, source) else None)
    place = item.url or f"{source}#{item.key}"
    try:
        if item.url is None:
            yield entry(item, place, terms, known)
            return
        page = visitor.follow(item.url)
        if page.status != 200:
            raise refused(page, item.url)
        yield from of_page(page, place, terms, known)
    except FirsthandError as error:
        yield Failure(place, error)


def _kin(url: str, other: str) -> bool:
    """Are two addresses of one house, as news.example.org and feeds.example.org are?"""
    mine, its = ((urlsplit(one).hostname or "").split(".")[-2:] for one in (url, other))
    return mine == its


def of_page(page: Page, source: str, terms: Terms, known: Known = NOTHING) -> Iterator[Arrival | Failure]:
    """The documents of an answer."""
    yield from from_bytes(
        page.raw, source, page.media_type, page.url, page.charset,
        published=terms.published, limits=terms.limits, keep=terms.keep, known=known,
    )  # fmt: skip
