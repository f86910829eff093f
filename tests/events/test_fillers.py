"""Who fills a role: candidates, counts, and what counts as the same phrase, over a hand-made tree."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files

import pytest

from firsthand.events.fillers import ROLES, Filler, Page, candidates, chosen, count_of, key_of, page, terms, weights
from firsthand.reader.signals import Mark, Signals, Word

TEXT = "FIVE HOODED MEN KIDNAPPED THE MAYOR OF SUCHITO."
PARTS = [
    ("FIVE", "NUM", 2, "nummod"),
    ("HOODED", "ADJ", 2, "amod"),
    ("MEN", "NOUN", 3, "nsubj"),
    ("KIDNAPPED", "VERB", -1, "root"),
    ("THE", "DET", 5, "det"),
    ("MAYOR", "NOUN", 3, "obj"),
    ("OF", "ADP", 7, "case"),
    ("SUCHITO", "PROPN", 5, "nmod"),
    (".", "PUNCT", 3, "punct"),
]


def seen() -> Page:
    words, at = [], 0
    for part, upos, head, deprel in PARTS:
        start = TEXT.index(part, at)
        at = start + len(part)
        words.append(Word(start, at, upos, head, deprel, 1.0))
    signals = Signals(words=tuple(words), names=(Mark(words[7].start, words[7].end, "place", 1.0),))
    return page(
        TEXT,
        signals,
        [(0, len(TEXT))],
        ([frozenset({"S:KIDNAPPING"})], frozenset()),
        {"individuals": frozenset({"men"})},
    )


def test_candidates_with_and_without_what_stands_around_the_head() -> None:
    found = candidates(seen())
    assert {"men", "hooded men", "five hooded men", "mayor", "mayor of suchito", "suchito"} <= set(found)
    assert "kidnapped" not in found
    assert found["hooded men"][0] == "HOODED MEN"


def test_terms_say_what_governs_a_phrase() -> None:
    one = seen()
    found = terms(one, "hooded men", candidates(one)["hooded men"][1])
    assert {"G=nsubj::kidnapped", "S:KIDNAPPING", "LIST-HEAD:individuals", "LAST=men"} <= found


@pytest.mark.parametrize(("key", "number"), [("hooded men", 5), ("mayor", 1)])
def test_how_many(key: str, number: int) -> None:
    one = seen()
    written, mentions = candidates(one)[key]
    assert count_of(one, Filler("Dead", written, key, 1.0, tuple(mentions))) == number


def test_of_two_wordings_of_one_thing_the_surer_is_kept() -> None:
    one = seen()
    told = {key: (w, m, {f"KEY={key}"}) for key, (w, m) in candidates(one).items()}
    own = {"": -2.0, "least": 0.5, "KEY=hooded men": 5.0, "KEY=men": 4.0, "KEY=mayor": 3.0}
    assert [filler.text for filler in chosen(one, "PerpInd", told, own)] == ["HOODED MEN", "MAYOR"]


def test_keys_are_compared_without_articles_and_signs() -> None:
    assert key_of('The "Santa Rosa"  FARM') == "santa rosa farm"


def test_the_card_names_the_weights_as_shipped() -> None:
    data = files("firsthand.data")
    card = json.loads((data / "fillers.card.json").read_text("utf-8"))
    assert card["sha256"] == sha256((data / "fillers.json").read_bytes()).hexdigest()
    assert set(weights()) == set(ROLES)
