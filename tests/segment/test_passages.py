"""Layout: text in, passages out, with the near misses beside the hits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.reading import Reading
from firsthand.segment.stage import passages

KIT = Kit()


def laid_out(text: str, title: str | None = None) -> Reading:
    reading = Reading(document=Document(text=text, title=title))
    return reading.having(passages(reading, KIT)).proven()


def quotes(text: str, kind: PassageKind, title: str | None = None) -> list[str]:
    return [p.span.quote for p in laid_out(text, title).passages if p.kind is kind]


def quotations(text: str) -> list[Passage]:
    return [p for p in laid_out(text).passages if p.kind is PassageKind.QUOTATION]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Lysenko met Mr. Doe. They left.", ["Gen. Lysenko met Mr. Doe.", "They left."]),
        ("He won 3.5 percent. She won 40.1.", ["He won 3.5 percent.", "She won 40.1."]),
        ("J. R. Hale spoke. He sat.", ["J. R. Hale spoke.", "He sat."]),
        ("The U.S. said so. It left.", ["The U.S. said so.", "It left."]),
        ("They went to the U.S. The army stayed.", ["They went to the U.S.", "The army stayed."]),
        ("It came at 5 p.m. Friday. Then rain.", ["It came at 5 p.m. Friday.", "Then rain."]),
        ("“We won!” he said. Then he left.", ["“We won!” he said.", "Then he left."]),
        ("“Who fired?” The soldiers ran.", ["“Who fired?”", "The soldiers ran."]),
        ("They fled. … Nobody came.", ["They fled. …", "Nobody came."]),
        ("He took losses.14 The rest fled.", ["He took losses.14", "The rest fled."]),
        ("No. 7 burned. Two fled.", ["No. 7 burned.", "Two fled."]),
        ("Visit example.org now. Done.", ["Visit example.org now.", "Done."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert quotes(text, PassageKind.SENTENCE) == expected


def test_one_paragraph_a_line() -> None:
    text = "First paragraph stands here.\nSecond one.\n\nThird."
    assert quotes(text, PassageKind.PARAGRAPH) == ["First paragraph stands here.", "Second one.", "Third."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The convoy left the river town before dawn on Monday and reached\n"
        "the mill by noon, where it was held up by a broken bridge and by\n"
        "mines.\n\nA second convoy followed."
    )
    assert len(quotes(text, PassageKind.PARAGRAPH)) == 2


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Bridge falls\nThe bridge fell at noon.", "Bridge falls", ["Bridge falls"]),
        ("Bridge falls\nThe bridge fell at noon.", None, ["Bridge falls"]),
        ("The bridge fell at noon.\nNobody was hurt.", None, []),
        ("Bridge Falls After Night of Shelling.\n\nThe bridge fell.", None, ["Bridge Falls After Night of Shelling."]),
        ("Only one line", None, []),
    ],
)
def test_headline(text: str, title: str | None, expected: list[str]) -> None:
    assert quotes(text, PassageKind.HEADLINE, title) == expected


def test_caption() -> None:
    text = "The town is empty.\nPhoto: A street in Verkhnie / Reuters\nNobody came back."
    assert quotes(text, PassageKind.CAPTION) == ["Photo: A street in Verkhnie / Reuters"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said, “We hold the hill.”", ["We hold the hill."]),
        ('He said, "We hold the hill."', ["We hold the hill."]),
        ("Il a dit « nous tenons la colline » hier.", [" nous tenons la colline "]),
        ("He said ''we hold the hill'' twice.", ["we hold the hill"]),
        ("He said 'we hold the hill' and didn't move.", ["we hold the hill"]),
        ("The soldiers’ boots and the mayor’s car.", []),
        ("Don't shoot, the guards' hands are up.", []),
        ("It was the ’90s, rock ’n’ roll.", []),
        ("„Wir halten den Hügel“, sagte er.", ["Wir halten den Hügel"]),
        ("The 5' wall and the 6\" pipe.", []),
    ],
)
def test_marks(text: str, inner: list[str]) -> None:
    assert [p.inner.quote for p in quotations(text) if p.inner] == inner


def test_quotation_in_quotation() -> None:
    found = quotations("She said, “He told us ‘go home’ and left.”")
    assert [(p.depth, p.inner.quote) for p in found if p.inner] == [
        (1, "He told us ‘go home’ and left."),
        (2, "go home"),
    ]


def test_a_new_paragraph_takes_up_an_open_quotation() -> None:
    first, second = quotations("“We held the hill.\n\n“Then we left,” he said.")
    assert not first.closed
    assert second.continues == first.id


def test_an_odd_mark_spoils_one_paragraph_only() -> None:
    found = quotations('He said "we hold the hill.\nShe said "we left" later.')
    assert [p.closed for p in found] == [False, True]
    assert found[1].continues is None


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("The so-called “ceasefire” lasted a day.", True),
        ("The plan, “Art of the River”, was printed.", True),
        ("He called it “a disgrace” on Monday.", False),
        ("“We hold the hill and will stay here,” he said.", False),
        ("She said: “Never.”", False),
    ],
)
def test_scare_quotes(text: str, scare: bool) -> None:
    assert [p.scare for p in quotations(text)] == [scare]


def test_block_quotation_after_a_colon() -> None:
    text = (
        "The newsletter wrote:\n"
        "Advances along the river come after long preparation, and the garrison has no reserve. It may fall.\n"
        "The mayor disagreed."
    )
    assert quotes(text, PassageKind.BLOCK_QUOTATION) == [text.split("\n")[1]]


def test_a_colon_without_a_verb_of_saying_announces_nothing() -> None:
    text = "Three towns were hit:\nAdvances along the river come after long preparation, and the garrison is gone."
    assert quotes(text, PassageKind.BLOCK_QUOTATION) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_laid_out(text: str) -> None:
    laid_out(text.encode("utf-8", "ignore").decode())


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aB. “”‘’\"'«»\n:-,!?…", max_size=200))
def test_marks_in_any_order(text: str) -> None:
    for passage in laid_out(text).passages:
        assert passage.inner is None or passage.span.covers(passage.inner)


def test_time_grows_with_the_text() -> None:
    def seconds(n: int) -> float:
        text = "He said “no, 'never' again”. It's the boys’ hill. " * n
        start = time.process_time()
        laid_out(text)
        return time.process_time() - start

    seconds(50)
    assert seconds(2000) < 12 * seconds(400) + 0.5
