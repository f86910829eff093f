"""May this address be asked? Names are resolved once; every answer must be public; what cannot be checked is refused.

A page that we were told to fetch must not reach into the machine or the network it is fetched from.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from firsthand.errors import Unreachable

Resolver = Callable[[str, int], Sequence[str]]

PORTS: Final = frozenset({80, 443, 8080, 8443})
_PATIENCE: Final = 5.0  # seconds for a name
_NAME: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
# The last label of a name that some resolver would take for a number: 127.1, 0x7f000001, 017700000001 (WHATWG URL, "ends in a number").
_NUMBER: Final = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
# Names that lead nowhere on the public network, whatever a resolver says (RFC 6761, 6762, 8375, 7686; ICANN on .internal).
_PRIVATE_NAMES: Final = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "onion", "in-addr.arpa", "ip6.arpa")  # fmt: skip

# IPv4 that is routed nowhere or to the wrong place, beyond what `ipaddress` knows in every version we run on.
_CLOSED4: Final = tuple(
    map(
        ipaddress.IPv4Network,
        ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
         "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
         "224.0.0.0/3"),
    )
)  # fmt: skip
# Public IPv6 is 2000::/3, less what is set aside in it: protocol assignments (Teredo among them), documentation, 6to4.
_OPEN6: Final = ipaddress.IPv6Network("2000::/3")
_CLOSED6: Final = tuple(
    map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20"))
)
_ISATAP: Final = (0x00005EFE, 0x02005EFE)  # interface identifiers with an IPv4 address behind them


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked: the name for the other side, and the checked addresses to connect to."""

    url: str
    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]


def resolved(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, as the system gives them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def target(asked: str, first: str, deadline: float, resolver: Resolver) -> Target:
    """`asked`, checked; `first` is the address the user gave, which the error names. Unreachable where it may not be asked."""
    try:
        parts = urlsplit(asked)
        port = {"http": 80, "https": 443}.get(parts.scheme, 0) if parts.port is None else parts.port
        host = _plain(parts.hostname or "")
    except ValueError as error:
        raise Unreachable(first, f"is no address that can be asked ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise Unreachable(first, f"leads to {parts.scheme or 'no scheme'}; only http and https are asked")
    if "@" in parts.netloc:
        raise Unreachable(first, "carries a user name or password; leave them out")
    if "[" in parts.netloc and ":" not in host:
        raise Unreachable(first, f"has no host name that can be asked ({parts.netloc[:60]!r}); give the full address")
    if not host or port not in PORTS:
        raise Unreachable(first, f"leads to port {port}; only {', '.join(map(str, sorted(PORTS)))} are asked")
    if re.search(r"[\s\\\x00-\x20\x7f]", asked):
        raise Unreachable(
            first, "holds a space, a backslash or a control code; give the address as the browser shows it"
        )
    answers = [host] if _literal(host, first) else _resolve(host, port, first, deadline, resolver)
    for answer in answers:
        if not public(answer):
            raise Unreachable(first, f"leads to {answer}, inside a private network; only public addresses are asked")
    bracketed = f"[{host}]" if ":" in host else host
    netloc = bracketed if port == {"http": 80, "https": 443}[parts.scheme] else f"{bracketed}:{port}"
    url = f"{parts.scheme}://{netloc}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")
    return Target(url, parts.scheme, host, port, tuple(dict.fromkeys(answers)))


def public(address: str) -> bool:
    """May this address be connected to? Anything that is not plainly a public host may not."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not any(found in network for network in _CLOSED4)
    if found.scope_id or found not in _OPEN6 or any(found in network for network in _CLOSED6):
        return False
    return found.is_global and (int(found) >> 32) & 0xFFFFFFFF not in _ISATAP


def _plain(host: str) -> str:
    """A host in small ASCII letters. Full-width digits, circled letters and other dots become what they stand for."""
    if ":" in host or host.isascii():
        return host.lower().removesuffix(".")
    return host.encode("idna").decode("ascii").lower().removesuffix(".")


def _literal(host: str, first: str) -> bool:
    """Is the host an address and no name? Unreachable for spellings of addresses that readers take differently."""
    if ":" in host:
        return True  # whether it is one, and a public one, `public` says
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            return bool(ipaddress.IPv4Address(host))
        except ValueError:
            raise Unreachable(
                first, f"names a machine by a number in an odd spelling ({host[:60]}); give its name"
            ) from None
    if host in _PRIVATE_NAMES or host.endswith(tuple(f".{name}" for name in _PRIVATE_NAMES)):
        raise Unreachable(first, f"leads to {host[:60]}, a name inside a private network; only public names are asked")
    if not _NAME.fullmatch(host):
        raise Unreachable(first, f"has no host name that can be asked ({host[:60]!r}); give the full address")
    return False


def _resolve(host: str, port: int, first: str, deadline: float, resolver: Resolver) -> list[str]:
    """The system's resolver knows no time limit, so it is asked from a thread that may be left behind."""
    found: list[str] = []
    trouble: list[str] = []

    def ask() -> None:
        try:
            found.extend(map(str, resolver(host, port)))
        except (OSError, UnicodeError) as error:
            trouble.append(str(error))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.1, min(_PATIENCE, deadline - time.monotonic())))
    answers = [] if asking.is_alive() else list(found)
    if not answers:
        reason = trouble[0] if trouble else "no answer in time"
        raise Unreachable(first, f"the name {host} is not known ({reason}); check the address and the connection")
    return answers
