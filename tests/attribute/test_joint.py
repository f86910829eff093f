"""Grammar and trained reader together, on signals made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.attribute.behind import analysed, author, body
from firsthand.attribute.conventions import polnear
from firsthand.attribute.lexicon import lexicon
from firsthand.attribute.stage import attributions
from firsthand.data.language import Language
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.reader.signals import Relation, Signals, Word
from firsthand.segment.stage import passages

KIT = Kit()


def laid_out(text: str) -> Reading:
    reading = Reading(document=Document(text=text))
    return reading.having(passages(reading, KIT))


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def relation(text: str, source: str, cue: str, content: str, score: float = 0.8) -> Relation:
    return Relation((at(text, source),) if source else (), (at(text, cue),), (at(text, content),), score)


def seen(text: str, *relations: Relation, words: tuple[Word, ...] = ()) -> tuple[Reading, Kit]:
    return laid_out(text), replace(KIT, signals=Signals(words=words, relations=relations))


def test_a_report_of_the_reader_alone_is_taken_in() -> None:
    text = "The keeper of the dam, loud in warning of a break, went unheard."
    (only,) = attributions(*seen(text, relation(text, "The keeper of the dam", "warning of", "a break")))
    assert only.made_by == "rule:attribute/reader"
    assert only.source is not None
    assert only.source.quote == "The keeper of the dam"


def test_an_attitude_is_kept_apart() -> None:
    text = "Ivan Petrov admires the old bridge."
    reading, kit = seen(text, relation(text, "Ivan Petrov", "admires", "the old bridge"))
    assert attributions(reading, kit) == ()
    (triple,) = polnear(reading, kit)
    assert triple.content == (at(text, "the old bridge"),)


def test_shared_reports_come_once_and_surer() -> None:
    text = "The army said that two drones fell."
    reading, kit = seen(text, relation(text, "The army", "said", "that two drones fell", 0.9))
    (both,) = attributions(reading, kit)
    (alone,) = attributions(reading, KIT)
    assert both.content == alone.content
    assert both.confidence > alone.confidence


def test_the_grammar_alone_needs_a_verb() -> None:
    text = "The strike demands that the port closes came late."
    noun = tuple(Word(*at(text, w), tag, -1, "root", 0.9) for w, tag in (("demands", "NOUN"), ("closes", "VERB")))
    reading, kit = seen(text, words=noun)
    assert [
        a.cue.quote for a in attributions(reading, kit) if a.cue and a.made_by.startswith("rule:attribute/verb")
    ] == []


def test_an_odd_tag_does_not_take_a_report_away() -> None:
    text = "Moscow denied hitting the school."
    for tag, count in (("PART", 1), ("VERB", 1), ("NOUN", 0)):
        words = (Word(*at(text, "denied"), tag, -1, "root", 0.9),)
        assert len(attributions(*seen(text, words=words))) == count, tag


def test_polnear_fills_a_missing_source() -> None:
    text = "The army said that two drones fell."
    reading, kit = seen(text, relation(text, "", "said", "that two drones fell"))
    (triple,) = polnear(reading, kit)
    assert triple.source == (at(text, "The army"),)
    assert triple.content == (at(text, "that two drones fell"),)


def test_silence_is_no_statement() -> None:
    text = "The firm did not respond to requests for comment."
    reading, kit = seen(text, relation(text, "The firm", "did not respond to", "requests for comment"))
    assert attributions(reading, kit) == ()


def test_communique_in_points() -> None:
    text = "Highlights from the Lipky Defence Ministry briefing, 3 May:\n• Our units took two mills near Verba\n• Nine drones were shot down at night\nIt rained."
    found = attributions(laid_out(text), KIT)
    assert sorted(c.quote for a in found for c in a.content) == [
        "Nine drones were shot down at night",
        "Our units took two mills near Verba",
    ]
    assert {a.cue.quote for a in found if a.cue} == {"Highlights"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivan Petrov, spokesman for the Lipky Front (LF)", "Lipky Front"),
        ("LF spokesperson Ivan Petrov", "LF"),
        ("General Ivan Petrov", None),
    ],
)
def test_body(text: str, expected: str | None) -> None:
    assert body(text, 0, len(text)) == expected


def test_author_and_data() -> None:
    lex = lexicon(Language())
    letters = "Leaked messages from a senior Lipky general"
    assert author(letters, 0, len(letters), lex) == "senior Lipky general"
    study = "Harbour Watch’s analysis of customs data"
    assert analysed(study, 0, len(study)) == ("Harbour Watch", "customs")
