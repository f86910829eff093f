"""Which language a text is in: English by its small words, any other by its letters' statistics.

Only what is plainly another language is called one. News of a war is full of names from the languages of
that war, so names say nothing here, and a text too short to tell is left open (None, which is read).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

# Words of English grammar that are no words of the other languages in Latin letters that news is written in.
_SMALL: Final = frozenset(
    [
        "the", "of", "and", "that", "with", "from", "have", "has", "had", "were", "which", "been", "said", "says",
        "this", "these", "their", "they", "by", "are", "who", "would", "could", "will", "after", "before", "because",
        "about", "into", "its", "his", "but", "not", "what", "when", "where", "than", "there", "it", "as", "be",
    ]
)  # fmt: skip
_WINDOW: Final = 800  # characters looked at at the start, in the middle and at the end
_ENGLISH: Final = 0.12  # share of small words: news has .25, lists of figures .13, other languages under .03
_FOREIGN: Final = 0.05  # share of small words above which no text in Latin letters is called foreign
_FEWEST: Final = 12  # words in small letters that must be there to call a text in Latin letters foreign
_SURE: Final = 0.9  # for Latin letters
_LIKELY: Final = 0.5  # for other letters, which are not English whatever they are
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_UNDETERMINED: Final = "und"


def language_of(text: str) -> str | None:
    """A two-letter code; "und" for letters that are not Latin in a language not known; None where it cannot be told.

    Time does not grow with the text.
    """
    sample = _sample(text)
    if not _mostly_ascii(sample):
        letters = len(_LETTER.findall(sample))
        if letters and 2 * len(_LATIN.findall(sample)) < letters:
            code, sure = _guess(sample)
            return _UNDETERMINED if code == "en" or sure < _LIKELY else code
    pieces = sample.lower().split()
    if len(pieces) >= _FEWEST and sum(map(_SMALL.__contains__, pieces)) >= _ENGLISH * len(pieces):
        return "en"  # without a closer look: punctuation hides words, but adds none
    words = _WORD.findall(sample)
    if not words:
        return None
    small = sum(word.lower() in _SMALL for word in words) / len(words)
    if small >= _ENGLISH and len(words) >= _FEWEST:
        return "en"
    plain = [word for word in words if word.islower()]
    if small >= _FOREIGN or len(plain) < _FEWEST:
        return None
    code, sure = _guess(" ".join(plain))
    return None if sure < _SURE or code == "en" else code


def _mostly_ascii(sample: str) -> bool:
    return 4 * (len(sample) - len(sample.encode("ascii", "ignore"))) < len(sample)


def settled(stated: str | None, text: str) -> str | None:
    """The language of a document: what its words show, else what its file states. Templates state wrong ones."""
    found = language_of(text)
    if found is None or (stated and stated.split("-")[0].lower() == found):
        return stated
    return stated if found == _UNDETERMINED and stated else found


def _sample(text: str) -> str:
    if len(text) <= 3 * _WINDOW:
        return text
    middle = len(text) // 2
    return f"{text[:_WINDOW]} {text[middle : middle + _WINDOW]} {text[-_WINDOW:]}"


def _guess(text: str) -> tuple[str, float]:
    found, sure = _identifier().classify(text)
    return str(found), float(sure)


@cache
def _identifier() -> Any:
    """Loaded at the first text that is not plainly English: half a second and 80 MB."""
    from pathlib import Path

    from py3langid import langid

    return langid.LanguageIdentifier.from_modelpath(Path(langid.__file__).parent / langid.MODEL_FILE, norm_probs=True)
