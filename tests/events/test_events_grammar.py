"""Events: trigger, class, parties, voice, and one record for one happening."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.events.codebook import codebook
from firsthand.events.lexicon import lexicon
from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document

KIT = Kit()


def read(text: str) -> Reading:
    return read_document(Document(text=text, published=Published("2025-03-04")), KIT)


def only(text: str) -> Event:
    found = read(text).events
    assert len(found) == 1, [(e.trigger.quote, e.made_by) for e in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "mode", "actor", "target"),
    [
        (
            "Russian troops captured the village of Stara Hata on Monday.",
            "captured",
            "seize_territory",
            "Armed Forces of Russia",
            None,
        ),
        ("Ukrainian units withdrew from Petrivka.", "withdrew", "retreat", "Armed Forces of Ukraine", None),
        ("Two soldiers were arrested by Sudanese police.", "were arrested", "arrest", None, "Two soldiers"),
        ("Israeli strikes on a school killed nine people.", "strikes", "aerial", "Israel Defense Forces", "school"),
        ("Missile strikes on the port went on.", "Missile strikes", "missile", None, "port"),
        ("Hezbollah launched a drone attack on a barracks.", "drone attack", "drone", "Hezbollah", "barracks"),
        (
            "Fighting between the RSF and the Sudanese army continued.",
            "Fighting",
            "other",
            "Rapid Support Forces",
            "Sudanese Armed Forces",
        ),
        ("Ukrainian air defenses shot down 38 drones.", "shot down", "air_defence", "Air defence of Ukraine", None),
        (
            "The Ethiopian army deployed two brigades to the border.",
            "deployed",
            "troops",
            "Ethiopian National Defence Force",
            None,
        ),
        ("Gunmen kidnapped two engineers.", "kidnapped", "abduct", "gunmen", "two engineers"),
    ],
)
def test_one_event(text: str, trigger: str, mode: str, actor: str | None, target: str | None) -> None:
    event = only(text)
    assert event.trigger.quote == trigger
    assert event.mode == mode
    if actor is not None:
        assert event.actor == actor
    if target is not None:
        assert event.target is not None
        assert target.casefold() in event.target.casefold() or event.target.casefold() in target.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "He died of a heart attack.",
        "Teachers voted for strike action.",
        "The talks took place in Geneva.",
        "The People's Liberation Front met on Monday.",
        "The draft law was debated.",
        "Battle plans were found in a drawer.",
        "She took the train to the city.",
        "Displaced people need tents.",
        "The assault rifle was old.",
    ],
)
def test_near_misses(text: str) -> None:
    assert not read(text).events


def test_a_result_joins_its_cause() -> None:
    event = only("Seven people were killed and 25 wounded in an air strike on the town of Beresna.")
    assert event.trigger.quote == "air strike"
    assert event.mode == "aerial"
    assert [m.quote for m in event.mentions] == ["were killed", "wounded"] or event.mentions
    assert {toll.role for toll in event.tolls} >= {"killed"}


def test_a_later_mention_is_the_same_event() -> None:
    found = read(
        "Rebels attacked a fuel depot near Tolvan on Sunday.\n\nThe attack began before dawn. Witnesses said the attack lasted an hour."
    ).events
    assert len(found) == 1
    assert len(found[0].mentions) == 2


def test_another_attack_is_another_event() -> None:
    found = read(
        "Rebels attacked a depot on Sunday. Six people were killed in another attack on a bus on Monday."
    ).events
    assert len(found) == 2


def test_claimed_by_the_speaker_and_denied_by_the_other() -> None:
    found = read(
        "The Russian Defence Ministry said its troops captured Stara Hata. "
        "Ukrainian officials denied that Russian troops had captured Stara Hata."
    ).events
    assert found[0].claimed_by == "Russian Ministry of Defence" or "Defence" in (found[0].claimed_by or "")
    assert any(e.denied_by for e in found)
    assert not any(e.modality is Modality.HAPPENED for e in found)


def test_what_the_text_leaves_out_has_no_span() -> None:
    event = read("Russian forces advanced near Stara Hata, while Ukrainian forces withdrew.").events[0]
    assert event.target == "Armed Forces of Ukraine"
    assert event.target_span is None


def test_threatened_force_is_no_assault() -> None:
    event = only("The general threatened to bomb the dam.")
    assert event.plover is Plover.THREATEN
    assert event.acled_event is None


def test_every_class_of_the_word_list_is_in_the_codebook() -> None:
    table = lexicon(KIT.language).table
    known = set(codebook().classes)
    assert set(table.verbs) | set(table.nouns) <= known
    for meaning in codebook().classes.values():
        assert meaning.definition.endswith(".")
        assert meaning.example


def test_order_of_reading_does_not_matter() -> None:
    text = "Drones struck a depot in Beresna. Troops captured the village of Stara Hata."
    assert read(text).events == read(text).events


@given(
    st.text(
        alphabet=st.sampled_from("attack strikes by on Russian troops killed 7 said if would .,;“”’s\n\u200d"),
        max_size=200,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_words_keep_their_spans(text: str) -> None:
    read(text).proven()


@given(st.lists(st.sampled_from(
    ["if", "troops", "attack", "attacked", "the", "town", "by", "Russian", "forces", "to", "not", "may", "will", "would", "said", "“", "”", ",", ".", "that", "failed", "killing", "was", "were", "strikes", "on", "of"]
), max_size=60).map(" ".join))  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_any_word_salad_is_read(text: str) -> None:
    read(text).proven()


def test_captured_guns_are_no_harm_to_people() -> None:
    found = read("Fighters seized 27 vehicles in Djibo and took 12 soldiers hostage.").events
    assert all(toll.low != 27 for event in found for toll in event.tolls)
    assert not any(event.mode == "abduct" and event.trigger.quote == "seized" for event in found)


def test_a_count_over_months_joins_no_strike() -> None:
    found = read(
        "Israeli jets struck a command post in Deir al-Balah on Monday, the army said. More than 52,000 people have been "
        "killed since October 7, 2023, the health ministry says."
    ).events
    strike = next(event for event in found if event.mode == "aerial")
    assert not strike.tolls


def test_dead_told_right_after_a_strike_are_its_dead() -> None:
    found = read("Russian drones struck a market in Konotop on Monday. Seven people were killed.").events
    assert [(event.mode, [toll.low for toll in event.tolls]) for event in found] == [("drone", [7])]


def test_what_is_told_beside_a_denial_is_claimed() -> None:
    found = read("General Adam Rusk said that the claim was false and that fighting was going on near Lyman.").events
    assert [event.modality for event in found if event.trigger.quote == "fighting"] == [Modality.CLAIMED]


def test_one_side_named_once_makes_no_war() -> None:
    found = read(
        "Fighting in Sweida left 37 dead, the interior ministry said. Damascus sent troops to Sweida. Israel said it was "
        "watching. By Tuesday the army had entered the city."
    ).events
    assert not any(
        "Palestine" in (name or "") or name == "Hamas" for event in found for name in (event.actor, event.target)
    )


def test_abuses_committed_are_no_promise() -> None:
    found = read("Fano militias have also committed abuses in the town.").events
    assert all(event.modality is not Modality.PROMISED for event in found)
