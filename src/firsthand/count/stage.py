"""The figures of a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from firsthand.count.amount import Amount
from firsthand.count.amounts import amounts
from firsthand.count.lists import items_behind
from firsthand.count.parties import by_whom, whose
from firsthand.count.relations import ties
from firsthand.count.roles import PEOPLE_ROLES, is_lost, roles, settled, thing_of
from firsthand.count.tokens import Tokens, phrase, tokens_of
from firsthand.count.words import Words
from firsthand.kit import Kit
from firsthand.model.figure import Change, Figure, Number, Operator, Role
from firsthand.model.reading import Reading
from firsthand.model.span import Span

_SAME_FROM = 13  # smaller counts of anything but people are too common to be taken for the same figure


def figures(reading: Reading, kit: Kit) -> tuple[Figure, ...]:
    """Every stated amount of the document, in text order, with its ties to the others."""
    words = kit.language.table("count", Words)
    t = tokens_of(reading)
    found = [a for a in amounts(t, kit.language) if a.trap is None]
    things = [thing_of(t, a, words) for a in found]
    tied = ties(t, found, things, roles(t, found, things, words), words)
    kept = [i for i, a in enumerate(found) if not _mere_one(a, tied.roles[i])]
    place = {old: new for new, old in enumerate(kept)}
    found, things = [found[i] for i in kept], [things[i] for i in kept]
    tied = tied.among(place)
    drafts = [
        _draft(t, a, settled(tied.roles[i], things[i], a, words), things[i], words, tied.of.get(i), found)
        for i, a in enumerate(found)
    ]
    return _linked(drafts, tied.of, tied.subset_of)


def _mere_one(a: Amount, role: Role | None) -> bool:
    """ "One resident said": an article, unless it counts people harmed or an operator stands before it."""
    return (
        a.numeral.article and a.kind == "count" and role not in PEOPLE_ROLES and a.op is Operator.EXACT and not a.adding
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    fields: dict[str, object]
    key: tuple[object, ...] | None


def _draft(t: Tokens, a: Amount, role: Role, thing: str, words: Words, of: int | None, found: list[Amount]) -> _Draft:
    last = a.last if of is None else found[of].last
    counted = a.counted if of is None else found[of].counted
    unit = a.unit or _unit(thing, counted.head if counted else None, role)
    if a.over is not None and unit is not None and a.per is None:
        unit = f"{unit}/{a.over}"
    senses: tuple[Role, ...] = ()
    if is_lost(t, a, words) and role in (Role.KILLED, Role.LOSSES) and thing in ("person", ""):
        senses = tuple(Role(name) for name in words.lost_senses)
    low, high = _ordered(a.low, a.high)
    text = t.text
    fields: dict[str, object] = {
        "made_by": f"rule:count/{a.kind}",
        "confidence": _confidence(a, role),
        "span": Span.of(text, t.starts[a.first], t.ends[last - 1]),
        "number": Span.of(text, t.starts[a.number_first], t.ends[a.number_last - 1]),
        "op": a.op,
        "low": low,
        "high": high,
        "value": a.value,
        "unit": unit,
        "counted": None if counted is None else t.quote(counted.first, counted.last),
        "counted_span": None if counted is None else Span.of(text, t.starts[counted.first], t.ends[counted.last - 1]),
        "role": role,
        "senses": senses,
        "per": a.per,
        "change": a.change,
        "cumulative": _cumulative(t, a, role, words),
        "hypothetical": _hypothetical(t, a, words),
        "whose": whose(t, a, words),
        "by": by_whom(t, a, role, words),
        "items": tuple(Span.of(text, t.starts[i], t.ends[j - 1]) for i, j in items_behind(t, a)),
    }
    same = None
    if role in PEOPLE_ROLES or (
        isinstance(a.value, int | float)
        and a.value >= _SAME_FROM
        and role is not Role.SHARE
        and role is not Role.DURATION
        and role is not Role.AGE
    ):
        same = (role, a.value, low if a.value is None else None, thing if thing not in ("", "?") else (unit or ""))
    return _Draft(fields, same)


def _ordered(low: Number | None, high: Number | None) -> tuple[Number | None, Number | None]:
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def _unit(thing: str, head: str | None, role: Role) -> str | None:
    if thing and thing != "?":
        return thing
    if head is not None:
        return head
    return "person" if role in PEOPLE_ROLES else None


def _confidence(a: Amount, role: Role) -> float:
    """A stated convention: a unit or noun beside the number, and a role that the words give, make it surer."""
    if a.unit is not None:
        return 0.95
    return 0.9 if a.counted is not None or role is not Role.COUNT else 0.6


def _window(t: Tokens, a: Amount, left: int, right: int) -> tuple[int, int]:
    low, high = a.first, a.last
    while low > 0 and a.first - low < left and t.sentence[low - 1] == a.sentence:
        low -= 1
    while high < len(t) and high - a.last < right and t.sentence[high] == a.sentence:
        high += 1
    return low, high


def _hypothetical(t: Tokens, a: Amount, words: Words) -> bool:
    """Inside a condition, or what would follow from one."""
    low, _ = _window(t, a, 9, 0)
    for k in range(a.first - 1, low - 1, -1):
        word = t.lower[k]
        if word in (";", ":", "that", "because", "but"):
            return False
        if word in words.hypothetical:
            return word != "may" or not t.capital(k)
    return False


def _cumulative(t: Tokens, a: Amount, role: Role, words: Words) -> bool | None:
    """True for a running total, False for an addition to one, None where the words do not say."""
    if role not in PEOPLE_ROLES:
        return None
    if a.adding or a.change in (Change.ROSE_BY,):
        return False
    if a.counted is not None and t.lower[a.counted.first] in ("more", "additional", "further", "new"):
        return False
    if a.change is Change.ROSE_TO:
        return True
    low, high = _window(t, a, 8, 6)
    around = t.lower[low:high]
    for cut in _running(words.cumulative):
        n = len(cut)
        if any(around[k : k + n] == list(cut) for k in range(len(around) - n + 1)):
            return True
    return None


@cache
def _running(forms: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(phrase(form) for form in forms)


def _linked(drafts: list[_Draft], of: dict[int, int], subset_of: dict[int, int]) -> tuple[Figure, ...]:
    """Records with the ids of the figures they are tied to: wholes are made before their parts."""
    made: list[Figure | None] = [None] * len(drafts)
    first: dict[tuple[object, ...], int] = {}
    same: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        if draft.key is not None:
            if draft.key in first and subset_of.get(i) != first[draft.key] and of.get(i) != first[draft.key]:
                same[i] = first[draft.key]
            first.setdefault(draft.key, i)

    # an id rests on the words of the amount alone: a record made without its ties and parties already has it
    ids = [
        Figure(**{name: value for name, value in draft.fields.items() if name not in ("whose", "by")}).id  # type: ignore[arg-type]  # built field by field above
        for draft in drafts
    ]
    for i, draft in enumerate(drafts):
        made[i] = Figure(
            **draft.fields,  # type: ignore[arg-type]  # as above
            id=ids[i],
            of=ids[of[i]] if i in of else None,
            subset_of=ids[subset_of[i]] if i in subset_of else None,
            same_as=ids[same[i]] if i in same else None,
        )
    return tuple(figure for figure in made if figure is not None)
