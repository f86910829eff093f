"""Reports and readings as Arrow tables, and the pure function between them: `read_table(reports) -> readings`.

A table of reports needs one column, `text`; all others may be missing or null. A table of readings has a
row for every report, in the same order, whatever became of it: `outcome` is "read", "unread" (a language
that is not read) or "failed". `records` are flat rows with the columns of our CSV, so that DuckDB and
pandas can ask without us; `reading` is the whole reading, packed. Needs `pip install "firsthand[parquet]"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from firsthand.errors import BadValue, FirsthandError, MissingInput, MissingPart
from firsthand.intake.source import Arrival, Failure
from firsthand.intake.text import fixed
from firsthand.kit import Kit
from firsthand.model.document import Document, Grain, Published, report_id
from firsthand.publish.csv import COLUMNS, cells
from firsthand.run.batch import Outcome, failed, parts, read_batch, unpacked

READ, UNREAD, FAILED = "read", "unread", "failed"

_SAID: Final = ("title", "outlet", "url", "author", "language", "raw_sha256", "replaces")
_NUMBERS: Final = frozenset({"low", "high", "factuality", "latitude", "longitude", "radius_km", "confidence"})
_WHOLE: Final = frozenset({"start", "end"})
# What the row of the report says already.
_OF_THE_REPORT: Final = frozenset({"permalink", "document", "outlet", "published", "title"})
RECORD: Final = tuple(column for column in COLUMNS if column not in _OF_THE_REPORT)


def arrow() -> Any:
    """pyarrow, or MissingPart with the mend."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingPart('corpora need pyarrow and fsspec: pip install "firsthand[parquet]"') from error
    return pyarrow


def report_schema() -> Any:
    """Columns of a table of reports as `report_table` writes them."""
    pa = arrow()
    return pa.schema(
        [
            pa.field("source", pa.string(), nullable=False),
            ("text", pa.string()),
            *((name, pa.string()) for name in _SAID),
            ("published", pa.string()),
            ("published_grain", pa.string()),
            ("published_confidence", pa.float64()),
            ("published_evidence", pa.string()),
            ("media_type", pa.string()),
            ("fixes", pa.list_(pa.string())),
            ("error", pa.string()),
            ("reason", pa.string()),
        ]
    )


def reading_schema() -> Any:
    """Columns of a table of readings: those of the reports, and what became of them."""
    pa = arrow()
    record = pa.struct([(name, _type(pa, name)) for name in RECORD])
    return pa.schema(
        [
            *report_schema(),
            pa.field("outcome", pa.string(), nullable=False),
            ("report", pa.string()),
            ("document", pa.string()),
            ("words", pa.int64()),
            ("records", pa.list_(record)),
            ("reading", pa.binary()),
        ]
    )


def report_table(arrivals: Iterable[Arrival | Failure]) -> Any:
    """What arrived as a table; a failure is a row without text, so that it is counted wherever the table goes."""
    rows = [
        _failure_row(one) if isinstance(one, Failure) else {"source": one.source, **_row(one.document)}
        for one in arrivals
    ]
    return arrow().Table.from_pylist(rows, schema=report_schema())


def arrivals_of(table: Any) -> Iterator[Arrival | Failure]:
    """The reports of a table; a row that holds none is a failure. A text from elsewhere is fixed as files are."""
    names = set(table.schema.names)
    if "text" not in names:
        raise BadValue(f'the table has no column "text"; it has {", ".join(table.schema.names)}')
    known = [name for name in report_schema().names if name in names]
    for number, row in enumerate(table.select(known).to_pylist()):
        source = row.get("source") or f"row {number + 1}"
        try:
            yield _arrival(row, source)
        except FirsthandError as error:
            yield Failure(source, error)


def read_table(table: Any, with_kit: Kit | None = None) -> Any:
    """The readings of a table of reports: a function of the table and the installed weights, nothing else."""
    arrivals = list(arrivals_of(table))
    found = iter(read_batch((one for one in arrivals if isinstance(one, Arrival)), with_kit))
    return reading_table((one, None if isinstance(one, Failure) else next(found)) for one in arrivals)


