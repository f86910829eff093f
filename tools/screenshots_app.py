"""Writes docs/images/app/: every page of the web app over the example reports, at 1,440 and 390 pixels.

    make screenshots        # needs Chromium; nothing is downloaded

Look at what changed before committing it: that is the point.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from firsthand.api import kit, read
from firsthand.data.examples import desk_examples, examples
from firsthand.serve.app import application
from firsthand.serve.settings import Settings
from firsthand.store import Entry, Query, Store

OUT: Final = Path(__file__).resolve().parents[1] / "docs" / "images" / "app"
ARGUMENTS: Final = ["--no-sandbox", "--headless", "--disable-quic", "--no-first-run", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # fmt: skip
PAGES: Final = {
    "today": "/?since=2024-11-14", "map": "/map", "incidents": "/incidents", "figures": "/questions", "claims": "/claims",
    "forecasts": "/forecasts", "sources": "/sources", "checks": "/checks", "search": "/search?text=market", "add": "/add",
    "review": "/review", "control": "/control", "contradictions": "/contradictions", "method": "/method", "style": "/style",
}  # fmt: skip


def taken(browser: Browser, base: str, pages: dict[str, str], width: int, dark: bool) -> None:
    look = "dark" if dark else "light"
    for name, path in pages.items():
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme=look,
            reduced_motion="reduce",  # type: ignore[arg-type]
        )
        page.goto(base + path)
        if name == "map":
            page.wait_for_selector("[data-ready]", timeout=60_000)
            page.wait_for_timeout(1500)
        page.wait_for_timeout(200)
        page.screenshot(path=OUT / f"{name}-{width}-{look}.png")
        page.close()


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
        server = uvicorn.Server(
            uvicorn.Config(application(Settings(port=port), store, kit), port=port, log_level="error")
        )
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
            for width in (1440, 390):
                taken(browser, base, pages, width, dark=False)
            taken(browser, base, {name: pages[name] for name in ("today", "map", "incident")}, 1440, dark=True)
            browser.close()
        server.should_exit = True
        thread.join(10)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
