"""A workbook of four sheets for desks: what this is, events, claims, figures. Needs `pip install "firsthand[xlsx]"`.

No cell is a formula or a link, whatever its text; rows that a sheet cannot hold are left out and listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import IO, Any, Final

from firsthand import __version__
from firsthand.data.registry import Registry
from firsthand.errors import MissingPart
from firsthand.model.reading import Reading
from firsthand.publish.coded import LeftOut, coded
from firsthand.publish.csv import cells
from firsthand.publish.geojson import properties

_ROWS: Final = 1_048_575  # of a sheet, without its header
_CELL: Final = 32_767
_ILLEGAL: Final = dict.fromkeys(i for i in range(32) if i not in (9, 10, 13))  # signs that XML cannot hold
_FIGURES: Final = (
    "quote", "value", "low", "high", "unit", "role", "label", "modality", "published", "outlet", "title", "start",
    "end", "permalink",
)  # fmt: skip
_CLAIMS: Final = (
    "quote", "source_chain", "cue", "modality", "label", "kind", "published", "outlet", "title", "start", "end",
    "permalink",
)  # fmt: skip
_README: Final = (
    ("Made by Firsthand", __version__),
    ("What this is", "Who says what, on whose word, where, when, how many, how sure. It never says what is true."),
    ("Before you count", "Read the column modality: claimed, planned, denied and possible events are not happened ones."),
    ("Ranges", "An empty low or high means that the words give no such bound."),
    ("Places", "radius_km says how far off a point may be."),
    ("Evidence", "quote is text[start:end] of the report, in code points; permalink names the report and the record."),
    ("Rights", "Quoted words belong to their outlets."),
)  # fmt: skip


class Workbook:
    """A workbook that is written reading by reading, a row at a time."""

    def __init__(self, file: IO[bytes], rows: int = _ROWS) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            raise MissingPart('workbooks need xlsxwriter: pip install "firsthand[xlsx]"') from error
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book: Any = xlsxwriter.Workbook(file, {"constant_memory": True, "nan_inf_to_errors": True, **plain})
        self._book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # equal content, equal bytes
        self._registry = Registry.load()
        self._most = rows
        self._rows: dict[str, int] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._sheets: dict[str, Any] = {}
        readme = self._book.add_worksheet("README")
        for number, row in enumerate(_README):
            readme.write_row(number, 0, row)
        self._begin("events", None)
        self._begin("claims", _CLAIMS)
        self._begin("figures", _FIGURES)

    def add(self, reading: Reading, left_out: list[LeftOut]) -> int:
        count = 0
        for one in coded(reading, self._registry):
            place = one.place
            row = {
                **properties(one),
                "latitude": place.latitude if place else None,
                "longitude": place.longitude if place else None,
            }
            count += self._put("events", row, one.permalink, left_out)
        for cell in cells(reading):
            sheet = {"claim": "claims", "attribution": "claims", "figure": "figures"}.get(str(cell["kind"]))
            if sheet:
                count += self._put(sheet, cell, str(cell["permalink"]), left_out)
        return count

    def close(self) -> None:
        if not self._columns.get("events"):
            self._sheets["events"].write_row(0, 0, ("no events",))
        self._book.close()

    def _begin(self, name: str, columns: tuple[str, ...] | None) -> None:
        self._sheets[name] = self._book.add_worksheet(name)
        self._sheets[name].freeze_panes(1, 0)
        self._rows[name] = 0
        if columns:
            self._head(name, columns)

    def _head(self, name: str, columns: Iterable[str]) -> None:
        self._columns[name] = tuple(columns)
        self._sheets[name].write_row(0, 0, self._columns[name])

    def _put(self, name: str, row: dict[str, object], permalink: str, left_out: list[LeftOut]) -> int:
        if name not in self._columns:
            self._head(name, row)
        if self._rows[name] >= self._most:
            why = f"the sheet {name} holds {self._most:,} rows"
            left_out.append(LeftOut(permalink, str(row.get("quote") or ""), why))
            return 0
        self._rows[name] += 1
        for column, key in enumerate(self._columns[name]):
            value = row.get(key)
            if value is None:
                continue
            if isinstance(value, int | float) and not isinstance(value, bool):
                self._sheets[name].write_number(self._rows[name], column, value)
            else:
                said = str(value).translate(_ILLEGAL)[:_CELL]
                self._sheets[name].write_string(self._rows[name], column, said)
        return 1
