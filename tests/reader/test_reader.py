"""The released model on sentences of our own: labels and spans, not numbers, which differ between processors."""

import sys
from itertools import pairwise
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.reader.paragraphs import Paragraph
from firsthand.reader.reader import Reader
from firsthand.reader.signals import Signals


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def laid_out(text: str) -> list[Paragraph]:
    """Paragraphs at blank lines; sentences after a full stop and a space."""
    found, at = [], 0
    for block in text.split("\n\n"):
        sentences, start = [], at
        for part in block.split(". "):
            sentences.append((start, min(start + len(part) + 2, at + len(block))))
            start = sentences[-1][1]
        found.append(Paragraph(at, at + len(block), tuple(s for s in sentences if s[0] < s[1])))
        at += len(block) + 2
    return found


def read(reader: Reader, text: str) -> Signals:
    return reader.signals(text, laid_out(text))


def forms(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[a:b] for a, b in spans]


STATEMENTS = [
    ("The governor said the bridge was destroyed.", ["The governor"], ["said"], ["the bridge was destroyed"]),
    ("“We are not leaving,” Marta Halych said.", ["Marta Halych"], ["said"], ["“We are not leaving,”"]),
    (
        "According to the ministry, two villages were shelled.",
        ["the ministry"],
        ["According to"],
        ["two villages were shelled"],
    ),
    ("The road to Lyman is closed, police told Reuters.", ["police"], ["told"], ["The road to Lyman is closed"]),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), STATEMENTS)
def test_statement(reader: Reader, text: str, source: list[str], cue: list[str], content: list[str]) -> None:
    found = [r for r in read(reader, text).relations if not r.nested]
    assert [(forms(text, r.source), forms(text, r.cue), forms(text, r.content)) for r in found] == [
        (source, cue, content)
    ]


def test_no_source_is_a_statement_all_the_same(reader: Reader) -> None:
    text = "The column was reportedly ambushed near Kassala."
    found = read(reader, text).relations
    assert [forms(text, r.cue) for r in found] == [["reportedly"]]
    assert found[0].source == ()


def test_no_name_goes_from_one_sentence_into_the_next(reader: Reader) -> None:
    text = "The order was signed by Marta Halych Olena Kravets called it a mistake."
    cut = text.index("Olena")
    one = Paragraph(0, len(text), ((0, cut), (cut, len(text))))
    found = reader.signals(text, [one]).names
    assert [text[m.start : m.end] for m in found if m.label == "person"] == ["Marta Halych", "Olena Kravets"]


def test_names_times_quantities(reader: Reader) -> None:
    text = "On 3 March 2024 Olena Kravets of the Red Cross counted 40 buses near Zaporizhzhia in Ukraine."
    found = read(reader, text)
    names = {(text[m.start : m.end], m.label) for m in found.names}
    assert {
        ("Olena Kravets", "person"),
        ("Red Cross", "organisation"),
        ("Zaporizhzhia", "place"),
        ("Ukraine", "place"),
    } <= names
    assert [(text[m.start : m.end], m.label) for m in found.times] == [("3 March 2024", "DATE")]
    assert any("40" in text[m.start : m.end] for m in found.quantities)


def test_nationality_is_no_place(reader: Reader) -> None:
    text = "Sudanese soldiers crossed into Chad."
    assert {(text[m.start : m.end], m.label) for m in read(reader, text).names} == {
        ("Sudanese", "nationality"),
        ("Chad", "place"),
    }


def test_syntax(reader: Reader) -> None:
    text = "The soldiers destroyed the bridge."
    words = read(reader, text).words
    forms_ = [text[w.start : w.end] for w in words]
    heads = {forms_[i]: (forms_[w.head] if w.head >= 0 else "", w.deprel) for i, w in enumerate(words)}
    assert heads["soldiers"] == ("destroyed", "nsubj")
    assert heads["bridge"] == ("destroyed", "obj")
    assert heads["destroyed"] == ("", "root")
    assert [w.upos for w in words] == ["DET", "NOUN", "VERB", "DET", "NOUN", "PUNCT"]


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Rebels attacked a convoy near Goma on Tuesday.", "attacked", "ASSAULT"),
        ("Government troops withdrew from Lashio overnight.", "withdrew", "YIELD"),
        ("Police arrested four men in Nyala.", "arrested", "COERCE"),
    ],
)
def test_trigger(reader: Reader, text: str, trigger: str, kind: str) -> None:
    assert (trigger, kind) in [(text[t.start : t.end], t.type) for t in read(reader, text).triggers]


