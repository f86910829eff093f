"""Plain text and Markdown: front matter, datelines, lines wrapped by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from firsthand.intake.extract import Extract
from firsthand.intake.published import iso, written
from firsthand.model.document import Published

_KEY: Final = re.compile(r"([A-Za-z][A-Za-z_ -]{0,30}):[ \t]{0,8}(.{0,1000})")
_FRONT_LINES: Final = 40
_DATELINE: Final = re.compile(
    r"(?i)\s{0,9}(?:(?:published|posted|updated|date|issued|filed)\b\W{0,3}(?:on\b\W{0,3})?)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
)
_WRAP: Final = (45, 100)  # a wrapped line is this long, in characters
_FENCE: Final = "---"


def plain(text: str) -> Extract:
    """A text file, its characters fixed: front matter taken off, hand-wrapped lines joined, a full date in the first lines found."""
    metadata, body, fixes = _front_matter(text)
    joined = unwrapped(body)
    if joined != body:
        fixes += ("unwrapped",)
    return _extract(metadata, joined, fixes)


def markdown(text: str) -> Extract:
    """Markdown, its characters fixed, without its signs: one line for each heading, paragraph and list item."""
    from markdown_it import MarkdownIt

    metadata, body, fixes = _front_matter(text)
    lines: list[str] = []
    title = None
    tokens = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").parse(body)
    for number, token in enumerate(tokens):
        if token.type == "inline":
            said = _inline(token.children or [])
            if tokens[number - 1].type == "heading_open" and tokens[number - 1].tag == "h1" and title is None:
                title = said
            if said.strip():
                lines.append(said)
        elif token.type in ("code_block", "fence"):
            lines.append(token.content.rstrip("\n"))
    metadata.setdefault("title", title or "")
    return _extract(metadata, "\n".join(lines) + "\n", (*fixes, "markup"))


def unwrapped(text: str) -> str:
    """Lines joined to paragraphs, where blank lines part the paragraphs and every other line was cut at one width."""
    blocks = re.split(r"\n[ \t]{0,99}\n\s*", text.strip("\n"))
    cut = [line for block in blocks for line in block.split("\n")[:-1]]
    if len(cut) < 3:
        return text
    fitting = sum(_WRAP[0] <= len(line.rstrip()) <= _WRAP[1] for line in cut)
    if fitting < 0.9 * len(cut):
        return text
    return "\n\n".join(re.sub(r"[ \t]{0,99}\n[ \t]{0,99}", " ", block) for block in blocks) + "\n"


def dateline(text: str) -> Published | None:
    """A full date that opens one of the first six lines: "Published 5 November 2024", "Nov. 5, 2024 (Agency)"."""
    for line in [line for line in text[:3000].split("\n") if line.strip()][:6]:
        start = _DATELINE.match(line)
        rest = line[start.end() :] if start else line
        if re.match(r"\d|[A-Z][a-z]{2,8}\.? \d", rest) and (found := written(rest[:30], 0.7, "dateline")):
            return found
    return None


def _inline(children: Sequence[object]) -> str:
    said: list[str] = []
    for child in children:
        kind, content = getattr(child, "type", ""), getattr(child, "content", "")
        if kind in ("softbreak", "hardbreak"):
            said.append(" ")
        elif kind in ("text", "code_inline", "image"):
            said.append(content)
    return "".join(said)


def _front_matter(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """`key: value` lines between two lines of three dashes at the very top, taken off the text."""
    lines = text.split("\n", _FRONT_LINES + 2)
    if lines[0].rstrip() != _FENCE:
        return {}, text, ()
    metadata: dict[str, str] = {}
    for number, line in enumerate(lines[1 : _FRONT_LINES + 1], start=1):
        if line.rstrip() == _FENCE:
            if not metadata:
                break
            return metadata, "\n".join(lines[number + 1 :]).lstrip("\n"), ("front_matter",)
        found = _KEY.fullmatch(line.strip())
        if found:
            metadata[found[1].strip().lower()] = found[2].strip().strip("\"'")
        elif line.strip():
            break
    return {}, text, ()


def _extract(metadata: dict[str, str], text: str, fixes: tuple[str, ...]) -> Extract:
    stated = metadata.get("published") or metadata.get("date") or ""
    published = iso(stated, 0.95, "metadata") or written(stated, 0.95, "metadata")
    return Extract(
        text=text,
        title=metadata.get("title") or None,
        outlet=metadata.get("outlet") or metadata.get("source") or None,
        author=metadata.get("author") or None,
        url=metadata.get("url") or None,
        language=metadata.get("language") or metadata.get("lang") or None,
        published=published or dateline(text),
        fixes=fixes,
    )
