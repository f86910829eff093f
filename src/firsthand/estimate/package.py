"""An estimate as a folder that others can check and repeat: a Frictionless data package (Walsh and Pollock 2016).

The folder holds page.md, plot.svg, estimates.csv, lists.csv, repeat.py and datapackage.json with schemas, hashes and what
made it. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from firsthand import __version__
from firsthand.estimate.answer import Estimate
from firsthand.estimate.plot import plot
from firsthand.estimate.report import Answers, code, page

_ESTIMATES = (
    ("method", "string", "how the number was made"),
    ("model", "string", "the model inside the method"),
    ("low", "number", "lower end of the interval, or the bound where there is no best"),
    ("best", "number", "best value under the model; empty for a bound or a refusal"),
    ("high", "number", "upper end of the interval"),
    ("level", "number", "level of the interval"),
    ("refused", "string", "why there is no estimate"),
    ("assumes", "string", "what is taken for granted"),
    ("warnings", "string", "what a reader must know"),
)


def package(found: Answers, folder: Path) -> tuple[Path, ...]:
    """Write the package of `found` to `folder`, made if need be; the files, the descriptor last."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "page.md": page(found).replace(
            "# How many in all\n", "# How many in all\n\n![Models side by side](plot.svg)\n", 1
        ),
        "plot.svg": plot(found.estimates, found.lists.seen()),
        "estimates.csv": _table([name for name, _, _ in _ESTIMATES], [_row(one) for one in found.estimates]),
        "lists.csv": _lists(found),
        "repeat.py": code(found.lists),
    }
    files["datapackage.json"] = json.dumps(_descriptor(found, files), ensure_ascii=False, indent=2) + "\n"
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return tuple(folder / name for name in files)


def _descriptor(found: Answers, files: dict[str, str]) -> dict[str, Any]:
    patterns = [{"name": name, "type": "integer", "constraints": {"enum": [0, 1]}} for name in found.lists.names]
    return {
        "name": "how-many-in-all",
        "title": "How many in all: estimates from incomplete lists",
        "created_by": f"firsthand {__version__}",
        "description": "Ranges over models. No number stands without its model, its interval and what it takes for granted.",
        "resources": [
            _resource("estimates", files, [{"name": n, "type": t, "description": d} for n, t, d in _ESTIMATES]),
            _resource("lists", files, [*patterns, {"name": "n", "type": "integer", "description": "people on exactly these"}]),
        ],
        "rows_in": found.lists.seen(),
        "models": len(found.estimates),
        "models_refused": sum(bool(one.refused) for one in found.estimates),
    }  # fmt: skip


def _resource(name: str, files: dict[str, str], fields: list[dict[str, Any]]) -> dict[str, Any]:
    data = files[f"{name}.csv"].encode("utf-8")
    return {
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _row(one: Estimate) -> list[str]:
    numbers = ["" if value is None else f"{value:.3f}" for value in (one.low, one.best, one.high)]
    listed = ["; ".join(one.assumes), "; ".join(one.warnings)]
    return [one.method, one.model, *numbers, f"{one.level}", one.refused or "", *listed]


def _lists(found: Answers) -> str:
    names = found.lists.names
    rows = [
        [*(str(pattern >> at & 1) for at in range(len(names))), str(n)]
        for pattern, n in enumerate(found.lists.counts)
        if n
    ]
    return _table([*names, "n"], rows)


def _table(header: list[str] | tuple[str, ...], rows: list[list[str]]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    return out.getvalue()
