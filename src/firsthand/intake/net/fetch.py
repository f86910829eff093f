"""One page from the network, by the one guarded way that all of Firsthand uses."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from firsthand.errors import TooLarge, Unreachable, UnreadableInput
from firsthand.intake.coding import uncoded
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.net.guard import Resolver, Target, resolved, target

if TYPE_CHECKING:
    import httpx

    from firsthand.intake.net.wire import Dial

AGENT: Final = "firsthand"
_ACCEPT: Final = "text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, text/plain, */*;q=0.1"
_HEADERS_MOST: Final = 100  # header lines of an answer


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, from the address that gave it in the end. `raw` is as it is read, `carried` as it travelled.

    `status` 304 says that nothing has changed since `etag` or `modified`; then there are no bytes.
    """

    raw: bytes
    url: str
    media_type: str | None = None
    charset: str | None = None
    status: int = 200
    reason: str = "OK"
    headers: tuple[tuple[str, str], ...] = ()
    carried: bytes = b""
    address: str | None = None

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Asks for pages. `before` is called with every address that is about to be asked, redirects among them, and may
    wait or raise; `after` with every answer. `resolver` and `dial` are there for tests: no address is asked unchecked.
    """

    limits: Limits = DEFAULT
    agent: str = AGENT
    resolver: Resolver = resolved
    dial: Dial | None = None
    tls: ssl.SSLContext | None = None
    before: Callable[[str], None] | None = None
    after: Callable[[Page], None] | None = None

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Page:
        """The answer of `url`, of whatever status below 600, after its redirects. Unreachable says why there is
        none; TooLarge above the size limit; UnreadableInput for an answer that does not unpack."""
        import httpx  # noqa: F401  # before the clock runs

        import firsthand.intake.net.wire  # noqa: F401

        spent = 0.0
        asked = url
        for _ in range(self.limits.redirects + 1):
            if self.before:
                self.before(asked)
            started = time.monotonic()
            page = self._once(asked, url, started + self.limits.seconds - spent, etag, modified)
            spent += time.monotonic() - started
            if self.after:
                self.after(page)
            location = page.header("location")
            if page.status not in (301, 302, 303, 307, 308) or not location:
                return page
            try:
                asked = urljoin(asked, location)
            except ValueError as error:
                raise Unreachable(url, f"redirects to what is no address ({error}); save the page") from error
        raise Unreachable(url, f"redirects more than {self.limits.redirects} times; give the address it should end at")

    def page(self, url: str) -> Page:
        """The page at `url`, for which only an answer with status 200 counts."""
        page = self.get(url)
        if page.status != 200:
            raise refused(page, url)
        return page

    def _once(self, asked: str, first: str, deadline: float, etag: str | None, modified: str | None) -> Page:
        import httpcore
        import httpx

        from firsthand.intake.net.wire import Pinned, Wire, dialled

        checked = target(asked, first, deadline, self.resolver)
        backend = Pinned(checked, deadline, self.dial or dialled)
        headers = {
            "User-Agent": self.agent,
            "Accept": _ACCEPT,
            # One coding that we unpack ourselves, step by step: any more would let a small answer swell unseen.
            "Accept-Encoding": "gzip",
        }
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        tls = (self.tls or _tls()) if checked.scheme == "https" else None
        try:
            # No proxy from the environment: it would connect for us, unchecked.
            with httpx.Client(transport=Wire(backend, tls), trust_env=False, follow_redirects=False) as client:
                request = httpx.Request("GET", checked.url, headers=headers)
                answer = client.send(request, stream=True)
                try:
                    carried = self._body(answer, first)
                finally:
                    answer.close()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unreachable(first, f"did not answer ({type(error).__name__}: {error}); try again later") from error
        except httpcore.TimeoutException as error:
            raise Unreachable(
                first, f"took more than {self.limits.seconds:g} seconds; save the page and read the file"
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            raise Unreachable(first, f"did not answer ({type(error).__name__}: {error}); try again later") from error
        return self._page(answer.status_code, answer.reason_phrase, answer.headers.multi_items(), carried, checked, backend.reached, first)  # fmt: skip

    def _body(self, answer: httpx.Response, first: str) -> bytes:
        carried = bytearray()
        for part in answer.iter_raw():
            carried += part
            if len(carried) > self.limits.bytes:
                raise TooLarge(first, f"is above the limit of {self.limits.bytes:,} bytes; raise it with --max-bytes")
        return bytes(carried)

    def _page(
        self, status: int, reason: str, headers: list[tuple[str, str]], carried: bytes, checked: Target,
        reached: str | None, first: str,
    ) -> Page:  # fmt: skip
        coding = [value for key, value in headers if key.lower() == "content-encoding"]
        kind = next((value for key, value in headers if key.lower() == "content-type"), None)
        raw = carried
        if status == 200:
            try:
                raw = uncoded(carried, ",".join(coding).split(","), first, self.limits.bytes)
            except UnreadableInput as error:
                raise Unreachable(first, error.reason) from error
        return Page(
            raw=raw,
            url=checked.url,
            media_type=kind,
            charset=_charset(kind),
            status=status,
            reason=reason,
            headers=tuple(headers[:_HEADERS_MOST]),
            carried=carried,
            address=reached,
        )


def refused(page: Page, url: str) -> Unreachable:
    """What to say of an answer that is no page."""
    return Unreachable(url, f"answered {page.status} {page.reason}; save the page and read the file".replace(" ;", ";"))


@cache
def _tls() -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def _charset(kind: str | None) -> str | None:
    _, _, rest = (kind or "").lower().partition("charset=")
    return rest.partition(";")[0].strip(" \"'") or None