def test_every_sentence_has_one_root(reader: Reader) -> None:
    text = "Rain fell. The bridge over the river was closed. Nobody crossed.\n\nTrains ran late."
    words = read(reader, text).words
    assert sum(w.head == -1 for w in words) == 4
    assert [w.head for w in words if w.deprel == "root"] == [-1] * 4


# ------------------------------------------------------------------ what must hold for any text


def long_report() -> str:
    places = ["Sumy", "Izium", "Lyman", "Nyala", "Goma", "Lashio", "Idlib", "Marib", "Jenin", "Kobani"]
    said = [
        f"Officials in {a} said {n + 2} drones were shot down over {b}" for n, a in enumerate(places) for b in places
    ]
    return ". ".join(said) + "."


def test_a_long_paragraph_has_no_seams(reader: Reader) -> None:
    """A hundred statements in one paragraph, over many windows: each found once, none broken."""
    text = long_report()
    found = [r for r in read(reader, text).relations if not r.nested]
    whole = [
        r for r in found if len(r.source) == 1 and text[r.source[0][0] : r.source[0][1]].startswith("Officials in")
    ]
    assert len(whole) >= 97
    assert len(found) <= 103
    assert all(text[r.content[-1][1]] == "." for r in whole)


def test_same_answer_whatever_was_read_before(reader: Reader) -> None:
    first = "Officials in Sumy said two bridges were hit."
    alone = Reader.load().signals(first, laid_out(first))
    for other in ("", "Rain.", long_report(), first):
        read(reader, other)
        assert read(reader, first) == alone


def test_documents_of_one_batch_do_not_touch(reader: Reader) -> None:
    """The engine reads window by window, so any grouping of windows gives the same numbers."""
    from firsthand.reader.windows import read_tokens, windows

    text = long_report()
    cut = windows(read_tokens(text, laid_out(text), reader._pieces))
    together = reader._engine(cut)
    for size in (1, 3):
        apart = [o for i in range(0, len(cut), size) for o in reader._engine(cut[i : i + size])]
        for a, b in zip(together, apart, strict=True):
            assert a.tags.tobytes() == b.tags.tobytes()
            assert a.pairs.tobytes() == b.pairs.tobytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "“",
        '"' * 300,
        "a" * 5000,
        "е́" * 50,
        "👩‍👩‍👧‍👦 said 🇺🇦",
        "\u202eabc\u202c",
        "\ud800 said",
        "\x00\x01",
        "x " * 3000,
        "https://" + "a" * 900,
        "ẞß ﬁ ﷺ",
        "中文 报道",
    ],
)
def test_odd_text_never_raises(reader: Reader, text: str) -> None:
    check(text, reader.signals(text, [Paragraph(0, len(text))]))
    check(text, reader.signals(text, laid_out(text)))
    assert reader.signals(text, []) == Signals()


def check(text: str, found: Signals) -> None:
    spans = [
        (m.start, m.end)
        for group in (found.words, found.segments, found.names, found.times, found.quantities, found.triggers)
        for m in group
    ]
    spans += [s for r in found.relations for s in (*r.source, *r.cue, *r.content)]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(text[a:b] == text[a:b].strip() or "\u200d" in text[a:b] for a, b in spans)
    assert all(-1 <= w.head < len(found.words) and w.head != i for i, w in enumerate(found.words))
    for group in (found.words, found.relations, found.segments, found.names, found.triggers):
        assert all(0 <= m.score <= 1 for m in group)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.lists(st.integers(0, 300), max_size=6), st.booleans())
def test_any_text(reader: Reader, text: str, cuts: list[int], in_quote: bool) -> None:
    edges = sorted({min(c, len(text)) for c in cuts} | {0, len(text)})
    sentences = tuple(pairwise(edges))
    check(text, reader.signals(text, [Paragraph(0, len(text), sentences, in_quote)]))


def test_paragraphs_beyond_the_text_are_cut(reader: Reader) -> None:
    assert reader.signals("Short.", [Paragraph(0, 400, ((0, 400),)), Paragraph(500, 600)]).words[-1].end == 6


def test_importing_the_product_does_not_load_the_reader() -> None:
    code = "import sys, firsthand, firsthand.reader.reader; sys.exit(any(m in sys.modules for m in ('onnxruntime', 'tokenizers')))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_card_beside_the_weights() -> None:
    import json

    from firsthand.reader.reader import MODEL

    card = json.loads((Path(MODEL) / "card.json").read_text(encoding="utf-8"))
    assert {"encoder", "sets", "recipe", "command", "versions", "scores", "known_failures"} <= set(card)
    assert all(one["terms"] for one in card["sets"].values())
