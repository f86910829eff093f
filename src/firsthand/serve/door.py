"""What every request passes on its way in and out: host, size, rate, person, origin; policy, log and count."""

from __future__ import annotations

import json
import logging
import time
from collections import OrderedDict
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firsthand.serve.settings import LOOPBACK

if TYPE_CHECKING:
    from firsthand.serve.accounts.people import People, Person
    from firsthand.serve.metrics import Metrics
    from firsthand.serve.settings import Settings

log = logging.getLogger("firsthand.serve")
COOKIE: Final = "firsthand_session"
OPEN: Final = ("/static/", "/login", "/healthz", "/theme")
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM: Final = 1_000_000  # bytes of a form beside its files


class Door:
    """ASGI middleware, outermost but for compression."""

    def __init__(self, app: ASGIApp, settings: Settings, people: People, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.people = people
        self.metrics = metrics
        self.rates = Rates(settings.requests_a_minute)
        self.policy = policy(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        number = token_hex(6)
        state: dict[str, Any] = scope.setdefault("state", {})
        state["number"] = number
        status = 500

        async def out(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dressed(MutableHeaders(scope=message), scope, number)
            await send(message)

        try:
            refused = await self._refused(scope, state)
            if refused is not None:
                await refused(scope, receive, out)
            else:
                await self.app(scope, self._limited(receive), out)
        finally:
            spent = time.perf_counter() - began
            route = getattr(scope.get("route"), "path", "other")
            self.metrics.seen(scope["method"], route, status, spent)
            self._told(scope, state, status, spent, number)

    # On the way in

    async def _refused(self, scope: Scope, state: dict[str, Any]) -> Response | None:
        headers = Headers(scope=scope)
        if not self._named(headers.get("host", "")):
            return _said(scope, 421, "this app does not answer under that name; see --public-host")
        size = headers.get("content-length", "")
        if size.isdecimal() and int(size) > self.settings.upload_bytes + _FORM:
            return _said(scope, 413, f"more than {self.settings.upload_bytes:,} bytes at once")
        client = scope["client"][0] if scope.get("client") else "?"
        if self.settings.accounts and not self.rates.allow(client):
            return _said(scope, 429, "too many requests; wait a minute", {"Retry-After": "60"})
        if scope["method"] not in SAFE and not own_origin(headers):
            return _said(scope, 403, "the request came from another site")
        return await self._entered(scope, state, headers)

    async def _entered(self, scope: Scope, state: dict[str, Any], headers: Headers) -> Response | None:
        """Find the person, or refuse. Without accounts everybody is the one user of this machine."""
        if not self.settings.accounts:
            return None
        person, session = await self._person(headers)
        state["person"], state["session"] = person, session
        state["by_token"] = person is not None and session is None
        path = scope["path"]
        if person is not None or path.startswith(OPEN):
            return None
        if path.startswith("/api/") or path == "/metrics":
            return _said(scope, 401, "sign in, or send a token", {"WWW-Authenticate": "Bearer"})
        return RedirectResponse(f"/login?back={quote(path, safe='/')}", 303)

    async def _person(self, headers: Headers) -> tuple[Person | None, str | None]:
        given = headers.get("authorization", "")
        if given[:7].lower() == "bearer ":
            return await to_thread.run_sync(self.people.of_token, given[7:].strip()), None
        secret = cookie(headers.get("cookie", ""), COOKIE)
        if not secret:
            return None, None
        return await to_thread.run_sync(self.people.of_session, secret), secret

    def _named(self, host: str) -> bool:
        """A page of another site must not reach this machine's app under a name of its own (DNS rebinding)."""
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        name = name.strip("[]").lower()
        if self.settings.hosts:
            return name in self.settings.hosts or name in LOOPBACK
        return self.settings.accounts or name in LOOPBACK or name == self.settings.host or name == "testserver"

    def _limited(self, receive: Receive) -> Receive:
        left = self.settings.upload_bytes + _FORM

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLong
            return message

        return counted

    # On the way out

    def _dressed(self, headers: MutableHeaders, scope: Scope, number: str) -> None:
        path = scope["path"]
        embed = path.startswith("/embed/")
        if "content-security-policy" not in headers:
            headers["Content-Security-Policy"] = (
                self.policy.replace("frame-ancestors 'none'", "frame-ancestors *") if embed else self.policy
            )
        if not embed:
            headers["X-Frame-Options"] = "DENY"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if embed else "same-origin"
        headers["X-Request-Id"] = number
        headers.add_vary_header("Cookie")
        headers.setdefault("Cache-Control", "no-store")

    def _told(self, scope: Scope, state: dict[str, Any], status: int, spent: float, number: str) -> None:
        """One line a request, as JSON: no query, no header, no body, for those may hold what is secret."""
        person = state.get("person")
        line = {
            "at": round(time.time(), 3),
            "request": number,
            "method": scope["method"],
            "path": scope["path"][:300],
            "status": status,
            "ms": round(spent * 1000, 1),
            "who": person.name if person else None,
        }
        log.info(json.dumps(line, ensure_ascii=True))


class TooLong(Exception):
    """A body above the limit, met while it was read."""


class Rates:
    """A bucket of requests for each address, filled anew as time goes by."""

    def __init__(self, a_minute: int, most: int = 10_000) -> None:
        self.a_minute = a_minute
        self.most = most
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, who: str, cost: float = 1.0) -> bool:
        now = time.monotonic()
        left, then = self.buckets.get(who, (float(self.a_minute), now))
        left = min(self.a_minute, left + (now - then) * self.a_minute / 60)
        allowed = left >= cost
        self.buckets[who] = (left - cost if allowed else left, now)
        self.buckets.move_to_end(who)
        while len(self.buckets) > self.most:
            self.buckets.popitem(last=False)
        return allowed


def own_origin(headers: Headers) -> bool:
    """Does a request that changes something come from our own page, or from no browser at all?"""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    return origin != "null" and urlsplit(origin).netloc == headers.get("host", "")


def cookie(header: str, name: str) -> str | None:
    for part in header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value[:200]
    return None


def policy(settings: Settings) -> str:
    """The page's policy: nothing but our own files, no inline script or style; tiles only where they are set."""
    tiles = f" {settings.tiles_origin()}" if settings.tiles else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: blob:{tiles}; connect-src 'self'{tiles}; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _said(scope: Scope, status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    if scope["path"].startswith("/api/"):
        return JSONResponse({"detail": text}, status, headers)
    return Response(text + "\n", status, headers, "text/plain; charset=utf-8")
