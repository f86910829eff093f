"""JSON and JSON Lines: one document an object, by its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from firsthand.errors import FirsthandError, MissingInput, UnreadableInput
from firsthand.intake.decoding import decoded
from firsthand.intake.extract import Extract
from firsthand.intake.published import iso
from firsthand.model.document import Published

_TEXT: Final = ("text", "body", "content")


def listed_extracts(raw: bytes, source: str) -> Iterator[tuple[str, Extract | FirsthandError]]:
    """(name, extract or error) of every document of a JSON file: an object, or a list of them."""
    text, charset = decoded(raw, source)
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise UnreadableInput(source, f"is no valid JSON ({error}); is it JSON Lines? Then name it .jsonl") from error
    listed = value if isinstance(value, list) else [value]
    for number, one in enumerate(listed, start=1):
        name = source if len(listed) == 1 else f"{source}:{number}"
        yield name, _extract(one, name, charset)


def line_extract(line: bytes, name: str) -> Extract | FirsthandError:
    """The document of one line of JSON Lines, or what is wrong with it."""
    try:
        text, charset = decoded(line, name)
        return _extract(msgspec.json.decode(text), name, charset)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        return UnreadableInput(name, f"is no valid JSON ({error}); give one JSON object a line")
    except FirsthandError as error:
        return error


def _extract(value: Any, name: str, charset: tuple[str, ...]) -> Extract | FirsthandError:
    if isinstance(value, dict) and isinstance(value.get("document"), dict):
        value = value["document"]  # our own output, read again
    if not isinstance(value, dict):
        return UnreadableInput(name, 'is no JSON object; give {"text": ..., "published": ...}')
    text = next((value[key] for key in _TEXT if isinstance(value.get(key), str)), None)
    if text is None:
        return UnreadableInput(
            name, f'has no "text"; its fields are {", ".join(sorted(map(str, value))[:12]) or "none"}'
        )
    if not text.strip():
        return MissingInput(name, 'has an empty "text"')
    return Extract(
        text=text,
        title=_said(value, "title", "headline"),
        outlet=_said(value, "outlet", "source"),
        author=_said(value, "author"),
        url=_said(value, "url"),
        language=_said(value, "language", "lang"),
        published=_published(value),
        fixes=charset,
    )


def _said(value: dict[str, Any], *keys: str) -> str | None:
    return next((value[key] for key in keys if isinstance(value.get(key), str) and value[key]), None)


def _published(value: dict[str, Any]) -> Published | None:
    stated = value.get("published", value.get("date"))
    if isinstance(stated, dict):
        try:
            return msgspec.convert(stated, Published)
        except msgspec.ValidationError:
            return None
    return iso(stated, 0.95, "metadata") if isinstance(stated, str) else None
