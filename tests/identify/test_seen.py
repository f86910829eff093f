"""What the trained reader's names add to those of the lists."""

from __future__ import annotations

from firsthand.data.language import Language
from firsthand.data.registry import Registry
from firsthand.identify.lists import lists
from firsthand.identify.mentions import mentions
from firsthand.identify.seen import seen_by
from firsthand.identify.words import words
from firsthand.model.actor import ActorKind
from firsthand.reader.signals import Mark, Signals

TEXT = "In the yard Xandra Qvist met Ivan Horb near Reuters."


def named(marks: tuple[Mark, ...]) -> dict[str, ActorKind]:
    found = mentions(TEXT, words(TEXT), frozenset({0}), Registry.load(), lists(Language()))
    return {m.name: m.kind for m in seen_by(Signals(names=marks), TEXT, found)}


def mark(quote: str, label: str, score: float) -> Mark:
    start = TEXT.index(quote)
    return Mark(start, start + len(quote), label, score)


def test_a_person_that_the_lists_miss() -> None:
    assert "Xandra Qvist" not in named(())
    assert named((mark("Xandra Qvist", "person", 0.9),))["Xandra Qvist"] is ActorKind.PERSON


def test_a_doubtful_name_is_left() -> None:
    assert "Xandra Qvist" not in named((mark("Xandra Qvist", "person", 0.3),))


def test_a_place_is_no_person() -> None:
    assert "Ivan Horb" in named(())
    assert "Ivan Horb" not in named((mark("Ivan Horb", "place", 0.95),))


def test_the_registry_is_not_overruled() -> None:
    assert named((mark("Reuters", "organisation", 0.99),))["Reuters"] is ActorKind.MEDIA
