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
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="STORE",
            help="File or postgresql:// address; default: $FIRSTHAND_STORE, or firsthand.db.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="report, attribution, actor, place, figure, event, forecast, frame or check."
        ),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="A place by its name, in any spelling met.")] = None,
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON,KM", help="Within so many kilometres of a point.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day of what is told.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of what is told.")] = None,
    published_since: Annotated[str | None, typer.Option(metavar="DATE", help="First day of publication.")] = None,
    published_until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of publication.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who acts, is acted on, or speaks.")] = None,
    event_type: Annotated[str | None, typer.Option(metavar="TYPE", help="PLOVER or ACLED type of an event.")] = None,
    modality: Annotated[
        str | None, typer.Option(metavar="NAME", help="claimed, denied, happened, planned, ...")
    ] = None,
    source_type: Annotated[
        str | None, typer.Option(metavar="NAME", help="On whose word: official, medical, ...")
    ] = None,
    role: Annotated[str | None, typer.Option(metavar="NAME", help="What a figure counts: killed, injured, ...")] = None,
    at_least: Annotated[float | None, typer.Option(metavar="N", help="Figures that may be this large.")] = None,
    at_most: Annotated[float | None, typer.Option(metavar="N", help="Figures that may be this small.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    verdict: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a check: pass, warn, fail, cannot_tell.")
    ] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Language of the report, such as en.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST_OF_A_PAGE, metavar="N", help="Answers of one page.")] = 20,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help="Go on where a page ended.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Only say how many there are.")] = False,
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = Form.TEXT,
) -> None:
    """Search what was kept: words, places, days, actors, figures.

    Exit codes: 0 something was found, 1 nothing was, 2 the command was called wrongly, 3 the store cannot be used.
    """
    from firsthand.errors import BadValue, StoreError
    from firsthand.store.query import Query

    point = _point(near)
    try:
        query = Query(
            text=_typed(text),
            kind=kind,
            place=place,
            lat=point[0] if point else None,
            lon=point[1] if point else None,
            radius_km=point[2] if point else None,
            since=since,
            until=until,
            published_since=published_since,
            published_until=published_until,
            actor=actor,
            event_type=event_type,
            modality=modality,
            source_type=source_type,
            role=role,
            at_least=at_least,
            at_most=at_most,
            outlet=outlet,
            verdict=verdict,
            language=language,
            limit=limit,
            after=after,
        )
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


def _typed(words: list[str] | None) -> str | None:
    """The shell took the quotes from a phrase: an argument with a space was one."""
    if not words:
        return None
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def _point(near: str | None) -> tuple[float, float, float] | None:
    if near is None:
        return None
    try:
        lat, lon, km = (float(part) for part in near.split(","))
    except ValueError as error:
        raise typer.BadParameter(f"{near!r} is no LAT,LON,KM such as 48.28,37.18,30", param_hint="--near") from error
    return lat, lon, km


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