def reading_table(outcomes: Iterable[tuple[Arrival | Failure, Outcome | None]]) -> Any:
    """Arrivals with what became of them, as a table of readings."""
    rows = [_outcome_row(arrival, outcome) for arrival, outcome in outcomes]
    return arrow().Table.from_pylist(rows, schema=reading_schema())


def outcomes_of(table: Any) -> Iterator[tuple[Arrival | Failure, Outcome | None]]:
    """What `reading_table` was given."""
    columns = [*report_schema().names, "outcome", "reading"]
    for row in table.select(columns).to_pylist():
        source = row["source"]
        if row["outcome"] == FAILED:
            failure = failed(source, row["error"], row["reason"])
            if row["text"] is None:
                yield failure, None
            else:
                error, reason = parts(failure)
                yield _arrival(row, source), Outcome(source=source, error=error, reason=reason)
        else:
            yield _arrival(row, source), Outcome(source=source, reading=row["reading"])


def _arrival(row: dict[str, Any], source: str) -> Arrival | Failure:
    text = row.get("text")
    if row.get("error") and text is None:
        return failed(source, row["error"], row.get("reason") or "")
    if not text or not text.strip():
        raise MissingInput(source, 'has an empty "text"')
    clean = fixed(text)
    said: dict[str, Any] = {name: row.get(name) for name in _SAID}
    fixes = tuple(dict.fromkeys((*(row.get("fixes") or ()), *clean.fixes)))
    media_type = row.get("media_type") or "text/plain"
    document = Document(text=clean.text, published=_published(row), media_type=media_type, fixes=fixes, **said)
    return Arrival(source, document)


def _published(row: dict[str, Any]) -> Published | None:
    value = row.get("published")
    if not value:
        return None
    if row.get("published_grain") is None:
        return Published(str(value), evidence="metadata")
    return Published(
        str(value),
        Grain(row["published_grain"]),
        1.0 if row.get("published_confidence") is None else row["published_confidence"],
        row.get("published_evidence") or "metadata",
    )


def _row(document: Document) -> dict[str, Any]:
    published = document.published
    return {
        "text": document.text,
        **{name: getattr(document, name) for name in _SAID},
        "published": published.value if published else None,
        "published_grain": published.grain.value if published else None,
        "published_confidence": published.confidence if published else None,
        "published_evidence": published.evidence if published else None,
        "media_type": document.media_type,
        "fixes": list(document.fixes),
    }


def _failure_row(failure: Failure) -> dict[str, Any]:
    error, reason = parts(failure)
    return {"source": failure.source, "error": error, "reason": reason}


def _outcome_row(arrival: Arrival | Failure, outcome: Outcome | None) -> dict[str, Any]:
    if isinstance(arrival, Failure) or outcome is None:
        assert isinstance(arrival, Failure)
        return {**_failure_row(arrival), "outcome": FAILED}
    document = arrival.document
    row = {
        "source": arrival.source,
        **_row(document),
        "report": report_id(document),
        "document": document.id,
        "words": len(document.text.split()),
    }
    if outcome.error is not None:
        return {**row, "outcome": FAILED, "error": outcome.error, "reason": outcome.reason}
    if outcome.reading is None:
        return {**row, "outcome": UNREAD}
    records = [_record(one) for one in cells(unpacked(outcome.reading))]
    return {**row, "outcome": READ, "records": records, "reading": outcome.reading}


def _record(given: dict[str, object]) -> dict[str, object]:
    return {name: _cell(name, given.get(name)) for name in RECORD}


def _cell(name: str, value: object) -> object:
    if value is None or name in _WHOLE:
        return value
    if name in _NUMBERS:
        return float(value) if isinstance(value, int | float) else None
    return str(value)


def _type(pa: Any, name: str) -> Any:
    return pa.float64() if name in _NUMBERS else pa.int64() if name in _WHOLE else pa.string()
