"""Precision and recall of all checks over our own sentences, and each sentence on its own."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from firsthand.check.stage import checks
from firsthand.count.stage import figures
from firsthand.kit import Kit
from firsthand.model.check import Check, Verdict
from firsthand.model.document import Document, Published
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

_spec = importlib.util.spec_from_file_location("sentences", Path(__file__).with_name("sentences.py"))
assert _spec is not None
assert _spec.loader is not None
table = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(table)

KIT = Kit()
ALARM = (Verdict.WARN, Verdict.FAIL)

# latitude, longitude, population
MAP = {"Poltava": (49.59, 34.55, 279593), "Sumy": (50.92, 34.80, 256474), "Ukraine": (49.0, 32.0, 41000000)}

# One wrong number may rightly raise a second check: an impossible share is also impossible for its n, and so on.
ALSO = {
    "ratio_recompute": {"percent_possible"},
    "percent_possible": {"ratio_recompute"},
    "single_cluster_extrapolation": {
        "base_population_implied",
        "significant_figures",
        "force_plausibility",
        "contradiction",
    },
    "base_mismatch": {"rounding_sensitivity"},
    "a_fortiori": {"single_anonymous_source"},
    "contradiction": {"range_contains"},
    "sense_shift": {"meaning_shift"},
    "significant_figures": {"base_population_implied"},
}


def read(text: str) -> tuple[Check, ...]:
    places = []
    for name, (latitude, longitude, population) in MAP.items():
        at = text.find(name)
        if at >= 0:
            places.append(
                Place(
                    made_by="test",
                    span=Span.of(text, at, at + len(name)),
                    name=name,
                    kind=PlaceKind.COUNTRY if name == "Ukraine" else PlaceKind.SETTLEMENT,
                    latitude=latitude,
                    longitude=longitude,
                    population=population,
                )
            )
    reading = Reading(document=Document(text=text, published=Published(table.PUBLISHED))).having(places)
    reading = reading.having(figures(reading, KIT))
    reading = reading.having(checks(reading, KIT))
    reading.proven()
    return reading.checks


def alarms(text: str) -> set[str]:
    return {c.kind for c in read(text) if c.verdict in ALARM}


def test_there_are_sixty_of_each_and_every_kind_is_there() -> None:
    assert len(table.RIGHT) == len(table.WRONG) == 60
    assert {kind for kind, _ in table.WRONG} >= {kind for kind, _ in table.RIGHT}
    assert len({kind for kind, _ in table.WRONG}) == 36


@pytest.mark.parametrize(("kind", "text"), table.RIGHT, ids=lambda value: value[:40])
def test_what_holds_raises_nothing(kind: str, text: str) -> None:
    assert alarms(text) == set()


@pytest.mark.parametrize(("kind", "text"), table.WRONG, ids=lambda value: value[:40])
def test_what_does_not_hold_is_raised(kind: str, text: str) -> None:
    raised = alarms(text)
    assert kind in raised
    assert raised - {kind} <= ALSO.get(kind, set())


def test_every_alarm_shows_its_formula_and_says_what_would_turn_it() -> None:
    for _, text in table.WRONG:
        for c in read(text):
            assert c.formula
            assert c.message.endswith((".", "”"))
            assert c.inputs
            if c.verdict in ALARM:
                assert c.flip


def test_no_message_accuses() -> None:
    said = " ".join(c.message.lower() for _, text in (*table.WRONG, *table.RIGHT) for c in read(text))
    for word in (
        "liar",
        "lied",
        " false",
        "fake",
        "propaganda",
        "manipulat",
        "dishonest",
        " wrong",
        "untrue",
        "mislead",
    ):
        assert word not in said
