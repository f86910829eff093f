"""Doubtful pairs on their way to a reviewer and back: a CSV table with an empty column `same`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from firsthand.errors import MissingInput, UnreadableInput
from firsthand.estimate.linkage import Linkage, RowName

COLUMNS: Final = ("list_a", "id_a", "name_a", "list_b", "id_b", "name_b", "probability", "agreement", "same")
_YES: Final = frozenset({"yes", "y", "1", "true", "same"})
_NO: Final = frozenset({"no", "n", "0", "false", "different"})


def write_doubtful(found: Linkage, path: Path) -> int:
    """Write the pairs of `found` that are in doubt, those nearest to even chances first; how many."""
    pairs = found.doubtful()
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for pair in pairs:
            a, b = found.rows(pair)
            why = "; ".join(f"{part}: {words}" for part, words in pair.why if words != "not given")
            table.writerow([a.list, a.id, a.written, b.list, b.id, b.written, f"{pair.probability:.3f}", why, ""])
    return len(pairs)


def read_decided(path: Path) -> tuple[tuple[RowName, RowName, bool], ...]:
    """Pairs whose column `same` says yes or no; empty cells are left to the model. UnreadableInput names the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError as error:
        raise MissingInput(str(path), "no such file") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(str(path), f"not a CSV table in UTF-8 ({error})") from error
    found = []
    for line, row in enumerate(rows, 2):
        if missing := [name for name in ("list_a", "id_a", "list_b", "id_b", "same") if row.get(name) is None]:
            raise UnreadableInput(str(path), f"line {line} has no {missing[0]}; write the table with --doubtful")
        said = row["same"].strip().casefold()
        if said and said not in _YES | _NO:
            raise UnreadableInput(str(path), f"line {line}: {row['same']!r} is neither yes nor no")
        if said:
            found.append(((row["list_a"], row["id_a"]), (row["list_b"], row["id_b"]), said in _YES))
    return tuple(found)
