"""Journeys in a real browser: with and without scripts, on a phone, by keyboard, and embedded in a foreign page."""

from __future__ import annotations

import csv
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from firsthand.kit import Kit
from firsthand.serve.app import application
from firsthand.serve.settings import Settings
from firsthand.store import Query, Store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(drawing_chromium: Browser) -> Browser:
    return drawing_chromium


@pytest.fixture(scope="module")
def address(filled: Path, tmp_path_factory: pytest.TempPathFactory, grammar: Kit) -> Iterator[str]:
    """The app on a port of this machine, over a copy of the examples."""
    import shutil

    own = tmp_path_factory.mktemp("browser") / "own.db"
    shutil.copy(filled, own)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Store.open(own) as store:
        config = uvicorn.Config(application(Settings(port=port), store, lambda: grammar), port=port, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://localhost:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []
    noise: list[str] = []

    def page(**options: object) -> Page:
        context = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        made = context.new_page()
        made.on("pageerror", lambda e: noise.append(f"error: {e}"))
        made.on(
            "console",
            lambda m: (
                noise.append(f"{m.type}: {m.text}") if "Content Security" in m.text or m.type == "error" else None
            ),
        )
        made.on("dialog", lambda d: (noise.append(f"dialog {d.message}"), d.dismiss()))
        return made

    yield page
    for context in contexts:
        context.close()
    assert noise == []


PASTED = (
    "The front has moved about 20 kilometres (16 miles) since then, the mayor said.\n\n"
    "At least three people were killed in Konotop, governor Taras Hrynko said."
)


def test_first_minute(address: str, opened: Callable[..., Page]) -> None:
    """Add a report, see it annotated, open a check that does not pass, take it along."""
    page = opened(accept_downloads=True)
    page.goto(address)
    page.get_by_role("link", name="Add reports").click()
    page.get_by_label("Paste a text").fill(PASTED)
    page.get_by_label("Headline").fill("Drones over eight regions")
    page.get_by_label("Published on").first.fill("2024-11-19")
    page.get_by_role("button", name="Read").first.click()
    page.get_by_role("link", name="Drones over eight regions").click()
    expect(page.locator(".article .k-figure").first).to_be_visible()
    expect(page.locator(".finding").first).to_contain_text("20 kilometres")
    page.locator(".finding a").first.click()
    expect(page.locator("#card")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="CSV").click()
    assert got.value.suggested_filename.endswith(".csv")


def test_morning_of_an_analyst(address: str, opened: Callable[..., Page]) -> None:
    """Today, an incident, one voice's sentence in its report, the figures over time, the briefing."""
    page = opened(viewport={"width": 1440, "height": 900})
    page.goto(address + "/?since=2024-11-14")
    page.get_by_role("link", name="strike hits market in Konotop").first.click()
    expect(page.get_by_role("heading", name="What each origin says")).to_be_visible()
    expect(page.locator(".chart").first).to_be_visible()
    page.locator(".side-of .meta a").first.click()
    expect(page.locator("#card")).to_be_visible()
    page.go_back()
    page.locator("#tolls h3 a").first.click()
    expect(page.get_by_role("heading", name="Every answer")).to_be_visible()
    page.goto(address + "/map")
    page.wait_for_selector("[data-ready]", timeout=60_000)
    assert "events in view" in page.locator(".timebar output").inner_text()
    page.locator("[data-top] button").first.click()
    expect(page.locator(".mapside li").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".mapside")).to_be_hidden()


def test_review_of_a_fact_checker(address: str, opened: Callable[..., Page]) -> None:
    """Everything by keyboard: walk, decide, and find the decision in the export."""
    page = opened()
    page.goto(address + "/review?kind=figure")
    first = page.locator(".review-item").first
    key = (first.get_attribute("id") or "").removeprefix("item-")
    page.keyboard.press("j")
    expect(first).to_have_class("review-item at")
    page.keyboard.press("a")
    expect(page.locator(f"#item-{key} .decided")).to_be_visible()
    said = page.request.get(address + "/api/v1/decisions").json()
    assert [d["verdict"] for d in said if d["record_id"] == key] == ["accept"]


