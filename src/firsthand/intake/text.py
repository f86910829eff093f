"""The text fixed once, on reading: what no stage, browser or JSON file could carry is taken out or put right.

Spelling, accents, Kiev/Kyiv and the order of right-to-left text stay as written. Every change is named
in `Document.fixes`, and offsets mean the text after it. The names are explained in docs/reference/text.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE: Final = re.compile("[\ud800-\udfff]")
_NEWLINE: Final = re.compile("\r\n?")
_SEPARATOR: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Marks of layout that cut words in two for a reader who cannot see them. The joiners U+200C and U+200D
# and the direction marks stay: Persian, emoji and mixed-direction text need them.
_SOFT_HYPHEN: Final = "\xad"
_ZERO_WIDTH: Final = re.compile("[\u200b\u2060\ufeff]")

# UTF-8 read as Windows-1252. What each byte 0x80..0xBF looks like then; undefined bytes stay control codes.
_CONTINUATION: Final = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xC0))
_TAIL: Final = "[" + re.escape(_CONTINUATION) + "]"
_MOJIBAKE: Final = re.compile(
    f"[\xc2-\xc5]{_TAIL}|[\xd0\xd1]{_TAIL}(?:[\xd0\xd1]{_TAIL})+|\xe2{_TAIL}{_TAIL}|\xf0\u0178{_TAIL}{_TAIL}"
)
_BYTE: Final = {c: 0x80 + i for i, c in enumerate(_CONTINUATION)}
# A real "Â", "Ã" or "â" before such a sign is far rarer in news than a broken apostrophe, but only these
# results are believed: Latin letters and signs, Cyrillic, punctuation, currency, trade mark, emoji.
_BELIEVED: Final = re.compile("[\xa0-\u017f\u0400-\u04ff\u2010-\u206f\u20a0-\u20cf\u2122\U0001f300-\U0001faff]+")


# No text without one of these needs any fix: most are done after this one look.
_ODD: Final = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\xc2-\xc5\xd0\xd1\xe2\xf0\u200b\u2028\u2029\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LAYERS: Final = 3  # text garbled again and again is met up to here; a bound keeps this linear


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text that can be stored, and the names of what was done to it, in the order it was done."""

    text: str
    fixes: tuple[str, ...] = ()


def fixed(text: str) -> Fixed:
    """`text` as a document can hold it. Never raises. Linear in the length of `text`."""
    if not _ODD.search(text):
        return Fixed(text)
    fixes: list[str] = []

    def noting(name: str, new: str) -> None:
        nonlocal text
        if new != text:
            text = new
            if name not in fixes:
                fixes.append(name)

    if text.startswith("\ufeff"):
        noting("bom", text.lstrip("\ufeff"))
    noting("surrogate_pair", _PAIR.sub(_paired, text))
    noting("surrogate", _LONE.sub("\ufffd", text))
    noting("nul", text.replace("\0", ""))
    noting("crlf", _NEWLINE.sub("\n", text))
    for _ in range(_LAYERS):
        noting("mojibake", _MOJIBAKE.sub(_repaired, text))
    noting("line_separator", _SEPARATOR.sub("\n", text))
    noting("control", _CONTROL.sub("", text))
    noting("soft_hyphen", text.replace(_SOFT_HYPHEN, ""))
    noting("zero_width", _ZERO_WIDTH.sub("", text))
    return Fixed(text, tuple(fixes))


def _paired(found: re.Match[str]) -> str:
    return found.group().encode("utf-16", "surrogatepass").decode("utf-16")


def _repaired(found: re.Match[str]) -> str:
    raw = bytes(_BYTE[c] if c in _BYTE else ord(c) for c in found.group())
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return found.group()
    return text if _BELIEVED.fullmatch(text) else found.group()
