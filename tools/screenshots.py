"""Writes docs/images/: the example report at 1,280 and 390 pixels, light and dark, and on paper.

    make screenshots        # needs Chromium and fonts; nothing is downloaded

Look at what changed before committing it: that is the point.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from firsthand.api import read
from firsthand.data.examples import examples
from firsthand.publish.html import report

OUT: Final = Path(__file__).resolve().parents[1] / "docs" / "images"
ARGUMENTS: Final = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EXAMPLE: Final = "analysis"  # the stem of the example that has every shape


def taken(
    browser: Browser,
    page_file: Path,
    name: str,
    *,
    width: int,
    height: int,
    dark: bool,
    at: str | None = None,
    mark: str | None = None,
) -> None:
    """One picture. `at` scrolls an element to the top; `mark` selects the first mark that matches."""
    page: Page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page.goto(page_file.as_uri())
    if mark:
        page.locator(mark).first.click()
    if at:
        page.locator(at).first.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)")
    page.wait_for_timeout(200)
    path = OUT / f"{name}.png"
    page.screenshot(path=path)
    print(f"{path.relative_to(OUT.parents[1])}: {path.stat().st_size // 1000} kB")
    page.close()


def main() -> int:
    chromium = os.environ.get("FIRSTHAND_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print(
            "no Chromium found: install it (Debian: apt-get install chromium) or set FIRSTHAND_CHROMIUM",
            file=sys.stderr,
        )
        return 1
    source = next(path for path in examples() if path.stem.startswith(EXAMPLE))
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        page_file.write_text(report(read(source)), "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for dark in (False, True):
            look = "dark" if dark else "light"
            for width, height in ((1280, 900), (390, 844)):
                taken(browser, page_file, f"report-{width}-{look}", width=width, height=height, dark=dark)
            event = ".article a:has(.k-event), .article a.k-event"
            taken(
                browser,
                page_file,
                f"report-article-1280-{look}",
                width=1280,
                height=900,
                dark=dark,
                at=".page",
                mark=event,
            )
            taken(browser, page_file, f"report-map-1280-{look}", width=1280, height=1000, dark=dark, at="#map")
            taken(
                browser,
                page_file,
                f"report-article-390-{look}",
                width=390,
                height=844,
                dark=dark,
                at="#text",
                mark=event,
            )
            taken(browser, page_file, f"report-map-390-{look}", width=390, height=844, dark=dark, at="#map")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
