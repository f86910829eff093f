"""Operators: "at least", "nearly", "some", and what each allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firsthand.count.numerals import Numeral, whole
from firsthand.count.tokens import Tokens, phrase
from firsthand.count.words import Words
from firsthand.model.figure import Number, Operator

_OPERATORS: Final = {
    "more_than": Operator.MORE_THAN,
    "just_over": Operator.MORE_THAN,
    "at_least": Operator.AT_LEAST,
    "up_to": Operator.UP_TO,
    "at_most": Operator.AT_MOST,
    "less_than": Operator.LESS_THAN,
    "nearly": Operator.NEARLY,
    "about": Operator.ABOUT,
    "exact": Operator.EXACT,
}


_HELD: Final = frozenset(
    "control power authority sovereignty victory jurisdiction dominance superiority flew flying advantage hold grip rule".split()  # noqa: SIM905  # a line of words
)


@dataclass(frozen=True, slots=True)
class Modifier:
    """An operator in the text. `first` and `last` bound its tokens; `words` is its name in the word list."""

    op: Operator
    first: int
    last: int
    words: str
    adding: bool = False
    inside: bool = False


_FORMS: dict[
    int, tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, list[tuple[tuple[str, ...], str]]]]
] = {}


def _forms(
    words: Words,
) -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, list[tuple[tuple[str, ...], str]]]]:
    known = _FORMS.get(id(words))
    if known is None:
        before: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        after: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, forms in words.before.items():
            for form in forms:
                cut = phrase(form)
                before.setdefault(cut[-1], []).append((cut, name))
        for name, forms in words.after.items():
            for form in forms:
                cut = phrase(form)
                after.setdefault(cut[0], []).append((cut, name))
        for table in (before, after):
            for found in table.values():
                found.sort(key=lambda pair: -len(pair[0]))
        known = _FORMS[id(words)] = (before, after)
    return known


def modifier_before(t: Tokens, first: int, words: Words, *, kind: str) -> Modifier | None:
    """The operator that ends just before token `first`; the outermost of two ("up to about 20")."""
    table = _forms(words)[0]
    at = first
    found: Modifier | None = None
    for _ in range(3):
        k = at
        if (
            found is None
            and t.word(k - 1) in ("the", "his", "her", "their", "its", "those", "these")
            and k - 2 >= 0
            and t.word(k - 2) in ("than", "all", "only", "of", "over", "nearly", "almost", "least")
        ):
            k -= 1
        one = _ending_at(t, k, table, words, kind)
        if one is None:
            break
        if found is None or found.op is Operator.EXACT or one.op is not Operator.EXACT:
            op = one.op
            if found is not None and one.op is Operator.EXACT:
                op = found.op
            name = one.words if one.op is not Operator.EXACT else (found.words if found else one.words)
            found = Modifier(op, one.first, first, name, one.adding or (found.adding if found else False))
        else:
            found = Modifier(found.op, one.first, first, found.words, found.adding or one.adding)
        at = one.first
    return found


def _ending_at(
    t: Tokens, k: int, table: dict[str, list[tuple[tuple[str, ...], str]]], words: Words, kind: str
) -> Modifier | None:
    if k <= 0 or (k < len(t) and t.sentence[k - 1] != t.sentence[k]):
        return None
    for cut, name in table.get(t.word(k - 1), ()):
        a = k - len(cut)
        if a < 0 or t.lower[a:k] != list(cut):
            continue
        if not _means_it(t, a, k, cut, kind, words):
            continue
        return Modifier(_OPERATORS[name], a, k, name, cut[-1] in ("another", "additional", "further", "extra"))
    return None


def _means_it(t: Tokens, a: int, k: int, cut: tuple[str, ...], kind: str, words: Words) -> bool:
    """Words that are operators only sometimes: "over eight months", "no 5", "down near 3"."""
    one = cut[0]
    if len(cut) > 1:
        return not (cut == ("more", "than") and t.word(a - 1) == "no")
    if one == "over" and t.word(a - 1) in _HELD:
        return False
    if one == "over" and kind == "duration":
        return t.word(a - 1) in words.over_duration_after
    if one in ("no", "max", "maximum", "minimum"):
        return one != "no"
    if one == "under" and t.word(k) in ("article", "section"):
        return False
    if one in ("near", "past", "topping", "tops", "exceed", "exceeds"):
        return True
    if one == "only" and t.word(a - 1) == "not":
        return False
    if one == "c" or one == "ca":
        return t.word(a - 1) != "."
    return not (one == "all" and t.word(a - 1) in ("at", "of"))


def modifier_after(t: Tokens, last: int, number_last: int, words: Words) -> Modifier | None:
    """The operator that follows at token `last` or straight after the number ("300 or more", "40-odd")."""
    table = _forms(words)[1]
    for at in dict.fromkeys((last, number_last)):
        k = at
        if t.word(k) in ("”", '"', "'", "’") and t.word(k + 1) == "so":
            k += 1
        if k >= len(t) or t.sentence[k] != t.sentence[number_last - 1]:
            continue
        for cut, name in table.get(t.lower[k], ()):
            if t.lower[k : k + len(cut)] == list(cut):
                if (
                    cut[0] in ("max", "maximum", "approximately", "plus")
                    and k + 1 < len(t)
                    and t.kinds[k + 1] in ("w", "n")
                ):
                    continue
                if (
                    cut == ("at", "least")
                    and k + 2 < len(t)
                    and (t.kinds[k + 2] == "n" or t.lower[k + 2] in words.ones)
                ):
                    continue
                if cut == ("+",) and not t.glued[k]:
                    continue
                return Modifier(_OPERATORS[name], k, k + len(cut), name, inside=cut != ("so", "far"))
    return None


def bounds(
    n: Numeral, op: Operator, name: str | None, *, discrete: bool, kind: str, words: Words
) -> tuple[Number | None, Number | None]:
    """What `op` allows about the numeral, as low and high (None: open). Counts step by one, measures do not."""
    low, high = n.low, n.high
    value = n.value
    if value is None:
        if op is Operator.MORE_THAN or op is Operator.AT_LEAST:
            return low, None
        if op in (Operator.UP_TO, Operator.AT_MOST, Operator.LESS_THAN):
            return 0, high
        return low, high
    step = 1 if discrete and isinstance(value, int) else 0
    match op:
        case Operator.MORE_THAN:
            if name == "just_over" and not discrete:
                return value, whole(value + n.step)
            return value + step, None
        case Operator.AT_LEAST:
            return value, None
        case Operator.UP_TO | Operator.AT_MOST:
            return min(0, value), value
        case Operator.LESS_THAN:
            return min(0, value), value - step
        case Operator.NEARLY:
            if not discrete and 0 < value <= words.nearly_small and kind == "duration":
                return value - 0.5, value
            return _nearly(value, discrete=discrete, share=words.nearly_share), value - step
        case Operator.ABOUT:
            off = abs(value) * words.about_share
            if discrete and isinstance(value, int):
                return round(value - off), round(value + off)
            return whole(value - off), whole(value + off)
        case _:
            return low, high


def _nearly(value: Number, *, discrete: bool, share: float) -> Number:
    low = value - abs(value) * share
    return min(round(low), value - 1) if discrete and isinstance(value, int) else whole(low)
