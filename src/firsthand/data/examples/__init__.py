"""Example reports of our own: real geography, invented people and outlets."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def examples() -> tuple[Path, ...]:
    """The files of the examples, in the order to read them."""
    return tuple(sorted(Path(str(files(__name__))).glob("*.md")))


def desk_examples() -> tuple[Path, ...]:
    """Further reports, on incidents that several of them tell of: what a store of examples is filled with besides."""
    return tuple(sorted(Path(str(files(__name__) / "desk")).glob("*.md")))
