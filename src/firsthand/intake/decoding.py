"""From bytes to characters: the encoding that is stated, the one that fits, or the most likely one."""

from __future__ import annotations

import codecs
import re
from typing import Final

from firsthand.errors import UnreadableInput

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that no text in any encoding of a byte a letter needs (NUL is counted apart).
_BINARY: Final = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])
_SAMPLE: Final = 65_536  # bytes looked at to guess an encoding; more does not change the guess
_ASCII_ENOUGH: Final = 0.75  # share of ASCII bytes above which a text is taken to be in Western letters
_GUESSES: Final = [
    "cp1251", "koi8_u", "koi8_r", "cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman",
    "cp866", "iso8859_5", "iso8859_2", "iso8859_15", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_STATED: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?([A-Za-z0-9_.:-]{2,40})""", re.I
)


def decoded(raw: bytes, source: str, stated: str | None = None) -> tuple[str, tuple[str, ...]]:
    """`raw` as text, with "charset:NAME" among the fixes where it was not UTF-8.

    `stated` is the encoding that came with the bytes; it is believed where it fits. UnreadableInput
    when the bytes are no text.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode("utf-8", "replace") if name == "utf-8" else raw.decode(name, "replace")
            return text, ("bom",) if name == "utf-8" else (f"charset:{name}",)
    bare = _without_mark(raw)
    if bare:
        return raw.decode(bare, "replace"), (f"charset:{bare}",)
    if binary(raw):
        raise UnreadableInput(source, "holds binary data, no text; give a text, HTML, PDF, DOCX or EML file")
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    for likely in (stated, _guess(raw)):
        if likely and (codec := _known(likely)):
            try:
                return raw.decode(codec), (f"charset:{codec}",)
            except UnicodeDecodeError:
                continue
    return raw.decode("utf-8", "replace"), ("charset:unknown",)


def stated_in(raw: bytes) -> str | None:
    """The encoding that the head of an HTML or XML file names."""
    found = _STATED.search(raw[:4096])
    return found.group(1).decode("ascii") if found else None


def binary(raw: bytes) -> bool:
    """Are these bytes no text at all? A stray NUL or control code is forgiven."""
    sample = raw[:_SAMPLE]
    if not sample:
        return False
    odd = sample.count(0) + len(sample) - len(sample.translate(None, _BINARY))
    return odd / len(sample) > 0.05


def _without_mark(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte is mostly NUL."""
    sample = raw[:_SAMPLE]
    if len(sample) < 4 or len(raw) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _guess(raw: bytes) -> str | None:
    sample = raw[:_SAMPLE]
    ascii_bytes = sum(sample.count(b) for b in range(0x20, 0x7F)) + sample.count(10) + sample.count(13)
    if ascii_bytes / len(sample) > _ASCII_ENOUGH:
        return "cp1252" if _fits(raw, "cp1252") else "latin-1"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSES).best()
    return best.encoding if best else None


def _fits(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _known(name: str) -> str | None:
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    if not getattr(codec, "_is_text_encoding", True):  # "hex" and "zip" are codecs too
        return None
    # Pages that say ISO-8859-1 mean Windows-1252 (WHATWG encoding standard).
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(codec.name, codec.name)
