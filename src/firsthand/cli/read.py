"""`firsthand read`: reports in, readings out."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from firsthand.intake.source import Failure
    from firsthand.model.reading import Reading


class Form(StrEnum):
    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    CSV = "csv"
    WEBANNOTATION = "webannotation"
    ACLED = "acled"
    GED = "ged"
    VIINA = "viina"
    POLECAT = "polecat"
    GEOJSON = "geojson"
    PARQUET = "parquet"
    FOLLOWTHEMONEY = "followthemoney"


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files (.txt .md .html .pdf .docx .eml .json .jsonl), archives, folders, patterns, web addresses, or -.",
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date, such as 2024-11-05: what 'yesterday' is counted from."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = Form.TEXT,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File to write to; for html of several reports, a folder.", metavar="OUT"),
    ] = None,
    max_bytes: Annotated[
        int, typer.Option("--max-bytes", min=1, metavar="N", help="Largest source to read, in bytes.")
    ] = 20_000_000,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every record in the text view, not the first of each kind.")
    ] = False,
) -> None:
    """Read reports and show what they rest on.

    Exit codes: 0 all read, 1 some sources could not be read, 2 the command was called wrongly.
    """
    from firsthand.errors import BadValue
    from firsthand.intake.limits import Limits
    from firsthand.intake.published import given

    try:
        when = given(published)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error
    from firsthand.api import read_many
    from firsthand.cli.progress import watched
    from firsthand.intake.source import unfolded

    failures: list[Failure] = []
    files = list(unfolded(sources))
    total = None if any(str(one).endswith(("json", "jsonl", "ndjson")) for one in files) else len(files)
    outcomes = read_many(files, when, fetch=True, limits=Limits(bytes=max_bytes))
    readings = _good(watched(outcomes, total, busy=output is None and sys.stdout.isatty()), failures)
    try:
        _write(readings, form, output, everything)
    except OSError as error:
        raise typer.BadParameter(f"cannot write there ({error})", param_hint="--output") from error
    for failure in failures:
        typer.echo(f"not read  {failure.source}: {failure.reason()}", err=True)
    if failures:
        raise typer.Exit(1)


def _good(outcomes: Iterator[Reading | Failure], failures: list[Failure]) -> Iterator[Reading]:
    from firsthand.intake.source import Failure

    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            yield outcome


def _write_parquet(readings: Iterator[Reading], output: Path | None) -> None:
    from firsthand.errors import FirsthandError
    from firsthand.publish.parquet import to_bytes

    if output is None:
        raise typer.BadParameter("parquet is not text; give -o FILE", param_hint="--output")
    try:
        written = to_bytes(readings)
    except FirsthandError as error:
        raise typer.BadParameter(str(error), param_hint="--format") from error
    beside = output.with_name(output.name + ".part")
    beside.write_bytes(written)
    beside.replace(output)


def _write(readings: Iterator[Reading], form: Form, output: Path | None, everything: bool) -> None:
    from firsthand.cli.forms import pages, pieces

    if form is Form.PARQUET:
        _write_parquet(readings, output)
        return
    if form is Form.HTML and output is not None and (output.is_dir() or not output.suffix):
        output.mkdir(parents=True, exist_ok=True)
        for name, page in pages(readings):
            (output / name).write_text(page, "utf-8")
            typer.echo(str(output / name), err=True)
        return
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # Files are UTF-8 everywhere; on a screen that cannot show a sign, a stand-in is better than an end.
            if form is Form.TEXT:
                sys.stdout.reconfigure(errors="replace")
            else:
                sys.stdout.reconfigure(encoding="utf-8", newline="")
        for piece in pieces(readings, form.value, sys.stdout, everything):
            sys.stdout.write(piece)
        return
    if output.exists() and not output.is_file():  # a pipe or a device
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces(readings, form.value, file, everything))
        return
    # Written beside and moved into place: a run that is stopped leaves no half file.
    beside = output.with_name(output.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces(readings, form.value, file, everything))
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)
