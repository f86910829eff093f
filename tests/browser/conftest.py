"""Chromium for tests of pages. Without it they are skipped, unless FIRSTHAND_REQUIRE_BROWSER=1 says that it must be there."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from firsthand.model.reading import Reading

ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """The system's Chromium: $FIRSTHAND_CHROMIUM, or the usual names."""
    named = os.environ.get("FIRSTHAND_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        message = "no Chromium found: install it (Debian: apt-get install chromium) or set FIRSTHAND_CHROMIUM"
        if os.environ.get("FIRSTHAND_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    playwright: Playwright = request.getfixturevalue("_playwright")
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def sample() -> Reading:
    """The hand-made reading of tests/publish."""
    path = Path(__file__).resolve().parents[1] / "publish" / "sample_reading.py"
    spec = importlib.util.spec_from_file_location("sample_reading", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: Reading = module.sample()
    return made
