"""Feeds, kept searches and their alerts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from firsthand.serve import gate
from firsthand.serve.feeds import Item, atom
from firsthand.serve.filters import Filters
from firsthand.serve.missing import Missing
from firsthand.serve.routes.records import found
from firsthand.serve.searches import asked as asked_of
from firsthand.serve.site import Site, address, site, tagged
from firsthand.serve.words import verdict
from firsthand.store import Query
from firsthand.store.query import Hit

router = APIRouter()
ATOM = "application/atom+xml; charset=utf-8"


@router.get("/today.atom")
def today(request: Request, here: Annotated[Site, Depends(site)]) -> Response:
    """Incidents as they become known."""
    page = here.library.desk("feed", lambda desk: desk.incidents(limit=50))
    items = [
        Item(
            f"incident:{row.id}",
            row.title or here.texts("word.untitled"),
            f"/incidents/{row.id}",
            row.day_to or row.day_from,
            _toll(row),
        )
        for row in page.items
    ]
    return _feed(request, here.texts("today.feed"), "/today.atom", items)


@router.get("/search.atom")
def search(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    path = address("/search.atom", request.query_params)
    return _of(request, here, here.texts("search.title"), path, asked.query(after=None, limit=50))


@router.get("/searches/{search_id}.atom")
def kept(request: Request, here: Annotated[Site, Depends(site)], search_id: str) -> Response:
    known = here.searches.get(search_id)
    if known is None:
        raise Missing(f"search {search_id}")
    return _of(request, here, known.name, f"/searches/{search_id}.atom", asked_of(known.query, limit=50))


@router.post("/searches")
def keep(
    request: Request,
    here: Annotated[Site, Depends(site)],
    name: Annotated[str, Form(max_length=200)],
    query: Annotated[str, Form(max_length=8000)] = "",
    webhook: Annotated[str, Form(max_length=2000)] = "",
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    who = gate.writer(request, here, token)
    made = here.searches.keep(name, query, webhook.strip(), who)
    here.log("keep search", made.name, who)
    return RedirectResponse(f"/search?{made.query}" if made.query else "/search", 303)


@router.post("/searches/{search_id}/forget")
def forget(
    request: Request,
    here: Annotated[Site, Depends(site)],
    search_id: str,
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    who = gate.writer(request, here, token)
    here.searches.forget(search_id)
    here.log("forget search", search_id, who)
    return RedirectResponse("/search", 303)


def _of(request: Request, here: Site, title: str, path: str, query: Query) -> Response:
    page, _ = found(here, query)
    return _feed(request, title, path, [item(here, hit) for hit in page.items])


def item(here: Site, hit: Hit) -> Item:
    """A record as an entry of a feed."""
    said = {"check": f"{verdict(hit.verdict)}: {hit.message or ''}"}.get(hit.kind) or hit.quote or hit.title or ""
    where = f"#{hit.record_id}" if hit.record_id else ""
    title = f"{hit.source or hit.title or here.texts('word.untitled')}: {said}"[:160]
    return Item(
        f"{hit.report_id}:{hit.record_id or ''}",
        title,
        f"/reports/{hit.report_id}{where}",
        hit.published,
        hit.snippet or hit.quote,
        hit.outlet,
    )


def _feed(request: Request, title: str, path: str, items: list[Item]) -> Response:
    base = str(request.base_url).rstrip("/")
    return tagged(request, atom(title, base, path, items).encode("utf-8"), ATOM)


def _toll(row: Any) -> str:
    from firsthand.serve.words import days, span

    parts = [days(row.day_from, row.day_to), row.place or "", f"{row.reports} reports, {row.origins} origins"]
    for name in ("killed", "injured"):
        if getattr(row, name):
            parts.append(f"{span(getattr(row, name))} {name}")
    return ", ".join(p for p in parts if p and p != "—")
