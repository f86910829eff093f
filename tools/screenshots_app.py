"""Writes docs/images/app/: every page of the web app over the example reports, at 1,440 and 390 pixels.

    make screenshots        # needs Chromium; nothing is downloaded
    .venv/bin/python tools/screenshots_app.py map estimate        # only these
    FIRSTHAND_WHOLE=1 ... people                                  # the whole height, to look at

Look at what changed before committing it: that is the point.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, sync_playwright
from synthetic_people import lists as made_up_lists
from synthetic_people import souls

from firsthand.api import kit, read
from firsthand.data.examples import desk_examples, examples
from firsthand.serve.app import application
from firsthand.serve.routes.estimates import begun
from firsthand.serve.settings import Settings
from firsthand.store import Entry, Query, Store

OUT: Final = Path(__file__).resolve().parents[1] / "docs" / "images" / "app"
ARGUMENTS: Final = ["--no-sandbox", "--headless", "--disable-quic", "--no-first-run", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # fmt: skip
PAGES: Final = {
    "today": "/?since=2024-11-14", "map": "/map", "incidents": "/incidents", "figures": "/questions", "claims": "/claims",
    "forecasts": "/forecasts", "sources": "/sources", "checks": "/checks", "search": "/search?text=market", "add": "/add",
    "review": "/review", "control": "/control", "contradictions": "/contradictions", "method": "/method", "style": "/style",
    "ranges": "/ranges?role=killed&by=month", "estimates": "/estimates",
}  # fmt: skip


def taken(browser: Browser, base: str, pages: dict[str, str], width: int, dark: bool) -> None:
    look = "dark" if dark else "light"
    for name, path in pages.items():
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=look,
            reduced_motion="reduce",
            locale="en-GB",  # type: ignore[arg-type]
        )
        page.goto(base + path)
        if name == "map":
            page.wait_for_selector("[data-ready]", timeout=60_000)
            page.wait_for_timeout(1500)
        page.wait_for_timeout(200)
        page.screenshot(path=OUT / f"{name}-{width}-{look}.png", full_page=bool(os.environ.get("FIRSTHAND_WHOLE")))
        page.close()


def worked_out(app: Any) -> dict[str, str]:
    """Addresses of two estimates over made-up lists: a table of counts, and lists of people with pairs in doubt."""
    site = app.state.site
    lists = {}
    for name, rows in made_up_lists(souls(900, 20), 20).items():
        out = io.StringIO()
        table = csv.DictWriter(out, [column for column in rows[0] if column != "soul"], extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
        lists[f"{name}.csv"] = out.getvalue().encode("utf-8")
    counts = [("table.csv", site.texts("estimates.example_table").encode("utf-8"))]
    given = {"estimate": ("Four lists of one region", counts), "people": ("Lists of named people", list(lists.items()))}
    cases = {name: begun(site, title, "local", files, "10", "") for name, (title, files) in given.items()}
    while not all(site.runs.known[case.id].ended() for case in cases.values()):
        time.sleep(0.2)
    return {name: f"/estimates/{case.id}" for name, case in cases.items()}


def main() -> int:
    chromium = os.environ.get("FIRSTHAND_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium found: install it or set FIRSTHAND_CHROMIUM", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "shown.db", create=True) as store:
        store.keep(
            [Entry(source=one.name, reading=read(one)) for one in (*examples(), *desk_examples())], run="pictures"
        )
        app = application(Settings(port=port), store, kit)
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        base = f"http://localhost:{port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            request = browser.new_page().request
            incident = request.get(f"{base}/api/v1/incidents?text=market").json()["items"][0]["id"]
            report = store.find(Query(text="Konotop doctor", limit=1)).items[0].report_id
            asked = request.get(f"{base}/api/v1/questions?role=killed&incident={incident}").json()["items"]
            key = max(asked, key=lambda row: row["answers"])["key"]
            pages = {
                **PAGES,
                "incident": f"/incidents/{incident}",
                "report": f"/reports/{report}",
                "figure": f"/question?key={quote(key)}",
            }
            wanted = set(sys.argv[1:])
            if not wanted or wanted & {"estimate", "people", "pairs", "estimates"}:
                pages |= worked_out(app)
                pages["pairs"] = f"{pages['people']}/pairs"
            shown = {name: path for name, path in pages.items() if not wanted or name in wanted}
            for width in (1440, 390):
                taken(browser, base, shown, width, dark=False)
            dark = ("today", "map", "incident", "estimate")
            taken(browser, base, {name: shown[name] for name in dark if name in shown}, 1440, dark=True)
            browser.close()
        server.should_exit = True
        thread.join(10)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
