"""The text view: what does not hold first, every line with its place in the text, nothing that misleads a terminal."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

import firsthand
from firsthand.model.attribution import Attribution, Kind, SpeechAct, Voice
from firsthand.model.check import Check, Verdict
from firsthand.model.document import Document, Grain, Published
from firsthand.model.event import Event, Modality, Plover, Toll
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.forecast import Forecast, ForecastKind, Strength
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span
from firsthand.publish.terminal import view
from firsthand.publish.terminal_sections import sections
from firsthand.publish.words import amount, modality, voices

TEXT = (
    "Kontynent reported that Marchenko denied on Monday that 38 of 63 drones hit Sumy, a heinous act. "
    "If Sumy falls, the road could open."
)
BY: dict[str, Any] = {"made_by": "rule:test"}


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def reading() -> Reading:
    said = Attribution(
        source=at("Marchenko"), cue=at("denied"), content=(at("38 of 63 drones hit Sumy"),), kind=Kind.INDIRECT,
        speaker="Oleksii Marchenko", speech_act=SpeechAct.DENY, via=(Voice("Kontynent"),), **BY,
    )  # fmt: skip
    whole = Figure(
        span=at("63 drones"), number=at("63"), op=Operator.EXACT, low=63, high=63, value=63, unit="drone", **BY
    )
    part = Figure(
        span=at("38 of 63 drones"), number=at("38"), op=Operator.EXACT, low=38, high=38, value=38, unit="drone",
        role=Role.LAUNCHED, of=whole.id, **BY,
    )  # fmt: skip
    place = Place(span=at("Sumy"), name="Sumy", kind=PlaceKind.SETTLEMENT, **BY)
    moment = Moment(
        span=at("Monday"), kind=MomentKind.DATE, value="2024-11-04", begin="2024-11-04", end="2024-11-04", **BY
    )
    event = Event(
        trigger=at("hit"), plover=Plover.ASSAULT, mode="drone", modality=Modality.CLAIMED, claimed_by="Kyiv",
        denied_by="Moscow", actor="Russia", places=(place.id,), moments=(moment.id,),
        tolls=(Toll("killed", 7, 7, part.id),), **BY,
    )  # fmt: skip
    forecast = Forecast(
        span=at("If Sumy falls, the road could open"), kind=ForecastKind.CONDITIONAL, outcome=at("the road could open"),
        condition=at("Sumy falls"), strength=Strength.POSSIBLE, **BY,
    )  # fmt: skip
    frame = Frame(span=at("heinous"), kind=FrameKind.LOADED_WORD, attribution=said.id, plain="deadly", **BY)
    checks = [
        Check(
            kind=k,
            inputs=(at("38"),),
            formula="38 / 63 = 60.3 %",
            verdict=v,
            message=f"It is a {v}.",
            flip="71 %",
            **BY,
        )
        for k, v in (("a", Verdict.PASS), ("b", Verdict.WARN), ("c", Verdict.FAIL))
    ]
    document = Document(
        text=TEXT, title="What a town can tell", outlet="O", published=Published("2024-11-05", Grain.DAY, 0.9, "url")
    )
    return (
        Reading(document=document).having([said, whole, part, place, moment, event, forecast, frame, *checks]).proven()
    )


def test_what_does_not_pass_comes_first_and_the_worst_of_it_at_the_top() -> None:
    titles = [section.title for section in sections(reading())]
    assert titles == [
        "Checks that do not pass (1 more pass)",
        "Who says what",
        "Events",
        "Figures",
        "Forecasts",
        "Loaded words",
    ]
    assert [row.lead for row in sections(reading())[0].rows] == ["fail", "warn"]


def test_each_line_says_on_whose_word_and_where_in_the_text() -> None:
    page = view(reading(), width=200)
    start = TEXT.index("38 of 63 drones hit Sumy")
    for line in (
        rf"{start}-{start + 24} +Kontynent > Oleksii Marchenko +denied \[deny\]  “38 of 63 drones hit Sumy”",
        r"claimed by Kyiv, denied by Moscow +Sumy; 2024-11-04; 7 killed  Russia: hit \(ASSAULT drone\)",
        r"38 drones +launched  38 of 63 drones  of: 63 drones",
        r"possible, conditional +in the author's words  if: Sumy falls \| then: the road could open",
        r"heinous +loaded word; in the words of Kontynent > Oleksii Marchenko  plainly: deadly",
        r"What a town can tell\nO \| 2024-11-05 \(from url, confidence 0\.90\) \| 24 words",
    ):
        assert re.search(line, page), line


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_the_view_keeps_to_its_width(width: int) -> None:
    lines = view(reading(), width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_colour_only_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert "\x1b[" not in view(reading(), io.StringIO())
    assert "\x1b[1m" in view(reading(), Terminal())


def test_long_sections_say_what_they_leave_out() -> None:
    text = "One. " * 40
    many = [Frame(span=Span.of(text, 5 * n, 5 * n + 3), kind=FrameKind.LOADED_WORD, **BY) for n in range(40)]
    found = Reading(document=Document(text=text)).having(many)
    assert "and 33 more; --all shows them" in view(found)
    assert "more; --all" not in view(found, everything=True)
    assert view(found, everything=True).count("loaded word") == 40


def test_text_cannot_draw_on_the_terminal() -> None:
    hostile = "Sumy \u202etfel\u202c [bold]x[/bold] \x1b[31m said :smile:"
    found = firsthand.read_text(hostile, title=hostile)
    document = found.document
    page = view(
        found.having([Frame(span=Span.of(document.text, 0, len(document.text)), kind=FrameKind.LOADED_WORD, **BY)])
    )
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "[bold]x[/bold]" in page
    assert ":smile:" in page


def figure(op: Operator, low: float | None, high: float | None, value: float | None, unit: str | None = None) -> Figure:
    return Figure(span=at("38"), number=at("38"), op=op, low=low, high=high, value=value, unit=unit, **BY)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (figure(Operator.EXACT, 45000, 45000, 45000), "45,000"),
        (figure(Operator.MORE_THAN, 100001, None, 100000), "more than 100,000"),
        (figure(Operator.ABOUT, 285, 315, 300, "person"), "about 300 (285 to 315) people"),
        (figure(Operator.RANGE, 900, 1000, None, "km2"), "900 to 1,000 km2"),
        (figure(Operator.VAGUE, 24, 99, None), "24 to 99"),
        (figure(Operator.VAGUE, 2, None, None), "2 or more"),
        (figure(Operator.UP_TO, None, 350, None), "up to 350"),
        (figure(Operator.EXACT, 71.5, 71.5, 71.5, "percent"), "71.5 %"),
        (figure(Operator.EXACT, 1e21, 1e21, 1e21), "1,000,000,000,000,000,000,000"),
        (figure(Operator.VAGUE, None, None, None), "some"),
    ],
)
def test_amounts_keep_their_doubt(made: Figure, words: str) -> None:
    assert amount(made) == words


@pytest.mark.parametrize("one", list(Modality))
def test_only_what_happened_is_said_to_have_happened(one: Modality) -> None:
    event = Event(trigger=at("hit"), plover=Plover.ASSAULT, mode=None, modality=one, **BY)
    assert modality(event).startswith("happened") == (one is Modality.HAPPENED)
    assert modality(event)


def test_voices_without_a_name() -> None:
    base: dict[str, Any] = {"source": None, "cue": None, "content": (at("Sumy"),), "kind": Kind.INDIRECT, **BY}
    assert voices(Attribution(**base)) == "source not named"
    assert voices(Attribution(**base, candidates=("A", "B"))) == "one of A, B"
    assert voices(Attribution(**base, speaker="an official", anonymous=True)) == "an official (unnamed)"


def test_what_is_shown_first_is_what_weighs_most() -> None:
    text = "one two three four five six seven eight nine men"
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    made = [
        Figure(
            span=Span.of(text, *at), number=Span.of(text, *at), op=Operator.EXACT, low=n, high=n, value=n,
            role=Role.KILLED if n == 9 else Role.DISTANCE, **BY,
        )
        for n, at in enumerate(words[:9], start=1)
    ]  # fmt: skip
    rows = sections(Reading(document=Document(text=text)).having(made))[3].first(7)
    assert [row.lead for row in rows] == ["1", "2", "3", "4", "5", "6", "9"]
