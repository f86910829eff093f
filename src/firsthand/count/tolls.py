"""Tolls: what a report as a whole says of the killed, wounded, missing, captured and displaced, with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.count.stage import figures
from firsthand.count.tokens import Tokens, tokens
from firsthand.count.words import Words
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.figure import Figure, Number, Role
from firsthand.model.reading import Reading

_LEAD: Final = 2500  # characters: what follows is background more often than news
_SURE: Final = 2  # words for death from which on a report without a number tells of one
_INCIDENT: Final = 1000  # more people than this are not harmed in an incident of one report
TOLLED: Final = (Role.KILLED, Role.INJURED, Role.MISSING, Role.CAPTURED, Role.DISPLACED)


@dataclass(frozen=True, slots=True)
class Sum:
    """What a report says about one role: `low..high` (None: open) and the number it gives most weight to.

    `figures` are the ids it rests on, the leading one first; `rivals` ids of figures of the same role that
    give another number and are neither parts of the leading one nor additions to it.
    """

    role: Role
    low: Number | None
    best: Number | None
    high: Number | None
    figures: tuple[str, ...]
    rivals: tuple[str, ...] = ()


def tolls(figures: Sequence[Figure]) -> tuple[Sum, ...]:
    """The sums of one report by role, from its figures; roles without a figure are left out.

    The leading figure is the first total of its role: not hypothetical, not a part of another, not an
    addition ("two more"). A running total given later ("the toll rose to 12") replaces it. Additions are
    added to the upper bound only: whether the total already holds them is not known.
    """
    found = []
    for role in TOLLED:
        mine = [
            f for f in figures if f.role is role and not f.hypothetical and f.unit in ("person", "family", None, "body")
        ]
        if mine:
            found.append(_sum(role, mine))
    return tuple(found)


def _sum(role: Role, mine: Sequence[Figure]) -> Sum:
    whole = [f for f in mine if f.subset_of is None and f.cumulative is not False and f.per is None] or list(mine)
    lead = whole[0]
    for later in whole[1:]:
        if later.cumulative and later.change is not None and _least(later) > _least(lead):
            lead = later
    more = [f for f in mine if f.cumulative is False and f is not lead]
    rivals = [
        f for f in whole if f is not lead and f.same_as != lead.id and lead.same_as != f.id and f.value != lead.value
    ]
    high = lead.high
    if high is not None:
        high += sum(int(f.high or f.low or 0) for f in more)
    return Sum(
        role,
        lead.low,
        lead.value,
        high,
        tuple(f.id for f in (lead, *more)),
        tuple(f.id for f in rivals),
    )


def _least(f: Figure) -> float:
    return float(f.low if f.low is not None else 0)


def article_toll(reading: Reading, kit: Kit) -> dict[str, int | dict[str, int | None] | None]:
    """Killed and injured as one news report of one incident gives them: a number, a range {"lo", "hi"}, or None.

    Beside its figures a report may tell of a single victim without any number ("a man was found dead"):
    then the number is 1. Somebody shot and not said to be dead counts as injured. Where a report tells of
    harm of one kind only, the other is 0. A convention for comparing reports of one incident; the
    figures themselves stay as they are.
    """
    words = kit.language.table("count", Words)
    text = reading.document.text
    given = [f for f in (reading.figures or figures(reading, kit)) if f.span.start <= _LEAD and not _elsewhere(text, f)]
    title = reading.document.title or ""
    headed = figures(Reading(document=Document(text=title)), kit) if title and title not in text[:_LEAD] else ()
    t = tokens(f"{title}.\n{text[:_LEAD]}")
    dead, hurt, others, suicide = _cues(t, words)
    killing = next((f for f in given if f.role is Role.KILLED and f.subset_of is None), None)
    killed, injured, hit = (
        _stated(headed, role) if _stated(headed, role) is not None else _stated(given, role)
        for role in (Role.KILLED, Role.INJURED, Role.CASUALTIES)
    )
    if any(word in words.death_words for word in tokens(title).lower) and dead:
        dead += _SURE  # a headline that speaks of death means this incident
    if killed is not None and suicide and killing is not None and _active(text, killing):
        killed += 1  # "killed three people, then himself"
    told = injured is not None or hit is not None or hurt > 1
    if killed is None:
        if dead > _SURE:
            killed = 2 if suicide and dead > 2 * _SURE and not hurt else 1
        elif told and dead < _SURE:
            killed = 0  # a report that counts the wounded would say that somebody died
    if injured is not None and hit is not None and killed is not None and hit - killed > injured:
        injured = hit - killed  # "five people were shot; three are in hospital"
    if injured is None:
        if hit is not None:
            injured = hit - killed if killed is not None and hit > killed else None
        elif killed == 0:
            injured = 1 if hurt > 1 else None
        elif killed is not None:
            injured = None if others else 0
    return {"killed": killed, "injured": injured}


def _active(text: str, f: Figure) -> bool:
    """Whether the figure is the object of killing: who kills himself as well is not in it."""
    return any(
        word in text[max(0, f.span.start - 16) : f.span.start].lower()
        for word in ("kill", "slay", "shoot", "shot", "murder")
    )


def _stated(given: Sequence[Figure], role: Role) -> int | None:
    """The number that the lead gives first for a role, a whole before its parts."""
    mine = [
        f
        for f in given
        if f.role is role and isinstance(f.value, int) and f.value < _INCIDENT and not f.hypothetical and f.per is None
    ]
    first = next((f for f in mine if f.subset_of is None), mine[0] if mine else None)
    return None if first is None else int(first.value or 0)


def _elsewhere(text: str, f: Figure) -> bool:
    """Whether the figure speaks of a year or of earlier incidents rather than of this one."""
    around = text[max(0, f.span.start - 60) : f.span.end + 70].lower()
    return any(
        word in around
        for word in (
            "this year",
            "last year",
            "so far in",
            "homicides",
            "statistics",
            "since 2",
            "since 19",
            " in 201",
            " in 200",
            "nationwide",
            "per year",
            "each year",
            "a year",
            "over the past",
            "decade",
        )
    )


def _cues(t: Tokens, words: Words) -> tuple[int, int, int, bool]:
    dead = hurt = others = 0
    lower = t.lower
    for k, word in enumerate(lower):
        if word in words.death_words and not any(w in words.death_denied for w in lower[max(0, k - 3) : k]):
            dead += 1
        elif word in words.injury_words:
            hurt += 1
            if any(w in words.other_victim for w in lower[max(0, k - 7) : k]):
                others += 1
    joined = " ".join(lower)
    return dead, hurt, others, any(form in joined for form in words.suicide_words)
