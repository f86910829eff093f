"""Embeds: an incident, a chart or a map as one file that asks for nothing, for an iframe or a page of one's own."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from starlette.responses import Response

from firsthand.publish.html_outlines import outlines
from firsthand.serve.draw import still, toll
from firsthand.serve.filters import Filters
from firsthand.serve.routes import incidents, maps, questions
from firsthand.serve.site import Site, address, site, tagged
from firsthand.serve.words import day, span

router = APIRouter()
LARGEST: Final = 300_000  # bytes


@router.get("/embed/incident/{incident}")
def incident(request: Request, here: Annotated[Site, Depends(site)], incident: str) -> Response:
    page = incidents.one(here, incident)
    base = str(request.base_url).rstrip("/")
    charts = [toll.drawn(q.points, q.label, prefix=f"{base}/reports/") for q in page.questions[:2]]
    rows = [
        (
            point.origin,
            question.label,
            span((point.low, point.high)),
            f"“{point.evidence.quote}”",
            point.evidence.outlet or "",
        )
        for question in page.questions
        for point in question.latest
    ][:12]
    t = here.texts
    return _embed(
        request, here, page.row.title, f"/incidents/{incident}", picture=charts[0] if charts else "", rows=rows,
        head=(t("question.origin"), t("questions.col.question"), t("question.figure"), t("question.words"), t("col.outlet")),
        note=t("chart.key") if charts and charts[0] else "",
        lede=", ".join(x for x in (day(page.row.day_from), page.row.place or "", t("incident.origins", n=page.row.origins)) if x != "—"),
    )  # fmt: skip


@router.get("/embed/question")
def question(
    request: Request, here: Annotated[Site, Depends(site)], key: Annotated[str, Parameter(max_length=2000)]
) -> Response:
    q = questions.one(here, key)
    base = str(request.base_url).rstrip("/")
    return _embed(
        request, here, q.label, address("/question", (), key=key), picture=toll.drawn(q.points, q.label, prefix=f"{base}/reports/"),
        note=here.texts("chart.key"), lede=q.rule,
    )  # fmt: skip


@router.get("/embed/map")
def a_map(request: Request, here: Annotated[Site, Depends(site)], asked: Annotated[Filters, Depends()]) -> Response:
    query = maps.query_of(asked)
    told, totals = here.library.asked(("places", query), lambda: maps.places_of(here, query))
    picture = here.library.asked(
        ("small still", query), lambda: still.of_places(told, label=here.texts("map.title"), most=120)
    )
    t = here.texts
    return _embed(
        request, here, t("map.title"), address("/map", request.query_params), picture=picture, note=outlines().policy,
        lede=f"{t('map.held', n=totals.events)} {t('map.unplaced', n=totals.unplaced)}",
    )  # fmt: skip


def _embed(
    request: Request,
    here: Site,
    title: str,
    path: str,
    *,
    picture: Any,
    rows: Any = (),
    head: Any = (),
    note: str = "",
    lede: str = "",
) -> Response:
    css, mark = _style(here)
    base = str(request.base_url).rstrip("/")
    body = here.fragment(
        "embed.html.j2", title=title, lede=lede, picture=picture, rows=rows, head=head, note=note, css=css, style_hash=mark,
        link=base + path, asof=here.library.stand().newest,
    ).encode("utf-8")  # fmt: skip
    headers = {
        "Content-Security-Policy": f"default-src 'none'; style-src '{mark}'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    }
    return tagged(request, body, "text/html; charset=utf-8", headers=headers)


def _style(here: Site) -> tuple[str, str]:
    return _styled(here.file("app.css")[0].decode("utf-8"))


@cache
def _styled(css: str) -> tuple[str, str]:
    """The app's style without its fonts, which an embed would have to ask for, and the hash for its policy."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css += "body.embed{font-size:1rem}.embed main{max-width:60rem;min-height:0;padding:1rem 1.2rem}.embed h1{font-size:1.5rem;margin:.2rem 0}"
    return css, "sha256-" + b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
