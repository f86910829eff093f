"""Forty sentences whose numbers a reader can work out: sums told in two places, rests, multiples, rates, differences, two sides.

Each row is (kind, verdict, text); the verdict is that of the check of that kind. Where it is "pass" no check may raise
anything. People and places of the texts are invented where no map is needed.
"""

from __future__ import annotations

import pytest

from firsthand.check.stage import checks
from firsthand.count.stage import figures
from firsthand.kit import Kit
from firsthand.model.check import Check, Verdict
from firsthand.model.document import Document, Published
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

KIT = Kit()

WORKED: tuple[tuple[str, str, str], ...] = (
    # groups of a total, told later
    ("sum_of_parts", "pass", "Shelling killed 30 people on Friday, the mayor said. Eleven people died in Oril. In Vedmezhe nine people were killed."),
    ("sum_of_parts", "pass", "The army counted 44 attacks in a day. It beat off 19 attacks near Oril. Another clash went on there. At Vedmezhe there were 12 attacks."),
    ("sum_of_parts", "pass", "The storm displaced 900 families. In Oril 400 families were displaced. From Vedmezhe 350 families fled."),
    ("sum_of_parts", "none", "Shelling killed 30 people on Friday. Since May 25 people have died in Oril and 20 people in Vedmezhe."),
    ("sum_of_parts", "none", "The army counted 3,400 attacks in a day. It beat off 19 attacks near Oril. At Vedmezhe there were 12 attacks."),
    # a sum in words
    ("sum_of_parts", "pass", "The ship fired eight missiles at the port and six missiles at the depot. In total, 14 missiles were fired."),
    ("sum_of_parts", "pass", "Some 3,000 people fled to Oril and 2,500 people to Vedmezhe. In all, more than 6,000 people left."),
    ("sum_of_parts", "warn", "The ship fired nine missiles at the port and eight missiles at the depot. In total, 14 missiles were fired."),
    ("sum_of_parts", "pass", "Their list has 117 eliminated and 241 wounded, 358 in all."),
    ("sum_of_parts", "fail", "Their list has 117 eliminated and 241 wounded, 368 in all."),
    ("sum_of_parts", "pass", "The raid left 12 dead and 31 wounded, together 43 people."),
    ("sum_of_parts", "fail", "The raid left 12 dead and 31 wounded, together 53 people."),
    # what a part leaves
    ("sum_of_parts", "pass", "The raid killed 16 people including 11 members of the guard. The doctor Ira Lys saw five civilians among the bodies."),
    ("remainder", "pass", "Gunners downed 38 of 63 drones; the remaining 25 drones fell in fields."),
    ("remainder", "fail", "Gunners downed 38 of 63 drones; the remaining 35 drones fell in fields."),
    ("remainder", "pass", "Crews repaired 17 of 23 substations. The other six substations stay dark."),
    ("remainder", "fail", "Crews repaired 17 of 23 substations. The other nine substations stay dark."),
    ("remainder", "pass", "Of the prisoners, 40 of 52 men went home; the remaining 12 men refused."),
    ("remainder", "fail", "Of the prisoners, 40 of 52 men went home; the remaining 22 men refused."),
    # multiples
    ("multiple_recompute", "pass", "The border post counted 90 raids, three times the 30 of last month."),
    ("multiple_recompute", "fail", "The border post counted 90 raids, three times the 20 of last month."),
    ("multiple_recompute", "pass", "The hospital treated 84 patients, twice as many as the 41 of last week."),
    ("multiple_recompute", "fail", "The hospital treated 84 patients, twice as many as the 21 of last week."),
    ("multiple_recompute", "pass", "They fired 400 shells, five times the 80 of last week."),
    ("multiple_recompute", "fail", "They fired 400 shells, five times the 40 of last week."),
    # rates
    ("rate_recompute", "pass", "The road killed 20 people a day for 30 days, 600 people in all."),
    ("rate_recompute", "warn", "The road killed 20 people a day for 30 days, 900 people in all."),
    ("rate_recompute", "pass", "Drones wounded 6 people a day over 14 days, altogether 84 people."),
    ("rate_recompute", "warn", "Drones wounded 6 people a day over 14 days, altogether 140 people."),
    ("rate_recompute", "cannot_tell", "The front costs the army 700 casualties a day, the colonel Taras Hai said."),
    ("rate_recompute", "pass", "Nine people a day drowned. At least 3,290 people drowned on that route last year, the agency said."),
    ("rate_recompute", "warn", "Nine people a day drowned. At least 9,290 people drowned on that route last year, the agency said."),
    # differences in numbers
    ("change_recompute", "pass", "The toll rose from 40 to 52, an increase of 12."),
    ("change_recompute", "fail", "The toll rose from 40 to 52, an increase of 22."),
    ("change_recompute", "pass", "Patrols fell from 31 to 24 a week, a drop of seven."),
    ("change_recompute", "fail", "Patrols fell from 31 to 24 a week, a drop of nine."),
    # two sides
    ("ratio_recompute", "pass", "Analysts put Kelvanian casualties at 120,000. They put Ordish casualties at 60,000. Kelvanian forces suffer two casualties for every Ordish soldier lost."),
    ("ratio_recompute", "warn", "Analysts put Kelvanian casualties at 120,000. They put Ordish casualties at 60,000. Kelvanian forces suffer five casualties for every Ordish soldier lost."),
    # counted one by one, and estimated
    ("confirmed_against_estimate", "pass", "Volunteers know the names of 61,200 Kelvanian soldiers killed. The institute estimated that up to 90,000 Kelvanian soldiers were killed."),
    ("confirmed_against_estimate", "warn", "Volunteers know the names of 61,200 Kelvanian soldiers killed. The institute estimated that up to 40,000 Kelvanian soldiers were killed."),
    # bounds that cannot be added
    ("mixed_bounds", "warn", "Group North inflicted up to 85 casualties. Group South inflicted up to 180 casualties. Group East inflicted more than 145 casualties."),
    ("mixed_bounds", "none", "Group North inflicted up to 85 casualties. Group South inflicted up to 180 casualties. Group East inflicted up to 145 casualties."),
    # shares of one population that is not stated
    ("base_population_implied", "pass", "In Oril 2,400 people were killed, or one in 100. More than 6,000 people in Oril—three in 100—were wounded."),
    ("base_population_implied", "warn", "In Oril 2,400 people were killed, or one in 100. More than 60,000 people in Oril—three in 100—were wounded."),
)  # fmt: skip


