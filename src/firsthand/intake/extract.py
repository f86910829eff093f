"""What a reader of one format gives back: the text, and what the file says about itself."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.document import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of one document before it is fixed, one paragraph a line, with the file's own metadata."""

    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: Published | None = None
    language: str | None = None
    fixes: tuple[str, ...] = ()
