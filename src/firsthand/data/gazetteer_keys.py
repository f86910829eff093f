"""Keys under which a place name is looked up: the plain key, the sound key and the skeleton.

Keys are made on a copy of the name; the text of a report is never changed. The same functions build
the gazetteer file and query it.

    plain     case, accents, apostrophes and hyphens do not count:    "Slov'yans'k" -> "slovyansk"
    sound     one spelling for one sound, whatever the newspaper:     "Saporischschja", "Zaporizhzhya"
    skeleton  the consonants of the sound key:                        "Zaporozhye", "Zaporizhia"
    typo      the letters of the sound key, less one, or reordered:   "Zakota" near "Zatoka"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final

_LETTERS: Final = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a",
        "ŋ": "n", "ħ": "h", "’": "", "‘": "", "ʼ": "", "ʹ": "", "ʺ": "", "ʻ": "", "ʿ": "", "ʾ": "", "'": "", "`": "",
        "´": "", "′": "", "″": "", ".": "", "­": "",
    }
)  # fmt: skip
_GAP: Final = re.compile(r"[^\w]+|_+")
_SHORT: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}

# Cyrillic to a neutral Latin that the sound key reads in English. Ukrainian and Russian letters have
# one reading each: the languages differ in g/h and i/y, which the sound key does not tell apart.
_CYRILLIC: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ё": "yo", "ж": "zh",
        "з": "z", "и": "y", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ѳ": "f", "ѣ": "e",
    }
)  # fmt: skip

# How newspapers of a language write the sounds, longest first. Capital letters are sound classes:
# X = shch, S = sh, C = ch, Z = zh, T = ts. Each rule is a plain replacement, applied left to right.
_READINGS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "en": (("shch", "X"), ("sch", "S"), ("tch", "C"), ("sh", "S"), ("ch", "C"), ("zh", "Z"), ("dzh", "dZ"), ("kh", "h"), ("gh", "h"), ("ts", "T"), ("tz", "T"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("c", "k"), ("q", "k"), ("x", "ks"), ("w", "v")),
    "de": (("tschtsch", "CC"), ("schtsch", "X"), ("shch", "X"), ("stsch", "X"), ("tsch", "C"), ("dsch", "dZ"), ("schsch", "ZZ"), ("sch", "S"), ("sh", "Z"), ("ch", "h"), ("zk", "Tk"), ("tz", "T"), ("z", "T"), ("ck", "k"), ("ss", "s"), ("ph", "f"), ("ie", "i"), ("c", "k"), ("q", "k"), ("x", "ks"), ("w", "v")),
    "fr": (("tchtch", "CC"), ("chtch", "X"), ("tch", "C"), ("dj", "dZ"), ("ch", "S"), ("kh", "h"), ("gh", "h"), ("gu", "h"), ("ts", "T"), ("ou", "u"), ("j", "Z"), ("ss", "s"), ("ph", "f"), ("c", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v")),
    "pl": (("szcz", "X"), ("cz", "C"), ("sz", "S"), ("rz", "Z"), ("ch", "h"), ("dz", "dz"), ("c", "T"), ("q", "k"), ("x", "ks"), ("w", "v")),
}  # fmt: skip
# Ukrainian names respelled by hand often lose a letter of shch: "Klischiivka".
_READINGS["uk"] = (("shch", "X"), ("sch", "X"), *_READINGS["en"][2:])
_POLISH_DOT: Final = str.maketrans({"ż": "Z", "ž": "Z", "š": "S", "č": "C", "ś": "s", "ć": "T", "ź": "z"})
_ARTICLE: Final = re.compile(r"\b(?:al|el|ad|ed|as|es|ash|esh|at|et|az|ez|an|en|ar|er) (?=\w{3})")
_GLIDE: Final = re.compile(r"[yij](?=[aeou])")
_VOWEL_I: Final = re.compile(r"[yij]+")
_TWICE: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile(r"[aeiou]+")


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The name in lower case, without accents, apostrophes and full stops; hyphens and the like are spaces."""
    if name.isascii():
        low = name.lower().replace("'", "").replace(".", "").replace("`", "")
    else:
        spread = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        # й and ї must not lose their mark: they are letters of their own
        kept = unicodedata.normalize("NFC", spread) if _has_cyrillic(spread) else spread
        # mathematical letters and the like decompose into capitals: fold once more
        low = "".join(c for c in kept if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    words = low.split() if low.replace(" ", "").isalnum() else _GAP.sub(" ", low).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def _has_cyrillic(text: str) -> bool:
    return any("Ѐ" <= c <= "ӿ" for c in text)


def latin(name: str) -> str:
    """The name with Cyrillic letters written in Latin, read as Ukrainian."""
    return plain(name).translate(_CYRILLIC)


@lru_cache(maxsize=65536)
def sound(name: str, reading: str = "en") -> str:
    """The sound key of a name, its letters read as a newspaper of language `reading` writes them."""
    marked = name.casefold()
    if not marked.isascii():
        marked = marked.translate(_POLISH_DOT)
        if any(c in marked for c in "ZSCT"):
            marked = "".join(c if c in "ZSCT" else plain(c) or c for c in marked)
    if marked.isascii() and any(c in marked for c in "ZSCT"):
        key = _GAP.sub(" ", marked.replace("'", "")).strip()
    else:
        key = latin(name)
    key = _ARTICLE.sub("", key).replace(" ", "")
    if reading == "de" and key[:1] == "s" and key[1:2] in "aeiou":
        key = "z" + key[1:]  # German s before a vowel; done by hand since z itself is ts
        rules = _READINGS["de"]
        key = "\x00" + key[1:]
        for spelled, heard in rules:
            key = key.replace(spelled, heard)
        key = key.replace("\x00", "z")
    else:
        for spelled, heard in _READINGS[reading]:
            key = key.replace(spelled, heard)
    key = key.replace("g", "h")
    key = _GLIDE.sub("", key)
    key = _VOWEL_I.sub("i", key)
    return _TWICE.sub(r"\1", key)


def sounds(name: str) -> tuple[str, ...]:
    """The sound keys of a name in the readings that make sense for its spelling, English first."""
    found = {sound(name, reading): None for reading in ("en", "de", "fr", "pl", "uk")}
    if "rz" in name.casefold():
        found[sound(name, "pl").replace("Z", "rz")] = None  # "Murzynci": r and z that only met
    # the h of "Pidhaitsi" is a letter of its own, and the English key has lost it
    found |= {key.replace("dh", "d").replace("th", "t"): None for key in tuple(found) if "dh" in key or "th" in key}
    # French "Novooukrainka": where two vowels met already, one of them is lost in the English key
    found |= {key.replace("ou", "u"): None for key in tuple(found) if "ou" in key}
    return tuple(key for key in found if len(key) >= 3)


def german(name: str) -> tuple[str, ...]:
    """The sound keys of a German spelling, in which s may be s or z and sch may be sh or zh: "Sloboschanske", "Isjum".

    At most 64: the first four s and the first two sch are read either way.
    """
    key = _ARTICLE.sub("", latin(name)).replace(" ", "").replace("\x01", "").replace("\x02", "")
    for spelled, heard in (*_READINGS["de"], ("s", "\x02")):
        key = key.replace(spelled, "\x01" if spelled == "sch" else heard)
    key = _VOWEL_I.sub("i", _GLIDE.sub("", key.replace("g", "h")))
    found = [key]
    for mark, both, most in (("\x01", "SZ", 2), ("\x02", "sz", 4)):
        for _ in range(min(most, key.count(mark))):
            found = [one.replace(mark, sound_, 1) for one in found for sound_ in both]
        found = [one.replace(mark, both[0]) for one in found]
    return tuple(dict.fromkeys(_TWICE.sub(r"\1", one) for one in found if len(one) >= 3))


def skeleton(key: str) -> str:
    """The consonants of a sound key, with a mark for a vowel at the start; "" when too few are left."""
    bones = _TWICE.sub(r"\1", _VOWELS.sub("", key))
    if len(bones) < 3:
        return ""
    return ("*" if key[:1] in "aeiou" else "") + bones


def typos(key: str) -> Iterator[str]:
    """Keys shared by sound keys one slip apart: a letter lost, added, changed, or letters swapped."""
    if len(key) < 5:
        return
    yield "=" + "".join(sorted(key))
    yield "-" + key
    for i in range(len(key)):
        yield "-" + key[:i] + key[i + 1 :]


def digest(key: str) -> int:
    """A 64-bit number for a key, the same on every machine."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