def read(text: str) -> tuple[Check, ...]:
    places = [
        Place(made_by="test", span=Span.of(text, at, at + 4), name="Oril", kind=PlaceKind.SETTLEMENT, latitude=49.0, longitude=35.0, population=230000)
        for at in range(len(text))
        if text.startswith("Oril", at)
    ]  # fmt: skip
    reading = Reading(document=Document(text=text, published=Published("2024-11-07"))).having(places)
    reading = reading.having(figures(reading, KIT))
    reading = reading.having(checks(reading, KIT))
    reading.proven()
    return reading.checks


@pytest.mark.parametrize(("kind", "verdict", "text"), WORKED, ids=lambda value: value[:60])
def test_what_a_reader_can_work_out(kind: str, verdict: str, text: str) -> None:
    found = read(text)
    mine = {c.verdict.value for c in found if c.kind == kind}
    raised = {c.kind for c in found if c.verdict in (Verdict.WARN, Verdict.FAIL)}
    assert mine == (set() if verdict == "none" else {verdict})
    assert raised == ({kind} if verdict in ("warn", "fail") else set())


def test_alarms_say_what_would_turn_them() -> None:
    for _, verdict, text in WORKED:
        for c in read(text):
            assert c.inputs
            assert c.formula
            if verdict in ("warn", "fail"):
                assert c.flip or c.verdict is Verdict.PASS
