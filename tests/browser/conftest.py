"""Pages for tests in Chromium, which tests/conftest.py starts."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from firsthand.model.reading import Reading


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
