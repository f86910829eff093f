"""`firsthand estimate`: how many in all, from incomplete lists of the same people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from firsthand.errors import FirsthandError


def estimate(
    table: Annotated[
        Path, typer.Argument(help="CSV: a 0/1 column a list; a last column n, count or freq if rows are patterns.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the page here instead of to the terminal.")
    ] = None,
) -> None:
    """How many people in all, from incomplete lists of the same people: every model's answer, or why it gives none."""
    from firsthand.estimate.lists import read_lists
    from firsthand.estimate.report import answers, page

    try:
        text = page(answers(read_lists(table)))
    except FirsthandError as error:
        typer.echo(f"firsthand: {error}", err=True)
        raise typer.Exit(1) from error
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, "utf-8")
