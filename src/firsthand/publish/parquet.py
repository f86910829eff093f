"""Parquet of all events with typed columns, for DuckDB, pandas and Arrow. Needs pyarrow: `pip install "firsthand[parquet]"`.

The columns are those of the GeoJSON, with latitude, longitude and all spans of the event as lists.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final

from firsthand import __version__
from firsthand.data.registry import Registry
from firsthand.errors import FirsthandError
from firsthand.model.reading import Reading
from firsthand.publish.coded import Coded, coded
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


def table(readings: Iterable[Reading]) -> Any:
    """The events as a `pyarrow.Table`. FirsthandError where pyarrow is not installed."""
    arrow = _arrow()
    registry = Registry.load()
    found = [_row(one) for reading in readings for one in coded(reading, registry)]
    schema = arrow.schema(
        [(name, _type(arrow, name)) for name in _columns()],
        metadata={"firsthand": __version__, "note": NOTE},
    )
    return arrow.Table.from_pylist(found, schema=schema)


def to_bytes(readings: Iterable[Reading]) -> bytes:
    """The file, zstd-compressed."""
    _arrow()
    from pyarrow import parquet  # type: ignore[import-not-found, import-untyped, unused-ignore]

    out = io.BytesIO()
    parquet.write_table(table(readings), out, compression="zstd")
    return out.getvalue()


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
