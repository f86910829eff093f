"""`firsthand watch`: feeds, sitemaps and pages asked on a schedule, and what is new kept in the store."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from firsthand.intake.watch.plan import Plan, Watched
    from firsthand.intake.watch.rounds import Watch
    from firsthand.run.engine import Engine
    from firsthand.run.summary import Summary
    from firsthand.store import Store

_NAP = 60.0  # seconds of sleep at once: a machine that slept itself should notice soon


def watch(
    plan: Annotated[Path, typer.Argument(metavar="FEEDS.TOML", help="What is watched; see docs/recipes/watch.md.")],
    store: Annotated[
        str | None,
        typer.Option(metavar="F", help="The store: a file, or postgresql://...; it is made if it is not there."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Ask every source that is due once, and end.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Begin with every source, whether it is due or not.")
    ] = False,
    archive: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep every answer in this folder, as web archives (WARC).")
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to remember what was seen; beside FEEDS.TOML if not given."),
    ] = None,
    originals: Annotated[
        bool, typer.Option("--originals", help="Keep the pages in the store, too, compressed.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that read.")] = 1,
    max_bytes: Annotated[
        int, typer.Option("--max-bytes", min=1, metavar="N", help="Largest page to read, in bytes.")
    ] = 20_000_000,
) -> None:
    """Ask feeds, sitemaps and pages again and again, and keep what is new in the store.

    Asks public hosts only, follows robots.txt, and leaves every host its pause. Stop it at any time: what is not kept
    yet is asked for again. Exit codes with --once: 0 all well, 1 some sources or pages could not be had, 2 the command
    or the plan is wrong, 3 the store refused; what was acknowledged is kept.
    """
    from dataclasses import replace

    from firsthand.errors import FirsthandError, StoreError
    from firsthand.intake.watch.plan import plan as planned

    try:
        wanted = planned(plan)
        if state is not None:
            wanted = replace(wanted, state=state)
        if archive is not None:
            wanted = replace(wanted, archive=archive)
        failed = _run(wanted, store or wanted.store, once, everything, originals, workers, max_bytes)
    except StoreError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(3) from error
    except FirsthandError as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        typer.echo("stopped; every acknowledged batch is kept. The same command goes on from there", err=True)
        raise typer.Exit(130) from None
    if failed:
        raise typer.Exit(1)


def _run(
    plan: Plan, name: str | None, once: bool, everything: bool, originals: bool, workers: int, max_bytes: int
) -> int:
    from firsthand.intake.limits import Limits
    from firsthand.intake.net.archive import Archive
    from firsthand.intake.net.fetch import AGENT, Fetcher
    from firsthand.intake.net.manners import Manners
    from firsthand.intake.net.visitor import Visitor
    from firsthand.intake.single import Terms
    from firsthand.intake.watch.rounds import Watch, check
    from firsthand.run.engine import engine
    from firsthand.store import Store

    limits = Limits(bytes=max_bytes, seconds=20.0)
    agent = f"{AGENT} ({plan.contact})" if plan.contact else AGENT
    check(plan)
    with ExitStack() as stack:
        archive = stack.enter_context(Archive(plan.archive)) if plan.archive else None
        visitor = Visitor(Fetcher(limits=limits, agent=agent), Manners(pause=plan.pause), archive)
        watching = Watch(plan, visitor, Terms(limits=limits, keep=originals))
        book = stack.enter_context(Store.open(name, create=True))
        on = stack.enter_context(engine("local" if workers > 1 else "here", workers))
        return rounds(watching, book, on, once=once, everything=everything)


def rounds(
    watching: Watch,
    book: Store,
    on: Engine,
    *,
    once: bool,
    everything: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Rounds without end, or one; the number of failures of the last."""
    while True:
        due = watching.plan.sources if everything else watching.due()
        everything = False
        failed = _round(watching, book, on, due) if due else 0
        if once:
            return failed
        while (left := (watching.next() - watching.clock()).total_seconds()) > 0:
            sleep(min(left, _NAP))


def _round(watching: Watch, book: Store, on: Engine, due: tuple[Watched, ...]) -> int:
    from firsthand.run.add import keep, known
    from firsthand.run.reading import outcomes

    turn = watching.round(due)
    found = outcomes(turn.outcomes(), on, lambda one: not known(book, one.document))
    name = f"watch {datetime.now(UTC).isoformat(timespec='seconds')}"
    summary = keep(book, found, name, told=lambda so_far: turn.acknowledged(so_far.seen))
    turn.acknowledged(summary.seen)
    _say(turn.asked, turn.unchanged, summary)
    return summary.failed()


def _say(asked: int, unchanged: int, summary: Summary) -> None:
    for source, reason in summary.reasons:
        typer.echo(f"not read  {source}: {reason}", err=True)
    parts = [f"{summary.new:,} new"]
    if summary.known:
        parts.append(f"{summary.known:,} known")
    if summary.unread:
        parts.append(f"{summary.unread:,} stored without being read, for their language")
    if summary.failures:
        parts.append(f"{summary.failed():,} failed ({summary.causes()})")
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    typer.echo(f"{now}  {asked:,} sources asked, {unchanged:,} unchanged: {', '.join(parts)}")
