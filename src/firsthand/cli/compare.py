"""`firsthand compare`: reports of the same happenings, side by side."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Form(StrEnum):
    TEXT = "text"
    JSON = "json"


def compare(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, JSON Lines, web addresses, or - for standard input."),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date of all that do not state their own."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = Form.TEXT,
) -> None:
    """Hold reports against each other: incidents, copies folded, figures of one question side by side, contradictions first.

    Exit codes: 0 all read, 1 some sources could not be read, 2 the command was called wrongly.
    """
    import msgspec

    from firsthand.api import read_many
    from firsthand.cli.progress import watched
    from firsthand.compare.comparison import compared
    from firsthand.errors import BadValue
    from firsthand.intake.published import given
    from firsthand.intake.source import Failure, unfolded
    from firsthand.kit import Kit
    from firsthand.publish.comparison import text

    try:
        when = given(published)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error
    files = list(unfolded(sources))
    outcomes = list(watched(read_many(files, when, fetch=True), None))
    readings = [one for one in outcomes if not isinstance(one, Failure)]
    found = compared(readings, Kit())
    sys.stdout.write(
        msgspec.json.format(msgspec.json.encode(found)).decode() + "\n" if form is Form.JSON else text(found)
    )
    failures = [one for one in outcomes if isinstance(one, Failure)]
    for failure in failures:
        typer.echo(f"not read  {failure.source}: {failure.reason()}", err=True)
    if failures:
        raise typer.Exit(1)
