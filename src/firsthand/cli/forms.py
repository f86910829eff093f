"""The forms in which readings leave, as pieces of text in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

import typer

from firsthand.model.reading import Reading


def pieces(readings: Iterator[Reading], form: str, out: TextIO, everything: bool = False) -> Iterator[str]:
    """What to write to `out`, piece by piece; readings are let go as they are written where the form allows."""
    match form:
        case "text":
            yield from _text(readings, out, everything)
        case "jsonl":
            from firsthand.publish.jsonl import lines

            for line in lines(readings):
                yield line + "\n"
        case "json":
            from firsthand.publish.json import all_to_json, to_json

            found = list(readings)
            if found:
                yield (to_json(found[0], 1) if len(found) == 1 else all_to_json(found, 1)) + "\n"
        case "csv":
            from firsthand.publish.csv import rows

            yield from rows(readings)
        case "webannotation":
            from firsthand.publish.webannotation import collection

            yield collection(readings) + "\n"
        case "acled" | "ged" | "viina" | "polecat":
            yield from _shaped(readings, form)
        case "geojson":
            from firsthand.publish import geojson

            yield from geojson.lines(readings)
        case "followthemoney":
            from firsthand.publish import followthemoney

            yield from followthemoney.lines(readings)
        case "html":
            first = list(islice(readings, 2))
            if len(first) > 1:
                raise typer.BadParameter("html of several reports needs a folder; give -o DIR", param_hint="--output")
            for _, page in pages(iter(first)):
                yield page


def pages(readings: Iterator[Reading]) -> Iterator[tuple[str, str]]:
    """(file name, HTML report) of each reading; names come from titles and never repeat."""
    from firsthand.publish.html import report

    taken: dict[str, int] = {}
    for reading in readings:
        document = reading.document
        words = re.sub(r"[^a-z0-9]+", "-", (document.title or document.text[:60]).lower()).strip("-")[:60]
        name = words or document.id[:12]
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}-{taken[name]}"
        yield f"{name}.html", report(reading)


def _shaped(readings: Iterator[Reading], form: str) -> Iterator[str]:
    """Rows in the shape of an event data set; what the shape cannot hold is counted by reason on the error stream."""
    from firsthand.publish import acled, ged, polecat, viina
    from firsthand.publish.coded import LeftOut

    shapes = {"acled": acled.rows, "ged": ged.rows, "viina": viina.rows, "polecat": polecat.lines}
    left_out: list[LeftOut] = []
    yield from shapes[form](readings, left_out)
    for reason, count in sorted(Counter(one.reason for one in left_out).items()):
        typer.echo(f"left out  {count} events: {reason}", err=True)


def _text(readings: Iterator[Reading], out: TextIO, everything: bool) -> Iterator[str]:
    from firsthand.publish.terminal import view

    for number, reading in enumerate(readings):
        yield ("\n" if number else "") + view(reading, out, everything=everything)
