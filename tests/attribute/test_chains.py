"""Speakers within a report, and on whose word a statement rests."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.attribute.stage import attributions
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution, SourceType
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.segment.stage import passages

KIT = Kit()


def found(text: str) -> tuple[Attribution, ...]:
    reading = Reading(document=Document(text=text))
    reading = reading.having(passages(reading, KIT))
    return reading.having(attributions(reading, KIT)).proven().attributions


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        (
            "Ivan Petrov, the fire chief, told Reuters that the mill burned. He said two men died.",
            [("Reuters", "Ivan Petrov"), ("Reuters", "Ivan Petrov")],
        ),
        (
            "Ivan Petrov said the mill burned, according to media reports.",
            [("media reports", "Ivan Petrov"), ("media reports",)],
        ),
        (
            "A senior official told AFP that the clinic in Lipky had reported nine deaths.",
            [("AFP", "senior official", "clinic in Lipky"), ("AFP", "senior official", "clinic in Lipky")],
        ),
        (
            "One Lipky painter, Ivan Petrov, whom Le Monde identified as close to the mayor, admitted that people were leaving.",
            [("Le Monde", "Ivan Petrov"), ("Le Monde",)],
        ),
        (
            "Citing a port official, the Lipky Courier said the depot burned; the ministry denied the report.",
            [("Lipky Courier", "port official"), ("Lipky Courier", "port official"), ("ministry",)],
        ),
        (
            "The Courier said the depot burned, citing a port official; Colonel Adam Rusk denied that anyone was hurt.",
            [("Courier", "port official"), ("Courier", "port official"), ("Adam Rusk",)],
        ),
        (
            "The spokesman for the Valley Front that fights the central government, Adam Rusk, said they left.",
            [("Adam Rusk", "Valley Front")],
        ),
        (
            "Adam Rusk, a former clerk whom the weekly Kontynent describes as close to the mayor, conceded that people were leaving.",
            [("Kontynent", "Adam Rusk"), ("weekly Kontynent",)],
        ),
        (
            "UN spokesperson Adam Rusk said the road was shut.",
            [("Adam Rusk", "United Nations")],
        ),
        (
            "Volodymyr Zelensky said his intelligence services told him that the depot burned.",
            [("Volodymyr Zelensky", "Ukrainian intelligence services")] * 2,
        ),
        (
            "Adam Rusk said his wife told him that the depot burned.",
            [("Adam Rusk", "his wife")] * 2,
        ),
        (
            "Petrov, the clerk, recounted the minutes. According to the minutes, Hnatiuk demanded a lawyer.",
            [("Petrov",), ("Petrov", "minutes"), ("Petrov", "minutes", "Hnatiuk")],
        ),
        (
            "According to a medic cited by the Kontynent, a shell hit the ward.",
            [("Kontynent", "medic")],
        ),
        (
            "Reuters said a strike killed five men, citing two aid workers.",
            [("Reuters", "two aid workers"), ("Reuters", "two aid workers")],
        ),
    ],
)
def test_chain(text: str, chains: list[tuple[str, ...]]) -> None:
    assert [a.chain() for a in found(text)] == chains


def test_nested_statement_names_the_outer_one() -> None:
    outer, inner = found("The report said that Petrov had told the court that he was ill.")
    assert inner.nested_in == outer.id
    assert outer.nested_in is None


def test_a_quotation_in_a_quotation_is_a_statement_of_its_own() -> None:
    outer, inner = found("Petrov said, “The mayor told us that the road was mined and nobody listened.”")
    assert inner.nested_in == outer.id
    assert inner.source is not None
    assert inner.source.quote == "The mayor"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("President Olena Hnatiuk said the road was open. Hnatiuk said it was safe.", ["Olena Hnatiuk"] * 2),
        ("Olena Hnatiuk said the road was open. She said it was safe.", ["Olena Hnatiuk"] * 2),
        ("The defence ministry said the road was open. The ministry said it was safe.", ["defence ministry"] * 2),
        ("One resident said the road was open. Another said it was mined.", ["One resident", "another resident"]),
        ("It was cold. She said the road was open.", [None]),
        ("The army said the road was open. It said the bridge was safe.", ["army", "army"]),
        ("On Monday the army said the road was open. It said the bridge was safe.", ["army", None]),
        ("Petrov said the road was open. It said the bridge was safe.", ["Petrov", None]),
        ("The army said the road was open. It rained. It said the bridge was safe.", ["army", None]),
        ("General Karim al-Rasheed said the road was open.", ["Karim al-Rasheed"]),
        ("A senior Western diplomat said the road was open.", ["senior Western diplomat"]),
        (
            "A relief committee, a grassroots group, said the road was shut. M23 did not comment. In a statement the group denied that it was there.",
            ["relief committee", "M23"],
        ),
        (
            "A relief committee, a grassroots group, said the road was shut. M23 did not comment. In a statement the committee denied that it was there.",
            ["relief committee", "relief committee"],
        ),
    ],
)
def test_speaker(text: str, speakers: list[str | None]) -> None:
    assert [a.speaker for a in found(text)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("These units said they were ready.", [None]),
        ("Two groups said they would fight. These groups said they had arms.", ["Two groups", "Two groups"]),
        ("Mr Zelenskyy said the grid held.", ["Volodymyr Zelensky"]),
        ("Irina Putin said the shop was shut. Putin said it would open.", ["Irina Putin", "Irina Putin"]),
    ],
)
def test_who_is_pointed_at(text: str, speakers: list[str | None]) -> None:
    assert [a.speaker for a in found(text)] == speakers


def test_it_keeps_candidates() -> None:
    assert found("On Monday the army said the road was open. It said the bridge was safe.")[1].candidates == ("army",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A network of volunteer doctors said the ward was full.", SourceType.MEDICAL),
        ("Kigali denied that its troops were there.", SourceType.STATE),
        ("The Northern Army, an ethnic armed group, said it held the road.", SourceType.ARMED_GROUP),
        ("The army, a pillar of the state, said it held the road.", SourceType.MILITARY_OFFICIAL),
    ],
)
def test_kind_of_source(text: str, kind: SourceType) -> None:
    assert found(text)[0].source_type is kind


def test_a_dateline_is_not_what_was_said() -> None:
    text = "PORT SUDAN, Sudan - A shell hit the market, a medic said."
    assert [c.quote for a in found(text) for c in a.content] == ["A shell hit the market"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "A panel said in May that accusations of such support were credible.",
            ["accusations of such support were credible", "such support"],
        ),
        ("The channel denied it, calling reports of it invented.", ["it", "reports of it invented"]),
    ],
)
def test_what_a_noun_claims(text: str, contents: list[str]) -> None:
    assert [c.quote for a in found(text) for c in a.content] == contents


def test_she_is_not_he() -> None:
    text = "Olena Hnatiuk said the road was open. Ivan Petrov said it was mined. She said the mines were gone."
    assert found(text)[2].speaker == "Olena Hnatiuk"


def test_repeat_and_denial() -> None:
    text = "The rebels said they had taken the mill by the river. The rebels said they had taken the mill by the river on Monday."
    first, second = found(text)
    assert second.repeat_of == first.id
    claim, denial = found("The rebels said they had taken the mill, but the army rejected the claim.")
    assert denial.about == claim.id


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found(text.encode("utf-8", "ignore").decode())


WORDS = [
    "He",
    "said",
    "that",
    "“",
    "”",
    "according",
    "to",
    "Reuters",
    "told",
    ",",
    ".",
    "the",
    "army",
    "claims",
    "reportedly",
]
WORDS += [
    "who",
    "was",
    "and",
    "but",
    "citing",
    ":",
    "‘",
    "’s",
    "added",
    "\n",
    "in",
    "it",
    "reports",
    "not",
    "shows",
    "images",
    "(",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_order_of_reporting_words_is_read(words: list[str]) -> None:
    found(" ".join(words))


@pytest.mark.parametrize("piece", ["He said that ", "“We left,” he said, “and ", "according to X, ", "X told Y that, "])
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(n: int) -> float:
        start = time.process_time()
        found(piece * n)
        return time.process_time() - start

    seconds(10)
    assert seconds(1500) < 12 * seconds(300) + 0.5
