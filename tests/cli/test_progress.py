"""A bar where somebody watches, and nothing at all elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from firsthand.cli.progress import watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "total", "busy", "bar"),
    [
        (Terminal(), 3, False, True),
        (Terminal(), None, False, True),
        (Terminal(), 1, False, False),
        (Terminal(), 3, True, False),
        (io.StringIO(), 3, False, False),
    ],
)
def test_bar(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, total: int | None, busy: bool, bar: bool) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert list(watched(iter("abc"), total, busy)) == ["a", "b", "c"]
    assert ("Reading" in stream.getvalue()) == bar
