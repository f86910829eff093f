"""`firsthand add`: reports into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from firsthand.intake.limits import Limits
    from firsthand.model.document import Published
    from firsthand.run.summary import Summary

STOPPED = 3


class EngineName(StrEnum):
    LOCAL = "local"
    DASK = "dask"


def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, patterns, archives, mailboxes, web archives, feeds, web addresses, or - for standard input.",
        ),
    ],
    store: Annotated[
        str | None,
        typer.Option(metavar="F", help="The store: a file, or postgresql://...; it is made if it is not there."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date, such as 2024-11-05: what 'yesterday' is counted from."),
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="What runs the workers.")] = EngineName.LOCAL,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read; as many as there are cores.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A running Dask scheduler, such as tcp://10.0.0.1:8786.")
    ] = None,
    originals: Annotated[bool, typer.Option("--originals", help="Keep the bytes as they came, compressed.")] = False,
    renew: Annotated[
        bool, typer.Option("--renew", help="Read again what was read before, by an older version say.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; read and keep nothing.")] = False,
    max_bytes: Annotated[
        int, typer.Option("--max-bytes", min=1, metavar="N", help="Largest source to read, in bytes.")
    ] = 20_000_000,
) -> None:
    """Read reports and keep them in the store. What is there already is not read again.

    Stop it at any time, and the same command goes on where it was. Exit codes: 0 all kept, 1 some sources could not
    be read, 2 the command was called wrongly, 3 the store refused; what was acknowledged is kept.
    """
    from firsthand.errors import BadValue, FirsthandError, StoreError
    from firsthand.intake.limits import Limits
    from firsthand.intake.published import given

    try:
        when = given(published)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error
    if scheduler is not None and engine is not EngineName.DASK:
        raise typer.BadParameter("a scheduler needs --engine dask", param_hint="--scheduler")
    limits = Limits(bytes=max_bytes)
    try:
        if dry_run:
            _say_what_would_happen(sources, store, when, limits, workers)
            return
        from firsthand.run.add import add as add_to
        from firsthand.run.engine import engine as made
        from firsthand.store import Store

        with Store.open(store, create=True) as book, made(engine.value, workers, scheduler) as on:
            name = f"add {datetime.now(UTC).isoformat(timespec='seconds')}"
            try:
                with _watched(sources) as told:
                    summary = add_to(
                        book, sources, when, on=on, originals=originals, renew=renew, fetch=True, limits=limits,
                        run=name, told=told,
                    )  # fmt: skip
            except KeyboardInterrupt:
                typer.echo("stopped; every acknowledged batch is kept. The same command goes on from there", err=True)
                raise typer.Exit(130) from None
            _name(summary, "not read")
            _say(summary, book.shown_name())
    except StoreError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(STOPPED) from error
    except FirsthandError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(2) from error
    if summary.failures:
        raise typer.Exit(1)


def _name(summary: Summary, what: str) -> None:
    for source, reason in summary.reasons:
        typer.echo(f"{what}  {source}: {reason}", err=True)
    if summary.failed() > len(summary.reasons):
        typer.echo(f"{what}  {summary.failed() - len(summary.reasons):,} more", err=True)


def _say(summary: Summary, name: str) -> None:
    parts = [f"{summary.new:,} new", f"{summary.known:,} known"]
    if summary.renewed:
        parts.append(f"{summary.renewed:,} read again")
    if summary.unread:
        parts.append(f"{summary.unread:,} stored without being read, for their language")
    if summary.withheld:
        parts.append(f"{summary.withheld:,} withheld, for their text was redacted")
    if summary.failures:
        parts.append(f"{summary.failed():,} failed ({summary.causes()})")
    typer.echo(
        f"{summary.seen:,} reports in {_clock(summary.seconds())}, {summary.rate():.1f} a second: {', '.join(parts)}"
    )
    typer.echo(f"kept in {name}")


def _say_what_would_happen(
    sources: list[str], name: str | None, when: Published | None, limits: Limits, workers: int | None
) -> None:
    from firsthand.errors import NoStore
    from firsthand.run.add import dry_run
    from firsthand.run.engine import cores
    from firsthand.store import Store

    try:
        book = Store.open(name, read_only=True)
    except NoStore:
        book = None
    try:
        with _watched(sources) as told:
            summary = dry_run(book, sources, when, fetch=True, limits=limits, told=told)
    finally:
        if book is not None:
            book.close()
    _name(summary, "would fail")
    typer.echo(f"{summary.seen:,} reports: {summary.new:,} would be kept, {summary.known:,} are there already")
    if summary.unread:
        typer.echo(f"{summary.unread:,} of the new ones would be stored without being read, for their language")
    if summary.failures:
        typer.echo(f"{summary.failed():,} would fail ({summary.causes()})")
    typer.echo(f"{summary.words:,} words to read, about {_clock(summary.words * _WORD / (workers or cores()))}")
    typer.echo("nothing was read or kept")
    if summary.failures:
        raise typer.Exit(1)


_WORD = 250e-6  # seconds of one core a word; docs/background/speed.md


@contextmanager
def _watched(sources: list[str]) -> Iterator[Callable[[Summary], None] | None]:
    """A line that says how far a run is, on the error stream, where somebody is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    from firsthand.run.total import total as counted

    total = counted(sources)
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    def line(summary: Summary) -> Text:
        said = f"{summary.seen:,}" + (f" of {total:,}" if total else "") + f" reports  {summary.rate():.1f} a second"
        left = summary.left(total)
        if left is not None:
            said += f"  {_clock(left)} left"
        if summary.failures:
            said += f"  failed: {summary.causes()}"
        return Text(said)

    with Live(console=Console(stderr=True), transient=True, refresh_per_second=4) as live:
        yield lambda summary: live.update(line(summary))


def _clock(seconds: float) -> str:
    whole = round(seconds)
    if whole < 100:
        return f"{whole} s"
    if whole < 6000:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
