"""Sign in, roles, tokens, audit: what everybody may do, and what nobody may."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from firsthand.errors import BadValue
from firsthand.kit import Kit
from firsthand.serve.accounts.people import People
from firsthand.serve.app import application
from firsthand.serve.routes import accounts as routes
from firsthand.serve.settings import Settings
from firsthand.store import Query, Store

ENGINES = pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
PASSWORD = "quiet harbour lights 77"


@pytest.fixture
def guarded(store: Store, grammar: Kit, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    from firsthand.serve.door import Rates

    monkeypatch.setattr(routes, "_tries", Rates(10))
    people = People(store)
    people.hasher.__init__(time_cost=1, memory_cost=64, parallelism=1)  # type: ignore[misc]
    for role in ("reader", "reviewer", "admin"):
        people.add(role.title(), PASSWORD, role)
    settings = Settings(host="0.0.0.0", accounts=True, hosts=("testserver",))
    with TestClient(application(settings, store, lambda: grammar)) as client:
        yield client


def signed_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    return client.post(
        "/login", data={"name": name, "password": password, "token": token_of(client, "/login")}, follow_redirects=False
    ).status_code


def token_of(client: TestClient, path: str = "/method") -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]


def test_other_machines_need_accounts() -> None:
    with pytest.raises(BadValue, match="accounts"):
        Settings(host="0.0.0.0")
    assert Settings(host="127.0.0.2").loopback()


@ENGINES
def test_strangers_see_the_door_only(guarded: TestClient) -> None:
    for path in ("/", "/map", "/reports", "/embed/map", "/search.atom?text=x"):
        answer = guarded.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")
    assert guarded.get("/api/v1/stand").status_code == 401
    assert guarded.get("/metrics").status_code == 401
    assert guarded.get("/healthz").json()["ok"] is True


@ENGINES
def test_wrong_passwords_are_refused_and_counted(guarded: TestClient) -> None:
    assert signed_in(guarded, "Admin", "wrong password here") == 403
    assert signed_in(guarded, "Nobody") == 403
    for _ in range(12):
        last = signed_in(guarded, "Admin", "wrong password here")
    assert last == 429


def test_session_cookie_is_closed_to_scripts_and_other_sites(guarded: TestClient) -> None:
    answer = guarded.post(
        "/login",
        data={"name": "Reader", "password": PASSWORD, "token": token_of(guarded, "/login")},
        follow_redirects=False,
    )
    cookie = answer.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert guarded.get("/").status_code == 200
    guarded.post("/logout", data={"token": token_of(guarded)})
    assert guarded.get("/", follow_redirects=False).status_code == 303


def test_reader_may_read_and_no_more(guarded: TestClient, store: Store) -> None:
    assert signed_in(guarded, "Reader") == 303
    page = guarded.get("/").text
    assert 'href="/add"' not in page
    token = token_of(guarded)
    hit = store.find(Query(kind="figure", limit=1)).items[0]
    assert guarded.post("/add", data={"text": "x", "token": token}).status_code == 403
    assert (
        guarded.post(f"/review/{hit.report_id}/{hit.record_id}", data={"verdict": "accept", "token": token}).status_code
        == 403
    )
    assert (
        guarded.post("/people", data={"name": "X", "password": PASSWORD, "role": "admin", "token": token}).status_code
        == 403
    )


@ENGINES
def test_reviewer_may_decide_under_own_name(guarded: TestClient, store: Store) -> None:
    signed_in(guarded, "Reviewer")
    hit = store.find(Query(kind="figure", limit=1)).items[0]
    token = token_of(guarded)
    assert (
        guarded.post(
            f"/review/{hit.report_id}/{hit.record_id}", data={"verdict": "accept", "reason": "seen", "token": token}
        ).status_code
        == 200
    )
    assert store.decisions()[0].decision.reviewer == "Reviewer"
    assert (
        guarded.post("/people", data={"name": "X", "password": PASSWORD, "role": "admin", "token": token}).status_code
        == 403
    )


@ENGINES
def test_admin_adds_and_removes_people_and_reads_the_audit(guarded: TestClient, store: Store) -> None:
    signed_in(guarded, "Admin")
    token = token_of(guarded)
    guarded.post("/people", data={"name": "New", "password": PASSWORD, "role": "reader", "token": token})
    page = guarded.get("/account").text
    assert "New" in page
    assert "add person" in page
    assert (
        guarded.post(
            "/people", data={"name": "Short", "password": "short", "role": "reader", "token": token}
        ).status_code
        == 400
    )
    admin = next(p for p in People(store).all() if p.name == "Admin")
    assert guarded.post(f"/people/{admin.id}/remove", data={"token": token}).status_code == 400


def test_token_of_another_session_does_not_fit(guarded: TestClient) -> None:
    signed_in(guarded, "Reviewer")
    theirs = token_of(guarded)
    guarded.cookies.clear()
    signed_in(guarded, "Admin")
    assert guarded.post("/add", data={"text": "x", "token": theirs}).status_code == 403


@ENGINES
def test_pages_of_one_person_are_not_shown_to_another(guarded: TestClient) -> None:
    signed_in(guarded, "Admin")
    assert ">Admin<" in guarded.get("/reports").text
    guarded.cookies.clear()
    signed_in(guarded, "Reader")
    assert ">Admin<" not in guarded.get("/reports").text


@ENGINES
def test_api_tokens_do_what_their_owner_may(guarded: TestClient, store: Store) -> None:
    people = People(store)
    reader, reviewer = (next(p for p in people.all() if p.name == n) for n in ("Reader", "Reviewer"))
    for person, status in ((reader, 403), (reviewer, 202)):
        secret = people.token(person, "test")
        headers = {"Authorization": f"Bearer {secret}"}
        assert guarded.get("/api/v1/stand", headers=headers).status_code == 200
        assert (
            guarded.post(
                "/api/v1/reports", json={"text": "Three people were killed in Kharkiv."}, headers=headers
            ).status_code
            == status
        )
        people.revoke(person, people.tokens(person)[0].id)
        assert guarded.get("/api/v1/stand", headers=headers).status_code == 401


def test_no_secret_is_logged_or_stored(guarded: TestClient, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="firsthand.serve"):
        signed_in(guarded, "Admin")
        secret = People(store).token(next(p for p in People(store).all() if p.name == "Admin"), "t")
        guarded.get("/search?text=very-private-words", headers={"Authorization": f"Bearer {secret}"})
    cookie = guarded.cookies.get("firsthand_session")
    assert cookie
    for hidden in (PASSWORD, secret, cookie, "very-private-words"):
        assert hidden not in caplog.text
    assert caplog.text.count('"path"') >= 3
    with store.engine().connect() as connection:
        from sqlalchemy import text

        rows = [
            str(tuple(r))
            for table in ("serve_people", "serve_sessions", "serve_tokens", "serve_audit")
            for r in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    assert not any(hidden in row for row in rows for hidden in (PASSWORD, secret, cookie))


@ENGINES
def test_changed_password_ends_sessions(guarded: TestClient) -> None:
    signed_in(guarded, "Reader")
    answer = guarded.post(
        "/account/password",
        data={"old": PASSWORD, "new": PASSWORD + " new", "token": token_of(guarded)},
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/login"
    assert guarded.get("/", follow_redirects=False).status_code == 303
    assert signed_in(guarded, "Reader", PASSWORD + " new") == 303
