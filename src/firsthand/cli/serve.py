"""`firsthand serve`: the web app over a store."""

from __future__ import annotations

import logging
import os
import sys
from secrets import token_urlsafe
from typing import Annotated

import typer


def serve(
    store: Annotated[
        str | None,
        typer.Option(metavar="F", help="The store: a file, or postgresql://...; a file is made if it is not there."),
    ] = None,
    host: Annotated[
        str, typer.Option(metavar="NAME", help="Where to listen. Beyond this machine, accounts are on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="The port.")] = 8642,
    accounts: Annotated[
        bool, typer.Option("--accounts", help="Ask everybody to sign in, on this machine too.")
    ] = False,
    add_admin: Annotated[
        str | None,
        typer.Option(
            "--add-admin",
            metavar="NAME",
            help="Make an admin, ask for the password (or read FIRSTHAND_PASSWORD), and end.",
        ),
    ] = None,
    public_host: Annotated[
        list[str] | None,
        typer.Option("--public-host", metavar="NAME", help="A name the app answers to; may be given several times."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show, and change nothing.")] = False,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="Ask for no address from the Add page.")] = False,
    tiles: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Raster tiles for the map, such as https://tiles.example/{z}/{x}/{y}.png; none by default.",
        ),
    ] = None,
    tiles_by: Annotated[str, typer.Option("--tiles-by", metavar="TEXT", help="Who made the tiles.")] = "",
    proxy: Annotated[
        bool, typer.Option("--proxy", help="Trust X-Forwarded-For and -Proto from a proxy on this machine.")
    ] = False,
) -> None:
    """Open the desk in a browser: what the store knows, seen, searched, reviewed and shared.

    Exit codes: 0 ended, 2 called wrongly, 3 the store refused.
    """
    from firsthand.errors import BadValue, StoreError

    try:
        import uvicorn

        from firsthand.serve.app import application
        from firsthand.serve.settings import LOOPBACK, Settings
    except ImportError as error:
        raise typer.BadParameter(
            f"the web app needs more packages: pip install 'firsthand[serve]' ({error})"
        ) from error
    from firsthand.store import Store

    local = host in LOOPBACK
    try:
        settings = Settings(
            secret=os.environ.get("FIRSTHAND_SECRET") or token_urlsafe(32),
            store=store or "", host=host, port=port, accounts=accounts or not local, fetch=not no_fetch, read_only=read_only,
            tiles=tiles, tiles_by=tiles_by, hosts=tuple(name.lower() for name in public_host or ()),
        )  # fmt: skip
    except BadValue as error:
        raise typer.BadParameter(str(error)) from error
    try:
        opened = Store.open(store, create=not read_only, read_only=read_only)
    except StoreError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(3) from error
    with opened:
        if add_admin is not None:
            _admin(opened, add_admin)
            return
        if settings.accounts and not _has_people(opened):
            typer.echo("Nobody can sign in yet: run this command with --add-admin NAME first.", err=True)
            raise typer.Exit(2)
        logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
        logging.getLogger("firsthand.serve").setLevel(logging.INFO if settings.accounts else logging.WARNING)
        typer.echo(
            f"Firsthand at http://{'localhost' if local else host}:{port}  (store: {opened.shown_name()}; Ctrl-C ends)"
        )
        uvicorn.run(
            application(settings, opened), host=host, port=port, log_level="warning", access_log=False, server_header=False,
            proxy_headers=proxy, forwarded_allow_ips="127.0.0.1" if proxy else None, timeout_graceful_shutdown=5,
        )  # fmt: skip


def _has_people(store: object) -> bool:
    from firsthand.serve.accounts.people import People

    return bool(People(store).all())  # type: ignore[arg-type]


def _admin(store: object, name: str) -> None:
    from firsthand.errors import BadValue
    from firsthand.serve.accounts.people import People

    password = os.environ.get("FIRSTHAND_PASSWORD") or typer.prompt(
        "Password", hide_input=True, confirmation_prompt=True
    )
    try:
        People(store).add(name, password, "admin")  # type: ignore[arg-type]
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--add-admin") from error
    typer.echo(f"{name} may sign in as admin.")
