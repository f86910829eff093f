"""Who may do what: the form token, the role, and whether the store may be written at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from firsthand.serve.missing import Forbidden

if TYPE_CHECKING:
    from firsthand.serve.accounts.people import Person
    from firsthand.serve.site import Site


def writer(request: Request, here: Site, token: str) -> str:
    """The name of the person who may change something, the form having come from our own page; Forbidden otherwise."""
    own(request, here, token)
    if here.settings.read_only:
        raise Forbidden("the store was opened read-only")
    person: Person | None = getattr(request.state, "person", None)
    if here.settings.accounts and (person is None or not person.may_write()):
        raise Forbidden("a reader may not write")
    return person.name if person else "local"


def own(request: Request, here: Site, token: str) -> None:
    """Forbidden unless the form carries this session's token (a request with an API token has no form)."""
    if getattr(request.state, "by_token", False):
        return
    if not here.token_fits(request, token):
        raise Forbidden("the form did not come from this session's page")


def admin(request: Request, here: Site, token: str) -> str:
    """As `writer`, for an admin."""
    name = writer(request, here, token)
    person: Person | None = getattr(request.state, "person", None)
    if person is None or person.role != "admin":
        raise Forbidden("only an admin may do that")
    return name
