"""What strangers send, in texts and in addresses, stays text; what other sites send is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from firsthand.errors import BadValue
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.pipeline import read_document
from firsthand.serve.app import application
from firsthand.serve.door import Rates
from firsthand.serve.settings import Settings
from firsthand.store import Entry, Store

BASE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:alert(1)", "\"><script>alert(1)</script>",
    "'><b onmouseover=alert(1)>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}",
    "%0d%0aSet-Cookie: a=b", "\r\nX-Injected: 1", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "' OR 1=1 --", "\"; DROP TABLE reports; --", "1; ATTACH 'x' AS y",
    "\x00null", "\u202eright to left", "\ufeffmark", "<!--", "]]>", "<![CDATA[", "&lt;script&gt;", "<a href=javascript:alert(1)>x</a>", "<iframe srcdoc='<script>1</script>'>",
    "<math><mtext></table><img src onerror=alert(1)>", "<style>*{display:none}</style>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>", "<form action=//evil.example>",
    "=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\ud83d\ude00" + "\u0301" * 40, "x" * 5000, "a\tb\nc",
]  # fmt: skip
HOSTILE = [p + s for s in ("", " and more", "'", '"', "\\") for p in BASE]


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.bad: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        outside = tag == "script" and not (said.get("src") or "").startswith("/static/")
        if outside or tag in ("iframe", "base", "object", "embed", "style") or any(n.startswith("on") for n in said):
            self.bad.append(f"{tag} {said}")
        for name in ("href", "src", "action"):
            if (said.get(name) or "").strip().casefold().startswith(("javascript:", "data:", "//")):
                self.bad.append(f"{tag} {name}={said[name]}")


def test_there_are_two_hundred_payloads() -> None:
    assert len(set(HOSTILE)) >= 200


def test_payloads_in_addresses_raise_nothing(reading_client: TestClient) -> None:
    for payload in HOSTILE:
        clean = payload.encode("utf-8", "replace").decode("utf-8")
        for path, name in (
            ("/search", "text"),
            ("/claims", "actor"),
            ("/incidents", "text"),
            ("/sources", "text"),
            ("/api/v1/records", "place"),
        ):
            answer = reading_client.get(path, params={name: clean})
            assert answer.status_code in (200, 400), (path, payload)
            assert "x-injected" not in answer.headers
            if path[1:4] != "api":
                assert not Elements(answer.text).bad, payload


@pytest.mark.parametrize(
    "path",
    [
        "/reports/{}",
        "/incidents/{}",
        "/c/{}",
        "/add/{}",
        "/static/{}",
        "/embed/incident/{}",
        "/searches/{}.atom",
        "/api/v1/reports/{}",
        "/api/v1/jobs/{}",
    ],
)
def test_payloads_as_parts_of_paths_find_nothing(reading_client: TestClient, path: str) -> None:
    from urllib.parse import quote

    for payload in BASE:
        clean = payload.encode("utf-8", "replace")[:300]
        answer = reading_client.get(path.format(quote(clean, safe="")))
        assert answer.status_code in (400, 404), (path, payload)
        assert b"root:" not in answer.content


def test_payloads_in_texts_titles_names_and_urls_stay_text(tmp_path: object, grammar: Kit) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    entries = []
    for n, payload in enumerate(HOSTILE):
        clean = payload.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
        text = (
            f"Two people were killed in Sumy, {clean} said on Monday. “{clean}”, the mayor of {clean} said. Case {n}."
        )
        document = Document(
            text=text, title=clean, outlet=clean, author=clean, url=clean, published=Published("2024-11-05")
        )
        entries.append(Entry(source=clean[:80] or "x", reading=read_document(document, grammar)))
    with Store.open(tmp_path / "hostile.db", create=True) as store:
        kept = store.keep(entries, run="hostile")
        with TestClient(application(Settings(), store, lambda: grammar)) as client:
            for path in (
                "/",
                "/reports",
                "/claims",
                "/search?text=killed",
                "/incidents",
                "/questions",
                "/sources",
                "/sources?kind=outlet",
                "/review",
                "/map",
                "/today.atom",
                "/search.atom?text=killed",
                "/forecasts",
                "/contradictions",
            ):
                answer = client.get(path)
                assert answer.status_code == 200, path
                if not path.endswith("atom") and "atom?" not in path:
                    assert not Elements(answer.text).bad, path
            for report_id in kept.report_ids[::9]:
                answer = client.get(f"/reports/{report_id}")
                assert answer.status_code == 200
                assert not Elements(answer.text).bad
                assert client.get(f"/reports/{report_id}/file/html").status_code == 200


def test_policy_has_no_inline_anything(reading_client: TestClient) -> None:
    for path in ("/", "/map", "/none", "/api/v1/stand", "/static/app.js"):
        policy = reading_client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert reading_client.get(path).headers["x-content-type-options"] == "nosniff"


def test_tiles_open_the_policy_for_their_host_alone() -> None:
    from firsthand.serve.door import policy

    told = policy(Settings(tiles="https://tiles.example/{z}/{x}/{y}.png"))
    assert "https://tiles.example" in told
    with pytest.raises(BadValue):
        Settings(tiles="javascript:alert(1)//{z}{x}{y}")
    with pytest.raises(BadValue):
        Settings(tiles="https://tiles.example; script-src */{z}/{x}/{y}")


# Other sites.


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_other_sites_may_change_nothing(
    client: TestClient, token: Callable[[TestClient], str], headers: dict[str, str]
) -> None:
    answer = client.post("/add", data={"text": "Some text.", "token": token(client)}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("given", ["", "00", "zz", "a" * 80])
def test_form_without_its_token_is_refused(client: TestClient, given: str) -> None:
    assert client.post("/add", data={"text": "Some text.", "token": given}).status_code == 403
    assert client.post("/theme", data={"to": "dark", "token": given}).status_code == 403


def test_name_of_another_site_is_not_answered(client: TestClient) -> None:
    """DNS rebinding: a foreign name that leads to this machine."""
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:8642"}).status_code == 200


def test_theme_leads_nowhere_else(client: TestClient, token: Callable[[TestClient], str]) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/x\r\nSet-Cookie: a=b"):
        answer = client.post(
            "/theme", data={"to": "dark", "back": back, "token": token(client)}, follow_redirects=False
        )
        assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://0x7f000001/",
        "http://10.0.0.1/",
        "http://user:pw@198.51.100.1/",
        "http://127.1/",
    ],
)
def test_add_asks_no_private_address(client: TestClient, token: Callable[[TestClient], str], address: str) -> None:
    import time

    answer = client.post("/add", data={"address": address, "token": token(client)})
    job = client.app.state.site.jobs.recent()[0]  # type: ignore[attr-defined]
    for _ in range(100):
        if job.state == "done":
            break
        time.sleep(0.05)
    assert answer.status_code == 200
    assert job.failed == 1
    assert job.read == 0


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x", "/etc/passwd"])
def test_add_takes_web_addresses_only(client: TestClient, token: Callable[[TestClient], str], address: str) -> None:
    answer = client.post("/add", data={"address": address, "token": token(client)})
    assert answer.status_code == 400
    assert "no web address" in answer.text


def test_names_of_files_are_no_paths(client: TestClient, token: Callable[[TestClient], str], tmp_path: object) -> None:
    from firsthand.serve.routes.add import name_of

    for name in ("../../../etc/passwd", "..\\..\\x.txt", "/abs/x.txt", "a/b/c.txt", "*", "[x].txt", "..", ""):
        assert "/" not in name_of(name)
        assert "\\" not in name_of(name)
        assert name_of(name) not in ("", ".", "..")


def test_too_much_is_refused(grammar: Kit, store: Store) -> None:
    with TestClient(application(replace(Settings(), upload_bytes=1000), store, lambda: grammar)) as client:
        assert client.post("/add", content=b"x", headers={"Content-Length": "9999999"}).status_code == 413


def test_rates_fill_again() -> None:
    rates = Rates(3)
    assert [rates.allow("a") for _ in range(4)] == [True, True, True, False]
    assert rates.allow("b")


def test_a_store_open_for_reading_is_not_written(
    filled: object, grammar: Kit, token: Callable[[TestClient], str]
) -> None:
    with (
        Store.open(str(filled)) as store,
        TestClient(application(Settings(read_only=True), store, lambda: grammar)) as client,
    ):
        assert "/add" not in client.get("/").text
        assert client.post("/add", data={"text": "x", "token": token(client)}).status_code == 403