def test_export_of_a_researcher(address: str, opened: Callable[..., Page]) -> None:
    """A filtered search counts what it shows and exports the same number."""
    page = opened(accept_downloads=True)
    page.goto(address + "/search?kind=figure")
    page.locator(".filters input[name=text]").fill("market")
    page.wait_for_url("**text=market**")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    told = int(page.locator(".found-line b").inner_text().replace(",", ""))
    with page.expect_download() as got:
        page.get_by_role("link", name="CSV").click()
    with Path(got.value.path()).open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == told + 1


def test_embed_in_a_foreign_page(address: str, opened: Callable[..., Page]) -> None:
    class Foreign(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(
                f'<title>news</title><iframe title="map" src="{address}/embed/map" width="390" height="600"></iframe>'.encode()
            )

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Foreign)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = opened()
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        expect(page.frame_locator("iframe").locator("svg.map")).to_be_visible()
    finally:
        server.shutdown()
        server.server_close()


def test_reading_without_javascript(address: str, opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    page.goto(address + "/?since=2024-11-14")
    page.get_by_role("link", name="strike hits market in Konotop").first.click()
    expect(page.locator(".chart").first).to_be_visible()
    page.goto(address + "/map")
    expect(page.locator("svg.map")).to_be_visible()
    page.goto(address + "/search?kind=figure")
    page.locator(".filters input[name=text]").fill("market")
    page.locator(".filters button").click()
    expect(page.locator(".entries > li").first).to_be_visible()
    page.goto(address + "/add")
    page.get_by_label("Paste a text").fill("Nobody was hurt in Lviv, the mayor said.")
    page.get_by_role("button", name="Read").first.click()
    expect(page.locator("h1")).to_contain_text("Read")


PATHS = (
    "/?since=2024-11-14",
    "/map",
    "/incidents",
    "/questions",
    "/claims",
    "/forecasts",
    "/sources",
    "/checks",
    "/search?text=market",
    "/reports",
    "/contradictions",
    "/control",
    "/ranges",
    "/estimates",
    "/add",
    "/review",
    "/method",
    "/style",
    "/api/v1/docs",
)


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_runs_sideways_on_a_phone(address: str, opened: Callable[..., Page], width: int) -> None:
    page = opened(viewport={"width": width, "height": 844})
    for path in PATHS:
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (path, wide)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(address: str, opened: Callable[..., Page], scheme: str, filled: Path) -> None:
    page = opened(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    with Store.open(filled, read_only=True) as store:
        report = store.find(Query(text="market", limit=1)).items[0].report_id
    incident = page.request.get(address + "/api/v1/incidents?text=market").json()["items"][0]["id"]
    key = page.request.get(address + "/api/v1/questions?role=killed").json()["items"][0]["key"]
    from urllib.parse import quote

    found: list[str] = []
    for path in (*PATHS, f"/reports/{report}", f"/incidents/{incident}", f"/question?key={quote(key)}"):
        page.goto(address + path)
        if path == "/map":
            page.wait_for_timeout(1500)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append(
                    f"{path}: {violation['id']} {violation['nodes'][0]['html'][:140]} ({len(violation['nodes'])})"
                )
    assert not found, "\n".join(found)


def test_by_keyboard_only(address: str, opened: Callable[..., Page]) -> None:
    page = opened()
    page.goto(address + "/incidents")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("market")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?text=market")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    page.keyboard.press("j")
    expect(page.locator("#card")).to_be_visible()


def test_theme_is_kept(address: str, opened: Callable[..., Page]) -> None:
    page = opened(color_scheme="light")
    page.goto(address + "/method")
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(address + "/style")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(22, 22, 20)"
