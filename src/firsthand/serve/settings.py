"""How the app is run: where the store lies, who may come in, what it may ask of the network."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from firsthand.errors import BadValue

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`store` is a file or a postgresql:// address. Beyond loopback, `accounts` is on and cannot be off.

    `tiles` is an optional raster tile address ("https://tiles.example/{z}/{x}/{y}.png"): the one thing for
    which a reader's browser would ask another server. `fetch` allows addresses on the Add page. `secret`
    signs form tokens; given, it stays valid over a restart. `hosts` are the names under which the app may be
    asked for (none: the loopback names, or any name where accounts are on).
    """

    store: str = "firsthand.db"
    host: str = "127.0.0.1"
    port: int = 8642
    accounts: bool = False
    fetch: bool = True
    read_only: bool = False
    tiles: str | None = None
    tiles_by: str = ""
    title: str = "Firsthand"
    hosts: tuple[str, ...] = ()
    upload_bytes: int = 20_000_000
    requests_a_minute: int = 600
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def __post_init__(self) -> None:
        if not self.loopback() and not self.accounts:
            raise BadValue(f"host {self.host} can be reached by others: accounts must be on")
        if self.tiles is not None and self.tiles_origin() is None:
            raise BadValue(f"tiles {self.tiles!r} is no http(s) address with {{z}}, {{x}} and {{y}}")

    def loopback(self) -> bool:
        """Does the app listen to this machine only?"""
        if self.host in LOOPBACK:
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def tiles_origin(self) -> str | None:
        """Scheme and host of the tile server, for the page's policy."""
        parts = urlsplit(self.tiles or "")
        named = all(f"{{{axis}}}" in (self.tiles or "") for axis in "zxy")
        if parts.scheme not in ("http", "https") or not parts.netloc or not named or set(parts.netloc) & set("; '\""):
            return None
        return f"{parts.scheme}://{parts.netloc}"
