"""The hand-made reading, for tests of what leaves."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from firsthand.model.reading import Reading


@pytest.fixture(scope="session")
def sample() -> Reading:
    spec = importlib.util.spec_from_file_location("sample_reading", Path(__file__).with_name("sample_reading.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: Reading = module.sample()
    return made
