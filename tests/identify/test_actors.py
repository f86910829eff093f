"""Actors of a report: once each, with all mentions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.attribute.stage import attributions
from firsthand.identify.stage import actors
from firsthand.kit import Kit
from firsthand.model.actor import Actor, ActorKind
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.pipeline import read_document
from firsthand.segment.stage import passages

KIT = Kit()


def actors_of(text: str) -> dict[str, Actor]:
    reading = Reading(document=Document(text=text))
    reading = reading.having(passages(reading, KIT))
    return {actor.name: actor for actor in actors(reading, KIT)}


@pytest.mark.parametrize(
    ("text", "name", "kind", "mentions"),
    [
        ("Ukrainian forces left. The Ukrainian army said so.", "Armed Forces of Ukraine", ActorKind.ARMED_FORCES, 2),
        ("Israeli troops met Israel’s military.", "Israel Defense Forces", ActorKind.ARMED_FORCES, 2),
        ("General Anton Reva spoke. Reva left.", "Anton Reva", ActorKind.PERSON, 2),
        ("Maria Koval, a nurse, fled. Koval is safe.", "Maria Koval", ActorKind.PERSON, 2),
        (
            "The Valley Liberation Front (VLF) attacked. The VLF fled.",
            "Valley Liberation Front",
            ActorKind.ARMED_GROUP,
            3,
        ),
        ("The Russian government and Russian officials", "Government of Russia", ActorKind.GOVERNMENT, 2),
        ("Reuters reported it.", "Reuters", ActorKind.MEDIA, 1),
        ("Sudan’s Rapid Support Forces and the RSF", "Rapid Support Forces", ActorKind.ARMED_GROUP, 2),
        ("France agreed.", "France", ActorKind.STATE, 1),
        ("The Russians came.", "Russians", ActorKind.PEOPLE, 1),
        ("The General Staff said so.", "General Staff", ActorKind.ARMED_FORCES, 1),
        ("Colonel Cross said so.", "Cross", ActorKind.PERSON, 1),
        ("Mr Zelenskyy met Erdoğan.", "Volodymyr Zelensky", ActorKind.PERSON, 1),
        ("Donald Trump Jr. spoke.", "Donald Trump Jr.", ActorKind.PERSON, 1),
        ("The Trump administration agreed.", "Government of United States", ActorKind.GOVERNMENT, 1),
    ],
)
def test_one_actor(text: str, name: str, kind: ActorKind, mentions: int) -> None:
    found = actors_of(text)
    assert name in found, list(found)
    assert found[name].kind is kind
    assert len(found[name].mentions) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday the North Wind blew over New Street.",
        "They fled to Kryva Balka, a town of 900 people.",
        "Meanwhile Winter came.",
        "It happened in March.",
    ],
)
def test_near_misses(text: str) -> None:
    assert not [a for a in actors_of(text).values() if a.kind is ActorKind.PERSON]


def test_title_country_and_description() -> None:
    found = actors_of("Ukrainian Deputy Minister Olena Bilyk, an engineer by trade, resigned.")
    olena = found["Olena Bilyk"]
    assert olena.title == "Deputy Minister"
    assert olena.country == "UA"
    assert olena.description is not None
    assert olena.description.quote == "an engineer by trade"


def test_registry_gives_code_and_side() -> None:
    actor = actors_of("Wagner fighters and the Rapid Support Forces met.")["Rapid Support Forces"]
    assert (actor.registry, actor.country, actor.side) == ("rsf-sudan", "SD", "sudan:rsf")


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_spans(text: str) -> None:
    try:
        document = Document(text=text)
    except ValueError:
        return
    reading = Reading(document=document)
    reading.having(passages(reading, KIT)).having(actors(reading, KIT)).proven()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Palestinian fighters attacked the post.", "Palestinian fighters", ActorKind.ARMED_GROUP),
        ("Syrian rebels fled.", "Syrian rebels", ActorKind.ARMED_GROUP),
        ("Sudanese armed groups met.", "Sudanese armed groups", ActorKind.ARMED_GROUP),
        ("Georgian troops fled.", "Armed Forces of Georgia", ActorKind.ARMED_FORCES),
        ("Ukrainian soldiers held on.", "Armed Forces of Ukraine", ActorKind.ARMED_FORCES),
        ("Rebels in Syria fled.", "rebels", ActorKind.ARMED_GROUP),
    ],
)
def test_irregulars_of_a_people_are_no_army(text: str, name: str, kind: ActorKind) -> None:
    found = actors_of(text)
    assert found[name].kind is kind
    if kind is ActorKind.ARMED_GROUP:
        assert found[name].registry is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Horbach said the road was closed.", "Horbach", ActorKind.PERSON),
        ("The weekly Kontynent came out. Kontynent said the road was closed.", "Kontynent", ActorKind.MEDIA),
        ("TASSK said the road was closed.", "TASSK", ActorKind.ORGANISATION),
        ("Northwatch Institute said the road was closed.", "Northwatch Institute", ActorKind.NGO),
        ("Reuters said the road was closed.", "Reuters", ActorKind.MEDIA),
    ],
)
def test_a_lone_surname_is_no_organisation(text: str, name: str, kind: ActorKind) -> None:
    found = read_document(Document(text=text), KIT, (attributions, actors)).actors
    kinds = {actor.name: actor.kind for actor in found}
    assert kinds[name] is kind, kinds
