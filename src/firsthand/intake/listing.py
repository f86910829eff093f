"""What a feed or a sitemap lists, whichever of the two it is."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.document import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry: an address, and what the list itself says about the report behind it.

    `key` names the entry in its list for good; `text` is what the list carries of the report, `whole` whether that
    is meant to be all of it; `changed` is when it was last changed, as written.
    """

    key: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: Published | None = None
    changed: str | None = None
    text: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The items in order. `further` are sitemaps that a sitemap names; `left_out` items were above the limit."""

    title: str | None = None
    language: str | None = None
    items: tuple[Item, ...] = ()
    further: tuple[str, ...] = ()
    left_out: int = 0
