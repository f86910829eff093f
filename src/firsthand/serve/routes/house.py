"""The house itself: method, style, theme, files, health, metrics, the API's own page."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from firsthand import __version__
from firsthand.compare.findings import Change, Citation, Evidence, Origin, Point, Sourcing, State
from firsthand.model.figure import Operator
from firsthand.serve import gate
from firsthand.serve.draw import sourcing, toll
from firsthand.serve.site import Site, site

router = APIRouter()
FORMS: Final = ("solid", "ring", "cross", "square", "triangle", "dash", "fail", "warn", "cannot_tell", "pass")
TOKENS: Final = ("paper", "raised", "ink", "soft", "faint", "rule", "hair", "accent", "link", "statement", "event", "figure", "place", "time", "forecast", "frame", "fail", "warn", "sea", "land", "c1", "c2", "c3", "c4", "c5", "c6")  # fmt: skip


@router.get("/static/{name:path}")
def static(request: Request, here: Annotated[Site, Depends(site)], name: str) -> Response:
    body, media_type = here.file(name)
    kept = (
        "public, max-age=31536000, immutable"
        if request.query_params.get("v") or name.endswith(".woff2")
        else "no-cache"
    )
    return Response(body, media_type=media_type, headers={"Cache-Control": kept})


@router.get("/favicon.ico")
def icon() -> Response:
    mark = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#1b1a18"/>'
        b'<text x="16" y="25" font-family="Georgia,serif" font-weight="700" font-size="25" fill="#fbfaf6" text-anchor="middle">F</text></svg>'
    )
    return Response(mark, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


@router.get("/method")
def method(request: Request, here: Annotated[Site, Depends(site)]) -> Response:
    stand = here.library.stand()
    t = here.texts
    facts = [
        (t("method.reports"), f"{stand.reports:,}"),
        (t("method.newest"), stand.newest or "—"),
        (t("method.oldest"), stand.oldest or "—"),
        (t("method.state"), stand.state),
        (t("method.version"), f"Firsthand {__version__}"),
    ]
    failures = [f for f in here.library.asked("failures", here.library.store.failures) if not f.mended]
    return here.page(request, "method.html.j2", facts=facts, failures=failures)


@router.get("/style")
def style(request: Request, here: Annotated[Site, Depends(site)]) -> Response:
    forms = [(form, here.texts(f"style.form.{form}")) for form in FORMS]
    return here.page(
        request, "style.html.j2", tokens=TOKENS, forms=forms, states=list(State),
        chart=toll.drawn(_points(), here.texts("chart.label")),
        sourcing=sourcing.drawn(_sourcing(), here.texts("incident.sourcing")),
    )  # fmt: skip


def _points() -> tuple[Point, ...]:
    """Made-up figures that show every shape of the chart."""

    def point(day: str, low: float | None, high: float | None, value: float | None, origin: str) -> Point:
        where = Evidence(report_id="0" * 32, record_id="f-0", quote="", start=0, end=0)
        return Point(
            as_of=day, low=low, high=high, value=value, op=Operator.ABOUT, origin=origin, change=Change.FIRST,
            state=State.RANGE, rule="", evidence=where,
        )  # fmt: skip

    return (
        point("2024-11-05", 2, 2, 2, "Governor"),
        point("2024-11-06", 4, None, 4, "Governor"),
        point("2024-11-08", 6, 6, 6, "Governor"),
        point("2024-11-06", 8, 12, None, "Relief committee"),
        point("2024-11-09", 9, 11, 10, "Relief committee"),
        point("2024-11-07", None, 3, 3, "Ministry"),
    )


def _sourcing() -> Sourcing:
    cited = (("The Harbour Ledger", "Governor"), ("Evening Post", "Governor"), ("Evening Post", "Ministry"), ("Wire Nine", "Relief committee"))  # fmt: skip
    names = ("Governor", "Ministry", "Relief committee")
    return Sourcing(
        origins=tuple(Origin(name=n, names=(n,), reports=()) for n in names),
        citations=tuple(Citation(by=by, of=of, reports=("x",)) for by, of in cited),
    )


@router.post("/theme")
def theme(
    request: Request,
    here: Annotated[Site, Depends(site)],
    to: Annotated[str, Form(max_length=10)] = "",
    back: Annotated[str, Form(max_length=2000)] = "/",
    token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    gate.own(request, here, token)
    answer = RedirectResponse(inside(back), 303)
    if to in ("light", "dark"):
        answer.set_cookie("theme", to, max_age=31_536_000, samesite="lax", httponly=True)
    return answer


def inside(path: str) -> str:
    """`path` where it leads nowhere but into this app."""
    plain = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and all(32 < ord(c) < 127 and c != "\\" for c in path)
    )
    return path if plain else "/"


@router.get("/healthz")
def health(here: Annotated[Site, Depends(site)]) -> dict[str, Any]:
    """Up, and the store answers."""
    return {"ok": True, "batch": here.library.store.sequence()}


@router.get("/metrics")
def metrics(request: Request, here: Annotated[Site, Depends(site)]) -> Response:
    body = request.app.state.metrics.page(here.library)
    return Response(body, media_type="text/plain; version=0.0.4; charset=utf-8")
