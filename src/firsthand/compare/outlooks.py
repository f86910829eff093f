"""Forecasts followed up: what later reports say of a condition or an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.compare.findings import Evidence, ForecastRow, Outcome
from firsthand.compare.gist import Gist, Happening, Outlook

HAPPENED = frozenset({"happened", "claimed"})
EXCLUDED = frozenset({"denied", "did_not_happen"})
SHARED = 2  # words in common that stand for a place, where a forecast names none


@dataclass(frozen=True, slots=True)
class _Later:
    """A happening told after a forecast."""

    happening: Happening
    evidence: Evidence
    places: frozenset[str]
    words: frozenset[str]


def followed(gist: Gist, outlook: Outlook, later: Iterable[Gist], today: str | None) -> ForecastRow:
    """A forecast with what `later` gists tell of it. `today` is the last day of which the store knows.

    An outcome counts where class of event and place agree, and it is put after the forecast and within its
    horizon. "Came true" means that a report says so: `later` holds its words, and who said it.
    """
    told = [
        one
        for other in sorted(later, key=lambda one: (one.when or "9999", one.report_id))
        for one in _told(gist, other)
    ]
    met = (
        [one for one in told if _is(one, outlook.condition_kinds, outlook.condition_places, outlook.condition_terms)]
        if outlook.condition
        else []
    )
    hits = [one for one in told if _is(one, outlook.outcome_kinds, outlook.outcome_places, outlook.outcome_terms)]
    hits = [one for one in hits if not outlook.horizon or (one.happening.begin or "") <= outlook.horizon]
    yes = [one for one in hits if one.happening.modality in HAPPENED]
    no = [one for one in hits if one.happening.modality in EXCLUDED]
    state, rule, shown = _state(outlook, met, yes, no, today)
    came = None
    if state is Outcome.CAME_TRUE:
        came = 1.0
    elif state in (Outcome.DID_NOT, Outcome.EXPIRED):
        came = 0.0
    score = (
        round((outlook.probability - came) ** 2, 6) if outlook.probability is not None and came is not None else None
    )
    return ForecastRow(
        by=outlook.by,
        outcome=outlook.outcome,
        condition=outlook.condition,
        horizon=outlook.horizon,
        strength=outlook.strength,
        probability=outlook.probability,
        state=state,
        rule=rule,
        evidence=gist.evidence(outlook.said),
        later=tuple(one.evidence for one in shown[:6]),
        brier=score,
    )


def _state(
    outlook: Outlook, met: Sequence[_Later], yes: Sequence[_Later], no: Sequence[_Later], today: str | None
) -> tuple[Outcome, str, Sequence[_Later]]:
    over = outlook.horizon is not None and today is not None and today > outlook.horizon
    shown = (*met, *yes, *no)
    if outlook.negated:
        if yes:
            return Outcome.DID_NOT, "it was said not to come, and a later report tells of it", shown
        if over:
            return Outcome.CAME_TRUE, f"it was said not to come, and no report tells of it by {outlook.horizon}", shown
    elif yes:
        doubt = f"; {no[0].evidence.voice[-1] if no[0].evidence.voice else 'another report'} denies it" if no else ""
        return Outcome.CAME_TRUE, f"a later report tells of it{doubt}", shown
    elif no:
        return Outcome.DID_NOT, "a later report says that it did not happen", shown
    elif over:
        return Outcome.EXPIRED, f"no report tells of it by {outlook.horizon}", shown
    if met:
        return Outcome.CONDITION_MET, "a later report tells of the condition", shown
    return Outcome.OPEN, "no later report speaks of it", shown


def _told(gist: Gist, other: Gist) -> Iterable[_Later]:
    for happening in other.happenings:
        if happening.modality not in HAPPENED | EXCLUDED or not happening.mode:
            continue
        if gist.day and (happening.begin or other.day or "") <= gist.day:
            continue
        evidence = other.evidence(happening.said)
        yield _Later(
            happening,
            evidence,
            frozenset(other.spots[at].name for at in happening.places),
            frozenset(word.casefold() for word in evidence.sentence.replace(",", " ").replace(".", " ").split()),
        )


def _is(one: _Later, kinds: Sequence[str], places: Sequence[str], terms: Sequence[str]) -> bool:
    """Class of event and place agree; where the forecast names no class or no place, its rare words must stand there."""
    if kinds and one.happening.mode not in kinds:
        return False
    if places:
        named = one.places | {place for place in places if place.casefold() in one.evidence.sentence.casefold()}
        if not set(places) & named:
            return False
        return bool(kinds) or len(set(terms) & one.words) >= SHARED
    return len(set(terms) & one.words) >= SHARED + (not kinds)
