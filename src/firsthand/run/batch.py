"""The one pure function of this room: a batch of documents in, a batch of outcomes out.

Everything else here decides where and when it runs. It depends on its documents and the installed
word lists and weights, so every engine, every number of workers and every order gives the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from firsthand import errors
from firsthand.errors import FirsthandError, InputError
from firsthand.intake.source import Arrival, Failure
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.reading import Reading

_LEVEL: Final = 6  # zlib; higher gains 2 % for twice the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document: `reading` is the packed reading, else `error` names the kind of failure.

    Plain values only, for it travels between processes and machines. An outcome with neither is a
    document in a language that is not read.
    """

    source: str
    reading: bytes | None = None
    error: str | None = None
    reason: str | None = None

    def failure(self) -> Failure:
        """The failure as intake has them; only for an outcome with `error`."""
        return failed(self.source, self.error or "Fault", self.reason or "")


def failed(source: str, error: str, reason: str) -> Failure:
    """A failure from its plain parts."""
    kind = getattr(errors, error, None)
    if isinstance(kind, type) and issubclass(kind, InputError):
        return Failure(source, kind(source, reason))
    if isinstance(kind, type) and issubclass(kind, FirsthandError):
        return Failure(source, kind(reason))
    return Failure(source, errors.Fault(source, reason))


def parts(failure: Failure) -> tuple[str, str]:
    """(kind, reason) of a failure: what `failed` makes one of again."""
    return type(failure.error).__name__, failure.reason()


def read_batch(batch: Iterable[Arrival], with_kit: Kit | None = None) -> list[Outcome]:
    """An outcome for every document, in order. Never raises for what a document says."""
    from firsthand.api import kit

    return list(_outcomes(batch, with_kit or kit()))


def _outcomes(batch: Iterable[Arrival], with_kit: Kit) -> Iterator[Outcome]:
    from firsthand.api import outcome

    for arrival in batch:
        if not readable(arrival.document, with_kit.language.code):
            yield Outcome(source=arrival.source)
            continue
        found = outcome(arrival, with_kit)
        if isinstance(found, Failure):
            error, reason = parts(found)
            yield Outcome(source=arrival.source, error=error, reason=reason)
        else:
            yield Outcome(source=arrival.source, reading=packed(found))


def readable(document: Document, language: str) -> bool:
    """Is the document in `language`, or in one that nobody named?"""
    return document.language is None or document.language.split("-")[0].lower() == language


def packed(reading: Reading) -> bytes:
    """A reading as compressed bytes; equal readings give equal bytes."""
    return zlib.compress(msgspec.msgpack.encode(reading), _LEVEL)


def unpacked(raw: bytes) -> Reading:
    """The reading that `packed` took."""
    return msgspec.msgpack.decode(zlib.decompress(raw), type=Reading)
