"""Tolls: what a report as a whole says of the killed, wounded, missing, captured and displaced, with its doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from firsthand.count.stage import figures
from firsthand.count.tokens import Tokens, tokens
from firsthand.count.victims import by_first, one_died_of, told
from firsthand.count.words import Words
from firsthand.kit import Kit
from firsthand.model.document import Document
from firsthand.model.figure import Figure, Number, Role
from firsthand.model.reading import Reading

_STRUCK: Final = re.compile(r"\s?(?:people |others |more |were |are |was )?(?:shot|hit|struck|wounded|hurt)\b")
_STRIKES: Final = re.compile(r"(?:shoots|shot|wounds|strikes) (?:at least )?$")
_AND: Final = re.compile(r"^[\w\s’'-]{0,30}(?:,| and | & )[\s\w]{0,4}$")
_JOINED: Final = 36
_DENIED: Final = frozenset(["no", "not", "nobody", "none", "n't", "without", "fatally", "mortally", "died", "later"])
_NOT_PEOPLE: Final = frozenset(["wound", "wounds", "shot", "shots", "times", "injuries", "rounds"])
_OPENING: Final = 350
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


Said = int | dict[str, int | None] | None


def article_toll(reading: Reading, kit: Kit) -> dict[str, Said]:
    """Killed and injured as one news report of one incident gives them: a number, a range {"lo", "hi"}, or None.

    Beside its figures a report may tell of a single victim without any number ("a man was found dead"):
    then the number is 1. Somebody shot and not said to be dead counts as injured. Where a report tells of
    harm of one kind only, the other is 0. "Three were shot" beside one who died leaves open whether the dead is one of
    the three: the injured are then a range. A convention for comparing reports of one incident; the
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
    killed, injured = (
        _stated(title, headed, role) if _stated(title, headed, role) is not None else _stated(text, given, role)
        for role in (Role.KILLED, Role.INJURED)
    )
    hit = _struck(title, headed)
    in_title = hit is not None  # a headline's "5 shot" is all of them
    if hit is None:
        hit = _struck(text, given)
    several = _several(t, words)
    if several.get("killing") and (killed is None or killed < several["killing"]):
        killed = several["killing"]  # "a double homicide"
    if hit is None:
        hit = several.get("shooting")
    told_killed = killed is not None
    single = told(t, words)
    if (struck := one_died_of(t)) is not None and (killed is None or killed == 1):
        killed, told_killed, hit, in_title = 1, True, struck, True  # "one of five people shot has died"
    if any(word in words.death_words for word in tokens(title).lower) and dead:
        dead += _SURE  # a headline that speaks of death means this incident
    if killed is not None and suicide and killing is not None and _active(text, killing):
        killed += 1  # "killed three people, then himself"
    if _together(f"{title}. {text[:_OPENING]}", words):
        return {"killed": None, "injured": None}  # a weekend's shootings have no toll of one incident
    hurt_told = injured is not None or hit is not None or hurt > 1 or single.hurt > 0
    if killed is None:
        if dead > _SURE:
            killed = 2 if suicide and dead > 2 * _SURE and not hurt else 1
        elif hurt_told and dead < _SURE:
            killed = 0  # a report that counts the wounded would say that somebody died
    if injured is not None and hit is not None and killed is not None and hit - killed > injured:
        injured = hit - killed  # "five people were shot; three are in hospital"
    if injured is None:
        if hit is not None:
            return {
                "killed": killed,
                "injured": _left(hit, killed, told_killed, in_title or several.get("shooting") == hit),
            }
        if killed == 0:
            injured = 1 if hurt > 1 or single.hurt else None
        elif killed is not None:
            injured = 1 if single.another else None if others or _survivors(t, words) else 0
    return {"killed": killed, "injured": injured}


def _together(opening: str, words: Words) -> bool:
    """Whether a report begins with several incidents at once."""
    low = opening.lower()
    return any(phrase in low for phrase in words.several_incidents)


def _survivors(t: Tokens, words: Words) -> bool:
    """Whether somebody is said to be wounded and alive; being shot says neither, and "no one else was hurt" denies it."""
    phrases = by_first(words.survivor_phrases)
    for k, word in enumerate(t.lower):
        alive = word in words.survivor_words or any(t.phrase_at(k, cut) for cut in phrases.get(word, ()))
        if alive and not _DENIED & set(t.lower[max(0, k - 6) : k]):
            return True
    return False


def _left(hit: int, killed: int | None, told: bool, whole: bool) -> Said:
    """The injured among `hit` people who were shot, `killed` of whom or beside whom somebody died.

    `whole` says that `hit` counts the dead as well.
    """
    if killed is None or killed > hit:
        return None
    if killed == 0 or (told and whole):
        return hit - killed
    return {"lo": hit - killed, "hi": hit} if told else None


def _struck(text: str, given: Sequence[Figure]) -> int | None:
    """How many people were struck; a number that counts no people says so only right beside the verb ("4 shot")."""
    sure = [
        f
        for f in given
        if f.role is Role.CASUALTIES
        and (
            f.unit == "person"
            or _STRUCK.match(text, f.number.end)
            or _STRIKES.search(text[max(0, f.span.start - 16) : f.span.start])
        )
    ]
    return _stated(text, sure, Role.CASUALTIES)


def _several(t: Tokens, words: Words) -> dict[str, int]:
    """ "A quadruple shooting", "a double homicide": the number of those struck, and of those killed."""
    found: dict[str, int] = {}
    for one, two in pairwise(t.lower):
        n = words.several_victims.get(one)
        if n is not None and two in words.several_acts:
            found.setdefault(words.several_acts[two], n)
    return found


def _active(text: str, f: Figure) -> bool:
    """Whether the figure is the object of killing: who kills himself as well is not in it."""
    return any(
        word in text[max(0, f.span.start - 16) : f.span.start].lower()
        for word in ("kill", "slay", "shoot", "shot", "murder")
    )


def _stated(text: str, given: Sequence[Figure], role: Role) -> int | None:
    """The number that the lead gives first for a role, a whole before its parts."""
    mine = [
        f
        for f in given
        if f.role is role
        and isinstance(f.value, int)
        and f.value < _INCIDENT
        and not f.hypothetical
        and f.per is None
        and (f.counted or "").lower().rpartition(" ")[2] not in _NOT_PEOPLE
    ]
    first = next((f for f in mine if f.subset_of is None), mine[0] if mine else None)
    if first is None:
        return None
    total, last = int(first.value or 0), first
    for f in mine[mine.index(first) + 1 :]:
        # "four men and two women", "two men hurt and two others": one count in several parts
        gap = text[last.span.end : f.span.start]
        if first.subset_of or f.subset_of or f.of or len(gap) > _JOINED or not _AND.search(gap) or f.cumulative:
            break
        total, last = total + int(f.value or 0), f
    return total


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
            "over the weekend",
            "holiday weekend",
            "throughout the day",
            "in recent weeks",
            "in recent months",
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
