"""The one module that asks the network, and only when a user gave an address.

A page that we were told to fetch must not reach into the machine or the network it is fetched from:
the name is resolved once, every answer must be a public address, the connection goes to the address
that was checked, and all of that again for each redirect. What cannot be checked is refused.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from firsthand.errors import TooLarge, Unreachable
from firsthand.intake.limits import Limits

if TYPE_CHECKING:
    import httpx

Resolver = Callable[[str, int], Sequence[str]]

_PORTS: Final = frozenset({80, 443, 8080, 8443})
_AGENT: Final = "firsthand (reads one page for its user)"
# Networks inside which IPv4 addresses hide: a public-looking IPv6 address may lead to a private machine.
_WRAPPERS: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, from the address that gave them in the end."""

    raw: bytes
    url: str
    media_type: str | None
    charset: str | None


def resolved(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, as the system gives them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(
    url: str, limits: Limits, resolver: Resolver = resolved, transport: httpx.BaseTransport | None = None
) -> Page:
    """The page at `url`. Unreachable says why not; TooLarge above the size limit."""
    import httpx

    deadline = time.monotonic() + limits.seconds
    with httpx.Client(
        transport=transport,
        trust_env=False,  # a proxy from the environment would connect for us, unchecked
        follow_redirects=False,
        timeout=httpx.Timeout(limits.seconds / 2),
        headers={"User-Agent": _AGENT, "Accept": "text/html, application/pdf, text/plain, */*;q=0.1"},
    ) as client:
        asked = url
        for _ in range(limits.redirects + 1):
            try:
                page = _once(client, asked, url, limits, deadline, resolver)
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise Unreachable(url, f"did not answer ({type(error).__name__}: {error}); try again later") from error
            if isinstance(page, Page):
                return page
            asked = page
    raise Unreachable(url, f"redirects more than {limits.redirects} times; give the address it should end at")


def _once(
    client: httpx.Client, asked: str, first: str, limits: Limits, deadline: float, resolver: Resolver
) -> Page | str:
    """One request: the page, or the address it redirects to."""
    host, port, address = _checked(asked, first, deadline, resolver)
    parts = urlsplit(asked)
    pinned = f"[{address}]" if ":" in address else address
    target = f"{parts.scheme}://{pinned}:{port}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")
    named = host if port in (80, 443) else f"{host}:{port}"
    request = client.build_request("GET", target, headers={"Host": named}, extensions={"sni_hostname": host})
    answer = client.send(request, stream=True)
    try:
        if answer.is_redirect:
            return urljoin(asked, answer.headers["location"])
        if answer.status_code >= 400:
            raise Unreachable(
                first, f"answered {answer.status_code} {answer.reason_phrase}; save the page and read the file"
            )
        raw = bytearray()
        for part in answer.iter_bytes():
            raw += part
            if len(raw) > limits.bytes:
                raise TooLarge(first, f"is above the limit of {limits.bytes:,} bytes; raise it with --max-bytes")
            if time.monotonic() > deadline:
                raise Unreachable(first, f"took more than {limits.seconds:g} seconds; save the page and read the file")
        return Page(bytes(raw), asked, answer.headers.get("content-type"), answer.charset_encoding)
    finally:
        answer.close()


def _checked(asked: str, first: str, deadline: float, resolver: Resolver) -> tuple[str, int, str]:
    """(host, port, address to connect to), or Unreachable."""
    try:
        parts = urlsplit(asked)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode("ascii").rstrip(".")
    except ValueError as error:
        raise Unreachable(first, f"is no address that can be asked ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise Unreachable(first, f"leads to {parts.scheme or 'no scheme'}; only http and https are asked")
    if parts.username is not None or parts.password is not None:
        raise Unreachable(first, "carries a user name or password; leave them out")
    if not host or port not in _PORTS:
        raise Unreachable(first, f"leads to port {port}; only {', '.join(map(str, sorted(_PORTS)))} are asked")
    answers = _resolve(host, port, first, deadline, resolver)
    for answer in answers:
        if not public(answer):
            raise Unreachable(first, f"leads to {answer}, inside a private network; only public addresses are asked")
    return host, port, answers[0]


def _resolve(host: str, port: int, first: str, deadline: float, resolver: Resolver) -> list[str]:
    """The system's resolver knows no time limit, so it is asked from a thread that may be left behind."""
    found: list[str] = []
    trouble: list[str] = []

    def ask() -> None:
        try:
            found.extend(resolver(host, port))
        except (OSError, UnicodeError) as error:
            trouble.append(str(error))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.1, min(5.0, deadline - time.monotonic())))
    answers = list(found)
    if not answers:
        reason = trouble[0] if trouble else "no answer in time"
        raise Unreachable(first, f"the name {host} is not known ({reason}); check the address and the connection")
    return answers


def public(address: str) -> bool:
    """May this address be asked? Anything that is not plainly a public host may not."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return public(str(found.ipv4_mapped))
        if any(found in network for network in _WRAPPERS):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified
