"""Parquet of all events with typed columns, for DuckDB, pandas and Arrow. Needs pyarrow: `pip install "firsthand[parquet]"`.

The columns are those of the GeoJSON, with latitude, longitude and all spans of the event as lists.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO, Any, Final

from firsthand import __version__
from firsthand.data.registry import Registry
from firsthand.errors import FirsthandError
from firsthand.model.reading import Reading
from firsthand.publish.coded import Coded, LeftOut, coded
from firsthand.publish.geojson import NOTE, properties

_NUMBERS: Final = (
    "factuality",
    "radius_km",
    "killed_low",
    "killed_best",
    "killed_high",
    "confidence",
    "latitude",
    "longitude",
)
_WHOLE: Final = ("start", "end")
_GROUP: Final = 20_000  # events of one row group


def table(readings: Iterable[Reading]) -> Any:
    """The events as a `pyarrow.Table`. FirsthandError where pyarrow is not installed."""
    arrow = _arrow()
    registry = Registry.load()
    found = [_row(one) for reading in readings for one in coded(reading, registry)]
    return arrow.Table.from_pylist(found, schema=_schema(arrow))


def to_bytes(readings: Iterable[Reading]) -> bytes:
    """The file, zstd-compressed."""
    out = io.BytesIO()
    sheet = Events(out)
    for reading in readings:
        sheet.add(reading, [])
    sheet.close()
    return out.getvalue()


class Events:
    """A file of events that is written reading by reading."""

    def __init__(self, file: IO[bytes]) -> None:
        arrow = _arrow()
        from pyarrow import parquet

        self._registry = Registry.load()
        self._schema = _schema(arrow)
        self._table = arrow.Table
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, object]] = []

    def add(self, reading: Reading, left_out: list[LeftOut]) -> int:  # noqa: ARG002  # the signature of all sheets
        """How many events were added; the shape leaves none out."""
        found = [_row(one) for one in coded(reading, self._registry)]
        self._rows += found
        if len(self._rows) >= _GROUP:
            self._flush()
        return len(found)

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def _schema(arrow: Any) -> Any:
    return arrow.schema(
        [(name, _type(arrow, name)) for name in _columns()],
        metadata={"firsthand": __version__, "note": NOTE},
    )


def _arrow() -> Any:
    try:
        import pyarrow  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError as error:
        raise FirsthandError('Parquet needs pyarrow: pip install "firsthand[parquet]"') from error
    return pyarrow


def _columns() -> tuple[str, ...]:
    flat = (
        "event_id modality said claimed_by denied_by source_chain factuality plover mode acled_event acled_sub actor "
        "target weapon place place_kind radius_km country admin1 disputed date_start date_end killed_low killed_best "
        "killed_high quote start end sentence permalink document outlet published title confidence made_by"
    )
    return (*flat.split(), "latitude", "longitude", "span_names", "span_starts", "span_ends")


def _type(arrow: Any, name: str) -> Any:
    if name in _NUMBERS:
        return arrow.float64()
    if name in _WHOLE:
        return arrow.int64()
    if name == "span_names":
        return arrow.list_(arrow.string())
    if name in ("span_starts", "span_ends"):
        return arrow.list_(arrow.int64())
    return arrow.string()


def _row(one: Coded) -> dict[str, object]:
    cells = properties(one)
    spans = list(one.event.spans())
    cells["latitude"] = one.place.latitude if one.place else None
    cells["longitude"] = one.place.longitude if one.place else None
    cells["span_names"] = [name for name, _ in spans]
    cells["span_starts"] = [span.start for _, span in spans]
    cells["span_ends"] = [span.end for _, span in spans]
    return {name: float(v) if name in _NUMBERS and isinstance(v, int | float) else v for name, v in cells.items()}
