"""A reading in lines that a person can review in a diff: one a record, fields only where they say something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields

from firsthand.model.reading import SHELF, Reading
from firsthand.model.record import Record
from firsthand.model.span import Span

_LONGEST = 110  # characters of a quotation: its offsets say the rest
_QUIET = {"id", "made_by", "confidence", "score"}  # these move with every better rule; the rest is what we claim


def compact(reading: Reading) -> str:
    """Every record but sentences, kind by kind, with ids replaced by kind and place, such as figure@451."""
    names: dict[str, str] = {}
    for record in reading.records():
        name = f"{type(record).__name__.lower()}@{record.start()}"
        taken = sum(1 for known in names.values() if known == name or known.startswith(f"{name}."))
        names[record.id] = f"{name}.{taken + 1}" if taken else name
    return "\n".join(_lines(reading, names)) + "\n"


def _lines(reading: Reading, names: dict[str, str]) -> Iterator[str]:
    document = reading.document
    yield f"{document.title} | {document.outlet} | {document.published} | {document.id[:16]}"
    yield from (f"fix: {fix}" for fix in document.fixes)
    for kind, shelf in SHELF.items():
        records = reading.of(kind)
        yield ""
        yield f"== {shelf}: {len(records)}"
        for record in records:
            if str(getattr(record, "kind", "")) != "sentence":
                yield _line(record, names)


def _line(record: Record, names: dict[str, str]) -> str:
    said = [names[record.id]]
    for field in fields(record):
        value = getattr(record, field.name)
        default = () if field.default is MISSING else field.default
        if field.name not in _QUIET and value != default and value is not None:
            said.append(f"{field.name}={_shown(value, names)}")
    return "  ".join(said)


def _shown(value: object, names: dict[str, str]) -> str:
    if isinstance(value, Span):
        quote = " ".join(value.quote.split())
        short = quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST]}…"
        return f"{value.start}:{value.end}“{short}”"
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(one, names) for one in value) + "]"
    if isinstance(value, str):
        return names.get(value, str(value))
    if isinstance(value, float):
        return f"{value:.6g}"
    if hasattr(value, "__dataclass_fields__"):
        inner = ((f.name, getattr(value, f.name)) for f in fields(value) if f.name not in _QUIET)  # type: ignore[arg-type]
        return "(" + " ".join(f"{name}={_shown(one, names)}" for name, one in inner if one is not None) + ")"
    return str(value)
