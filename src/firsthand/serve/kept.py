"""Pages kept as they were made, until the store changes: fifty readers of one page make it once.

Where the store has just changed, one reader waits for the new page and the others are shown the one before until it is
made. What a reviewer decided here is never hidden that way. Form tokens are not kept: a page holds a mark
in their place, which each reader's own token replaces on the way out.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firsthand.serve.door import cookie

if TYPE_CHECKING:
    from firsthand.serve.site import Site

LOOK: Final = 0.2  # seconds between two looks at the store
LARGEST: Final = 4_000_000  # bytes of one page that is kept
_FIRST: Final = frozenset(
    ("", "map", "map.geojson", "incidents", "questions", "question", "claims", "checks", "search", "reports", "forecasts", "sources", "source", "control", "contradictions", "method", "style", "today.atom", "search.atom", "embed", "api")
)  # fmt: skip
_NEVER: Final = ("/api/v1/jobs", "/api/v1/decisions", "/api/v1/runs", "/api/v1/estimates", "/api/v1/ranges")


@dataclass(slots=True)
class Made:
    state: str
    decided: int
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str


class KeptPages:
    """ASGI middleware, inside of the door. `most` bytes are held in all."""

    def __init__(self, app: ASGIApp, site: Site, most: int = 96_000_000) -> None:
        self.app = app
        self.site = site
        self.most = most
        self.held = 0
        self.pages: OrderedDict[tuple[str, ...], Made] = OrderedDict()
        self.making: dict[tuple[str, ...], asyncio.Event] = {}
        self.seen: tuple[float, int] = (0.0, -1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not _may_be_kept(scope["path"]):
            await self.app(scope, receive, send)
            return
        name = self._name(scope)
        while True:
            state, decided = self._state()
            made = self.pages.get(name)
            if made is not None and made.state == state:
                self.pages.move_to_end(name)
                break
            waiting = self.making.get(name)
            if waiting is None:
                made = await self._made(name, state, decided, scope, receive)
                break
            if made is not None and made.decided == decided:
                break
            await waiting.wait()
        await self._answer(made, scope)(scope, receive, send)

    def _state(self) -> tuple[str, int]:
        then, sequence = self.seen
        now = time.monotonic()
        if now - then > LOOK:
            sequence = self.site.library.store.sequence()
            self.seen = (now, sequence)
        decided = self.site.library.decided
        return f"{sequence}.{decided}", decided

    def _name(self, scope: Scope) -> tuple[str, ...]:
        headers = Headers(scope=scope)
        person = scope.get("state", {}).get("person")
        accept = headers.get("accept", "")
        return (
            scope["path"], scope["query_string"].decode("latin-1"), cookie(headers.get("cookie", ""), "theme") or "",
            f"{person.id}.{person.role}" if person else "", accept[:60] if scope["path"].startswith("/api/") else "",
            headers.get("host", ""),
        )  # fmt: skip

    async def _made(self, name: tuple[str, ...], state: str, decided: int, scope: Scope, receive: Receive) -> Made:
        self.making[name] = event = asyncio.Event()
        parts: list[bytes] = []
        head: dict[str, Any] = {"status": 500, "headers": []}

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                head.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        inner = dict(scope)
        inner["headers"] = [(k, v) for k, v in scope["headers"] if k != b"if-none-match"]
        inner["state"] = {**scope.get("state", {}), "kept": True}
        try:
            await self.app(inner, receive, take)
            scope["route"] = inner.get("route")
            body = b"".join(parts)
            mark = hashlib.sha256(body).hexdigest()[:20]
            made = Made(state, decided, head["status"], list(head["headers"]), body, f'W/"{mark}"')
            if made.status == 200 and len(body) <= LARGEST:
                self._keep(name, made)
            return made
        finally:
            self.making.pop(name, None)
            event.set()

    def _keep(self, name: tuple[str, ...], made: Made) -> None:
        before = self.pages.pop(name, None)
        self.held += len(made.body) - (len(before.body) if before else 0)
        self.pages[name] = made
        while self.held > self.most:
            _, gone = self.pages.popitem(last=False)
            self.held -= len(gone.body)

    def _answer(self, made: Made, scope: Scope) -> Response:
        asked = Headers(scope=scope).get("if-none-match", "")
        same = made.status == 200 and made.etag in [one.strip() for one in asked.split(",")]
        answer = Response(b"" if same else self._own(made, scope), 304 if same else made.status)
        headers = MutableHeaders(raw=answer.raw_headers)
        for key, value in made.headers:
            if key.lower() not in (b"content-length", b"etag"):
                headers[key.decode("latin-1")] = value.decode("latin-1")
        headers["ETag"] = made.etag
        if same:
            headers.__delitem__("content-length")
        return answer

    def _own(self, made: Made, scope: Scope) -> bytes:
        mark = self.site.mark.encode("ascii")
        if mark not in made.body:
            return made.body
        session = scope.get("state", {}).get("session")
        return made.body.replace(mark, self.site.token_of(session).encode("ascii"))


def _may_be_kept(path: str) -> bool:
    return path[1:].partition("/")[0] in _FIRST and not path.startswith(_NEVER) and not path.endswith("/events")
