"""Web archives (WARC): the pages in them, with the address and the headers they came with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Final

from firsthand.errors import InputError, MissingPart, UnreadableInput
from firsthand.intake.coding import uncoded
from firsthand.intake.containers.found import Found, Member, Meter, Spoiled, shown
from firsthand.intake.limits import Limits

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MISSING: Final = 'web archives need fastwarc; install it with: pip install "firsthand[intake]"'
# What a page brings along and no reader of reports wants: pictures, styles, scripts.
_ASIDE: Final = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript",
                 "application/x-javascript", "application/font", "application/wasm", "application/octet-stream")  # fmt: skip
_LONGEST_HEADER: Final = 1_000_000


def webarchive(file: IO[bytes], name: str, limits: Limits, meter: Meter) -> Iterator[Found]:
    """Every answer with status 200, every resource and every text conversion, in order.

    Redirects, errors, pictures, styles and scripts are passed over.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingPart(MISSING) from None
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        records = ArchiveIterator(
            file, record_types=kinds, parse_http=True, max_header_len=_LONGEST_HEADER, stream_detect=False, fsspec_args=False,
        )  # fmt: skip
        for record in records:
            meter.alive()
            number += 1
            if found := _member(record, f"{name}:{number}", limits):
                yield found
    except BaseException as error:
        # A panic of the library (in Rust) is no Exception; and what our own stream raises comes through as it is.
        if not isinstance(error, OSError | ValueError | EOFError) and type(error).__name__ != "PanicException":
            raise
        raise UnreadableInput(
            name, f"is a broken web archive ({error}) after {number} records, which were read; fetch it again"
        ) from error
    if not number:
        raise UnreadableInput(name, "is a web archive without a page; fetch it again")


def _member(record: WarcRecord, place: str, limits: Limits) -> Found | None:
    url = _header(record.headers, "WARC-Target-URI").strip("<> ")
    here = f"{place} {shown(url)}".rstrip()
    http: Any = record.http_headers if record.is_http else None
    if http is not None and http.status_code != 200:
        return None
    kind = _header(http, "Content-Type") if http is not None else _header(record.headers, "Content-Type")
    if kind.strip().lower().startswith(_ASIDE):
        return None
    wanted = record.content_length
    raw = record.reader.read(limits.bytes + 1)
    if len(raw) > limits.bytes:
        return Spoiled(
            here, "TooLarge", f"is above the limit of {limits.bytes:,} bytes; raise the limit with --max-bytes"
        )
    if len(raw) < wanted:
        return Spoiled(here, "UnreadableInput", f"is cut short ({len(raw):,} of {wanted:,} bytes); fetch it again")
    if not raw.strip():
        return None
    try:
        if http is not None:
            codings = [*_header(http, "Content-Encoding").split(","), *_header(http, "Transfer-Encoding").split(",")]
            raw = uncoded(raw, codings, here, limits.bytes)
    except InputError as error:
        return Spoiled(here, type(error).__name__, error.reason)
    return Member(
        here, raw, called=url.partition("?")[0], media_type=kind or None, url=url or None, charset=_charset(kind)
    )


def _header(headers: Any, name: str) -> str:
    return str(headers.get(name) or "")


def _charset(kind: str) -> str | None:
    _, _, rest = kind.lower().partition("charset=")
    return rest.partition(";")[0].strip(" \"'") or None
