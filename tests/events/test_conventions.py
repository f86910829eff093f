"""Labels for one snippet by the conventions of others, and the factuality of given events."""

from __future__ import annotations

import pytest

from firsthand.events.conventions import acled_label, plover_label
from firsthand.events.factuality import judged_spans
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.reading import Reading
from firsthand.segment.stage import passages

KIT = Kit()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A suicide bomber blew himself up at a checkpoint near the market.", "SUIC_BOMB"),
        ("Warplanes carried out airstrikes on three villages.", "AIR_STRIKE"),
        ("Army troops recaptured the town from the insurgents.", "GOV_REGAINS_TERIT"),
        ("Rebels captured the town after the army left its posts.", "NON_STATE_ACTOR_OVERTAKES_TER"),
        ("Police dispersed the protest with tear gas.", "PROTEST_WITH_INTER"),
        ("An earthquake of magnitude 6 shook the coast.", "NATURAL_DISASTER"),
        ("Militants kidnapped four teachers.", "ABDUCT_DISSAP"),
        ("Nothing of note.", "OTHER"),
    ],
)
def test_acled_like(text: str, label: str) -> None:
    assert acled_label(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The union rejected the offer.", "REJECT"),
        ("The minister accused the neighbour of lying.", "DISAPPROVE"),
        ("Thousands demonstrated against the tax.", "PROTEST"),
        ("The army threatened to bomb the port.", "THREATEN"),
        ("Judges are investigating the purchase.", "INVESTIGATE"),
        ("Troops clashed with guerrillas in the hills.", "FIGHT"),
    ],
)
def test_plover(text: str, label: str) -> None:
    assert plover_label(text) == label


@pytest.mark.parametrize(
    ("text", "word", "sign"),
    [
        ("The board approved the loan.", "approved", 1),
        ("The board did not approve the loan.", "approve", -1),
        ("Please call the office.", "call", -1),
        ("They are going to leave.", "leave", -1),
        ("She managed to escape.", "escape", 1),
        ("He failed to escape.", "escape", -1),
    ],
)
def test_factuality_of_given_events(text: str, word: str, sign: int) -> None:
    reading = Reading(document=Document(text=text))
    reading = reading.having(passages(reading, KIT))
    start = text.index(word)
    (judgement,) = judged_spans(reading, [(start, start + len(word))], KIT)
    assert judgement.factuality * sign > 0.5
    assert -3 <= judgement.factuality <= 3
