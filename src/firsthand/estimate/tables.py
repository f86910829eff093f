"""CSV tables as they come in."""

from __future__ import annotations

import csv
from pathlib import Path

from firsthand.errors import MissingInput, UnreadableInput


def csv_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV table in UTF-8, empty lines left out. MissingInput or UnreadableInput name the file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [row for row in csv.reader(file) if row]
    except FileNotFoundError as error:
        raise MissingInput(str(path), "no such file") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(str(path), f"not a CSV table in UTF-8 ({error})") from error
