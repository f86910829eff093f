"""Figures of a document: spans, roles, and how they hang together."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.count.stage import figures
from firsthand.count.tolls import article_toll, tolls
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.figure import Figure, Role
from firsthand.model.reading import Reading

KIT = Kit()


def read(text: str) -> tuple[Figure, ...]:
    return figures(Reading(document=Document(text=text)), KIT)


def by_quote(text: str) -> dict[str, Figure]:
    return {f.span.quote: f for f in read(text)}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The strike killed seven and wounded 25.", ["killed", "injured"]),
        ("The raid left 55 people dead and 126 injured.", ["killed", "injured"]),
        ("Two miners were killed and five others hurt when a shaft burned.", ["killed", "injured"]),
        ("The attack claimed the lives of 56 villagers.", ["killed"]),
        ("The death toll rose to 45.", ["killed"]),
        ("At least 41 villagers have been killed in the hills.", ["killed"]),
        ("Hundreds of villagers were killed and tens of thousands displaced.", ["killed", "displaced"]),
        ("Air defence shot down 38 of 63 drones.", ["intercepted", "launched"]),
        ("Air defence destroyed 11 cruise missiles.", ["intercepted"]),
        ("Shelling destroyed 11 houses.", ["damage"]),
        ("The navy launched 12 missiles and 19 drones.", ["launched", "launched"]),
        ("The junta is massing 32,000 troops near the river.", ["force_size"]),
        ("The army lost 300 tanks.", ["losses"]),
        ("The brigade lost 76 men.", ["killed"]),
        ("A town with a population of 7,500.", ["population"]),
        ("Some 400 soldiers deserted in May.", ["deserters"]),
        ("The village lies 40 kilometres from the border.", ["distance"]),
        ("They took 40 square kilometres.", ["area"]),
        ("Norway pledged $40 million.", ["money"]),
        ("He was sentenced to six years.", ["duration"]),
        ("A 32-year-old man spoke.", ["age"]),
        ("About 12 percent of voters stayed at home.", ["share"]),
        ("Militants kidnapped 30 students.", ["captured"]),
        ("Thirty soldiers are missing.", ["missing"]),
        ("They fired 155mm shells.", ["calibre"]),
        ("Seventeen clashes took place.", ["count"]),
        ("Four sources told the paper.", ["count"]),
        ("Of the total, 900 people died or went missing at sea.", ["casualties"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [f.role.value for f in read(text)] == roles


def test_n_of_m_is_two_figures_and_one_whole() -> None:
    part, whole = read("They shot down 38 of 63 drones over the city.")
    assert (part.span.quote, part.value, part.unit) == ("38 of 63 drones", 38, "drone")
    assert (whole.span.quote, whole.value, part.of) == ("63 drones", 63, whole.id)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Some 200 of the town's 7,500 people were killed.", ["killed", "count"]),
        ("More than 2 million of the country's 23 million people have been displaced.", ["displaced", "count"]),
        ("Nine of the 12 wounded died.", ["killed", "injured"]),
        ("Two million of its 14 million inhabitants have fled.", ["displaced", "population"]),
        ("Five of the brigade's 30 tanks were destroyed.", ["losses", "count"]),
    ],
)
def test_what_is_told_of_n_of_m_is_told_of_n(text: str, roles: list[str]) -> None:
    part, whole = read(text)
    assert [part.role.value, whole.role.value] == roles
    assert part.of == whole.id


def test_no_attack_is_killed() -> None:
    found = by_quote(
        "The quake killed 3,700 people. Since then it has made at least 243 attacks, 171 of them air strikes."
    )
    assert [found[quote].role for quote in ("3,700 people", "at least 243 attacks", "171")] == [
        Role.KILLED,
        Role.COUNT,
        Role.COUNT,
    ]
    assert found["171"].subset_of == found["at least 243 attacks"].id


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("The raid killed 19 people including 14 fighters.", "14 fighters", "19 people"),
        ("Thirteen people, including six women, were killed.", "six women", "Thirteen people"),
        ("Three nurses were among nine villagers killed.", "Three nurses", "nine villagers"),
        ("The strike killed 12 people, among them three women.", "three women", "12 people"),
    ],
)
def test_parts_know_their_whole_and_share_its_role(text: str, part: str, whole: str) -> None:
    found = by_quote(text)
    assert found[part].subset_of == found[whole].id
    assert found[part].role is found[whole].role is Role.KILLED


def test_a_part_taken_from_an_earlier_sentence() -> None:
    shot, two = read("Six people were wounded. Two of the victims are in danger.")
    assert two.subset_of == shot.id


def test_a_role_runs_through_a_list_in_both_directions() -> None:
    assert {f.role.value for f in read("The army fired 12 missiles, two rockets and 19 drones at the port.")} == {
        "launched"
    }
    assert {f.role.value for f in read("Four tanks, two trucks and 19 guns were destroyed.")} == {"losses"}


def test_lost_keeps_its_senses_and_their_best() -> None:
    (lost,) = read("The town has lost 76 men.")
    assert lost.role is Role.KILLED
    assert {role.value for role in lost.senses} == {"killed", "missing", "captured", "injured"}
    (tanks,) = read("The army lost 76 tanks.")
    assert tanks.senses == ()


def test_the_list_behind_a_count() -> None:
    (regions,) = read("Drones were seen over four regions of the country: Sumy, Poltava, Kyiv and Chernihiv.")
    assert [item.quote for item in regions.items] == ["Sumy", "Poltava", "Kyiv", "Chernihiv"]
    (some,) = read("Drones were seen over four regions, including Sumy and Poltava.")
    assert some.items == ()


def test_the_same_figure_twice_is_linked_once() -> None:
    first, second, third = read(
        "Forty-one people were killed. The 41 people killed were workers. Then 12 people were hurt."
    )
    assert second.same_as == first.id
    assert first.same_as is third.same_as is None


def test_hypothetical_figures_are_marked() -> None:
    (meant,) = read("This would mean some 310,000 deaths.")
    (counted,) = read("They counted 420 deaths.")
    assert (meant.hypothetical, counted.hypothetical) == (True, False)


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("The death toll rose to 12.", True),
        ("So far 12 people have been killed.", True),
        ("Another 12 people were killed.", False),
        ("Rescuers found two more bodies.", False),
        ("Twelve people were killed on Monday.", None),
    ],
)
def test_running_totals_and_additions(text: str, cumulative: bool | None) -> None:
    (found,) = read(text)
    assert found.cumulative is cumulative


def test_rates_keep_what_they_are_per() -> None:
    (daily,) = read("The army takes 1,000 casualties a day.")
    assert (daily.value, daily.per) == (1000, "day")


def test_an_article_is_no_figure_and_one_victim_is() -> None:
    assert read("One resident told the paper so.") == ()
    assert [f.role.value for f in read("One person was killed and two wounded.")] == ["killed", "injured"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "7",
        "١٢ people",
        "½",
        "$",
        "1" * 5000,
        "one " * 300,
        "5-" * 400,
        "(1) " * 200,
        "a of " * 300,
        "\u202e12\u202c",
        "12" + "\u0301" * 50,
        "1,2,3,4,5,6,7",
        "²³¹",
        "1/2/3/4",
    ],
)
def test_odd_texts_are_read_without_an_error(text: str) -> None:
    reading = Reading(document=Document(text=text))
    reading.having(figures(reading, KIT)).proven()


WORDS = st.sampled_from(
    "killed wounded 12 38 of 63 drones people percent % $ million thousand dozens at least more than over nearly about between and , . ; ( ) - – 5 November 2024 km one two half a third aged year-old lost men troops including among : Sumy to from rose fell by each 1.5 , 100,000 — “ ” ’s P-800 \n".split(  # noqa: SIM905  # a line of words
        " "
    )
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_every_span_is_proven_and_bounds_are_in_order(text: str) -> None:
    reading = Reading(document=Document(text=text))
    found = figures(reading, KIT)
    reading.having(found).proven()
    ids = {f.id for f in found}
    for f in found:
        assert f.span.covers(f.number)
        assert f.low is None or f.high is None or f.low <= f.high
        assert {f.of, f.subset_of, f.same_as} <= ids | {None}


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    reading = Reading(document=Document(text=text))
    reading.having(figures(reading, KIT)).proven()


def test_time_grows_no_faster_than_the_text() -> None:
    sentence = (
        "On Monday the strike killed seven people and wounded 25, and crews shot down 38 of 63 drones near Sumy. "
    )

    def seconds(times: int) -> float:
        reading = Reading(document=Document(text=sentence * times))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            figures(reading, KIT)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(800) < 24 * seconds(100)  # 8 times the text


def test_a_number_of_regions_is_no_number_of_dead() -> None:
    found = read("Rockets hit depots in three regions, five dead, officials say")
    assert [(f.value, f.role) for f in found] == [(3, Role.COUNT), (5, Role.KILLED)]


def test_tolls_lead_with_the_total_and_list_rivals() -> None:
    found = read(
        "Nine people were killed, among them two children. A hospital spoke of 11 people killed. Forty were injured."
    )
    sums = {one.role: one for one in tolls(found)}
    assert (sums[Role.KILLED].best, sums[Role.INJURED].best) == (9, 40)
    assert len(sums[Role.KILLED].rivals) == 1
    assert tolls(read("Nothing happened.")) == ()


def test_additions_widen_the_upper_bound_only() -> None:
    (killed,) = tolls(read("Nine people were killed. Later two more people were killed."))
    assert (killed.low, killed.best, killed.high) == (9, 9, 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shooting at a bar killed two people and wounded three, police said.", (2, 3)),
        ("Six people were shot outside a bar. Nobody died, police said.", (0, 6)),
        ("A man was found dead in his car. He died of a gunshot wound, and police call his death a homicide.", (1, 0)),
        ("The council met on Tuesday.", (None, None)),
        ("Gunfire at a rally injured four men and two women. Nobody died.", (0, 6)),
        ("A quadruple shooting at a garage left one man dead, police said. He was killed at once.", (1, 3)),
        ("One driver was killed at the depot. Police said three people were shot there.", (1, {"lo": 2, "hi": 3})),
        (
            "A man was killed, slain at his door, police said; he died of his wounds in what they call murder. Shots were fired at 412 Quarry Road.",
            (1, 0),
        ),
        ("A string of shootings left two dead and nine wounded across the city.", (None, None)),
        ("Three men were killed at a mill. A guard was hospitalized, the police said.", (3, None)),
    ],
)
def test_the_toll_of_an_article(text: str, expected: tuple[object, object]) -> None:
    toll = article_toll(Reading(document=Document(text=text)), KIT)
    assert (toll["killed"], toll["injured"]) == expected


def test_what_befell_some_befell_not_all() -> None:
    found = by_quote("A nurse said that 47 people were brought to the clinic and that nine of them died.")
    assert (found["47 people"].role, found["nine"].role) == (Role.INJURED, Role.KILLED)
