"""Documents from files, streams and folders, one at a time; a source that fails is a failure with its mend."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import FirsthandError, InputError, MissingInput, TooLarge, Unreachable
from firsthand.intake.extract import Extract
from firsthand.intake.formats import SUFFIXES, Format, format_of
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.parsers import extract
from firsthand.intake.records import extracts
from firsthand.intake.text import fixed
from firsthand.intake.workshop import WORKSHOP
from firsthand.model.document import Document, Published

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read. `source` names the file and, in JSON Lines, the line."""

    source: str
    error: FirsthandError

    def reason(self) -> str:
        """What is wrong and how to mend it, without the name."""
        return self.error.reason if isinstance(self.error, InputError) else str(self.error)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document and where it came from."""

    source: str
    document: Document


def arrivals(
    sources: Iterable[str | Path], published: Published | None = None, limits: Limits = DEFAULT, *, fetch: bool = False
) -> Iterator[Arrival | Failure]:
    """Every document of every source, in order. A folder gives its readable files, sorted; "-" is standard
    input. An address is asked for only with `fetch`."""
    for name in unfolded(sources):
        try:
            if isinstance(name, str) and is_address(name):
                yield from _fetched(name, published, limits, fetch)
            else:
                yield from from_bytes(*_opened(name, limits), published=published, limits=limits)
        except FirsthandError as error:
            yield Failure(str(name), error)


def is_address(source: str) -> bool:
    """Does a source begin as a web address does?"""
    return source[:8].lower().startswith(("http://", "https://"))


def _fetched(url: str, published: Published | None, limits: Limits, fetch: bool) -> Iterator[Arrival | Failure]:
    if not fetch:
        raise Unreachable(url, "is a web address, and the network is asked only with fetch=True")
    from firsthand.intake.fetch import fetch as ask

    page = ask(url, limits)
    yield from from_bytes(page.raw, url, page.media_type, page.url, page.charset, published=published, limits=limits)


def from_bytes(
    raw: bytes,
    source: str,
    media_type: str | None = None,
    url: str | None = None,
    stated: str | None = None,
    *,
    published: Published | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Arrival | Failure]:
    """The documents in `raw`: one, or one a line. InputError where nothing of it can be read.

    `published` is what the caller knows and wins over what the file says. `stated` is the encoding
    that came with the bytes.
    """
    if len(raw) > limits.bytes:
        raise TooLarge(source, _too_large(f"{len(raw):,} bytes", limits))
    if not raw.strip():
        raise MissingInput(source, "is empty; there is nothing to read")
    kind = format_of(raw, source if url is None else url.partition("?")[0], media_type)
    digest = sha256(raw).hexdigest()
    if kind in (Format.JSON, Format.JSONL):
        for name, one in extracts(kind, raw, source):
            if isinstance(one, FirsthandError):
                yield Failure(name, one)
            else:
                yield Arrival(name, _document(one, kind, digest, published))
        return
    where = extract if kind is Format.TEXT else WORKSHOP.extract
    yield Arrival(source, _document(where(kind, raw, source, limits, stated, url), kind, digest, published))


def _document(found: Extract, kind: Format, digest: str, published: Published | None) -> Document:
    text = fixed(found.text)
    fixes = tuple(dict.fromkeys((*found.fixes, *text.fixes)))
    return Document(
        text=text.text,
        title=_clean(found.title),
        outlet=_clean(found.outlet),
        url=_clean(found.url),
        author=_clean(found.author),
        published=published or found.published,
        language=_clean(found.language),
        raw_sha256=digest,
        media_type=kind.media_type(),
        fixes=fixes,
    )


def _clean(value: str | None) -> str | None:
    return " ".join(fixed(value).text.split()) or None if value else None


def unfolded(sources: Iterable[str | Path]) -> Iterator[str | Path]:
    """The files behind `sources`: a folder gives its readable files, sorted; a folder without one stands for itself."""
    for source in sources:
        address = isinstance(source, str) and is_address(source)
        path = Path(source)
        if str(source) != STANDARD_INPUT and not address and path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
            yield from inside or [path]
        else:
            yield source


def _opened(source: str | Path, limits: Limits) -> tuple[bytes, str]:
    if str(source) == STANDARD_INPUT:
        return _capped(sys.stdin.buffer, "standard input", limits), "standard input"
    path = Path(source)
    name = str(source)
    try:
        if path.is_dir():
            raise MissingInput(name, f"is a folder without a readable file ({', '.join(SUFFIXES)})")
        with path.open("rb") as file:
            return _capped(file, name, limits), name
    except FileNotFoundError as error:
        raise MissingInput(name, "no such file; check the name and the folder") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise MissingInput(name, f"cannot be opened ({error})") from error


def _capped(file: BinaryIO, name: str, limits: Limits) -> bytes:
    raw = file.read(limits.bytes + 1)
    if len(raw) > limits.bytes:
        raise TooLarge(name, _too_large("the source", limits))
    return raw


def _too_large(what: str, limits: Limits) -> str:
    return f"{what} is above the limit of {limits.bytes:,} bytes; split it, or raise the limit with --max-bytes"
