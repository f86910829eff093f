"""The text fixed once: what is changed, what is named, what stays as written."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import firsthand
from firsthand.errors import UnreadableInput
from firsthand.intake.decoding import decoded
from firsthand.intake.text import fixed
from firsthand.model.document import Document

FIXED = [
    ("one\r\ntwo\rthree", "one\ntwo\nthree", ("crlf",)),
    ("\ufeffword", "word", ("bom",)),
    ("a\0b", "ab", ("nul",)),
    ("a\ud800b", "a\ufffdb", ("surrogate",)),
    ("\ud83d\ude00", "\U0001f600", ("surrogate_pair",)),
    ("a\x1b[31mb\x07", "a[31mb", ("control",)),
    ("page\x0cpage\u2028line\x85end", "page\npage\nline\nend", ("line_separator",)),
    ("Khar\xadkiv", "Kharkiv", ("soft_hyphen",)),
    ("Khar\u200bkiv\ufeff", "Kharkiv", ("zero_width",)),
    ("donâ€™t say â€œnoâ€\x9d", "don’t say “no”", ("mojibake",)),
    ("CafÃ© in ZÃ¼rich, Â£5", "Café in Zürich, £5", ("mojibake",)),
    ("Ð£ÐºÑ€Ð°Ñ—Ð½Ð°", "Україна", ("mojibake",)),
    ("donÃ¢â‚¬â„¢t", "don’t", ("mojibake",)),
]
KEPT = [
    "Kiev and Kyiv, Avdivka and Avdiivka",
    "“Ні,” he said — «так» … Ünlü 5 €",
    "e\u0301 stays decomposed, é composed",
    "قال الرئيس إن ١٢ جنديا قتلوا",
    "אמר הנשיא \u200fכך\u200e",
    "می\u200cخواهم",
    "👩\u200d👩\u200d👧 and 🇺🇦",
    "NÃO disse IRMÃO, É… Ü”",
    "x\u00a0000 m² \u202f and\ttabs",
    "\u202eoverride\u202c",
]


@pytest.mark.parametrize(("raw", "text", "fixes"), FIXED)
def test_what_is_fixed(raw: str, text: str, fixes: tuple[str, ...]) -> None:
    assert (fixed(raw).text, fixed(raw).fixes) == (text, fixes)


@pytest.mark.parametrize("text", KEPT)
def test_what_stays_as_written(text: str) -> None:
    assert (fixed(text).text, fixed(text).fixes) == (text, ())


@given(st.text(st.characters(codec=None, categories=None)))
@example("\ud800\udc00\ud800")
@example("Ã" + "Â" * 50 + "©")
def test_any_text_becomes_a_document(text: str) -> None:
    clean = fixed(text)
    Document(text=clean.text)
    again = fixed(clean.text)
    assert again.text == clean.text or "mojibake" in again.fixes


@settings(deadline=None)  # the first example loads the kit
@given(st.text(st.characters(codec=None, categories=None), max_size=300))
def test_every_span_of_any_text_is_proven(text: str) -> None:
    reading = firsthand.read_text(text)
    whole = reading.document.text
    for record in reading.records():
        for _, span in record.spans():
            assert whole[span.start : span.end] == span.quote


ENCODED = [
    ("Київ заявив, що збито 38 дронів. Губернатор повідомив про сімох загиблих.", "cp1251"),
    ("Київ заявив, що збито 38 дронів. Губернатор повідомив про сімох загиблих.", "koi8_u"),
    ("“We hit a depot,” he said – the café in Zürich", "cp1252"),
    ("Two were killed — “no more”, he said.", "utf-16"),
    ("Two were killed — “no more”, he said.", "utf-16-le"),
    ("Two were killed — “no more”, he said.", "utf-16-be"),
    ("Two were killed — “no more”, he said.", "utf-32"),
]


@pytest.mark.parametrize(("text", "codec"), ENCODED)
def test_encodings_are_found(text: str, codec: str) -> None:
    found, fixes = decoded(text.encode(codec), "a.txt")
    assert fixed(found).text == text
    assert fixes[0].startswith("charset:")


def test_a_stated_encoding_is_believed_where_it_fits() -> None:
    raw = "Київ заявив".encode("koi8_u")
    assert decoded(raw, "a.txt", "koi8-u") == ("Київ заявив", ("charset:koi8-u",))
    assert decoded("Київ".encode(), "a.txt", "no-such-codec") == ("Київ", ())


def test_utf8_needs_no_fix_and_a_stray_nul_is_no_binary() -> None:
    assert decoded("Kyiv’s café".encode(), "a.txt") == ("Kyiv’s café", ())
    assert decoded(b"Kyiv\0 said" + b" that two were killed" * 20, "a.txt")[1] == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error_with_a_mend(raw: bytes) -> None:
    try:
        text = decoded(raw, "a.txt")[0]
    except UnreadableInput:
        return
    Document(text=fixed(text).text)
