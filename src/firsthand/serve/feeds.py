"""Atom (RFC 4287): what is new, and any search, for feed readers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_CONTROL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
EPOCH: Final = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. `id` never changes; `day` is ISO."""

    id: str
    title: str
    link: str
    day: str | None
    summary: str
    author: str | None = None


def atom(title: str, base: str, path: str, items: Iterable[Item]) -> str:
    """A feed; `base` is the address of the app without a slash at its end."""
    listed = list(items)
    latest = max((item.day or EPOCH for item in listed), default=EPOCH)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(title)}</title><id>{_text(base + path)}</id><updated>{_stamp(latest)}</updated>",
        f'<link rel="self" href={quoteattr(_plain(base + path))}/><generator>Firsthand</generator><author><name>Firsthand</name></author>',
    ]
    for item in listed:
        parts.append(
            f"<entry><id>urn:firsthand:{_text(item.id)}</id><title>{_text(item.title)}</title>"
            f"<link href={quoteattr(_plain(base + item.link))}/><updated>{_stamp(item.day or latest)}</updated>"
            + (f"<author><name>{_text(item.author)}</name></author>" if item.author else "")
            + f"<summary>{_text(item.summary)}</summary></entry>"
        )
    parts.append("</feed>\n")
    return "\n".join(parts)


def _stamp(day: str) -> str:
    return f"{day[:10]}T00:00:00Z"


def _plain(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_plain(text))
