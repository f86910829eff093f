"""`firsthand find`: words, places, days and numbers in what was kept.

Only what a search needs is imported, and only when it runs: an answer should come before a hand leaves the key.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from firsthand.cli import asking

if TYPE_CHECKING:
    from firsthand.store.query import Hit, Page, Query


MOST_OF_A_PAGE: Final = 10_000


class Form(StrEnum):
    TEXT = "text"
    JSONL = "jsonl"


def find(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...", help='Words that all stand in a report; "a phrase"; word*; after --, -word for none.'
        ),
    ] = None,
    store: asking.Store = None,
    kind: asking.Kind = None,
    place: asking.Place = None,
    near: asking.Near = None,
    since: asking.Since = None,
    until: asking.Until = None,
    published_since: asking.PublishedSince = None,
    published_until: asking.PublishedUntil = None,
    actor: asking.Actor = None,
    event_type: asking.EventType = None,
    modality: asking.Modality = None,
    source_type: asking.SourceType = None,
    role: asking.Role = None,
    at_least: asking.AtLeast = None,
    at_most: asking.AtMost = None,
    outlet: asking.Outlet = None,
    verdict: asking.Verdict = None,
    language: asking.Language = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST_OF_A_PAGE, metavar="N", help="Answers of one page.")] = 20,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help="Go on where a page ended.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Only say how many there are.")] = False,
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = Form.TEXT,
) -> None:
    """Search what was kept: words, places, days, actors, figures.

    Exit codes: 0 something was found, 1 nothing was, 2 the command was called wrongly, 3 the store cannot be used.
    """
    given = locals()
    from firsthand.errors import BadValue, StoreError

    try:
        query = asking.query(given)
        found = _answer(store, query, count)
    except BadValue as error:
        raise typer.BadParameter(str(error)) from error
    except StoreError as error:
        typer.echo(f"cannot search  {error}", err=True)
        raise typer.Exit(3) from error
    if isinstance(found, int):
        typer.echo(f"{found}")
    else:
        _write(found, form)
    if not (found if isinstance(found, int) else found.items):
        raise typer.Exit(1)


def _answer(name: str | None, query: Query, count: bool) -> Page[Hit] | int:
    from firsthand.store.store import Store

    with Store.open(name, read_only=True) as store:
        return store.count(query) if count else store.find(query)


def _write(page: Page[Hit], form: Form) -> None:
    if form is Form.JSONL:
        import msgspec

        for hit in page.items:
            sys.stdout.write(msgspec.json.encode(hit).decode("utf-8") + "\n")
    else:
        bold = sys.stdout.isatty()
        for hit in page.items:
            sys.stdout.write(_told(hit, bold) + "\n\n")
    if page.after is not None:
        typer.echo(f"more: --after {page.after}", err=True)


def _told(hit: Hit, bold: bool) -> str:
    """Three lines: where from; what, how sure, on whose word; the words themselves."""
    head = "  ".join(part for part in (hit.published or "undated", hit.outlet, hit.title) if part)
    facts = [hit.kind, hit.role, hit.type, hit.modality, hit.verdict, _amount(hit), hit.actor, _day(hit), hit.place]
    line = " · ".join(part for part in facts if part)
    if hit.source or hit.source_type:
        line += f" · on the word of {hit.source or hit.source_type}"
    lines = [head, line] if hit.kind != "report" else [head]
    if hit.message:
        lines.append(hit.message)
    lines.append(" ".join(_marked(hit, bold).split()))
    lines.append(f"report {hit.report_id}" + (f"  record {hit.record_id}" if hit.record_id else ""))
    return "\n    ".join(lines)


def _amount(hit: Hit) -> str | None:
    if hit.kind != "figure" or (hit.low is None and hit.high is None):
        return None
    low, high = ("" if bound is None else f"{bound:,.15g}" for bound in (hit.low, hit.high))
    if low == high:
        return low
    return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}"


def _day(hit: Hit) -> str | None:
    if hit.day_from is None or hit.day_from == hit.day_to:
        return hit.day_from
    return f"{hit.day_from} to {hit.day_to}"


def _marked(hit: Hit, bold: bool) -> str:
    begin, end = ("\x1b[1m", "\x1b[0m") if bold else ("[", "]")
    out, at = [], 0
    for start, stop in hit.highlights:
        out += [hit.snippet[at:start], begin, hit.snippet[start:stop], end]
        at = stop
    text = "".join((*out, hit.snippet[at:]))
    return "".join(sign if sign.isprintable() or sign in "\n\t\x1b" else " " for sign in text)


def quickly(arguments: list[str]) -> int | None:
    """Run `find` without the command line's own checks of types, which take longer to import than to search.

    The exit code; None where an argument is not plainly one of the options above with a fitting value: the
    whole command line then says what is wrong.
    """
    values = _plain(arguments)
    if values is None:
        return None
    try:
        find(**values)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.BadParameter:
        return None
    return 0


def _plain(arguments: list[str]) -> dict[str, Any] | None:
    kinds = {f"--{name.replace('_', '-')}": name for name in inspect.signature(find).parameters if name != "text"}
    kinds["--format"] = kinds.pop("--form")
    words: list[str] = []
    values: dict[str, Any] = {name: parameter.default for name, parameter in inspect.signature(find).parameters.items()}
    left = list(reversed(arguments))
    while left:
        one = left.pop()
        if one == "--":
            words += reversed(left)
            break
        if not one.startswith("-") or one == "-":
            words.append(one)
            continue
        option, equals, value = one.partition("=")
        name = kinds.get(option)
        if name is None or (name == "count" and equals):
            return None
        if name == "count":
            values[name] = True
            continue
        if not equals:
            if not left:
                return None
            value = left.pop()
        try:
            values[name] = _READ.get(name, str)(value)
        except ValueError:
            return None
    values["text"] = words or None
    return values if 1 <= values["limit"] <= MOST_OF_A_PAGE else None


_READ: Final[dict[str, Callable[[str], Any]]] = {"at_least": float, "at_most": float, "limit": int, "form": Form}
