"""The files behind what a user names: files, folders, patterns such as "reports/**/*.html", addresses, "-"."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from firsthand.errors import MissingInput, UnreadableInput
from firsthand.intake.arrival import Failure
from firsthand.intake.containers.kinds import wanted

STANDARD_INPUT: Final = "-"
_PATTERN: Final = ("*", "?", "[")


def is_address(source: str) -> bool:
    """Does a source begin as a web address does?"""
    return source[:8].lower().startswith(("http://", "https://"))


def unfolded(sources: Iterable[str | Path]) -> Iterator[str | Path]:
    """The files behind `sources`, in order of name; a folder without a readable file stands for itself."""
    return (one for one in named(sources) if not isinstance(one, Failure))


def named(sources: Iterable[str | Path]) -> Iterator[str | Path | Failure]:
    """As `unfolded`, with what cannot be followed as failures: a pattern that fits nothing, a link out of a folder."""
    for source in sources:
        if isinstance(source, str) and (source == STANDARD_INPUT or is_address(source)):
            yield source
            continue
        try:
            yield from _on_disk(source)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield Failure(str(source), MissingInput(str(source), f"cannot be opened ({error})"))


def _on_disk(source: str | Path) -> Iterator[str | Path | Failure]:
    path = Path(source)
    if path.is_dir():
        found = _walk(path, path.resolve())
        first = next(found, None)
        yield source if first is None else first
        yield from found
    elif isinstance(source, str) and any(sign in source for sign in _PATTERN) and not os.path.lexists(path):
        yield from _fitting(source)
    else:
        yield source


def _fitting(pattern: str) -> Iterator[Path | Failure]:
    """What fits a pattern: a folder for its readable files, "**" for the files on every level, each once."""
    some = False
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207  # Path.glob knows no absolute pattern
        path = Path(name)
        if not path.is_dir():
            some = True
            if wanted(name) or not pattern.endswith("*"):
                yield path
        elif not pattern.endswith("**"):
            some = True
            yield from _walk(path, path.resolve())
    if not some:
        yield Failure(pattern, MissingInput(pattern, "fits no file; check the pattern and the folder"))


def _walk(folder: Path, root: Path) -> Iterator[Path | Failure]:
    """Readable files of a folder and the folders in it, one folder at a time. Links are followed only inside `root`."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(str(folder), MissingInput(str(folder), f"cannot be opened ({error})"))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root)
        elif entry.is_symlink():
            if (wanted(entry.name) or path.is_dir()) and (trouble := _led_out(path, root)):
                yield trouble
            elif wanted(entry.name) and path.is_file():
                yield path
        elif wanted(entry.name) and entry.is_file():
            yield path


def _led_out(link: Path, root: Path) -> Failure | None:
    try:
        end = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return Failure(str(link), MissingInput(str(link), "is a link that leads nowhere; mend or remove it"))
    if end.is_relative_to(root):
        return None
    why = "is a link that leads out of its folder and is not followed; name what it leads to, if you trust it"
    return Failure(str(link), UnreadableInput(str(link), why))
