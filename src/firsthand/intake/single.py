"""From bytes to documents: what one file, one page, one line or one entry of a feed says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from firsthand.errors import FirsthandError, MissingInput, TooLarge, Unreachable
from firsthand.intake.arrival import Arrival, Failure
from firsthand.intake.containers.found import Found, Spoiled
from firsthand.intake.containers.inside import members
from firsthand.intake.containers.kinds import HEAD, Container, container_of
from firsthand.intake.extract import Extract
from firsthand.intake.formats import Format, format_of
from firsthand.intake.language import settled
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.listing import Item, Listing
from firsthand.intake.parsers import extract
from firsthand.intake.records import line_extract, listed_extracts
from firsthand.intake.text import fixed
from firsthand.intake.worker import raised
from firsthand.intake.workshop import WORKSHOP
from firsthand.model.document import Document, Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for all documents of a call: what the caller knows, what a source may cost, what is kept."""

    published: Published | None = None
    limits: Limits = DEFAULT
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a document from outside it, for where the document itself is silent.

    `named` is the outlet as the user calls it, which wins over what the page says; `outlet` is what a feed calls itself.
    """

    item: Item | None = None
    named: str | None = None
    outlet: str | None = None
    language: str | None = None


NOTHING = Known()


def from_bytes(
    raw: bytes,
    source: str,
    media_type: str | None = None,
    url: str | None = None,
    stated: str | None = None,
    *,
    published: Published | None = None,
    limits: Limits = DEFAULT,
    keep: bool = False,
    called: str | None = None,
    known: Known = NOTHING,
) -> Iterator[Arrival | Failure]:
    """The documents in `raw`: one, one a line, or those of an archive. InputError where nothing of it can be read.

    `published` is what the caller knows and wins over what the file says. `stated` is the encoding that came with
    the bytes, `called` the file name where `source` is more than that, `known` fills what the file leaves open.
    """
    terms = Terms(published=published, limits=limits, keep=keep)
    name = called or (source if url is None else url.partition("?")[0])
    if len(raw) > limits.bytes:
        raise TooLarge(source, too_large(f"{len(raw):,} bytes", limits))
    if not raw.strip():
        raise MissingInput(source, "is empty; there is nothing to read")
    if container := container_of(raw[:HEAD], name):
        yield from _contained(raw, source, container, terms)
        return
    kind = format_of(raw, name, media_type)
    if kind is Format.JSONL:
        yield from _contained(raw, source, Container.LINES, terms)
    elif kind is Format.JSON:
        for place, one in listed_extracts(raw, source):
            yield _arrived(one, place, kind, raw, terms, known)
    elif kind is Format.FEED:
        listing = WORKSHOP.listing(kind, raw, source, limits, url)
        yield from entries(listing, source, terms, known)
    elif kind is Format.SITEMAP:
        raise Unreachable(source, "is a sitemap, a list of addresses; give its web address, and they are asked for")
    else:
        where = extract if kind is Format.TEXT else WORKSHOP.extract
        yield _arrived(where(kind, raw, source, limits, stated, url), source, kind, raw, terms, known)


def from_members(found: Iterator[Found], terms: Terms) -> Iterator[Arrival | Failure]:
    """The documents of what came out of a container; each that fails is a failure of its own."""
    for one in found:
        if isinstance(one, Spoiled):
            yield Failure(one.name, raised(one, one.name))
            continue
        try:
            if one.line:
                yield _arrived(line_extract(one.raw, one.name), one.name, Format.JSONL, one.raw, terms, NOTHING)
            else:
                yield from from_bytes(
                    one.raw, one.name, one.media_type, one.url, one.charset,
                    published=terms.published, limits=terms.limits, keep=terms.keep, called=one.called,
                )  # fmt: skip
        except FirsthandError as error:
            yield Failure(one.name, error)


def entries(listing: Listing, source: str, terms: Terms, known: Known = NOTHING) -> Iterator[Arrival | Failure]:
    """What a feed itself carries of each report; the pages behind it are not asked for."""
    outlet = known.outlet or listing.title
    for number, item in enumerate(listing.items, start=1):
        place = f"{source}:{number}"
        try:
            yield entry(item, place, terms, replace(known, outlet=outlet))
        except FirsthandError as error:
            yield Failure(place, error)
    if listing.left_out:
        why = f"holds {listing.left_out:,} entries above the limit of {terms.limits.entries:,}; they were left out"
        yield Failure(source, TooLarge(source, f"{why}; raise Limits.entries"))


def entry(item: Item, place: str, terms: Terms, known: Known) -> Arrival | Failure:
    """One entry of a feed, by the text that the feed carries."""
    if not item.text:
        raise MissingInput(place, f"carries no text; read its page instead ({item.url or 'it gives no address'})")
    found = Extract(
        text=item.text,
        title=item.title,
        author=item.author,
        url=item.url,
        published=item.published,
        fixes=("feed_text",) if item.whole else ("feed_summary",),
    )
    return _arrived(found, place, Format.FEED, item.text.encode("utf-8", "replace"), terms, known)


def _contained(raw: bytes, source: str, container: Container, terms: Terms) -> Iterator[Arrival | Failure]:
    if container in (Container.LINES, Container.MBOX):
        found = members(io.BytesIO(raw), source, container, terms.limits)
    else:
        found = WORKSHOP.members(container, source, terms.limits, raw=raw)
    yield from from_members(found, terms)


def _arrived(
    found: Extract | FirsthandError, place: str, kind: Format, raw: bytes, terms: Terms, known: Known
) -> Arrival | Failure:
    if isinstance(found, FirsthandError):
        return Failure(place, found)
    text = fixed(found.text)
    item = known.item or Item(key="")
    document = Document(
        text=text.text,
        title=_clean(found.title or item.title),
        outlet=_clean(known.named or _outlet(found.outlet, known.outlet)),
        url=_clean(found.url or item.url),
        author=_clean(found.author or item.author),
        published=terms.published or _surer(found.published, item.published),
        language=settled(_clean(found.language or known.language), text.text),
        raw_sha256=sha256(raw).hexdigest(),
        media_type=kind.media_type(),
        fixes=tuple(dict.fromkeys((*found.fixes, *text.fixes))),
    )
    return Arrival(place, document, raw if terms.keep else None)


def _outlet(own: str | None, feed: str | None) -> str | None:
    """The page's own name; that of its feed where the page has none but its host."""
    bare = own is None or ("." in own and " " not in own and own.islower())
    return feed if bare and feed else own


def _surer(own: Published | None, outer: Published | None) -> Published | None:
    """The page's own date, unless it is a guess and the feed knows."""
    if own is None or outer is None:
        return own or outer
    return outer if own.confidence < outer.confidence and own.evidence == "text" else own


def _clean(value: str | None) -> str | None:
    return " ".join(fixed(value).text.split()) or None if value else None


def too_large(what: str, limits: Limits) -> str:
    return f"{what} is above the limit of {limits.bytes:,} bytes; split it, or raise the limit with --max-bytes"
