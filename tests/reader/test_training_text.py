"""What the training command writes and rewrites itself: sentences of our own and exchanged place names."""

import random
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from train_reader.documents import Document, Layer, lay_out
from train_reader.renaming import renamed
from train_reader.sentences import own_documents, read_marks, tidy
from train_reader.sets import proper_names, typed_names

from firsthand.reader.paragraphs import Paragraph


def test_marks_become_spans() -> None:
    marked = "<c1>Troops <ev ASSAULT claimed>hit</ev> <loc>Sumy</loc></c1>, <s1>he</s1> <q1>said</q1>."
    found = read_marks(marked, "a")
    assert found.text == "Troops hit Sumy, he said."
    assert [found.text[a:b] for a, b, _ in found.layers["attribution"].spans] == ["Troops hit Sumy", "he", "said"]
    assert [found.text[a:b] for a, b, _ in found.layers["names"].spans] == ["Sumy"]
    assert found.modality == [(7, 10, "claimed")]
    assert found.links is not None
    assert found.links[0].cue == [(20, 24)]


def test_that_belongs_to_content() -> None:
    assert (
        tidy("<s1>He</s1> <q1>said</q1> that <c1>it fell</c1>.") == "<s1>He</s1> <q1>said</q1> <c1>that it fell</c1>."
    )
    assert tidy("<q1>told reporters</q1> <c1>it</c1>") == "<q1>told</q1> reporters <c1>it</c1>"


def test_own_documents_are_the_same_each_time_and_well_formed() -> None:
    made = list(own_documents(seed=1, count=40))
    assert [d.text for d in made] == [d.text for d in own_documents(seed=1, count=40)]
    for document in made:
        assert not re.search(r"[<>\x00]", document.text)
        for layer in document.layers.values():
            assert all(0 <= a < b <= len(document.text) for a, b, _ in layer.spans)
        contents = [(a, b) for a, b, k in document.layers["attribution"].spans if k == "content"]
        inner = [(a, b) for a, b, k in document.layers["nested"].spans if k == "content"]
        assert all(any(c <= a and b <= d for c, d in contents) for a, b in inner)


@pytest.mark.parametrize("seed", range(20))
def test_exchanged_names_keep_every_span_on_its_words(seed: int) -> None:
    text = "Lyman fell.\n\nMen from Lyman and Izium fled the Izium road to Kharkiv."
    spans = [(m.start(), m.end(), "place") for m in re.finditer("Lyman|Izium|Kharkiv", text)]
    fled = text.index("fled")
    document = Document("a", text, lay_out(text), {"names": Layer([*spans, (fled, fled + 4, "other")])})
    found = renamed(document, random.Random(seed), share=0.7)
    layer = found.layers["names"]
    words = [found.text[a:b] for a, b, k in layer.spans if k == "place"]
    assert words[0] == words[1]
    assert words[2] == words[3]
    assert [found.text[a:b] for a, b, k in layer.spans if k == "other"] == ["fled"]
    assert found.paragraphs[0].end == found.text.index(".") + 1
    assert found.text[found.paragraphs[1].start :].startswith("Men from")


def tagged(marked: str) -> Document:
    """ "Rusk/PROPN said/VERB" as a treebank gives it."""
    pairs = [word.rsplit("/", 1) for word in marked.split()]
    text, words = "", []
    for form, _ in pairs:
        text += " " if text else ""
        words.append((len(text), len(text) + len(form)))
        text += form
    return Document("d", text, lay_out(text), words=words, upos=[upos for _, upos in pairs])


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("Rusk/PROPN left/VERB Lipky/PROPN ./PUNCT", [("Rusk", "person"), ("Lipky", "place")]),
        ("the/DET Lipky/PROPN Bank/PROPN closed/VERB", [("Lipky Bank", "organisation")]),
        ("the/DET Lipky/PROPN Gazette/PROPN wrote/VERB", []),  # a longer name that nobody typed
        ("University/PROPN of/ADP Lipky/PROPN", []),
        ("Rusk/PROPN and/CCONJ Lipky/PROPN", [("Rusk", "person"), ("Lipky", "place")]),
        ("President/PROPN Rusk/PROPN spoke/VERB", [("Rusk", "person")]),
        ("Adam/PROPN Doe/PROPN spoke/VERB", [("Adam Doe", "person")]),
        ("Adam/PROPN Street/PROPN is/AUX shut/ADJ", []),
        ("On/ADP Friday/PROPN rain/NOUN fell/VERB", []),
        ("Russian/ADJ trains/NOUN", [("Russian", "nationality")]),
    ],
)
def test_names_of_a_treebank_by_our_list(marked: str, names: list[tuple[str, str]]) -> None:
    known = {
        "Rusk": "person", "Lipky": "place", "Lipky Bank": "organisation", "Friday": "none", "\nfirst Adam": "first",
    }  # fmt: skip
    document = tagged(marked)
    layer = proper_names(document, known)
    assert [(document.text[a:b], kind) for a, b, kind in layer.spans] == names
    covered = [s[:2] for s in layer.spans]
    silent = {document.text[a:b] for a, b in layer.ignored}
    for (a, b), upos in zip(document.words or [], document.upos or [], strict=True):
        if upos == "PROPN" and not any(s <= a and b <= e for s, e in covered):
            assert document.text[a:b] in silent or document.text[a:b] in ("Friday", "President")
        if upos == "VERB":
            assert document.text[a:b] not in silent


def test_no_name_of_the_list_goes_over_the_end_of_a_sentence() -> None:
    document = tagged("thanks/NOUN Adam/PROPN Doe/PROPN Adam/PROPN Rusk/PROPN left/VERB")
    words = document.words or []
    known = {"Doe": "person", "Rusk": "person", "\nfirst Adam": "first"}
    forms = lambda: [document.text[a:b] for a, b, _ in proper_names(document, known).spans]  # noqa: E731
    assert forms() != ["Adam Doe", "Adam Rusk"]  # four capitals in a row
    whole = document.paragraphs[0]
    cut = words[3][0]
    document.paragraphs = [Paragraph(whole.start, whole.end, ((whole.start, cut), (cut, whole.end)))]
    assert forms() == ["Adam Doe", "Adam Rusk"]


def test_typed_names_are_of_one_kind_each() -> None:
    kinds = {"person", "place", "organisation", "other", "nationality", "none", "first"}
    assert set(typed_names().values()) == kinds
    assert typed_names()["Iraq"] == "place"
