"""The page on modality walks ten sentences: the records it shows are the records the system gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.event import Modality
from firsthand.pipeline import read_document

PAGE = Path(__file__).parents[2] / "docs" / "background" / "modality.md"
KIT = Kit()
TEN = [
    ("The senator has pledged to widen the war, bombing the ports of Varos.", Modality.THREATENED),
    ("Such attacks on the allies would provoke a wider war.", Modality.CONDITIONAL),
    ("Rebels failed to capture the mint in Dorma.", Modality.DID_NOT_HAPPEN),
    ("The ministry denied that its guns shelled the monastery.", Modality.DENIED),
    ("The president vowed to punish those behind the strikes on the port.", Modality.CLAIMED),
    ("Not one soldier crossed the border.", Modality.DID_NOT_HAPPEN),
    ("The alliance has not ruled out strikes on the capital.", Modality.POSSIBLE),
    ("If the river had frozen, the brigade would have attacked the town.", Modality.COUNTERFACTUAL),
    ("Residents reported heavy shelling in the eastern quarter.", Modality.CLAIMED),
    ("The planned attack on the embassy was cancelled at midnight.", Modality.DID_NOT_HAPPEN),
]


@pytest.mark.parametrize(("sentence", "modality"), TEN)
def test_the_page_shows_what_the_system_says(sentence: str, modality: Modality) -> None:
    assert sentence in PAGE.read_text("utf-8").replace("**", "")
    (event,) = read_document(Document(text=sentence), KIT).events
    assert event.modality is modality


def test_a_witness_of_shelling_does_not_shell() -> None:
    (event,) = read_document(Document(text=TEN[8][0]), KIT).events
    assert event.actor is None
    assert event.claimed_by == "Residents"
