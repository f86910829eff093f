"""What tests of intake share: a small web on the loopback."""

from __future__ import annotations

import fcntl
import socket
import struct
from collections.abc import Iterator

import pytest
from tests.intake.web import Web


def _loopback() -> bool:
    """Is there a loopback? Inside `unshare -n` it sleeps; root may wake it."""
    for _ in range(2):
        with socket.create_server(("127.0.0.1", 0)) as server:
            try:
                socket.create_connection(server.getsockname(), timeout=2).close()
                return True
            except OSError:
                _wake()
    return False


def _wake() -> None:
    up, running, get_flags, set_flags = 0x1, 0x40, 0x8913, 0x8914
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            ask = struct.pack("16sh", b"lo", 0).ljust(40, b"\0")
            flags = struct.unpack("16sh", fcntl.ioctl(any_socket, get_flags, ask)[:18])[1]
            fcntl.ioctl(any_socket, set_flags, struct.pack("16sh", b"lo", flags | up | running).ljust(40, b"\0"))
    except OSError:
        pass


@pytest.fixture
def web() -> Iterator[Web]:
    if not _loopback():
        pytest.skip("there is no loopback here; wake it with: ip link set lo up")
    found = Web()
    found.start()
    yield found
    found.stop()
