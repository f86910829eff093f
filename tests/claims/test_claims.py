"""Claims tie statements to what is in them."""

from __future__ import annotations

from firsthand.claims.stage import claims
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution, Kind
from firsthand.model.document import Document
from firsthand.model.figure import Figure, Operator
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

TEXT = "Nine men died in Lipky. The army said 12 drones fell on Verba and nobody died."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def made() -> Reading:
    sentences = [TEXT[:23], TEXT[24:]]
    records = [Passage(kind=PassageKind.SENTENCE, span=at(s), made_by="t") for s in sentences]
    return Reading(document=Document(text=TEXT)).having(
        [
            *records,
            Attribution(
                source=at("The army"),
                cue=at("said"),
                content=(at("12 drones fell on Verba and nobody died"),),
                kind=Kind.INDIRECT,
                speaker="army",
                made_by="t",
            ),
            Figure(span=at("Nine men"), number=at("Nine"), op=Operator.EXACT, low=9, high=9, made_by="t"),
            Figure(span=at("12 drones"), number=at("12"), op=Operator.EXACT, low=12, high=12, made_by="t"),
            Place(span=at("Lipky"), name="Lipky", kind=PlaceKind.SETTLEMENT, made_by="t"),
            Place(span=at("Verba"), name="Verba", kind=PlaceKind.SETTLEMENT, made_by="t"),
        ]
    )


def test_attributed_and_authorial() -> None:
    reading = made()
    attributed, authorial = claims(reading, Kit())
    (statement,) = reading.attributions
    nine, twelve = reading.figures
    lipky, verba = reading.places
    assert (attributed.attribution, attributed.speaker) == (statement.id, "army")
    assert attributed.figures == (twelve.id,)
    assert attributed.places == (verba.id,)
    assert authorial.attribution is None
    assert authorial.figures == (nine.id,)
    assert authorial.places == (lipky.id,)
    assert authorial.content[0].quote == "Nine men died in Lipky."


def test_no_claim_without_event_or_figure() -> None:
    text = "It rained in Lipky."
    reading = Reading(document=Document(text=text)).having(
        [
            Passage(kind=PassageKind.SENTENCE, span=Span.of(text, 0, len(text)), made_by="t"),
            Place(span=Span.of(text, 13, 18), name="Lipky", kind=PlaceKind.SETTLEMENT, made_by="t"),
        ]
    )
    assert claims(reading, Kit()) == ()
