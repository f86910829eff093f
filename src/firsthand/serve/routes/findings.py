"""Forecasts, sources and control: what the desk holds beside incidents and questions."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from starlette.responses import Response

from firsthand.compare.desk import NoSuchFinding
from firsthand.compare.findings import ForecastRow, Outcome, Page, Settlement, SourcePage, SourceRow
from firsthand.errors import BadValue
from firsthand.serve.missing import Missing
from firsthand.serve.routes.maps import checked as checked_day
from firsthand.serve.site import Site, site

router = APIRouter()
PAGE: Final = 40
SHOWN: Final = 300
MOST: Final = 5000  # sources whose names are looked through, most frequent first
COLUMNS: Final = ("reports", "claims", "numbers", "first", "repeated", "revised", "contradicted", "confirmed", "denials", "forecasts")  # fmt: skip
Text = Annotated[str, Parameter(max_length=500)]


@router.get("/forecasts")
def forecasts(request: Request, here: Annotated[Site, Depends(site)], state: Text = "", after: Text = "") -> Response:
    chosen = Outcome(state) if state in tuple(Outcome) else None
    counts = here.library.desk("forecast states", lambda desk: desk.forecast_states())
    page = foretold(here, chosen, after, PAGE)
    total = sum(counts.values())
    return here.page(
        request, "forecasts.html.j2", rows=page.items, page=page, found=counts.get(chosen, 0) if chosen else total, total=total,
        chosen=chosen, states=[(s.value, n) for s, n in counts.items()],
    )  # fmt: skip


def foretold(here: Site, state: Outcome | None, after: str, limit: int) -> Page[ForecastRow]:
    """One page of forecasts, newest first."""
    return here.library.desk(
        ("forecasts", state, after, limit), lambda desk: desk.forecasts(state=state, after=after or None, limit=limit)
    )


def items(found: Any) -> Any:
    """The rows of a page or of a plain tuple."""
    return found.items if isinstance(found, Page) else tuple(found)


@router.get("/sources")
def sources(request: Request, here: Annotated[Site, Depends(site)], kind: Text = "voice", text: Text = "") -> Response:
    kind = kind if kind in ("voice", "outlet") else "voice"
    page = listed(here, kind, text, "", SHOWN)
    return here.page(request, "sources.html.j2", rows=page.items, found=page.total, kind=kind, columns=COLUMNS)


def listed(here: Site, kind: str, text: str, after: str, limit: int) -> Page[SourceRow]:
    """Sources of a kind, those with most reports first; with `text`, of the first MOST those whose name holds it."""
    if not text.strip():
        return here.library.desk(
            ("sources", kind, after, limit), lambda desk: desk.sources(kind or None, after or None, limit)
        )
    every = here.library.desk(("sources", kind, "", MOST), lambda desk: desk.sources(kind or None, None, MOST)).items
    found = [s for s in every if text.casefold().strip() in s.name.casefold()]
    start = place(after)
    more = str(start + limit) if start + limit < len(found) else None
    return Page(tuple(found[start : start + limit]), more, len(found))


def place(after: str) -> int:
    """A cursor that is a position in a list; BadValue for one that no page gave."""
    if after and not (after.isdecimal() and len(after) < 10):
        raise BadValue(f"cursor {after!r} is none that a page of this list gave")
    return int(after or 0)


@router.get("/source")
def source(
    request: Request, here: Annotated[Site, Depends(site)], name: Annotated[str, Parameter(max_length=500)]
) -> Response:
    return here.page(request, "source.html.j2", page=one(here, name), columns=COLUMNS, most=60)


def one(here: Site, name: str) -> SourcePage:
    """A source by its name; Missing where there is none."""

    def answer(desk: Any) -> SourcePage | None:
        try:
            found: SourcePage | None = desk.source(name)
        except NoSuchFinding:
            return None
        return found

    found = here.library.desk(("source", name), answer)
    if found is None:
        raise Missing(f"source {name}")
    return found


@router.get("/control")
def control(
    request: Request, here: Annotated[Site, Depends(site)], day: Annotated[str, Parameter(max_length=10)] = ""
) -> Response:
    chosen = checked_day(day) or here.library.stand().newest
    return here.page(request, "control.html.j2", rows=settlements(here, chosen), chosen=chosen)


def settlements(here: Site, day: str | None) -> tuple[Settlement, ...]:
    """Every settlement with a claimed holder on a day; contested ones first."""
    if day is None:
        return ()
    found = here.library.desk(("control", day), lambda desk: items(desk.control(day)))
    return tuple(sorted(found, key=lambda s: (s.status != "contested", s.place)))
