"""Sign in and out, password, tokens; people and the audit log for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from firsthand.errors import BadValue
from firsthand.serve import gate
from firsthand.serve.accounts.people import SESSION, Person
from firsthand.serve.door import COOKIE, Rates
from firsthand.serve.missing import Forbidden, Missing
from firsthand.serve.routes.house import inside
from firsthand.serve.site import Site, site

router = APIRouter()
_tries = Rates(10)  # sign-ins a minute for each address and for each name
Text = Annotated[str, Form(max_length=1000)]


@router.get("/login")
def login_page(request: Request, here: Annotated[Site, Depends(site)], back: str = "/") -> Response:
    if not here.settings.accounts:
        return RedirectResponse("/", 303)
    return here.page(request, "login.html.j2", error=None, back=inside(back))


@router.post("/login")
def login(
    request: Request,
    here: Annotated[Site, Depends(site)],
    name: Text = "",
    password: Text = "",
    back: Text = "/",
    token: Text = "",
) -> Response:
    if not here.settings.accounts:
        raise Missing("accounts")
    gate.own(request, here, token)
    client = request.client.host if request.client else "?"
    if not (_tries.allow(f"from {client}") and _tries.allow(f"name {name[:60].casefold()}")):
        return here.page(request, "login.html.j2", status=429, error=here.texts("account.wait"), back=inside(back))
    person = here.people.proved(name, password)
    if person is None:
        here.audit.add("?", "sign-in refused", name[:60])
        return here.page(request, "login.html.j2", status=403, error=here.texts("account.wrong"), back=inside(back))
    here.audit.add(person.name, "sign in", client)
    answer = RedirectResponse(inside(back), 303)
    answer.set_cookie(
        COOKIE, here.people.session(person), max_age=int(SESSION.total_seconds()), httponly=True, samesite="lax",
        secure=request.url.scheme == "https", path="/",
    )  # fmt: skip
    return answer


@router.post("/logout")
def logout(request: Request, here: Annotated[Site, Depends(site)], token: Text = "") -> Response:
    gate.own(request, here, token)
    session = getattr(request.state, "session", None)
    if session:
        here.people.end(session)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/account")
def account(request: Request, here: Annotated[Site, Depends(site)]) -> Response:
    return _page(request, here, _me(request))


@router.post("/account/password")
def password(
    request: Request, here: Annotated[Site, Depends(site)], old: Text = "", new: Text = "", token: Text = ""
) -> Response:
    me = _me(request)
    gate.own(request, here, token)
    try:
        here.people.change(me, old, new)
    except BadValue as problem:
        return _page(request, here, me, status=400, error=str(problem))
    here.audit.add(me.name, "change password", me.name)
    return RedirectResponse("/login", 303)


@router.post("/account/tokens")
def make_token(request: Request, here: Annotated[Site, Depends(site)], label: Text = "", token: Text = "") -> Response:
    me = _me(request)
    gate.own(request, here, token)
    fresh = here.people.token(me, " ".join(label.split()) or "token")
    here.audit.add(me.name, "make token", label[:80])
    return _page(request, here, me, fresh=fresh)


@router.post("/account/tokens/{token_id}/revoke")
def revoke(request: Request, here: Annotated[Site, Depends(site)], token_id: str, token: Text = "") -> Response:
    me = _me(request)
    gate.own(request, here, token)
    here.people.revoke(me, token_id)
    here.audit.add(me.name, "revoke token", token_id)
    return RedirectResponse("/account", 303)


@router.post("/people")
def add_person(
    request: Request,
    here: Annotated[Site, Depends(site)],
    name: Text = "",
    password: Text = "",
    role: Text = "",
    token: Text = "",
) -> Response:
    who = gate.admin(request, here, token)
    try:
        made = here.people.add(name, password, role)
    except BadValue as problem:
        return _page(request, here, _me(request), status=400, error=str(problem))
    here.audit.add(who, "add person", f"{made.name} ({made.role})")
    return RedirectResponse("/account", 303)


@router.post("/people/{person_id}/remove")
def remove_person(request: Request, here: Annotated[Site, Depends(site)], person_id: str, token: Text = "") -> Response:
    who = gate.admin(request, here, token)
    try:
        here.people.remove(person_id)
    except BadValue as problem:
        return _page(request, here, _me(request), status=400, error=str(problem))
    here.audit.add(who, "remove person", person_id)
    return RedirectResponse("/account", 303)


def _me(request: Request) -> Person:
    person: Person | None = getattr(request.state, "person", None)
    if person is None:
        raise Missing("account")
    if getattr(request.state, "by_token", False):
        raise Forbidden("sign in for that; a token may not")
    return person


def _page(
    request: Request, here: Site, me: Person, *, status: int = 200, error: str | None = None, fresh: str | None = None
) -> Response:
    admin = me.role == "admin"
    return here.page(
        request, "account.html.j2", status=status, error=error, said=None, fresh=fresh, keys=here.people.tokens(me),
        people=here.people.all() if admin else [], audit=here.audit.latest() if admin else [],
    )  # fmt: skip
