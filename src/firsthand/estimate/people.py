"""Lists of named people, as organisations publish them: CSV or Parquet, one row a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from firsthand.errors import MissingInput, MissingPart, UnreadableInput
from firsthand.estimate.names import Name, name
from firsthand.estimate.tables import csv_rows

NAMED: Final = ("name", "full_name", "family", "family_name", "surname", "last_name")
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "list": ("list", "source", "dataset"),
    "id": ("id", "person_id", "number", "no"),
    "full": ("name", "full_name", "person"),
    "family": ("family", "family_name", "surname", "last_name"),
    "given": ("given", "given_name", "first_name", "forename"),
    "patronymic": ("patronymic", "middle_name", "father"),
    "born": ("born", "birth", "date_of_birth", "dob", "birth_date"),
    "died": ("died", "death", "date_of_death", "death_date", "date"),
    "place": ("place", "settlement", "town", "location"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "longitude", "lng"),
    "unit": ("unit", "brigade", "regiment"),
    "rank": ("rank",),
    "side": ("side",),
    "age": ("age",),
}
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DOTTED: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row of one list. Dates are ISO, as fine as the list gives them: "1988", "1988-03", "1988-03-05"."""

    list: str
    id: str
    name: Name
    written: str
    born: str = ""
    died: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    unit: str = ""
    rank: str = ""
    stratum: tuple[tuple[str, str], ...] = ()


def read_people(paths: Sequence[Path]) -> tuple[Person, ...]:
    """People of one file with a column `list`, or of several files, each a list named after its file.

    Columns are found by their usual names (name or family/given/patronymic, born, died, place, lat, lon, unit, rank,
    id); other columns are kept for strata. MissingInput and UnreadableInput name the file, the line and the mend.
    """
    found: list[Person] = []
    for path in paths:
        found += _people(path)
    seen = {(one.list, one.id) for one in found}
    if len(seen) != len(found):
        raise UnreadableInput(
            str(paths[0]), "an id stands twice on one list; give each row an id of its own or leave the column out"
        )
    if len({one.list for one in found}) < 2:
        raise MissingInput(str(paths[0]), "only one list; give a second file, or a column `list` that names the lists")
    return tuple(found)


def names_people(paths: Sequence[Path]) -> bool:
    """Whether the first of `paths` has a column of names; errors as `read_people`."""
    header, _ = _table(paths[0])
    return _spot(header, NAMED) is not None


def _people(path: Path) -> Iterator[Person]:
    header, rows = _table(path)
    at = {role: spot for role, known in _COLUMNS.items() if (spot := _spot(header, known)) is not None}
    if "full" not in at and "family" not in at:
        raise UnreadableInput(str(path), f"no column of names; expected one of {', '.join(NAMED)}")
    taken = set(at.values()) - {at[role] for role in ("side", "age", "place") if role in at}
    others = [spot for spot in range(len(header)) if spot not in taken]

    for line, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise UnreadableInput(str(path), f"line {line} has {len(row)} cells, the header {len(header)}")

        def cell(role: str, row: Sequence[str] = row) -> str:
            return row[at[role]].strip() if role in at else ""

        written = cell("full") or " ".join(filter(None, (cell("given"), cell("patronymic"), cell("family"))))
        if not written:
            raise UnreadableInput(str(path), f"line {line} names nobody; leave rows without a name out of the list")
        yield Person(
            list=cell("list") or path.stem,
            id=cell("id") or str(line),
            name=name(cell("full"), cell("family"), cell("given"), cell("patronymic")),
            written=written,
            born=_day(cell("born"), path, line),
            died=_day(cell("died"), path, line),
            place=cell("place"),
            lat=_degrees(cell("lat"), 90, path, line),
            lon=_degrees(cell("lon"), 180, path, line),
            unit=cell("unit"),
            rank=cell("rank"),
            stratum=tuple((header[spot], row[spot].strip()) for spot in others),
        )


def _spot(header: Sequence[str], known: Sequence[str]) -> int | None:
    low = [cell.strip().casefold().replace(" ", "_") for cell in header]
    return next((low.index(one) for one in known if one in low), None)


def _table(path: Path) -> tuple[list[str], Iterator[list[str]]]:
    if path.suffix == ".parquet":
        try:
            import pyarrow.parquet as parquet
        except ImportError as error:
            raise MissingPart("Parquet is read with pyarrow: pip install 'firsthand[parquet]'") from error
        try:
            table = parquet.read_table(path)
        except FileNotFoundError as error:
            raise MissingInput(str(path), "no such file") from error
        except (OSError, ValueError) as error:
            raise UnreadableInput(str(path), f"not a Parquet table ({error})") from error
        columns = [["" if value is None else str(value) for value in column.to_pylist()] for column in table.columns]
        return list(table.column_names), (list(row) for row in zip(*columns, strict=True))
    rows = csv_rows(path)
    if len(rows) < 2:
        raise MissingInput(str(path), "no rows; expected a header and a row a person")
    return rows[0], iter(rows[1:])


def _day(cell: str, path: Path, line: int) -> str:
    if not cell:
        return ""
    year = month = day = ""
    if dotted := _DOTTED.fullmatch(cell):
        day, month, year = dotted.groups()
    elif iso := _ISO.match(cell):
        year, month, day = (part or "" for part in iso.groups())
    try:
        date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        raise UnreadableInput(
            str(path), f"line {line}: {cell!r} is no date; write 1988, 1988-03, 1988-03-05 or 05.03.1988"
        ) from None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _degrees(cell: str, most: float, path: Path, line: int) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise UnreadableInput(str(path), f"line {line}: {cell!r} is no coordinate; decimal degrees, such as 48.5")
    return value
