"""Claims, checks and search: lists of records with their words, all by the same filters."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from firsthand.errors import BadValue
from firsthand.serve.filters import CHOICES, PAGE, Filters
from firsthand.serve.site import Site, site
from firsthand.store import Query
from firsthand.store.query import Hit, Page

router = APIRouter()
FAILING: Final = ("fail", "warn", "cannot_tell")
MORE: Final = ("place", "outlet", "published_since", "published_until", "actor", "event_type", "modality", "source_type", "role", "verdict", "at_least", "at_most", "lat", "language")  # fmt: skip


@router.get("/claims")
def claims(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    return _listed(request, here, asked, "claims", "attribution")


@router.get("/checks")
def checks(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    return _listed(request, here, asked, "checks", "check")


@router.get("/search")
def search(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    return _listed(request, here, asked, "search", None)


def _listed(request: Request, here: Site, asked: Filters, name: str, kind: str | None) -> Response:
    error = None
    page: Page[Hit] = Page(())
    total = 0
    try:
        query = asked.query(**({"kind": kind} if kind else {}))
        if name == "checks" and not query.verdict:
            page, total = failing(here, asked)
        else:
            page, total = found(here, query)
    except BadValue as problem:
        error = str(problem)
    return here.page(
        request,
        "records.html.j2",
        status=400 if error else 200,
        name=name,
        kind=kind,
        page=page,
        total=total,
        error=error,
        choices=CHOICES,
        more_open=any(request.query_params.get(one) for one in MORE),
        saved=here.searches.all() if name == "search" else (),
    )


def found(here: Site, query: Query) -> tuple[Page[Hit], int]:
    """One page of answers and how many there are in all."""
    from dataclasses import replace

    library = here.library
    page = library.asked(("find", query), lambda: library.store.find(query))
    whole = replace(query, after=None, limit=1)
    return page, library.asked(("count", whole), lambda: library.store.count(whole))


def failing(here: Site, asked: Filters) -> tuple[Page[Hit], int]:
    """Checks that do not pass: what does not hold first, then what depends, then what cannot be tested."""
    verdict, _, cursor = asked.after.partition("~")
    start = FAILING.index(verdict) if verdict in FAILING else 0
    items: list[Hit] = []
    after: str | None = None
    total = 0
    for n, one in enumerate(FAILING):
        query = _of(asked, one, cursor if n == start and cursor else None, PAGE - len(items))
        part = here.library.asked(("count", query), partial(here.library.store.count, query))
        total += part
        if n < start or after is not None or len(items) >= PAGE:
            if n >= start and after is None and part:
                after = f"{one}~"
            continue
        page, _ = found(here, query)
        items += page.items
        if page.after is not None:
            after = f"{one}~{page.after}"
    return Page(tuple(items), after), total


def _of(asked: Filters, verdict: str, after: str | None, limit: int) -> Query:
    given: dict[str, Any] = {"kind": "check", "verdict": verdict, "after": after, "limit": max(1, limit)}
    return asked.query(**given)
