"""A reading as few bytes, and back.

Spans are stored as numbers: the quote comes back from the text. Ids are made again from what they are made
of, references between records are positions, and each field of a kind is one column, so that fields at their
default cost nothing. The columns are packed (MessagePack) and compressed (zlib) against a dictionary: the
shared one, and the text itself, for names stand in the text already.
"""

from __future__ import annotations

import types
import zlib
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import msgspec

from firsthand.errors import BadValue
from firsthand.model.document import Document
from firsthand.model.reading import SHELF, Reading
from firsthand.model.record import Record
from firsthand.model.span import Span
from firsthand.store.dictionary import shared

CODE_VERSION: Final = 1

Encode = Callable[[Any, "_Ids"], Any]
Decode = Callable[[Any, str, "_Ids"], Any]

_KINDS: Final = tuple(SHELF.items())
_PLANS: dict[type[Record], tuple[tuple[str, Any, Encode, Decode, bool], ...]] = {}


class _Ids:
    """Ids of a reading's records by position, and positions by id."""

    __slots__ = ("at", "of")

    def __init__(self) -> None:
        self.of: list[str] = []
        self.at: dict[str, int] = {}


def packed(reading: Reading) -> bytes:
    """`reading` without its document, which is stored beside it. Equal readings give equal bytes."""
    ids = _Ids()
    ids.of = [record.id for record in reading.records()]
    for position, one in enumerate(ids.of):
        ids.at.setdefault(one, position)
    shelves: dict[str, Any] = {}
    for kind, shelf in _KINDS:
        records = getattr(reading, shelf)
        if records:
            shelves[shelf] = _columns(kind, records, ids)
    return msgspec.msgpack.encode([CODE_VERSION, reading.schema_version, reading.reader, reading.notes, shelves])


def squeezed(raw: bytes, text: bytes = b"") -> bytes:
    """`raw` compressed against the shared dictionary and, where given, the text that it speaks of."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_zdict(text))
    return press.compress(raw) + press.flush()


def opened(pressed: bytes, text: bytes = b"") -> bytes:
    """What `squeezed` was given. BadValue where the bytes were changed."""
    try:
        press = zlib.decompressobj(-15, zdict=_zdict(text))
        raw = press.decompress(pressed) + press.flush()
    except zlib.error as error:
        raise BadValue(f"stored bytes cannot be opened ({error})") from error
    if not press.eof or press.unused_data:
        raise BadValue("stored bytes end too early or too late")
    return raw


def _zdict(text: bytes) -> bytes:
    return (shared() + text)[-32768:] if text else shared()


@dataclass(slots=True)
class Packed:
    """A stored reading, opened but not yet built: single records can be had without the rest."""

    schema_version: str
    reader: str
    notes: tuple[str, ...]
    shelves: dict[str, Any]

    @classmethod
    def of(cls, raw: bytes) -> Packed:
        try:
            version, schema, reader, notes, shelves = msgspec.msgpack.decode(raw)
        except (msgspec.MsgspecError, ValueError, TypeError, UnicodeDecodeError) as error:
            raise BadValue(f"a stored reading cannot be decoded ({error})") from error
        if version != CODE_VERSION:
            raise BadValue(f"a stored reading has code version {version}; this Firsthand knows {CODE_VERSION}")
        return cls(schema, reader, tuple(notes), shelves)

    def reading(self, document: Document) -> Reading:
        """The reading as it was kept. BadValue where the columns fit neither the model nor the text."""
        try:
            built = self._built(document.text)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError) as error:
            raise BadValue(f"a stored reading does not fit the model ({error})") from error
        return Reading(
            schema_version=self.schema_version, document=document, reader=self.reader, notes=self.notes, **built
        )

    def record(self, position: int, text: str) -> Record:
        """The record at `position` of `Reading.records()`, alone: its references to other records are not
        filled in. Not for claims, whose ids are made of another record's."""
        for kind, shelf in _KINDS:
            columns = self.shelves.get(shelf)
            if columns is None:
                continue
            if position < columns[""]:
                return _alone(kind, columns, position, text)
            position -= columns[""]
        raise BadValue("a stored reading has fewer records than the search index")

    def _built(self, text: str) -> dict[str, Any]:
        ids = _Ids()
        built: dict[str, Any] = {}
        waiting: list[tuple[Record, str, Any, Decode]] = []
        for kind, shelf in _KINDS:
            columns = self.shelves.get(shelf)
            if columns is None:
                continue
            records = tuple(_records(kind, columns, text, ids, waiting))
            built[shelf] = records
            ids.of.extend(record.id for record in records)
        for record, name, raw, decode in waiting:
            object.__setattr__(record, name, decode(raw, text, ids))
        return built


