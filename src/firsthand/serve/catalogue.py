"""Every English word of the pages in one file, so that another language is another file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from firsthand.errors import BadValue


class Catalogue:
    """Texts by dotted key. A text with plural forms is a mapping of `one` and `other`, chosen by `n`."""

    def __init__(self, texts: Mapping[str, str | Mapping[str, str]]) -> None:
        self.texts = dict(texts)

    @classmethod
    @cache
    def load(cls, language: str = "en") -> Catalogue:
        raw = yaml.safe_load((files("firsthand.serve") / "text" / f"{language}.yaml").read_text("utf-8"))
        return cls(dict(_flat(raw, "")))

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of `key` with `values` put in; a number `n` chooses the plural form. BadValue for an unknown key."""
        text = self.texts.get(key)
        if text is None:
            raise BadValue(f"the catalogue has no text {key!r}")
        if isinstance(text, Mapping):
            text = text["one" if values.get("n") == 1 else "other"]
        if not values:
            return text
        return text.format(**{k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()})


def _flat(raw: Mapping[str, Any], prefix: str) -> list[tuple[str, Any]]:
    out: list[tuple[str, Any]] = []
    for key, value in raw.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and set(value) != {"one", "other"}:
            out += _flat(value, name + ".")
        else:
            out.append((name, value))
    return out
