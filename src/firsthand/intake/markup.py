"""Is this HTML cheap enough to parse? Looked at before any parser sees it, in one pass."""

from __future__ import annotations

import re
from typing import Final

from firsthand.errors import TooLarge
from firsthand.intake.limits import Limits

# Elements whose closing tag may be left out, or that have none: they say nothing of depth.
_LOOSE: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "rb",
        "rt",
        "rtc",
        "rp",
        "html",
        "head",
        "body",
    ]
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})([^<>]*)(>?)")
_GAP: Final = re.compile(r"[\s/]+[^\s/=>]")


def affordable(html: str, source: str, limits: Limits) -> None:
    """TooLarge when a tag carries too many attributes or elements nest too deep."""
    depth = 0
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if len(found[3]) > 2 * limits.attributes and _more_than(found[3], limits.attributes):
            raise TooLarge(
                source,
                f"one <{name}> tag at character {found.start()} has more than {limits.attributes} attributes;"
                " such markup is made to exhaust parsers. Save the page's text as .txt and read that",
            )
        if name in _LOOSE:
            continue
        if found[1]:
            depth = max(0, depth - 1)
        elif not found[3].endswith("/"):
            depth += 1
            if depth > limits.depth:
                raise TooLarge(
                    source,
                    f"elements nest more than {limits.depth} deep at character {found.start()};"
                    " such markup is made to exhaust parsers. Save the page's text as .txt and read that",
                )


def _more_than(attributes: str, most: int) -> bool:
    return any(count > most for count, _ in enumerate(_GAP.finditer(attributes), start=1))