def _columns(kind: type[Record], records: tuple[Record, ...], ids: _Ids) -> dict[str, Any]:
    columns: dict[str, Any] = {"": len(records)}
    explicit = [None if record.id == _made(record) else record.id for record in records]
    if any(explicit):
        columns["id"] = explicit
    for name, default, encode, _decode, spanned in _plan(kind):
        values = [getattr(record, name) for record in records]
        if default is not MISSING and all(value == default and type(value) is type(default) for value in values):
            continue
        told = [encode(value, ids) for value in values]
        columns[name] = _deltas(told) if spanned else _scaled(told)
    return columns


def _made(record: Record) -> str:
    """The id that the record would make for itself; `Record.__post_init__` says how."""
    said = [record.prefix, *(f"{n}:{s.start}:{s.end}:{s.quote}" for n, s in record.spans()), *record.identity()]
    return f"{record.prefix}-{blake2b(chr(31).join(said).encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def _deltas(values: list[Any]) -> list[Any]:
    """Starts as steps from the start before: small numbers, which pack small."""
    before = 0
    for value in values:
        if value:
            value[0], before = value[0] - before, value[0]
    return values


def _sums(values: list[Any]) -> list[Any]:
    before = 0
    out = []
    for value in values:
        if value:
            before += value[0]
            value = [before, *value[1:]]
        out.append(value)
    return out


def _scaled(values: list[Any]) -> Any:
    """Fractions with few digits as whole numbers and their common step: three bytes in place of nine."""
    real = [value for value in values if value is not None]
    if not real or not all(type(value) is float and abs(value) < 1e6 for value in real):
        return values
    for digits in (2, 4, 5):
        step = 10**digits
        if all(round(value * step) / step == value for value in real) and not any(
            value == 0 and str(value) < "0" for value in real
        ):
            return {str(digits): [None if value is None else round(value * step) for value in values]}
    return values


def _unscaled(column: Any) -> list[Any]:
    if isinstance(column, dict):
        ((digits, values),) = column.items()
        step = 10 ** int(digits)
        return [None if value is None else value / step for value in values]
    return list(column)


def _records(
    kind: type[Record], columns: dict[str, Any], text: str, ids: _Ids, waiting: list[tuple[Record, str, Any, Decode]]
) -> list[Record]:
    count = columns[""]
    plan = [step for step in _plan(kind) if step[0] in columns]
    unknown = set(columns) - {step[0] for step in plan} - {"", "id"}
    if unknown:
        raise BadValue(f"{kind.__name__} has no field {sorted(unknown)}; it was stored by a newer Firsthand")
    given = columns.get("id") or [None] * count
    known = len(ids.of)
    cells = [
        (name, _sums(columns[name]) if spanned else _unscaled(columns[name]), decode)
        for name, _, _, decode, spanned in plan
    ]
    if any(len(column) != count for _, column, _ in cells) or len(given) != count:
        raise BadValue(f"columns of {kind.__name__} differ in length")
    records = []
    for at in range(count):
        values: dict[str, Any] = {}
        late: list[tuple[str, Any, Decode]] = []
        for name, column, decode in cells:
            raw = column[at]
            values[name] = decode(raw, text, ids)
            if _points_on(raw, known) and decode in (_text_in, _texts_in):
                late.append((name, raw, decode))
        if given[at] is not None:
            values["id"] = given[at]
        record = kind(**values)
        records.append(record)
        waiting.extend((record, *one) for one in late)
    return records


def _alone(kind: type[Record], columns: dict[str, Any], at: int, text: str) -> Record:
    ids = _Ids()
    values: dict[str, Any] = {}
    for name, _, _, decode, spanned in _plan(kind):
        if name in columns:
            column = _sums(columns[name][: at + 1]) if spanned else _unscaled(columns[name])
            values[name] = decode(column[at], text, ids)
    given = columns.get("id")
    if given and given[at] is not None:
        values["id"] = given[at]
    return kind(**values)


def _points_on(raw: Any, known: int) -> bool:
    """Does a reference point to a record that is not built yet?"""
    if isinstance(raw, int):
        return raw >= known
    return isinstance(raw, list) and any(isinstance(one, int) and one >= known for one in raw)


