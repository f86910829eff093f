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

from firsthand.estimate.answer import Estimate
from firsthand.estimate.lists import Lists
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

    from firsthand.estimate import report
    from firsthand.estimate.latent import Settings as Chains
    from firsthand.estimate.latent import latent

    def latent_classes(lists: Lists) -> Estimate:
        """Chains too short to believe: the page is what is looked at here."""
        return latent(lists, Chains(burn=50, sweeps=100, thin=2, chains=1))

    latent_classes.__name__ = "latent"
    own = tmp_path_factory.mktemp("browser") / "own.db"
    shutil.copy(filled, own)
    patch = pytest.MonkeyPatch()
    patch.setattr(report, "latent", latent_classes)
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
    patch.undo()


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


MINISTRY = """id,family,given,patronymic,born,died,place
1,Ткаченко,Ольга,Петрівна,1990-03-05,2023-06-01,Суми
2,Мороз,Іван,Олексійович,1985-11-20,,Суми
3,Гриценко,Павло,Ігорович,1979-01-30,2023-07-10,Конотоп
4,Лисенко,Марія,Сергіївна,,2023-07-11,Конотоп
"""
NEWSROOM = """id,name,born,died,place
1,Olha Tkachenko,1990-03-05,2023-06-01,Sumy
2,Petro Savchuk,1966-02-02,2023-08-01,Shostka
3,Maria Lysenko,,,Konotop
4,Pavlo Hrytsenkov,,2023-07-19,Konotop
"""


def test_estimate_and_its_pairs_by_keyboard(address: str, opened: Callable[..., Page]) -> None:
    """Hand in two lists, settle the pairs in doubt by keyboard, run again with what was decided."""
    page = opened()
    page.goto(address + "/estimates")
    page.locator("input[name=files]").set_input_files(
        [
            {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode()}
            for name, text in (("ministry", MINISTRY), ("newsroom", NEWSROOM))
        ]
    )
    page.get_by_role("button", name="Link and estimate").click()
    page.get_by_role("link", name="Look at 2 pairs in doubt").click(timeout=60_000)
    pairs = page.locator(".pair")
    expect(pairs).to_have_count(2)
    page.keyboard.press("j")
    expect(pairs.first).to_have_class("review-item pair at")
    page.keyboard.press("u")
    expect(pairs.first.locator("[data-reason]")).to_be_focused()
    page.keyboard.type("no day of birth")
    page.keyboard.press("Enter")
    expect(pairs.first.locator(".decided")).to_contain_text("no day of birth")
    expect(pairs.nth(1)).to_be_focused()
    page.keyboard.press("d")
    expect(pairs.nth(1).locator(".decided")).to_contain_text("Different people")
    page.go_back()
    page.reload()
    page.get_by_role("button", name="Run again with 1 decision").click()
    expect(page.locator("#who")).to_contain_text("1 reviewed pair is in these numbers", timeout=60_000)


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
    page.goto(address + "/estimates")
    page.get_by_role("button", name="Work out the made-up example").click()
    expect(page.get_by_role("heading", name="Models side by side")).to_be_visible(timeout=60_000)
    page.goto(address + "/ranges?role=killed&by=all")
    expect(page.get_by_role("heading", name="Interception rates")).to_be_visible(timeout=60_000)
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


def added_up(page: Page, address: str) -> None:
    """Wait until the sums of the page of ranges are there, so that it does not load itself again under a test."""
    while page.request.get(address + "/api/v1/ranges?role=killed&by=month").status != 200:
        time.sleep(0.1)


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_runs_sideways_on_a_phone(address: str, opened: Callable[..., Page], width: int) -> None:
    page = opened(viewport={"width": width, "height": 844})
    added_up(page, address)
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

    tables = [{"name": "ministry", "text": MINISTRY}, {"name": "newsroom", "text": NEWSROOM}]
    made = page.request.post(address + "/api/v1/estimates", data={"name": f"Lists, {scheme}", "tables": tables}).json()
    estimate = f"/estimates/{made['id']}"
    while page.request.get(f"{address}/api/v1{estimate}").json()["state"] not in ("done", "failed"):
        time.sleep(0.1)
    found: list[str] = []
    for path in (
        *PATHS,
        estimate,
        f"{estimate}/pairs",
        f"/reports/{report}",
        f"/incidents/{incident}",
        f"/question?key={quote(key)}",
    ):
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
