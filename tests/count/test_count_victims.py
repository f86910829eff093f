"""Victims without a number, and what numbers say beside words of harm."""

from __future__ import annotations

import pytest

from firsthand.count.stage import figures
from firsthand.count.tokens import tokens
from firsthand.count.tolls import article_toll
from firsthand.count.victims import one_died_of, told
from firsthand.count.words import Words
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.figure import Role
from firsthand.model.reading import Reading

KIT = Kit()
WORDS = KIT.language.table("count", Words)


@pytest.mark.parametrize(
    ("text", "hurt", "another"),
    [
        ("A man was shot in the leg near the mill.", 1, 0),
        ("Teen in critical condition after a blast.", 1, 0),
        ("The boy accidentally shot himself in the foot.", 1, 0),
        ("A second man was wounded.", 1, 1),
        ("Shelling killed a farmer and injured his wife.", 1, 1),
        ("A man shot his neighbour.", 0, 0),
        ("A woman was shot dead.", 0, 0),
        ("A man was shot and killed.", 0, 0),
        ("A man was fatally wounded.", 0, 0),
        ("The officer who was shot at fled.", 0, 0),
        ("Shelling wounded the town's pride.", 0, 0),
    ],
)
def test_one_person_harmed(text: str, hurt: int, another: int) -> None:
    found = told(tokens(text), WORDS)
    assert (found.hurt, found.another) == (hurt, another)


@pytest.mark.parametrize(
    ("text", "m"),
    [
        ("One of six people shot at the depot has died.", 6),
        ("One of the 4 wounded dies in hospital.", 4),
        ("One of six people shot at the depot went home.", None),
        ("One of six houses burned; its owner died.", None),
    ],
)
def test_one_of_several_died(text: str, m: int | None) -> None:
    assert one_died_of(tokens(text)) == m


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A man was shot in the arm on Friday night near the Oril bridge, police said.", 0, 1),
        ("The attack sent four people to the hospital.", 0, 4),
        ("One of five people shot at a bar in Oril has died, police said.", 1, 4),
        ("Two were killed when a shell fell on the yard. A third man was injured.", 2, 1),
        ("Two people died in the fire. A guard is expected to survive.", 2, None),
    ],
)
def test_tolls_of_reports(text: str, killed: int | None, injured: int | None) -> None:
    assert article_toll(Reading(document=Document(text=text)), KIT) == {"killed": killed, "injured": injured}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Two missiles hit a school.", Role.LAUNCHED),
        ("Two missiles were hit over the bay.", Role.INTERCEPTED),
        ("Three drones damaged a warehouse.", Role.LAUNCHED),
        ("Seven drones destroyed overnight.", Role.INTERCEPTED),
        ("Rockets hit three people near the market.", Role.CASUALTIES),
        ("A shell hit two houses.", Role.DAMAGE),
        ("Three customers who were not injured fled.", Role.COUNT),
        ("Four others are recovering.", Role.INJURED),
        ("They reached a town of 2,400.", Role.POPULATION),
        ("Some 3,000 people fled to Oril and 2,500 people to Lis.", Role.DISPLACED),
    ],
)
def test_who_does_what_to_whom(text: str, role: Role) -> None:
    first, *_ = figures(Reading(document=Document(text=text)), KIT)
    assert first.role is role


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She lost two sons, 19 and 22.", [(2, Role.KILLED), (19, Role.AGE), (22, Role.AGE)]),
        ("On Friday 12 people were killed.", [(12, Role.KILLED)]),
        ("They met on Friday 12 at the mill.", []),
        ("They fired 12 Falcon 9 rockets.", [(12, Role.LAUNCHED)]),
        ("The blast killed 2 men, 34 wounded.", [(2, Role.KILLED), (34, Role.INJURED)]),
        ("A town of 2,000 with 950 houses burned.", [(2000, Role.POPULATION), (950, Role.DAMAGE)]),
        (
            "Of the 7,500 inhabitants 76 died, that is 76 of 7,500.",
            [(7500, Role.POPULATION), (76, Role.KILLED), (76, Role.COUNT), (7500, Role.POPULATION)],
        ),
        (
            "They lost 1,800 tanks and armoured cars, 61 aircraft and nine vessels.",
            [(1800, Role.LOSSES), (61, Role.LOSSES), (9, Role.LOSSES)],
        ),
    ],
)
def test_numbers_beside_numbers(text: str, found: list[tuple[int, Role]]) -> None:
    assert [(f.value, f.role) for f in figures(Reading(document=Document(text=text)), KIT)] == found


@pytest.mark.parametrize(
    ("text", "whose", "by"),
    [
        ("They named 18,102 Kelvanian soldiers killed in the war.", "Kelvanian", None),
        ("Six members of the Lysenko family were killed.", "Lysenko family", None),
        ("Some 120 fighters of the 3rd Oril Brigade surrendered.", "3rd Oril Brigade", None),
        ("At least 38 people were killed by Kelvanian strikes in the south.", None, "Kelvanian strikes"),
        ("Kelvania launched 40 drones overnight.", None, "Kelvania"),
        ("Air defence has shot down 30 drones.", None, "Air defence"),
        ("Ten houses were hit by debris, officials said.", None, "debris"),
        ("Shelling wounded 12 people by noon.", None, "Shelling"),
        ("There were 12 dead by noon.", None, None),
        ("Volunteers counted 40 houses.", None, None),
    ],
)
def test_of_whom_and_by_whom(text: str, whose: str | None, by: str | None) -> None:
    (found, *_) = figures(Reading(document=Document(text=text)), KIT)
    assert (found.whose and found.whose.quote, found.by and found.by.quote) == (whose, by)