def _plan(kind: type[Record]) -> tuple[tuple[str, Any, Encode, Decode, bool], ...]:
    found = _PLANS.get(kind)
    if found is None:
        found = _PLANS[kind] = _planned(kind)
    return found


def _planned(kind: type[Record]) -> tuple[tuple[str, Any, Encode, Decode, bool], ...]:
    """(field, default, how to write it, how to read it, does it hold spans) for every field but the id."""
    hints = get_type_hints(kind)
    steps = []
    for field in fields(kind):
        if field.name == "id":
            continue
        encode, decode = _code(hints[field.name])
        spanned = decode in (_span_in, _spans_in)
        steps.append((field.name, field.default, encode, decode, spanned))
    return tuple(steps)


def _code(hint: Any) -> tuple[Encode, Decode]:
    """How values of one type are written and read."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [one for one in get_args(hint) if one is not type(None)]
        if set(rest) <= {int, float}:
            return _plain_out, _plain_in
        (hint,) = rest
    if hint is Span:
        return _span_out, _span_in
    if hint is str:
        return _text_out, _text_in
    if hint in (int, float, bool):
        return _plain_out, _plain_in
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if inner is Span:
            return _spans_out, _spans_in
        if inner is str:
            return _texts_out, _texts_in
        return _many(*_code(inner))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_out, _enum(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _nested(hint)
    raise TypeError(f"no code for {hint}")


def _plain_out(value: Any, ids: _Ids) -> Any:
    return value


def _plain_in(raw: Any, text: str, ids: _Ids) -> Any:
    return raw


def _span_out(value: Span | None, ids: _Ids) -> Any:
    return None if value is None else [value.start, value.end - value.start]


def _span_in(raw: Any, text: str, ids: _Ids) -> Any:
    return None if raw is None else Span.of(text, raw[0], raw[0] + raw[1])


def _spans_out(value: tuple[Span, ...], ids: _Ids) -> Any:
    flat: list[int] = []
    before = 0
    for span in value:
        flat += (span.start - before, span.end - span.start)
        before = span.start
    return flat


def _spans_in(raw: Any, text: str, ids: _Ids) -> Any:
    spans = []
    before = 0
    for at in range(0, len(raw), 2):
        before += raw[at]
        spans.append(Span.of(text, before, before + raw[at + 1]))
    return tuple(spans)


def _text_out(value: str | None, ids: _Ids) -> Any:
    """A string; the position instead where it is the id of a record of this reading."""
    return value if value is None else ids.at.get(value, value)


def _text_in(raw: Any, text: str, ids: _Ids) -> Any:
    if isinstance(raw, int):
        return ids.of[raw] if raw < len(ids.of) else "?"  # built later; `Packed._built` puts it in
    return raw


def _texts_out(value: tuple[str, ...], ids: _Ids) -> Any:
    return [ids.at.get(one, one) for one in value]


def _texts_in(raw: Any, text: str, ids: _Ids) -> Any:
    return tuple(_text_in(one, text, ids) for one in raw)


def _enum_out(value: Enum | None, ids: _Ids) -> Any:
    return None if value is None else value.value


def _enum(kind: type[Enum]) -> Decode:
    known = {one.value: one for one in kind}

    def decode(raw: Any, text: str, ids: _Ids) -> Any:
        if raw is None:
            return None
        if raw not in known:
            raise BadValue(f"{kind.__name__} has no {raw!r}; it was stored by a newer Firsthand")
        return known[raw]

    return decode


def _many(encode: Encode, decode: Decode) -> tuple[Encode, Decode]:
    return (
        lambda value, ids: [encode(one, ids) for one in value],
        lambda raw, text, ids: tuple(decode(one, text, ids) for one in raw),
    )


def _nested(kind: type[Any]) -> tuple[Encode, Decode]:
    hints = get_type_hints(kind)
    codes = [(field.name, *_code(hints[field.name])) for field in fields(kind)]

    def encode(value: Any, ids: _Ids) -> Any:
        return None if value is None else [out(getattr(value, name), ids) for name, out, _ in codes]

    def decode(raw: Any, text: str, ids: _Ids) -> Any:
        return (
            None if raw is None else kind(*(into(one, text, ids) for one, (_, _, into) in zip(raw, codes, strict=True)))
        )

    return encode, decode
