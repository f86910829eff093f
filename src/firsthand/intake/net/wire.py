"""Connections that lead to checked addresses and nowhere else, and that end when their time is up.

The name of a host still goes into the Host header and the TLS handshake; only the address is pinned.
"""

# ruff: noqa: ARG002  # the shapes are httpcore's; our one deadline stands for its many timeouts

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import httpcore
import httpx

from firsthand.intake.net.guard import Target

Dial = Callable[[str, int, float], httpcore.NetworkStream]
_LEAST: Final = 0.001  # seconds; a timeout of zero would mean another thing


def dialled(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A connection to an address. Tests put their own in its place, to lead public addresses to a local server."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


class Timed(httpcore.NetworkStream):
    """A stream on which nothing waits beyond the deadline, however the bytes trickle."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, error: type[Exception]) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise error("the time for the whole answer is up")
        return max(left, _LEAST)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left(httpcore.ConnectTimeout))
        return Timed(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Pinned(httpcore.NetworkBackend):
    """Connects to the addresses of one checked target. Any other host is refused, so that no second opinion about
    how an address is to be read can lead elsewhere."""

    def __init__(self, target: Target, deadline: float, dial: Dial) -> None:
        self._target = target
        self._deadline = deadline
        self._dial = dial
        self.reached: str | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if (host.strip("[]"), port) != (self._target.host, self._target.port):
            raise httpcore.ConnectError(f"{host}:{port} is not what was checked")
        trouble: Exception = httpcore.ConnectError("no address")
        for address in self._target.addresses:
            left = self._deadline - time.monotonic()
            if left <= 0:
                break
            try:
                stream = self._dial(address, port, max(left, _LEAST))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
                continue
            self.reached = address
            return Timed(stream, self._deadline)
        raise trouble

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        raise httpcore.ConnectError("sockets of this machine are not asked")


class Wire(httpx.BaseTransport):
    """One request over a pinned connection, as httpx wants it."""

    def __init__(self, backend: Pinned, tls: ssl.SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls, network_backend=backend, max_connections=1, http1=True, http2=False, retries=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        if hasattr(self._parts, "close"):
            self._parts.close()
