"""`firsthand estimate`: how many in all, from incomplete lists of the same people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.errors import FirsthandError

if TYPE_CHECKING:
    from firsthand.estimate.report import Answers


def estimate(
    tables: Annotated[
        list[Path],
        typer.Argument(
            help="One CSV of 0/1 columns, a list each, with a last column n, count or freq if rows are patterns; "
            "or lists of named people (CSV or Parquet), one file a list or one with a column `list`."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="A .md file for the page, or a folder for page, plot, tables and data package."
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", help="Strata: a column of the lists of people, 'year of death' or 'decade of birth'."),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", min=2, max=200, help="Linkages drawn, to carry its doubt.")] = 10,
    decided: Annotated[
        Path | None,
        typer.Option("--decided", help="Reviewed pairs, as `--doubtful` writes them with column same filled."),
    ] = None,
    doubtful: Annotated[
        Path | None, typer.Option("--doubtful", help="Write pairs that a person should look at to this CSV.")
    ] = None,
    most_rows: Annotated[
        int, typer.Option("--most-rows", min=2, help="Refuse to link more rows of people than this.")
    ] = 300_000,
) -> None:
    """How many people in all, from incomplete lists of the same people: every model's answer, or why it gives none."""
    from firsthand.estimate.package import package
    from firsthand.estimate.people import names_people
    from firsthand.estimate.report import page

    try:
        found = (
            _people(tables, by, draws, decided, doubtful, most_rows) if names_people(tables) else _patterns(tables, by)
        )
        if out is None:
            typer.echo(page(found))
        elif out.suffix in (".md", ".txt"):
            out.write_text(page(found), "utf-8")
        else:
            package(found, out)
            typer.echo(f"{out}/page.md, plot.svg, estimates.csv, lists.csv, repeat.py, datapackage.json")
    except FirsthandError as error:
        typer.echo(f"firsthand: {error}", err=True)
        raise typer.Exit(1) from error


def _patterns(tables: list[Path], by: str | None) -> Answers:
    from firsthand.errors import UnreadableInput
    from firsthand.estimate.lists import read_lists
    from firsthand.estimate.report import answers

    if len(tables) > 1 or by:
        raise UnreadableInput(
            str(tables[0]), "has no column of names; several tables and --by need lists of named people"
        )
    return answers(read_lists(tables[0]))


def _people(
    tables: list[Path], by: str | None, draws: int, decided: Path | None, doubtful: Path | None, most: int
) -> Answers:
    from firsthand.estimate.linkage import linked
    from firsthand.estimate.people import read_people
    from firsthand.estimate.report import linked_answers
    from firsthand.estimate.review import read_decided, write_doubtful

    found = linked(read_people(tables), read_decided(decided) if decided else (), most=most)
    if doubtful:
        write_doubtful(found, doubtful)
    return linked_answers(found, draws, by)
