"""The app: routes, door, and what happens at the beginning and the end."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response

from firsthand import __version__
from firsthand.errors import BadValue, FirsthandError, StoreError
from firsthand.serve.accounts.audit import Audit
from firsthand.serve.accounts.people import People
from firsthand.serve.alerts import Alerts
from firsthand.serve.api import v1
from firsthand.serve.catalogue import Catalogue
from firsthand.serve.door import Door, TooLong
from firsthand.serve.estimates.cases import Cases
from firsthand.serve.estimates.runs import Runs
from firsthand.serve.jobs import Full, Jobs
from firsthand.serve.kept import KeptPages
from firsthand.serve.library import Library
from firsthand.serve.metrics import Metrics
from firsthand.serve.missing import Forbidden, Missing, TooMany
from firsthand.serve.routes import (
    accounts,
    add,
    embeds,
    estimates,
    feeds,
    findings,
    house,
    incidents,
    maps,
    questions,
    ranges,
    records,
    reports,
    review,
    today,
)
from firsthand.serve.searches import Searches
from firsthand.serve.settings import Settings
from firsthand.serve.site import Site
from firsthand.serve.sums import Sums
from firsthand.store import Store

if TYPE_CHECKING:
    from firsthand.kit import Kit

log = logging.getLogger("firsthand.serve")
PAGES = (house, today, maps, incidents, questions, records, findings, reports, review, add, ranges, estimates, feeds, embeds, accounts)  # fmt: skip

_PATIENCE: Final = 5.0  # seconds that closing waits for pages still being made


def application(settings: Settings, store: Store, kit: Callable[[], Kit] | None = None) -> FastAPI:
    """An app over an open store. `kit` gives what reports are read with (none: the package's own)."""
    own = kit or _kit
    library = Library(store, own)
    jobs = Jobs(store, own)
    people = People(store)
    searches = Searches(store)
    cases = Cases(store)
    runs = Runs(cases, Catalogue.load("en"))
    sums = Sums(library)
    metrics = Metrics()
    alerts = Alerts(library, searches)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        if not settings.read_only:
            alerts.start()
            cases.interrupted()
        warm = threading.Thread(target=_warm, args=(app.state.site,), name="firsthand-warm", daemon=True)
        warm.start()
        yield
        alerts.close()
        jobs.close()
        runs.close()
        sums.close()
        warm.join(_PATIENCE)

    app = FastAPI(
        title="Firsthand",
        version=__version__,
        summary="Who says what, on whose word. It never says what is true.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=life,
    )
    app.state.site = Site(settings, library, jobs, people, Audit(store), searches, cases, runs, sums)
    app.state.metrics = metrics
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.include_router(v1.router)
    _docs(app)
    _refusals(app)
    app.add_middleware(KeptPages, site=app.state.site)
    app.add_middleware(Door, settings=settings, people=people, metrics=metrics)
    app.add_middleware(GZipMiddleware, minimum_size=1200, compresslevel=5)
    return app


def _kit() -> Kit:
    from firsthand.api import kit

    return kit()


def _warm(here: Site) -> None:
    """Compile the templates and cut the outlines before the first reader asks."""
    from firsthand.serve.draw import land

    for name in (
        "today.html.j2",
        "map.html.j2",
        "records.html.j2",
        "report.html.j2",
        "incident.html.j2",
        "question.html.j2",
    ):
        here.environment.get_template(name)
    land.geojson()
    try:
        here.library.desk("warm", lambda desk: desk.incidents(limit=1))
        here.library.stand()
    except Exception as error:  # the app may be closed under it; whoever asks for a page meets the error itself
        log.info("pages were not made beforehand: %s", error)


def _docs(app: FastAPI) -> None:
    @app.get("/api/v1/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        here: Site = request.app.state.site
        return here.page(request, "api.html.j2", paths=_operations(request.app.openapi()))


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    out = []
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            out.append({
                "path": path, "method": method.upper(), "what": told.get("description", ""),
                "parameters": [p["name"] for p in told.get("parameters", ())],
            })  # fmt: skip
    return out


def _refusals(app: FastAPI) -> None:
    def said(request: Request, status: int, key: str, text: str | None = None) -> Response:
        here: Site = request.app.state.site
        if request.url.path.startswith(("/api/", "/map/points")):
            return JSONResponse({"detail": text or here.texts(f"error.{key}_text")}, status)
        told = text or here.texts(f"error.{key}_text")
        return here.page(
            request, "message.html.j2", status=status, title=here.texts(f"error.{key}"), text=told, back="/"
        )

    @app.exception_handler(Missing)
    def missing(request: Request, error: Missing) -> Response:
        return said(request, 404, "not_found")

    @app.exception_handler(Forbidden)
    def forbidden(request: Request, error: Forbidden) -> Response:
        return said(request, 403, "forbidden")

    @app.exception_handler(TooMany)
    def too_many(request: Request, error: TooMany) -> Response:
        return said(request, 429, "too_many")

    @app.exception_handler(TooLong)
    def too_long(request: Request, error: TooLong) -> Response:
        return said(request, 413, "bad", "that is too large")

    @app.exception_handler(v1.Busy)
    @app.exception_handler(Full)
    def busy(request: Request, error: Exception) -> Response:
        here: Site = request.app.state.site
        return said(request, 503, "bad", here.texts("add.too_many"))

    @app.exception_handler(BadValue)
    def bad(request: Request, error: BadValue) -> Response:
        return said(request, 400, "bad", str(error))

    @app.exception_handler(StoreError)
    def store(request: Request, error: StoreError) -> Response:
        log.warning(json.dumps({"request": request.state.number, "store": str(error)}))
        return said(request, 503, "bad", str(error))

    @app.exception_handler(FirsthandError)
    def ours(request: Request, error: FirsthandError) -> Response:
        return said(request, 400, "bad", str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0] if error.errors() else {}
        where = ".".join(str(p) for p in first.get("loc", ())[1:])
        return said(request, 400, "bad", f"{where}: {first.get('msg', 'cannot be read')}")

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return said(request, 404, "not_found")
        answer = said(request, error.status_code, "bad", str(error.detail))
        for name, value in (error.headers or {}).items():
            answer.headers[name] = value
        return answer

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> Response:
        number = getattr(request.state, "number", "?")
        log.error(json.dumps({"request": number, "fault": type(error).__name__}), exc_info=error)
        here: Site = request.app.state.site
        return said(request, 500, "fault", here.texts("error.fault_text", id=number))
