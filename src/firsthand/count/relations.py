"""How the amounts of a sentence hang together: lists, n of m, subsets, and roles handed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from firsthand.count.amount import Amount
from firsthand.count.nouns import is_plural
from firsthand.count.roles import PEOPLE_ROLES
from firsthand.count.tokens import Tokens, phrase
from firsthand.count.words import Words
from firsthand.model.figure import Operator, Role

_BACK: Final = 60  # figures looked back through for the whole of a part
_LINKS: Final = frozenset([",", "and", "or", "&", "plus", "as", "well", "also", "while", "with"])
_WEAPONRY: Final = frozenset(["drone", "missile", "aircraft", "equipment", "vessel", "?"])
_LAUNCHERS: Final = frozenset(["drone", "missile"])


@dataclass(slots=True)
class Ties:
    """By position in the list of amounts: the m of "n of m", the whole of a part, roles as far as known."""

    roles: list[Role | None]
    of: dict[int, int] = field(default_factory=dict)
    subset_of: dict[int, int] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)  # parts whose fate is not that of their whole

    def among(self, place: dict[int, int]) -> Ties:
        """These ties with positions renamed by `place`; what it lacks is dropped."""
        kept = sorted(place, key=place.__getitem__)
        return Ties(
            [self.roles[i] for i in kept],
            {place[i]: place[j] for i, j in self.of.items() if i in place and j in place},
            {place[i]: place[j] for i, j in self.subset_of.items() if i in place and j in place},
        )


def ties(t: Tokens, found: Sequence[Amount], things: list[str], known: list[Role | None], words: Words) -> Ties:
    """Ties between neighbouring amounts. Roles pass along lists, from a whole to its part and from m to n."""
    out = Ties(known)
    chain: dict[int, int] = {}
    for i in range(len(found) - 1):
        a, b = found[i], found[i + 1]
        if a.sentence != b.sentence:
            continue
        gap = [t.lower[k] for k in range(a.last, b.first)]
        if _n_of_m(a, b, gap):
            out.of[i] = i + 1
            things[i] = things[i + 1]
        elif gap and ((len(gap) <= 3 and all(w in _LINKS for w in gap)) or _pair_of_nouns(t, a, gap, words)):
            chain[i + 1] = i
    _subsets(t, found, things, out, chain, words)
    _hand_on(found, things, out, chain)
    _hand_on(found, things, out, chain)
    _of_roles(t, found, things, out)
    _ellipses(t, found, things, out)
    return out


def _pair_of_nouns(t: Tokens, a: Amount, gap: list[str], words: Words) -> bool:
    """Whether a second noun is all that stands before the link: "40 tanks [and armoured vehicles,] six aircraft"."""
    if a.counted is None or gap[0] != "and" or gap[-1] not in (",", "and") or not 3 <= len(gap) <= 6:
        return False
    inner = gap[1:-1] if gap[-2] != "," else gap[1:-2]
    at = a.last + len(inner)
    return (
        bool(inner)
        and all(word.isalpha() and word not in words.stops for word in inner)
        and is_plural(inner[-1], t.raw(at), words)
    )


_OWNER: Final = 6  # words of "of the besieged town's"


def _n_of_m(a: Amount, b: Amount, gap: list[str]) -> bool:
    if a.kind != "count" or b.kind != "count" or a.counted is not None or a.numeral.fraction or a.numeral.vague:
        return False
    owned = 2 <= len(gap) <= _OWNER and gap[0] == "of" and gap[-1].endswith(("'s", "s'")) and "," not in gap
    if owned and (a.value or 0) > (b.value or 0):
        return False  # "two of the town's 12": of, and not more than, what is owned
    if not owned and gap not in (
        ["of"],
        ["of", "the"],
        ["out", "of"],
        ["out", "of", "the"],
        ["of", "its"],
        ["of", "their"],
        ["out", "of", "a", "total", "of"],
        ["of", "all"],
        ["of", "those"],
        ["of", "these"],
        ["from", "the"],
    ):
        return False
    if a.value is None or b.low is None:
        return False
    return b.counted is not None or len(gap) > 1 or isinstance(b.value, int)


def _subsets(
    t: Tokens, found: Sequence[Amount], things: list[str], out: Ties, chain: dict[int, int], words: Words
) -> None:
    """ "19 people including 14 fighters", "two children were among five civilians", "of whom three ..."."""
    cuts = _including(words.subset_before)
    for i, a in enumerate(found):
        if a.kind not in ("count",):
            continue
        whole = None
        k = a.first
        for cut in cuts:
            b = k - len(cut)
            if b >= 0 and t.lower[b:k] == list(cut) and t.sentence[b] == a.sentence:
                whole = _larger(found, things, i)
                if whole is None and cut[0] in ("includes", "included", "include", "including"):
                    whole = _larger(found, things, i, sentences=1)
                if cut == ("among",) or cut == ("were", "among"):
                    whole = None
                break
        else:
            if (
                k
                and t.lower[k - 1] in ("with",)
                and i
                and found[i - 1].sentence == a.sentence
                and out.roles[i] is not None
                and out.roles[i - 1] in (Role.CASUALTIES, Role.LOSSES)
                and out.roles[i] not in (Role.CASUALTIES, Role.LOSSES)
            ):
                whole = i - 1
        if (
            (whole is None and t.phrase_at(a.last, ("were", "among")))
            or t.phrase_at(a.last, ("was", "among"))
            or t.phrase_at(a.last, ("are", "among"))
        ):
            if i + 1 < len(found) and found[i + 1].sentence == a.sentence and found[i + 1].first - a.last <= 4:
                whole = i + 1
            else:
                role = _among(t, a.last + 2)
                whole = next(
                    (
                        j
                        for j in range(i - 1, max(-1, i - _BACK), -1)
                        if out.roles[j] is role and role is not None and _size(found[j]) > _size(a)
                    ),
                    None,
                )
                if role is not None and out.roles[i] is None:
                    out.roles[i] = role
        if (
            whole is None
            and i not in out.of
            and t.word(a.last) == "of"
            and t.word(a.last + 1) in ("them", "those", "these", "the", "whom")
            and a.counted is None
            and things[i] == ""
        ):
            out.apart.add(i)  # "47 were brought in; nine of them died" tells nothing of the 47
            whole = _larger(found, things, i)  # "243 attacks, 171 of them air strikes"
            if whole is None or out.roles[whole] not in (None, *PEOPLE_ROLES):
                whole = next(
                    (
                        j
                        for j in range(i - 1, max(-1, i - _BACK), -1)
                        if things[j] in ("person", "") and out.roles[j] in PEOPLE_ROLES and _size(found[j]) >= _size(a)
                    ),
                    None,
                )
        if whole is None and i in chain and chain[i] in out.subset_of:
            parent = out.subset_of[chain[i]]
            if _size(found[parent]) >= _size(a) and (things[i] == things[chain[i]] or things[i] in _WEAPONRY):
                whole = parent
        if whole is not None and whole != i and out.subset_of.get(whole) != i:
            out.subset_of[i] = whole


@cache
def _including(forms: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((phrase(form) for form in forms), key=lambda cut: -len(cut)))


def _among(t: Tokens, k: int) -> Role | None:
    for word in (t.word(k), t.word(k + 1), t.word(k + 2)):
        if word in ("killed", "dead", "victims", "deaths", "fatalities"):
            return Role.KILLED
        if word in ("wounded", "injured"):
            return Role.INJURED
    return None


def _size(a: Amount) -> float:
    return float(a.value if a.value is not None else (a.high if a.high is not None else (a.low or 0)))


def _larger(found: Sequence[Amount], things: list[str], i: int, *, sentences: int = 0) -> int | None:
    """The nearest earlier amount, at most so many sentences back, that can hold amount i."""
    for j in range(i - 1, max(-1, i - _BACK), -1):
        if found[i].sentence - found[j].sentence > sentences:
            return None
        if (
            found[j].kind == "count"
            and _size(found[j]) >= _size(found[i])
            and not (things[j] == "event" and things[i] == "person")
        ):
            return j
    return None


_LANDS: Final = frozenset(
    [
        "region",
        "oblast",
        "province",
        "district",
        "county",
        "country",
        "nation",
        "state",
        "territory",
        "direction",
        "sector",
        "area",
        "front",
        "zone",
        "street",
        "continent",
        "neighbourhood",
        "neighborhood",
        "municipality",
        "governorate",
        "raion",
    ]  # a line of words
)


def _hand_on(found: Sequence[Amount], things: list[str], out: Ties, chain: dict[int, int]) -> None:
    """A role known at one place of a list holds for the rest of it; a part takes the role of its whole."""

    def land(i: int) -> bool:
        counted = found[i].counted
        return counted is not None and counted.head in _LANDS

    def fits(i: int, j: int) -> bool:
        a, b = things[i], things[j]
        if any(role in PEOPLE_ROLES for role in (out.roles[i], out.roles[j])) and (land(i) or land(j)):
            return False  # "in three regions, five dead"
        if any(role in PEOPLE_ROLES for role in (out.roles[i], out.roles[j])) and "event" in (a, b):
            return False  # no attack is killed
        if Role.POPULATION in (out.roles[i], out.roles[j]) and not {a, b} <= {"person", ""}:
            return False  # "a town of 2,000 with 800 houses"
        return a == b or a in ("", "?") or b in ("", "?") or (a in _WEAPONRY and b in _WEAPONRY)

    for i in sorted(chain):
        j = chain[i]
        if (
            out.roles[i] is None
            and out.roles[j] is not None
            and found[i].kind == "count"
            and found[j].kind == "count"
            and fits(i, j)
        ):
            out.roles[i] = out.roles[j]
    for i in sorted(chain, reverse=True):
        j = chain[i]
        if (
            out.roles[j] is None
            and out.roles[i] is not None
            and found[i].kind == "count"
            and found[j].kind == "count"
            and fits(i, j)
        ):
            out.roles[j] = out.roles[i]
    for i in sorted(out.subset_of):
        whole = out.subset_of[i]
        if (
            i not in out.apart
            and out.roles[whole] is None
            and out.roles[i] in PEOPLE_ROLES
            and things[whole] in ("person", "")
        ):
            out.roles[whole] = out.roles[i]
    for i in sorted(out.subset_of):
        whole = out.subset_of[i]
        if out.roles[i] is None and out.roles[whole] is not None and things[i] in (things[whole], "?", ""):
            out.roles[i] = out.roles[whole]
        if out.roles[i] is None and out.roles[whole] is Role.LOSSES:
            out.roles[i] = Role.LOSSES


def _of_roles(t: Tokens, found: Sequence[Amount], things: list[str], out: Ties) -> None:
    """ "shot down 38 of 63 drones": 38 intercepted, 63 launched."""
    for n, m in out.of.items():
        later = _fate_of_some(t, found[m])
        if later is not None:
            out.roles[n] = later  # "nine of the 12 wounded died"
            if out.roles[m] is later:
                out.roles[m] = None
        if (
            out.roles[m]
            in (
                Role.INTERCEPTED,
                Role.KILLED,
                Role.INJURED,
                Role.DAMAGE,
                Role.LOSSES,
                Role.CAPTURED,
                Role.DISPLACED,
                Role.MISSING,
                Role.CASUALTIES,
            )
            and out.roles[n] is None
        ):
            out.roles[n], out.roles[m] = out.roles[m], None
        if out.roles[m] is None and any(
            out.roles[j] is Role.POPULATION and found[j].value == found[m].value for j in range(max(0, m - _BACK), m)
        ):
            out.roles[m] = Role.POPULATION  # "76 of 7,500" in a town of 7,500
        if out.roles[n] is Role.INTERCEPTED and things[m] in _LAUNCHERS:
            out.roles[m] = Role.LAUNCHED


def _fate_of_some(t: Tokens, whole: Amount) -> Role | None:
    """What became of n, told behind m: "two of the 14 million inhabitants have fled", "nine of the 12 wounded died"."""
    k = whole.last + (t.word(whole.last) in ("wounded", "injured", "missing", "captured"))
    while t.word(k) in _BEFORE_FATE:
        k += 1
    if k == whole.last or t.word(k - 1) in ("were", "was"):
        told = _PASSIVE_FATES.get(t.word(k))
        return told if k > whole.last else _FATES.get(t.word(k))
    return _FATES.get(t.word(k))


_BEFORE_FATE: Final = frozenset(
    ["have", "has", "had", "were", "was", "been", "later", "since", "also", "already", "all"]
)
_FATES: Final = {"died": Role.KILLED, "perished": Role.KILLED, "fled": Role.DISPLACED}
_PASSIVE_FATES: Final = {
    "killed": Role.KILLED,
    "displaced": Role.DISPLACED,
    "wounded": Role.INJURED,
    "injured": Role.INJURED,
}


def _ellipses(t: Tokens, found: Sequence[Amount], things: list[str], out: Ties) -> None:
    """A number without a noun after a count of people in its sentence: "... while 1,214 were recorded on another route"."""
    last: int | None = None
    wholes = set(out.of.values())
    for i, a in enumerate(found):
        if last is not None and found[last].sentence != a.sentence:
            last = None
        if a.kind != "count":
            continue
        if (
            things[i] == ""
            and out.roles[i] is None
            and last is not None
            and a.op is not Operator.VAGUE
            and i not in out.of
            and i not in wholes
            and (a.value or 0) != 1
        ):
            gap = [t.lower[k] for k in range(found[last].last, a.first)]
            if "." not in gap and t.word(a.last) in (
                "were",
                "was",
                "in",
                "on",
                "at",
                "of",
                "near",
                "around",
                ",",
                ".",
                "from",
                "from",
                "the",
                "along",
                "across",
            ):
                out.roles[i] = out.roles[last]
                things[i] = things[last]
        elif (
            out.roles[i] is None
            and last is not None
            and things[i] == things[last] == "person"
            and i not in out.of
            and t.word(a.first - 1) == "and"
            and t.word(a.last) in ("to", "in", "at", "from", "near", "on")
        ):  # "3,000 people fled to one town and 2,500 people to another"
            out.roles[i] = out.roles[last]
        if out.roles[i] in PEOPLE_ROLES:
            last = i
