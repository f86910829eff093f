"""Every page answers, says what it holds, and links to where it stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from firsthand.serve.catalogue import Catalogue
from firsthand.store import Query, Store

PAGES = {
    "/?since=2024-11-14": "Konotop",
    "/map": "Map and timeline",
    "/incidents": "strike hits market",
    "/questions": "killed",
    "/claims": "Taras Hrynko",
    "/forecasts": "evacuated",
    "/sources": "Taras Hrynko",
    "/checks": "does not hold",
    "/contradictions": "contradict",
    "/control": "Dachenske",
    "/search?text=market": "market",
    "/search?text=%22covered+market%22&kind=event": "covered",
    "/reports": "Relief committee",
    "/ranges": "What the reports add up to",
    "/estimates": "A table of counts",
    "/add": "Paste a text",
    "/review": "Accept",
    "/method": "What it does not do",
    "/style": "Colours",
    "/api/v1/docs": "/api/v1/records",
}


class Page(HTMLParser):
    """Ids, links and headings of a page; `broken` where an element closes what is not open."""

    VOID = frozenset(
        ["meta", "link", "br", "hr", "img", "input", "path", "rect", "circle", "line", "use", "area", "base", "col"]
    )

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.headings = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("id"):
            self.ids.append(said["id"] or "")
        if tag == "a" and said.get("href"):
            self.links.append(said["href"] or "")
        self.headings += tag == "h1"
        self.handlers += [name for name in said if name.startswith("on") or name == "style"]


@pytest.mark.parametrize(("path", "words"), PAGES.items())
def test_pages_show_what_they_are_for(reading_client: TestClient, path: str, words: str) -> None:
    answer = reading_client.get(path)
    assert answer.status_code == 200
    assert words.casefold() in answer.text.casefold()
    page = Page(answer.text)
    assert page.headings >= 1
    assert not page.handlers, "no inline handler or style may stand in a page: the policy forbids it"
    assert len(page.ids) == len(set(page.ids))


def test_links_of_the_first_pages_lead_somewhere(reading_client: TestClient) -> None:
    seen: set[str] = set()
    for start in ("/?since=2024-11-14", "/incidents", "/questions", "/contradictions", "/search?text=market"):
        links = {link.split("#")[0] for link in Page(reading_client.get(start).text).links}
        seen |= {link for link in links if link.startswith("/")}
    for link in sorted(seen)[:80]:
        assert reading_client.get(link).status_code == 200, link


def test_report_links_hold_the_record(reading_client: TestClient) -> None:
    answer = reading_client.get("/search?text=market&kind=figure")
    link = re.search(r'href="(/reports/[0-9a-f]{32})#(f-[0-9a-f]+)"', answer.text)
    assert link
    assert f'id="{link[2]}"' in reading_client.get(link[1]).text


def test_incident_sets_voices_side_by_side(reading_client: TestClient) -> None:
    row = next(r for r in reading_client.get("/api/v1/incidents").json()["items"] if "market" in r["title"].casefold())
    page = reading_client.get(f"/incidents/{row['id']}").text
    assert "Konotop relief committee" in page
    assert "<svg" in page
    assert "copy of the report above" in page


def test_others_figures_stand_beside_the_article(reading_client: TestClient) -> None:
    found = reading_client.get("/api/v1/reports?text=%22relief+committee+said%22").json()["items"][0]
    page = reading_client.get(f"/reports/{found['report_id']}").text
    assert "that others give too" in page


def test_imprecise_question_is_refused_in_words(reading_client: TestClient) -> None:
    answer = reading_client.get("/search?since=yesterday")
    assert answer.status_code == 400
    assert "no ISO day" in answer.text


@pytest.mark.parametrize(
    "path", ["/reports/nope", "/incidents/nope", "/question?key=nope", "/source?name=nope", "/c/zz", "/none", "/add/zz"]
)
def test_what_is_not_there_is_not_found(reading_client: TestClient, path: str) -> None:
    assert reading_client.get(path).status_code == 404


def test_empty_store_says_how_to_begin(tmp_path: object, grammar: object) -> None:
    from pathlib import Path

    from firsthand.serve.app import application
    from firsthand.serve.settings import Settings

    assert isinstance(tmp_path, Path)
    with (
        Store.open(tmp_path / "new.db", create=True) as store,
        TestClient(application(Settings(), store, lambda: grammar)) as client,  # type: ignore[arg-type,return-value]
    ):
        assert "Add the first report" in client.get("/").text
        for path in PAGES:
            assert client.get(path).status_code == 200, path


def test_pages_are_answered_304_until_something_changes(client: TestClient, token: Callable[[TestClient], str]) -> None:
    first = client.get("/reports")
    again = client.get("/reports", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    client.post(
        "/add",
        data={
            "text": "Two people were killed in Sumy on Monday, the mayor said.",
            "published": "2024-11-25",
            "token": token(client),
        },
    )
    _wait(client)
    changed = client.get("/reports", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert "in Sumy on Monday" in re.sub("</?mark>", "", client.get("/search?text=mayor+Sumy").text)


def _wait(client: TestClient) -> None:
    import time

    jobs = client.app.state.site.jobs  # type: ignore[attr-defined]
    for _ in range(200):
        if all(job.state == "done" for job in jobs.known.values()):
            time.sleep(0.25)  # the state is looked at a few times a second
            return
        time.sleep(0.05)
    raise AssertionError("the report was not read in time")


def test_downloads_hold_what_is_counted(reading_client: TestClient) -> None:
    shown = reading_client.get("/api/v1/records?kind=figure&text=market").json()
    table = reading_client.get("/api/v1/records?kind=figure&text=market&format=csv")
    assert (
        shown["total"]
        == int(table.headers["x-count"])
        == len(list(csv.reader(io.StringIO(table.text, newline="")))) - 1
    )
    assert f"-{shown['total']}.csv" in table.headers["content-disposition"]


def test_feeds_are_well_formed(reading_client: TestClient) -> None:
    from lxml import etree

    for path in ("/today.atom", "/search.atom?text=market"):
        root = etree.fromstring(reading_client.get(path).content)
        assert root.tag == "{http://www.w3.org/2005/Atom}feed"
        assert root.findall("{*}entry")


def test_embeds_are_small_and_ask_for_nothing(reading_client: TestClient) -> None:
    row = reading_client.get("/api/v1/incidents").json()["items"][0]
    key = reading_client.get("/api/v1/questions").json()["items"][0]["key"]
    for path in (f"/embed/incident/{row['id']}", "/embed/map", "/embed/question"):
        answer = reading_client.get(path, params={"key": key} if path.endswith("question") else None)
        assert answer.status_code == 200
        assert len(answer.content) < 300_000
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors *" in answer.headers["content-security-policy"]
        assert not re.search(r"<script|<link|src=|url\((?!#)", answer.text)
        assert "x-frame-options" not in answer.headers


def test_kept_search_has_a_feed_and_can_be_forgotten(client: TestClient, token: Callable[[TestClient], str]) -> None:
    client.post("/searches", data={"name": "Market", "query": "text=market&kind=figure", "token": token(client)})
    page = client.get("/search").text
    kept = re.search(r'href="(/searches/[0-9a-f]+)\.atom"', page)
    assert kept
    assert "Market" in client.get(kept[1] + ".atom").text
    client.post(kept[1] + "/forget", data={"token": token(client)})
    assert client.get(kept[1] + ".atom").status_code == 404


def test_alert_names_records_of_new_reports_only(store: Store, grammar: object) -> None:
    from firsthand.serve.alerts import Alerts
    from firsthand.serve.library import Library
    from firsthand.serve.searches import Searches

    searches = Searches(store)
    library = Library(store, lambda: grammar)  # type: ignore[arg-type,return-value]
    kept = searches.keep("Market", "text=market&kind=figure", "https://desk.example/hook", "local")
    assert Alerts(library, searches).news(kept) == []
    from dataclasses import replace

    assert len(Alerts(library, searches).news(replace(kept, told=0))) == min(
        50, store.count(Query(text="market", kind="figure"))
    )


def test_every_text_of_the_catalogue_is_used_and_every_used_one_is_there() -> None:
    from importlib.resources import files

    known = set(Catalogue.load().texts)
    root = files("firsthand.serve")
    sources = [one.read_text("utf-8") for one in (root / "templates").iterdir()]  # type: ignore[attr-defined]
    for folder in ("", "routes", "api", "draw", "estimates"):
        sources += [one.read_text("utf-8") for one in (root / folder).iterdir() if one.name.endswith(".py")]  # type: ignore[attr-defined]
    text = "\n".join(sources)
    used = set(re.findall(r"""(?:\bt|texts)\(\s*f?['"]([a-z_.]+[a-z_])['"]""", text))
    assert not {key for key in used - known if not key.startswith("method.")}
    prefixes = set(re.findall(r"""['"]([a-z_.]+\.)['"] ~""", text)) | {
        "method.",
        "error.",
        "claims.",
        "checks.",
        "search.",
        "col.",
        "review.",
        "estimates.step.",
        "ranges.by.",
        "add.holds.",
        "style.form.",
    }
    unused = {
        key
        for key in known - used
        if not any(key.startswith(p) for p in prefixes) and f'"{key}"' not in text and f"'{key}'" not in text
    }
    assert not unused


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_every_page_is_the_same_on_both_engines(client: TestClient, reading_client: TestClient) -> None:
    """But for the clock, form tokens, and the state, which counts batches."""

    def plain(answer: str) -> str:
        return re.sub(r'name="token" value="\w+"|as of state [\d.]+', "", answer)

    incident = client.get("/api/v1/incidents").json()["items"][1]["id"]
    report = client.get("/api/v1/reports").json()["items"][2]["report_id"]
    for path in (*PAGES, f"/incidents/{incident}", f"/reports/{report}", "/today.atom", "/api/v1/records?kind=event"):
        if path not in ("/ranges", "/estimates"):
            assert plain(client.get(path).text) == plain(reading_client.get(path).text), path


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_added_report_is_found_on_both_engines(client: TestClient, token: Callable[[TestClient], str]) -> None:
    text = "Nine people were killed in Shostka on Tuesday, the regional governor said."
    client.post("/add", data={"text": text, "published": "2024-11-26", "token": token(client)})
    _wait(client)
    assert "Nine people" in re.sub("</?mark>", "", client.get("/search?text=Shostka+governor").text)
    assert "Shostka" in client.get("/?since=2024-11-26").text
