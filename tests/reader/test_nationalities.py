"""A point of the compass belongs to the nationality after it."""

import pytest

from firsthand.reader.nationalities import whole
from firsthand.reader.signals import Mark


def marks(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """ "[South p] [Korean n] ships": names with the first letter of their kind."""
    text, found = "", []
    for i, part in enumerate(marked.replace("]", "[").split("[")):
        if i % 2:
            form, kind = part.rsplit(" ", 1)
            label = {"p": "place", "n": "nationality", "o": "organisation"}[kind]
            found.append(Mark(len(text), len(text) + len(form), label, 0.9 - 0.1 * len(found)))
            part = form
        text += part
    return text, tuple(found)


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[South p] [Korean n] ships", [("South Korean", "nationality")]),
        ("the [West p] [African n] bloc and [Central p] [American n] growers", [("West African", "nationality"), ("Central American", "nationality")]),
        ("[Northern p]-[Irish n] police", [("Northern-Irish", "nationality")]),
        ("[Gaza p] [Palestinians n] fled", [("Gaza", "place"), ("Palestinians", "nationality")]),
        ("in the [South p], [Korean n] ships", [("South", "place"), ("Korean", "nationality")]),
        ("[South p] [Kordofan p]", [("South", "place"), ("Kordofan", "place")]),
        ("[North o] [Korean n]", [("North", "organisation"), ("Korean", "nationality")]),
        ("[Korean n]", [("Korean", "nationality")]),
        ("none", []),
    ],
)  # fmt: skip
def test_joined(marked: str, names: list[tuple[str, str]]) -> None:
    text, found = marks(marked)
    assert [(text[m.start : m.end], m.label) for m in whole(text, found)] == names


def test_the_less_sure_half_decides_the_score() -> None:
    text, found = marks("[South p] [Korean n]")
    assert [m.score for m in whole(text, found)] == [0.8]
