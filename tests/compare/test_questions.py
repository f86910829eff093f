"""Figures of several reports side by side: agreed, in a range, contradicted; parts, control and origins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.compare.findings import IncidentPage, Series, State
from firsthand.compare.gisting import gist
from firsthand.compare.incident import Member, page
from firsthand.compare.tolls import Given, Said, settled
from firsthand.compare.trace import Trace
from firsthand.compare.wordlists import common_words
from firsthand.kit import Kit
from firsthand.model.attribution import Attribution, Kind, Voice
from firsthand.model.document import Document, Published
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span


def told(
    text: str, *figures: tuple[str, int, Role], by: str | None = None, via: str | None = None, outlet: str = ""
) -> Reading:
    """A reading of own prose whose figures are given by hand, all of them said by `by`."""
    document = Document(text=f"{text} {outlet}".strip(), published=Published("2024-05-03"))
    records: list[Record] = []
    for quote, value, role in figures:
        at = document.text.index(quote)
        span = Span.of(document.text, at, at + len(quote))
        records.append(
            Figure(
                span=span,
                number=span,
                op=Operator.EXACT,
                low=value,
                high=value,
                value=value,
                unit="person",
                role=role,
                made_by="rule:test",
            )
        )
    if by:
        whole = Span.of(document.text, 0, len(document.text))
        relay = (Voice(via),) if via else ()
        records.append(
            Attribution(
                source=None, cue=None, content=(whole,), kind=Kind.INDIRECT, speaker=by, via=relay, made_by="rule:test"
            )
        )
    return Reading(document=document).having(records)


KIT = Kit()
VOICES = ("Ihor Lazarenko", "Yasir Elamin", "Olena Horbach", "Viktor Zaitsev", "Mark Vale")


def shown(readings: list[Reading]) -> IncidentPage:
    return page([Member(gist(one, KIT), Trace.of(one.document.text)) for one in readings], common_words(KIT))


def questions(readings: list[Reading]) -> tuple[Series, ...]:
    return shown(readings).questions


def the(found: tuple[Series, ...], role: Role, *, part: bool = False) -> Series:
    (one,) = [question for question in found if question.role is role and question.part is part]
    return one


@pytest.mark.parametrize(
    ("numbers", "state", "low", "high"),
    [((12, 12), State.AGREED, 12, 12), ((55, 56), State.RANGE, 55, 56), ((30, 126), State.CONTRADICTED, 30, 126)],
)
def test_whole_numbers_of_two_reports(numbers: tuple[int, int], state: State, low: int, high: int) -> None:
    readings = [
        told(f"Shelling killed {n} people.", (f"{n} people", n, Role.KILLED), by=VOICES[at])
        for at, n in enumerate(numbers)
    ]
    found = the(questions(readings), Role.KILLED)
    assert (found.state, found.low, found.high) == (state, low, high)


@pytest.mark.parametrize(
    ("series", "state"),
    [
        ([("2024-05-03", 4), ("2024-05-04", 7), ("2024-05-05", 9)], State.GROWING),
        ([("2024-05-03", 4), ("2024-05-03", 9)], State.CONTRADICTED),  # rivals of one day
        ([("2024-05-03", 9), ("2024-05-04", 4)], State.CONTRADICTED),  # a fall that nobody explains
    ],
)
def test_a_toll_over_days(series: list[tuple[str, int]], state: State) -> None:
    readings = []
    for published, number in series:
        one = told(
            f"On {published} there were {number} dead.",
            (f"{number} dead", number, Role.KILLED),
            by=VOICES[len(readings)],
        )
        readings.append(replace(one, document=replace(one.document, published=Published(published))))
    assert the(questions(readings), Role.KILLED).state is state


def test_a_part_of_the_whole_is_no_rival_of_it() -> None:
    text = "The raid killed 38 people. Fourteen of one family died, the rescue service said."
    found = questions([told(text, ("38 people", 38, Role.KILLED), ("Fourteen", 14, Role.KILLED))])
    assert the(found, Role.KILLED).state is State.AGREED
    assert the(found, Role.KILLED, part=True).high == 14


def test_parts_of_like_size_by_two_voices_that_exclude_each_other_contradict() -> None:
    readings = [
        told(
            "The raid killed 38 people, 14 of one family.",
            ("38 people", 38, Role.KILLED),
            ("14 of", 14, Role.KILLED),
            by="rescuers",
        ),
        told(
            "The raid killed 38, among them 15 of one family.",
            ("38,", 38, Role.KILLED),
            ("15 of", 15, Role.KILLED),
            by="the clinic",
        ),
    ]
    assert the(questions(readings), Role.KILLED, part=True).state is State.CONTRADICTED


def test_fifty_outlets_with_one_wire_story_are_one_origin() -> None:
    readings = [
        told(
            "Seven people died.",
            ("Seven people", 7, Role.KILLED),
            by="Mayor Ihor Lazarenko",
            via="Agency",
            outlet=f"Outlet {n}.",
        )
        for n in range(50)
    ]
    assert len(shown(readings).sourcing.origins) == 1


def test_outlets_that_cite_each_other_share_the_root() -> None:
    circle = ["Kurier", "Morning Post", "Daily Bell", "Tribune"]
    readings = [
        told("Nine people died.", ("Nine people", 9, Role.KILLED), by="Yasir Elamin", via=relay, outlet=outlet)
        for outlet, relay in zip(circle, circle[1:] + circle[:1], strict=True)
    ]
    assert [one.names for one in shown(readings).sourcing.origins] == [("Yasir Elamin",)]


def test_one_agency_does_not_make_two_voices_one() -> None:
    readings = [
        told("Nine died.", ("Nine", 9, Role.KILLED), by="Yasir Elamin", via="AFP"),
        told("Nine were dead.", ("Nine", 9, Role.KILLED), by="Sudan Doctors Network", via="AFP"),
    ]
    assert len(shown(readings).sourcing.origins) == 2


TOLLS: list[tuple[list[tuple[Said, Said]], dict[str, Said]]] = [
    ([(2, 5), (2, 5), (3, 5)], {"killed": 2, "injured": 5}),
    ([(2, None), (3, None)], {"killed": 3, "injured": 0}),
    ([(None, 4)], {"killed": 0, "injured": 4}),
    ([(None, None)], {"killed": None, "injured": None}),
    ([({"lo": 5, "hi": None}, None), ({"lo": 3, "hi": 9}, None)], {"killed": {"lo": 5, "hi": 9}, "injured": 0}),
    ([({"lo": 8, "hi": 9}, 1), ({"lo": 2, "hi": 3}, 1)], {"killed": {"lo": 2, "hi": 9}, "injured": 1}),
]


@pytest.mark.parametrize(("said", "expected"), TOLLS)
def test_tolls_of_an_incident(said: list[tuple[Said, Said]], expected: dict[str, Said]) -> None:
    given = [
        Given(Document(text=f"Report {n} of its own, in words that no other shares: {'abcdefgh'[n] * 9}."), *one)
        for n, one in enumerate(said)
    ]
    assert settled(given) == expected


def test_copies_of_one_text_have_one_vote() -> None:
    words = (
        "Drones struck the station at Semenivka before dawn and two people died, the council said in a short statement."
    )
    copies = [Given(Document(text=f"{words} {outlet}"), 2, 0) for outlet in ("One.", "Two.", "Three.")]
    others = [
        Given(Document(text=text), 4, 0)
        for text in ("Four are dead now.", "Rescuers found two more bodies, so four died.")
    ]
    assert settled([*copies, *others])["killed"] == 4
