"""The command `firsthand`: its commands, its version, and how it ends.

Exit codes: 0 all read, 1 some sources could not be read, 2 the command was called wrongly.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from firsthand import __version__
from firsthand.cli.add import add
from firsthand.cli.brief import brief
from firsthand.cli.compare import compare
from firsthand.cli.corpus import corpus
from firsthand.cli.demo import demo
from firsthand.cli.estimate import estimate
from firsthand.cli.export import export
from firsthand.cli.find import find, quickly
from firsthand.cli.ranges import ranges
from firsthand.cli.read import read
from firsthand.cli.redact import redact
from firsthand.cli.schema import schema
from firsthand.cli.serve import serve
from firsthand.cli.verify import verify
from firsthand.cli.watch import watch

app = typer.Typer(
    name="firsthand",
    help="Reads reporting on armed conflict and shows who says what, on whose word. It never says what is true.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(read)
app.command()(add)
app.command()(watch)
app.command()(find)
app.command()(export)
app.command()(verify)
app.command()(redact)
app.command()(compare)
app.command()(brief)
app.add_typer(corpus)
app.command()(demo)
app.command()(estimate)
app.command()(ranges)
app.command()(schema)
app.command()(serve)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"firsthand {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """The entry point of the installed command."""
    if sys.argv[1:2] == ["find"]:
        ended = quickly(sys.argv[2:])
        if ended is not None:
            sys.exit(ended)
    app()
