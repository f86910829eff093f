"""A small web on the loopback: names that a table resolves, addresses that lead to one local server.

The guard is never switched off. Names resolve to public addresses, the fetcher checks and pins them, and only then
does the test's own `dial` lead the pinned address to this machine.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpcore

from firsthand.intake.limits import Limits
from firsthand.intake.net.fetch import Fetcher

PUBLIC = "93.184.216.34"


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Route = bytes | Iterable[bytes] | Callable[[Asked], "bytes | Iterable[bytes]"]


def answer(body: bytes | str, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": kind, "Content-Length": str(len(raw)), "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + raw


def moved(to: str) -> bytes:
    return answer("", status="302 Found", Location=to)


def article(text: str, title: str = "Strike in Sumy", head: str = "", lang: str = "en") -> bytes:
    return answer(
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


@dataclass
class Web:
    """Routes by "host/path" or "/path"; `names` gives the addresses of a name, at each question anew."""

    routes: dict[str, Route] = field(default_factory=dict)
    names: dict[str, list[str] | Callable[[], list[str]]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    tls: ssl.SSLContext | None = None

    def resolver(self, host: str, port: int) -> list[str]:  # noqa: ARG002
        self.resolved.append(host)
        found = self.names.get(host, [PUBLIC])
        return found() if callable(found) else found

    def dial(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        self.dialled.append((address, port))
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=seconds)

    def fetcher(self, seconds: float = 5.0, size: int = 1_000_000, **options: Any) -> Fetcher:
        limits = Limits(seconds=seconds, bytes=size)
        return Fetcher(limits=limits, resolver=self.resolver, dial=self.dial, **options)

    def paths(self) -> list[str]:
        return [one.host + one.path for one in self.asked]

    # The server

    def start(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        self._over.set()
        self._listening.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                peer, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        try:
            if self.tls:
                peer = self.tls.wrap_socket(peer, server_side=True)
        except OSError:
            peer.close()
            return
        with peer:
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    part = peer.recv(65_536)
                    if not part:
                        return
                    head += part
                first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                asked = Asked(headers.get("host", ""), first.split()[1], headers, time.monotonic())
                self.asked.append(asked)
                for part in self._said(asked):
                    if self._over.is_set():
                        return
                    peer.sendall(part)
            except OSError:
                return

    def _said(self, asked: Asked) -> Iterator[bytes]:
        route = self.routes.get(asked.host + asked.path, self.routes.get(asked.path))
        said = route(asked) if callable(route) else route
        if said is None:
            said = answer("nothing here", status="404 Not Found")
        yield from [said] if isinstance(said, bytes) else said
