"""`firsthand corpus gather | read | load`: a corpus on a shared disk or object store, read by many workers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.add import EngineName

if TYPE_CHECKING:
    from firsthand.run.corpus import Tally
    from firsthand.run.summary import Summary

corpus = typer.Typer(
    name="corpus",
    help="Read a corpus of Parquet files with many workers, on one machine or a cluster.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Workers = Annotated[
    int | None, typer.Option("--workers", min=1, metavar="N", help="Processes that read; as many as there are cores.")
]


@corpus.command()
def gather(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="What `firsthand add` takes.")],
    folder: Annotated[
        str, typer.Option("-o", "--output", metavar="CORPUS", help="Where to: a folder, s3://..., gs://...")
    ],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date of all sources.")] = None,
    workers: Workers = None,
) -> None:
    """Take sources apart and write their texts as Parquet. What could not be opened is a row that says so."""
    from firsthand.intake.published import given
    from firsthand.run.corpus import gather as gathered
    from firsthand.run.engine import cores, engine
    from firsthand.run.sources import Terms, arriving

    with _told(), engine("local", workers or cores()) as on:
        terms = Terms(published=given(published), fetch=True)
        typer.echo(f"{gathered(arriving(sources, on, terms), folder):,} rows in {folder}")


@corpus.command()
def read(
    folder: Annotated[str, typer.Argument(metavar="CORPUS", help="Parquet files with a column `text`.")],
    readings: Annotated[
        str, typer.Argument(metavar="READINGS", help="Where readings go; goes on where a run stopped.")
    ],
    engine: Annotated[EngineName, typer.Option(help="What runs the workers.")] = EngineName.LOCAL,
    workers: Workers = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A running Dask scheduler, such as tcp://10.0.0.1:8786.")
    ] = None,
    part: Annotated[
        int, typer.Option("--part", min=1, metavar="ROWS", help="Rows that one worker reads at a time.")
    ] = 500,
) -> None:
    """Read every part of a corpus that has no readings yet. Exit code 1 says that some reports could not be read."""
    from firsthand.run.corpus import read_corpus
    from firsthand.run.engine import engine as made

    def progress(tally: Tally, total: int) -> None:
        if sys.stderr.isatty():
            typer.echo(
                f"\r{tally.known + tally.parts:,} of {total:,} parts  {tally.documents():,} reports", err=True, nl=False
            )

    with _told(), made(engine.value, workers, scheduler) as on:
        tally = read_corpus(folder, readings, on, part, progress)
    counts = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(tally.outcomes.items())) or "nothing new"
    typer.echo(f"{tally.parts:,} parts now, {tally.known:,} before: {counts}")
    for cause, count in sorted(tally.failures.items()):
        typer.echo(f"failed  {count:,} {cause}", err=True)
    if tally.failures:
        raise typer.Exit(1)


@corpus.command()
def load(
    readings: Annotated[str, typer.Argument(metavar="READINGS", help="What `firsthand corpus read` wrote.")],
    store: Annotated[str | None, typer.Option(metavar="F", help="The store; it is made if it is not there.")] = None,
) -> None:
    """Put a folder of readings into the store in one sweep; again, and nothing is doubled."""
    from firsthand.run.add import keep
    from firsthand.run.corpus import outcomes_in
    from firsthand.store import Store

    with _told(), Store.open(store, create=True) as book:
        summary: Summary = keep(book, outcomes_in(readings))
        typer.echo(
            f"{summary.seen:,} reports, {summary.rate():.0f} a second: {summary.new:,} new, {summary.known:,} known,"
            f" {summary.failed():,} failed; kept in {book.shown_name()}"
        )


@contextmanager
def _told() -> Iterator[None]:
    from firsthand.errors import FirsthandError, StoreError

    try:
        yield
    except FirsthandError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(3 if isinstance(error, StoreError) else 2) from error
