"""The shapes that readings leave in, each written reading by reading: memory does not grow with their number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any, Final, Protocol

from firsthand.errors import BadValue
from firsthand.model.reading import Reading
from firsthand.publish import acled, csv, followthemoney, ged, geojson, polecat, viina
from firsthand.publish.coded import LeftOut
from firsthand.publish.json import to_json

_WHOLE: Final = frozenset({"start", "end", "year", "time_precision", "geo_precision", "where_prec", "date_prec",
    "priogrid_gid", "type_of_violence", "event_clarity", "number_of_sources"})  # fmt: skip
_NUMBERS: Final = frozenset({"low", "high", "best", "factuality", "latitude", "longitude", "radius_km", "confidence",
    "fatalities", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "Latitude", "Longitude"})  # fmt: skip


class Sheet(Protocol):
    """A file that is being written."""

    def add(self, reading: Reading, left_out: list[LeftOut]) -> int:
        """Write what a reading gives; how many rows. What the shape cannot hold is added to `left_out`."""

    def close(self) -> None:
        """Write what belongs at the end. The file itself is the caller's to close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A form of export: what its file is called, and how to write one."""

    name: str
    path: str
    format: str
    media_type: str
    says: str
    begin: Callable[[IO[bytes]], Sheet]
    columns: tuple[str, ...] = ()
    delimiter: str | None = None

    def schema(self) -> dict[str, Any] | None:
        """The table schema of a file of cells; None for what is no table of cells."""
        if not self.columns:
            return None
        return {"fields": [{"name": name, "type": _type(name)} for name in self.columns], "missingValues": [""]}


@dataclass(slots=True)
class _Lines:
    """Lines of text: a header, what each reading gives, a footer."""

    file: IO[bytes]
    of: Callable[[Reading, list[LeftOut]], Iterator[str]]
    header: str = ""
    between: str = ""
    footer: str = ""
    rows: int = 0

    def __post_init__(self) -> None:
        self._write(self.header)

    def add(self, reading: Reading, left_out: list[LeftOut]) -> int:
        before = self.rows
        for line in self.of(reading, left_out):
            self._write((self.between if self.rows else "") + line)
            self.rows += 1
        return self.rows - before

    def close(self) -> None:
        self._write(self.footer)

    def _write(self, text: str) -> None:
        self.file.write(text.encode("utf-8"))


def _cells(rows: Callable[..., Iterator[str]], *, listing: bool = True) -> Callable[[IO[bytes]], Sheet]:
    """Rows of cells; every call of `rows` gives the header first, which is written once."""

    def begin(file: IO[bytes]) -> Sheet:
        def of(reading: Reading, left_out: list[LeftOut]) -> Iterator[str]:
            return islice(rows([reading], left_out) if listing else rows([reading]), 1, None)

        return _Lines(file, of, header=next(iter(rows([]))))

    return begin


def _geojson(file: IO[bytes]) -> Sheet:
    head, _, tail = "".join(geojson.lines([])).partition("[\n")

    def of(reading: Reading, left_out: list[LeftOut]) -> Iterator[str]:
        for feature in geojson.features([reading]):
            yield json.dumps(feature, ensure_ascii=False, separators=(",", ":"))

    return _Lines(file, of, header=head + "[\n", between=",\n", footer=tail)


def _jsonl(file: IO[bytes]) -> Sheet:
    def of(reading: Reading, left_out: list[LeftOut]) -> Iterator[str]:
        yield to_json(reading) + "\n"

    return _Lines(file, of)


def _followthemoney(file: IO[bytes]) -> Sheet:
    def of(reading: Reading, left_out: list[LeftOut]) -> Iterator[str]:
        return followthemoney.lines([reading])

    return _Lines(file, of)


def _parquet(file: IO[bytes]) -> Sheet:
    from firsthand.publish.parquet import Events

    return Events(file)


def _xlsx(file: IO[bytes]) -> Sheet:
    from firsthand.publish.xlsx import Workbook

    return Workbook(file)


def _type(name: str) -> str:
    return "integer" if name in _WHOLE else "number" if name in _NUMBERS else "string"


_ALL: Final = (
    Shape(name="csv", path="records.csv", format="csv", media_type="text/csv", columns=csv.COLUMNS,
        says="one row a record, of every kind", begin=_cells(csv.rows, listing=False)),
    Shape(name="acled", path="events-acled.csv", format="csv", media_type="text/csv", columns=acled.COLUMNS,
        says="events in the shape of ACLED; not ACLED data", begin=_cells(acled.rows)),
    Shape(name="ged", path="events-ged.csv", format="csv", media_type="text/csv", columns=ged.COLUMNS,
        says="events with deaths in the shape of UCDP GED; not UCDP data", begin=_cells(ged.rows)),
    Shape(name="viina", path="events-viina.csv", format="csv", media_type="text/csv", columns=viina.COLUMNS,
        says="placed events in the shape of VIINA; not VIINA data", begin=_cells(viina.rows)),
    Shape(name="polecat", path="events-polecat.tsv", format="tsv", media_type="text/tab-separated-values",
        columns=polecat.COLUMNS, delimiter="\t", says="events in the shape of POLECAT; not POLECAT data",
        begin=_cells(polecat.lines)),
    Shape(name="geojson", path="events.geojson", format="geojson", media_type="application/geo+json",
        says="every event, flat properties, null geometry where no place is known", begin=_geojson),
    Shape(name="parquet", path="events.parquet", format="parquet", media_type="application/vnd.apache.parquet",
        says="every event, typed, with all spans as lists", begin=_parquet),
    Shape(name="ftm", path="entities.ftm.jsonl", format="jsonl", media_type="application/jsonl",
        says="FollowTheMoney entities: articles, actors, events with proof", begin=_followthemoney),
    Shape(name="jsonl", path="readings.jsonl", format="jsonl", media_type="application/jsonl",
        says="whole readings, nothing lost, one a line", begin=_jsonl),
    Shape(name="xlsx", path="workbook.xlsx", format="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        says="events, claims and figures as sheets of a workbook", begin=_xlsx),
)  # fmt: skip
SHAPES: Final[Mapping[str, Shape]] = {shape.name: shape for shape in _ALL}


def shapes(names: Iterable[str]) -> tuple[Shape, ...]:
    """Shapes by name, each once. BadValue names those there are."""
    wanted = list(dict.fromkeys(names))
    unknown = [name for name in wanted if name not in SHAPES]
    if unknown or not wanted:
        raise BadValue(f"no shape {', '.join(unknown) or 'was given'}; there are {', '.join(SHAPES)}")
    return tuple(SHAPES[name] for name in wanted)
