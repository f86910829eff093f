"""An entry made ready to be written: everything that can be worked out before the store is held."""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, Final

import msgspec

from firsthand.errors import BadValue
from firsthand.model.document import Document, Grain, Published, report_id
from firsthand.model.reading import Reading
from firsthand.store.codec import Packed, opened, packed, squeezed
from firsthand.store.facets import Facets, day_number, facets
from firsthand.store.words import folded

STORED: Final = 0
READ: Final = 1
REDACTED: Final = 2
STATES: Final = {STORED: "stored", READ: "read", REDACTED: "redacted"}

_BESIDE: Final = tuple(one.name for one in fields(Document) if one.name not in ("text", "id"))
_LATEST_DAY: Final = 32_766  # 2059-09-17; `rank` has fifteen bits for the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A report ready to be written. `pressed_*` are the bytes as stored; `content` names what they say."""

    report_id: str
    document: Document
    state: int
    pressed_text: bytes
    pressed_about: bytes
    pressed_reading: bytes | None
    body: str
    title: str
    rows: tuple[Facets, ...]
    words: int
    records: int
    day: int | None

    @classmethod
    def of(cls, document: Document, reading: Reading | None) -> Parcel:
        """BadValue where the document holds what no store can: a lone surrogate in its title, a span off the text."""
        text = document.text.encode("utf-8")
        try:
            about = about_document(document)
            raw = packed(reading) if reading is not None else None
        except (UnicodeEncodeError, OverflowError, msgspec.MsgspecError) as error:
            raise BadValue(f"report {report_id(document)} cannot be stored ({error})") from error
        told = folded(document.text)
        return cls(
            report_id=report_id(document),
            document=document,
            state=STORED if reading is None else READ,
            pressed_text=squeezed(text),
            pressed_about=squeezed(about),
            pressed_reading=None if raw is None else squeezed(raw, text),
            body=" ".join(told),
            title=" ".join(folded(document.title or "")),
            rows=tuple(facets(reading)) if reading is not None else (),
            words=len(told),
            records=sum(1 for _ in reading.records()) if reading is not None else 0,
            day=day_number(document.published.value + "-01-01" if document.published else None),
        )

    def text_key(self) -> bytes:
        return bytes.fromhex(self.document.id)[:16]


def about_document(document: Document) -> bytes:
    """Everything about a document but its text. Equal documents give equal bytes."""
    told: dict[str, Any] = {}
    for name in _BESIDE:
        value = getattr(document, name)
        if isinstance(value, Published):
            told[name] = [value.value, value.grain.value, value.confidence, value.evidence]
        elif value is not None and value != () and not (name == "media_type" and value == "text/plain"):
            told[name] = value
    return msgspec.msgpack.encode(told, order="deterministic")


def document_of(text: str, about: bytes) -> Document:
    """The document that `about_document` described. BadValue where it cannot have been."""
    try:
        told = msgspec.msgpack.decode(about)
        when = told.pop("published", None)
        published = Published(when[0], Grain(when[1]), when[2], when[3]) if when else None
        fixes = tuple(told.pop("fixes", ()))
        return Document(text=text, published=published, fixes=fixes, **told)
    except (msgspec.MsgspecError, TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        raise BadValue(f"a stored document cannot be decoded ({error})") from error


def text_of(pressed: bytes) -> str:
    """The text of a report as it was kept."""
    try:
        return opened(pressed).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadValue(f"a stored text is no UTF-8 ({error})") from error


def reading_of(pressed: bytes, document: Document) -> Reading:
    """The reading as it was kept, each span taken from the text."""
    return Packed.of(opened(pressed, document.text.encode("utf-8"))).reading(document)


def rank_of(name: str, day: int | None) -> int:
    """Where a report stands among answers: newest first, undated last, then by id."""
    back = 32_767 if day is None else _LATEST_DAY - min(max(day, 0), _LATEST_DAY)
    return (back << 32) | int(name[:8], 16)


def seal(*parts: Any) -> bytes:
    """A digest over values of a stored row, in order."""
    return sha256(msgspec.msgpack.encode(parts)).digest()[:20]
