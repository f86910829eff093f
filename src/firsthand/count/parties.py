"""Of whom and by whom: "186 Russian soldiers", "six members of the Abdeen family", "killed by Israeli strikes"."""

from __future__ import annotations

from typing import Final

from firsthand.count.amount import Amount
from firsthand.count.tokens import Tokens
from firsthand.count.words import Words
from firsthand.model.figure import Role
from firsthand.model.span import Span

_DEMONYMS: Final = (
    "ian",
    "ians",
    "an",
    "ans",
    "ish",
    "ese",
    "i",
    "is",
    "ch",
    "ite",
    "ites",
    "wazi",
    "rds",
    "rd",
    "ks",
    "k",
)
_DONE: Final = frozenset(
    [
        Role.KILLED,
        Role.INJURED,
        Role.CAPTURED,
        Role.CASUALTIES,
        Role.LOSSES,
        Role.DISPLACED,
        Role.INTERCEPTED,
        Role.LAUNCHED,
        Role.DAMAGE,
    ]
)
_GROUPS: Final = frozenset(
    "family clan tribe brigade battalion regiment division army militia group unit movement party forces force guard corps".split()  # noqa: SIM905  # a line of words
)
_NO_AGENT: Final = frozenset(
    "noon midnight night nightfall evening morning midday dawn dusk then now late early end time today tomorrow yesterday foot car bus train boat sea air land road helicopter mistake accident chance name hand far 's".split()  # noqa: SIM905  # a line of words
)
_ORDINAL: Final = frozenset(["st", "nd", "rd", "th"])
_HELPING: Final = frozenset(["has", "have", "had", "also", "reportedly", "later", "then", "again"])
_REACH: Final = 10  # tokens from the figure to "by"
_LONGEST: Final = 6  # tokens of a party


def whose(t: Tokens, a: Amount, words: Words) -> Span | None:
    """Whose people or things are counted, as far as the noun phrase says."""
    if a.counted is None:
        return None
    for k in range(a.counted.first, a.counted.last):
        if t.capital(k) and t.lower[k].endswith(_DEMONYMS) and len(t.lower[k]) > 3 and not t.raw(k).isupper():
            return _span(t, k, k + 1)
    if t.word(a.last) not in ("of", "from"):
        return None
    first = a.last + 1
    if t.word(first) == "the":
        first += 1
    return _party(t, first, words, named=True)


def by_whom(t: Tokens, a: Amount, role: Role, words: Words) -> Span | None:
    """Who did it: the agent behind "by" in the same clause, or the subject of the verb before the number."""
    if role not in _DONE:
        return None
    for k in range(a.last, min(a.last + _REACH, len(t))):
        if t.sentence[k] != a.sentence or t.lower[k] in (",", ";", ":", ".", "(", "—"):
            break
        if t.lower[k] == "by" and k > a.last:
            first = k + 2 if t.word(k + 1) in ("the", "a", "an") else k + 1
            if t.word(first) in _NO_AGENT or t.word(first) in words.weekdays or t.word(first) in words.months:
                break
            return _party(t, first, words, named=False)
    return _subject(t, a, words)


def _party(t: Tokens, first: int, words: Words, *, named: bool) -> Span | None:
    """The noun phrase from token `first` on, up to a stop; `named`: up to its last name or kind of group."""
    k, last = first, first
    while k < len(t) and k - first < _LONGEST and t.sentence[k] == t.sentence[first]:
        word = t.lower[k]
        if (
            (t.kinds[k] == "n" and t.word(k + 1) not in _ORDINAL)
            or (t.kinds[k] == "m" and not (t.glued[k] and word in ("-", "‑")))
            or word in words.stops
        ):
            break
        k += 1
        if not named or t.capital(k - 1) or (word in _GROUPS and last > first):
            last = k
    if last == first or (named and not any(t.capital(j) for j in range(first, last))):
        return None
    return _span(t, first, last)


def _subject(t: Tokens, a: Amount, words: Words) -> Span | None:
    """The words before the verb that stands right before the number: "Russia launched 40 drones"."""
    verb = a.first - 1
    if t.word(verb) == "down":
        verb -= 1  # shot down
    if verb < 1 or t.sentence[verb] != a.sentence or t.lower[verb] not in _verbs(words):
        return None
    end = verb
    while end > 0 and t.lower[end - 1] in _HELPING and t.sentence[end - 1] == a.sentence:
        end -= 1
    first = end
    while (
        first > 0
        and end - first < _LONGEST
        and t.sentence[first - 1] == a.sentence
        and t.kinds[first - 1] == "w"
        and t.lower[first - 1] not in words.stops
    ):
        first -= 1
    opened = first == 0 or t.sentence[first - 1] != a.sentence or t.kinds[first - 1] == "m" or t.lower[first - 1] in (
        "the", "a", "an", "that", "and", "said", "while",
    )  # fmt: skip
    return _span(t, first, end) if first < end and opened else None


_VERBS: dict[int, frozenset[str]] = {}


def _verbs(words: Words) -> frozenset[str]:
    """The single words of the roles' lists that stand before a number and end like verbs."""
    known = _VERBS.get(id(words))
    if known is None:
        listed = (form for role in words.roles.values() for form in role.before)
        known = _VERBS[id(words)] = frozenset(
            form for form in listed if " " not in form and form.endswith(("ed", "ought", "hit", "hot", "ired"))
        ) | {"hit", "struck", "shot", "downed", "fired"}
    return known


def _span(t: Tokens, first: int, last: int) -> Span:
    return Span.of(t.text, t.starts[first], t.ends[last - 1])
