"""Subjects, agents and phrases by the arcs of a tree made by hand."""

from __future__ import annotations

from firsthand.events.tree import Tree
from firsthand.identify.words import words
from firsthand.reader.signals import Word


def tree(text: str, arcs: list[tuple[str, int, str]], score: float = 0.9) -> Tree:
    """A tree over the words of `text`: (part of speech, head, relation) each, -1 for the root."""
    told = words(text)
    assert len(told) == len(arcs)
    seen = [Word(w.start, w.end, pos, head, how, score) for w, (pos, head, how) in zip(told, arcs, strict=True)]
    return Tree.of(text, told, seen)


CONTROLLED = [
    ("NOUN", 1, "nsubj"),
    ("VERB", -1, "root"),
    ("PART", 3, "mark"),
    ("VERB", 1, "xcomp"),
    ("PROPN", 3, "obj"),
]
ACCUSED = [
    ("NOUN", 1, "nsubj"), ("VERB", -1, "root"), ("NOUN", 1, "obj"), ("SCONJ", 4, "mark"), ("VERB", 1, "advcl"), ("PROPN", 4, "obj"),
]  # fmt: skip
PASSIVE = [
    ("PROPN", 2, "nsubj:pass"), ("AUX", 2, "aux:pass"), ("VERB", -1, "root"), ("ADP", 5, "case"), ("ADJ", 5, "amod"),
    ("NOUN", 2, "obl:agent"),
]  # fmt: skip


def test_the_subject_of_a_controlled_verb_is_that_of_the_one_above() -> None:
    assert tree("rebels vowed to take Dorma", CONTROLLED).subject(3) == 0


def test_who_is_accused_of_doing_it_does_it() -> None:
    assert tree("rebels accuse troops of shelling Dorma", ACCUSED).subject(4) == 2


def test_a_passive_has_an_agent_and_what_it_was_done_to() -> None:
    one = tree("Dorma was taken by Varosian rebels", PASSIVE)
    assert one.agent(2) == 5
    assert one.passive_subject(2) == 0
    assert one.phrase(5) == (4, 6)


def test_arcs_that_the_reader_doubts_are_not_used() -> None:
    one = tree("Dorma was taken by Varosian rebels", PASSIVE, score=0.3)
    assert one.agent(2) is None
    assert one.passive_subject(2) is None


def test_a_ring_of_heads_ends() -> None:
    one = tree("guns fired", [("NOUN", 1, "conj"), ("VERB", 0, "conj")])
    assert one.subject(1) is None
    assert len(one.above(0)) <= 12
