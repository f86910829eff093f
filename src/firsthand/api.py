"""The Python interface: one report, many reports, and back from JSON.

>>> import firsthand
>>> reading = firsthand.read_text("Two people were killed in Sumy, the governor said.", published="2024-11-05")
>>> reading.document.published.value
'2024-11-05'
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from firsthand.errors import Fault, ReaderUnavailable, UnknownFormat
from firsthand.intake.formats import SUFFIXES
from firsthand.intake.language import language_of
from firsthand.intake.limits import DEFAULT, Limits
from firsthand.intake.published import given
from firsthand.intake.source import Arrival, Failure, arrivals, is_address
from firsthand.intake.text import fixed
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document
from firsthand.publish.json import from_json, to_json

__all__ = ["Failure", "Limits", "from_json", "kit", "read", "read_many", "read_text", "to_json"]

_LONGEST_NAME = 1024


@cache
def kit() -> Kit:
    """Word lists, gazetteer, registry and the trained reader, loaded at the first use and kept for the process.

    Where the reader cannot be loaded, grammar works alone, and each reading says so in its notes.
    """
    try:
        return Kit.with_reader()
    except (ReaderUnavailable, ImportError):  # ImportError: onnxruntime is not built for every machine
        return Kit()


if hasattr(os, "register_at_fork"):
    # A forked child cannot use the parent's model: its threads were not copied. It loads a kit of its own.
    os.register_at_fork(after_in_child=kit.cache_clear)


def read(
    source: str | Path,
    published: str | date | Published | None = None,
    *,
    fetch: bool = False,
    limits: Limits = DEFAULT,
) -> Reading:
    """The reading of one report: a file, or a text.

    A `Path` is a file. A `str` of one line that names an existing file, or looks like the name of one
    ("report.pdf"), is a file too; with `fetch`, one that begins with http:// or https:// is asked for.
    Any other `str` is the text itself. For text from strangers use `read_text`, which opens nothing.

    `published` (ISO date, `date` or `Published`) is the day that "yesterday" is counted from, and wins
    over what the file says. InputError names what is wrong with a source and how to mend it; BadValue a
    wrong date.
    """
    when = given(published)
    if isinstance(source, str) and not _names_file(source) and not (fetch and is_address(source)):
        return read_text(source, when)
    found = list(arrivals([source], when, limits, fetch=fetch))
    if len(found) != 1:
        raise UnknownFormat(str(source), f"holds {len(found)} documents; use firsthand.read_many")
    if isinstance(found[0], Failure):
        raise found[0].error
    return read_document(found[0].document, kit())


def read_text(text: str, published: str | date | Published | None = None, *, title: str | None = None) -> Reading:
    """The reading of a text at hand. Any text is read; see docs/reference/text.md for what is fixed in it first."""
    clean = fixed(text)
    document = Document(
        text=clean.text,
        title=fixed(title).text if title else None,
        published=given(published),
        language=language_of(clean.text),
        fixes=clean.fixes,
    )
    return read_document(document, kit())


def read_many(
    sources: Iterable[str | Path],
    published: str | date | Published | None = None,
    *,
    fetch: bool = False,
    limits: Limits = DEFAULT,
) -> Iterator[Reading | Failure]:
    """Readings of files, folders and JSON Lines, in order, one at a time; a source that fails is a `Failure`."""
    with_kit = kit()
    for found in arrivals(sources, given(published), limits, fetch=fetch):
        yield outcome(found, with_kit) if isinstance(found, Arrival) else found


def outcome(found: Arrival, with_kit: Kit) -> Reading | Failure:
    """The reading of what arrived, or the failure that names the stage at fault."""
    try:
        return read_document(found.document, with_kit)
    except Exception as error:  # our own mistake on one report must not lose the thousand after it
        at = traceback.extract_tb(error.__traceback__)[-1]
        fault = (
            f"made a stage of Firsthand fail ({type(error).__name__}: {error}, {Path(at.filename).name}:{at.lineno});"
            " please report it with the text"
        )
        return Failure(found.source, Fault(found.source, fault))


def _names_file(source: str) -> bool:
    if not source or len(source) > _LONGEST_NAME or "\n" in source or "\0" in source:
        return False
    try:
        path = Path(source)
        return path.is_file() or (" " not in source and path.suffix.lower() in SUFFIXES)
    except (OSError, ValueError):
        return False
