"""Forecasts: condition, outcome, kind, strength, key."""

from __future__ import annotations

import pytest

from firsthand.kit import Kit
from firsthand.model.document import Document, Published
from firsthand.model.forecast import Forecast, ForecastKind, Strength
from firsthand.pipeline import read_document

KIT = Kit()


def forecasts_of(text: str) -> tuple[Forecast, ...]:
    return read_document(Document(text=text, published=Published("2025-03-04")), KIT).forecasts


@pytest.mark.parametrize(
    ("text", "kind", "condition", "outcome", "strength"),
    [
        ("If the bridge falls, the garrison could be cut off.", ForecastKind.CONDITIONAL, "the bridge falls", "the garrison could be cut off", Strength.POSSIBLE),
        ("The front will hold if shells arrive in time.", ForecastKind.CONDITIONAL, "shells arrive in time", "The front will hold", Strength.CERTAIN),
        ("Unless the rains stop, the offensive would stall.", ForecastKind.CONDITIONAL, "the rains stop", "the offensive would stall", Strength.PROBABLE),
        ("The loss of the port would force the army to retreat.", ForecastKind.IMPLICIT_CONDITIONAL, "The loss of the port", "force the army to retreat", Strength.PROBABLE),
        ("The rebels may attack the capital in summer.", ForecastKind.FORECAST, None, "The rebels may attack the capital in summer", Strength.POSSIBLE),
        ("The siege is unlikely to end before May.", ForecastKind.FORECAST, None, "The siege is unlikely to end before May", Strength.UNLIKELY),
        ("Doctors see a risk of famine in the camps.", ForecastKind.WARNING_INDICATOR, None, "famine in the camps", Strength.POSSIBLE),
        ("If the river had frozen, the tanks would have crossed.", ForecastKind.COUNTERFACTUAL, "the river had frozen", "the tanks would have crossed", Strength.PROBABLE),
        ("If one in ten has died, this would mean 4,000 graves.", ForecastKind.CONDITIONAL_INFERENCE, "one in ten has died", "this would mean 4,000 graves", Strength.PROBABLE),
    ],
)  # fmt: skip
def test_one_forecast(text: str, kind: ForecastKind, condition: str | None, outcome: str, strength: Strength) -> None:
    (found,) = forecasts_of(text)
    assert found.kind is kind
    assert (found.condition.quote if found.condition else None) == condition
    assert found.outcome.quote == outcome
    assert found.strength is strength
    assert found.is_forecast() is (kind not in (ForecastKind.COUNTERFACTUAL, ForecastKind.CONDITIONAL_INFERENCE))


@pytest.mark.parametrize(
    "text",
    [
        "The town fell on Monday.",
        "He asked if the road was open.",
        "The council will meet on Friday.",
        "She spoke as if nothing had happened.",
        "There is no risk of flooding.",
        "If necessary, call the office.",
        "The alliance is coming apart faster than its founders thought.",
        "Nobody in the town could check the figure.",
        "Every metre of our land will be defended.",
    ],
)
def test_near_misses(text: str) -> None:
    assert not [f for f in forecasts_of(text) if f.is_forecast()]


def test_number_of_a_chance() -> None:
    (found,) = forecasts_of("There is a 60 percent chance that fighting will spread, and the war could last years.")
    assert found.probability == 0.6


def test_key_is_that_of_the_event_foretold() -> None:
    (one,) = forecasts_of("Russian troops may capture Kupiansk this year.")
    (other,) = forecasts_of("It is likely that Russian forces will capture Kupiansk.")
    assert one.key == other.key != ""
