"""Loaded wording: kind, voice, and the label of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.data.language import Language
from firsthand.frame.label import labelled
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.frame import Frame, FrameKind
from firsthand.pipeline import read_document

KIT = Kit()


def frames_of(text: str) -> tuple[Frame, ...]:
    return read_document(Document(text=text), KIT).frames


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The regime sent tanks.", "regime", FrameKind.NAME_CALLING),
        ("Troops liberated the hamlet.", "liberated", FrameKind.LOADED_VERB),
        ("The special military operation went on.", "special military operation", FrameKind.EUPHEMISM),
        ("It was a barbaric raid.", "barbaric", FrameKind.LOADED_WORD),
        ("It was the most shameful raid.", "most shameful", FrameKind.SUPERLATIVE),
    ],
)
def test_one_frame(text: str, words: str, kind: FrameKind) -> None:
    assert (words, kind) in [(f.span.quote, f.kind) for f in frames_of(text)]


def test_a_neutral_wording_is_offered() -> None:
    (frame,) = [f for f in frames_of("Troops liberated the hamlet.") if f.span.quote == "liberated"]
    assert frame.plain == "captured"


@pytest.mark.parametrize(
    "text", ["The Communist Party of Velonia met.", "Great Britain agreed.", "The largest city is Tolvan."]
)
def test_names_and_measures_are_not_loaded(text: str) -> None:
    assert not frames_of(text)


@pytest.mark.parametrize(
    ("text", "word", "loaded"),
    [
        ("Rebels attacked a convoy near the bridge.", "attacked", False),
        ("The senator attacked the minister over the bill.", "attacked", True),
        ("The blast shattered windows along the street.", "shattered", False),
        ("The ruling shattered her hopes.", "shattered", True),
        ("Ukrainian troops pushed the brigade back ten kilometres.", "pushed", False),
        ("Lobbyists pushed the bill through.", "pushed", True),
        ("The shell destroyed two houses.", "destroyed", False),
        ("She destroyed his argument.", "destroyed", True),
    ],
)
def test_a_verb_told_of_bodies_and_things_is_meant_as_it_stands(text: str, word: str, loaded: bool) -> None:
    assert (word in [f.span.quote for f in frames_of(text)]) is loaded


def test_quoted_words_belong_to_the_speaker() -> None:
    reading = read_document(Document(text="“It was a barbaric raid,” General Anton Reva said. The mayor left."), KIT)
    (frame,) = [f for f in reading.frames if f.span.quote == "barbaric"]
    assert frame.attribution in {a.id for a in reading.attributions}


def test_the_authors_own_words_have_no_attribution() -> None:
    (frame,) = [f for f in frames_of("It was a barbaric raid.") if f.span.quote == "barbaric"]
    assert frame.attribution is None


def test_labels() -> None:
    assert labelled("The shameless regime and its thugs butchered the truth!", Language()).biased
    assert not labelled("The council said on Monday that 14 roads would be closed.", Language()).biased


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_is_labelled(text: str) -> None:
    label = labelled(text, Language())
    assert all(text[s.start : s.end] == s.quote for s in label.spans)
