"""`python -m benchmarks specs`: the specifications of Recognizers-Text, of which our figures answer ages, money, dimensions, temperatures.

No published scorer: a result is found when a figure of ours overlaps it and has its value (relative 1e-5); `exact` asks for
the same ends, `unit` for the same unit name besides.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.gold import folder
from firsthand.count.conventions import recognizers
from firsthand.data.language import Language

MODELS = ("AgeModel", "CurrencyModel", "DimensionModel", "TemperatureModel")


def run() -> int:
    language = Language()
    for model in MODELS:
        lines = (folder() / "figures" / "recognizers_specs" / f"{model}.jsonl").read_text("utf-8").splitlines()
        value, exact, unit, given, asked = tally([json.loads(line) for line in lines if line.strip()], model, language)

        def f1(n: int, both: int = given + asked) -> str:
            return f"{200 * n / max(1, both):.1f}"

        print(f"{model:<18} value {f1(value)}  exact {f1(exact)}  unit {f1(unit)}  of {asked} asked, {given} given")
    return 0


def tally(rows: list[dict[str, Any]], model: str, language: Language) -> tuple[int, int, int, int, int]:
    """(right value, of these with the same ends, of these with the same unit, given, asked)."""
    value = exact = unit = given = asked = 0
    for row in rows:
        want = [
            (one["start"], one["end"], _number(one["resolution"].get("value")), one["resolution"].get("unit"))
            for one in row["results"]
            if one["start"] is not None and (one["resolution"] or {}).get("value") is not None
        ]
        got = [
            (one["start"], one["end"], one["value"], one["unit"]) for one in recognizers(row["text"], language, model)
        ]
        given, asked = given + len(got), asked + len(want)
        used: set[int] = set()
        for start, end, number, name in want:
            for i, (first, last, mine, called) in enumerate(got):
                if i in used or not (first < end and start < last) or mine is None or number is None:
                    continue
                if abs(float(mine) - number) <= 1e-5 * max(1.0, abs(number)):
                    used.add(i)
                    value += 1
                    exact += (first, last) == (start, end)
                    unit += str(called or "").lower() == str(name or "").lower()
                    break
    return value, exact, unit, given, asked


def _number(text: object) -> float | None:
    try:
        return float(str(text).replace(",", ""))
    except ValueError:
        return None
