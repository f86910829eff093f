"""Air attacks gathered from a paragraph, and events that are part of larger ones."""

from __future__ import annotations

from firsthand.events.nights import air_attacks
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.pipeline import read_document

KIT = Kit()


def test_a_night_of_drones() -> None:
    reading = read_document(
        Document(
            text="Russia launched 63 drones at Odesa overnight. Air defence shot down 38 drones, and 20 were lost from radar."
        ),
        KIT,
    )
    (night,) = air_attacks(reading)
    assert [c.low for c in night.launched] == [63]
    assert [c.low for c in night.intercepted] == [38]
    assert [c.low for c in night.lost] == [20]
    assert set(night.events) <= {e.id for e in reading.events}


def test_no_count_no_night() -> None:
    assert not air_attacks(read_document(Document(text="Drones struck the port of Odesa."), KIT))


def test_the_attacks_on_one_place_are_part_of_the_sum() -> None:
    reading = read_document(
        Document(
            text="The enemy carried out 57 attacks, the General Staff of Ukraine said. There were 20 attacks by the enemy near Pokrovsk."
        ),
        KIT,
    )
    whole, part = reading.events
    assert part.part_of == whole.id
    assert whole.part_of is None


def test_what_hit_is_not_launched_twice() -> None:
    (night,) = air_attacks(
        read_document(
            Document(
                text="Russia launched 63 drones overnight, the air force said. Air defences shot down 38 drones, and 21 drones were "
                "lost from radar. Four drones hit a depot in the Odesa region."
            ),
            KIT,
        )
    )
    assert [[count.low for count in found] for found in (night.launched, night.intercepted, night.lost, night.hit)] == [
        [63], [38], [21], [4],
    ]  # fmt: skip
