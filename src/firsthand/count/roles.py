"""What a figure counts: its thing (person, drone, building, ...) and its role (killed, launched, share, ...)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.count.amount import Amount
from firsthand.count.tokens import Tokens, phrase
from firsthand.count.words import Words
from firsthand.model.figure import Role

_BY_KIND: Final = {
    "distance": Role.DISTANCE,
    "area": Role.AREA,
    "mass": Role.MASS,
    "speed": Role.SPEED,
    "temperature": Role.TEMPERATURE,
    "duration": Role.DURATION,
    "money": Role.MONEY,
    "age": Role.AGE,
    "share": Role.SHARE,
    "points": Role.SHARE,
    "chance": Role.SHARE,
    "ratio": Role.SHARE,
    "multiple": Role.RATIO,
}
_GUNS: Final = frozenset(
    [
        "shell",
        "shells",
        "round",
        "rounds",
        "gun",
        "guns",
        "howitzer",
        "howitzers",
        "artillery",
        "mortar",
        "mortars",
        "cannon",
        "cannons",
        "rocket",
        "rockets",
        "calibre",
        "caliber",
        "ammunition",
        "projectile",
        "projectiles",
        "bullet",
        "bullets",
        "barrel",
        "weapon",
    ]
)
PEOPLE_ROLES: Final = frozenset(
    [
        Role.KILLED,
        Role.INJURED,
        Role.MISSING,
        Role.CAPTURED,
        Role.CASUALTIES,
        Role.LOSSES,
        Role.DISPLACED,
        Role.DESERTERS,
    ]
)
_WEAPON_THINGS: Final = frozenset(["drone", "missile", "aircraft"])
_HARDWARE: Final = frozenset(["equipment", "vessel", "aircraft"])
_FILL: Final = frozenset(
    [
        "were",
        "was",
        "been",
        "being",
        "be",
        "is",
        "are",
        "have",
        "has",
        "had",
        "also",
        "reportedly",
        "already",
        "all",
        "allegedly",
        "believed",
        "to",
        "confirmed",
        "reported",
        "still",
        "later",
        "either",
        "now",
        "feared",
        "left",
        "remain",
        "remained",
        "remains",
        "got",
        "who",
        "that",
        "were",
        "yet",
        ",",
        "other",
        "people",
        "others",
        "more",
        "civilians",
        "at",
        "the",
        "of",
        "them",
        "and",
        "his",
        "her",
        "their",
        "as",
        "dead",
    ]
)
_AUXILIARIES: Final = frozenset(["were", "was", "have", "had", "has", "are", "is"])
_IN_COURT: Final = frozenset(["count", "charge", "sentence", "conviction", "indictment"])
_DIED: Final = frozenset(["died", "dies", "succumbed", "dead"])
_ITS_OWN: Final = frozenset(["the", "a", "an", "his", "her", "their", "its"])
_HITS: Final = frozenset(["hit", "hits", "hitting", "striking", "struck"])
_STEADY: Final = frozenset(
    [";", ":", "—", "but", "while", "whereas", "after", "before", "when", "although", "though", "because"]
)
_STANDS: Final = frozenset(
    "totaled totalled reached hit exceeded at to topped passed surpassed is was of stands stood numbered".split()  # noqa: SIM905  # a line of words
)
_SUBJECTS: Final = frozenset("losses casualties toll deaths dead population fatalities wounded injured".split())  # noqa: SIM905  # a line of words
_REACH: Final = 8  # tokens looked through to either side for a verb that is not next to the figure


@dataclass(frozen=True, slots=True)
class _Forms:
    """Phrases of a role by first (after) or last (before) word."""

    before: dict[str, tuple[tuple[tuple[str, ...], Role], ...]]
    after: dict[str, tuple[tuple[tuple[str, ...], Role], ...]]
    nouns: dict[str, Role]
    things: dict[str, str]


_FORMS: dict[int, _Forms] = {}


def _forms(words: Words) -> _Forms:
    known = _FORMS.get(id(words))
    if known is not None:
        return known
    before: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    after: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    nouns: dict[str, Role] = {}
    for name, listed in words.roles.items():
        role = Role(name)
        for noun in listed.nouns:
            nouns[noun] = role
        for form in listed.before:
            cut = phrase(form)
            before.setdefault(cut[-1], []).append((cut, role))
        for form in listed.after:
            cut = phrase(form)
            after.setdefault(cut[0], []).append((cut, role))
    things = {noun: thing for thing, listed_nouns in words.things.items() for noun in listed_nouns}
    order = lambda pair: -len(pair[0])  # noqa: E731  # one-line sort key
    known = _FORMS[id(words)] = _Forms(
        {w: tuple(sorted(f, key=order)) for w, f in before.items()},
        {w: tuple(sorted(f, key=order)) for w, f in after.items()},
        nouns,
        things,
    )
    return known


def thing_of(t: Tokens, a: Amount, words: Words) -> str:
    """What is counted in one word: a key of the word list's `things`, "" without a noun, "?" for another noun."""
    if a.counted is None:
        return ""
    head = a.counted.head
    things = _forms(words).things
    if head in things:
        return things[head]
    raw = t.raw(a.counted.last - 1)
    if raw[:1].isupper() and a.counted.plural and head.endswith(("ian", "an", "ese", "i", "ish", "er", "ite", "n")):
        return "person"
    if head.endswith(("man", "woman")) or (a.counted.plural and head.endswith(("ist", "ian"))):
        return "person"
    if "-" in t.quote(a.counted.first, a.counted.last) and t.lower[a.counted.last - 1] in things:
        return things[t.lower[a.counted.last - 1]]
    return "?"


def roles(t: Tokens, found: Sequence[Amount], things: Sequence[str], words: Words) -> list[Role | None]:
    """The role of each amount, None where only its neighbours can tell. All of `found` count something."""
    forms = _forms(words)
    taken = {a.first: i for i, a in enumerate(found)}
    out: list[Role | None] = []
    for i, a in enumerate(found):
        out.append(_role(t, a, things[i], forms, words, taken, found, i))
    return out


def _role(
    t: Tokens,
    a: Amount,
    thing: str,
    forms: _Forms,
    words: Words,
    taken: dict[int, int],
    found: Sequence[Amount],
    i: int,
) -> Role | None:
    if a.kind in _BY_KIND:
        if a.unit == "mm" and any(t.word(a.last + k) in _GUNS for k in range(3)):
            return Role.CALIBRE
        if a.kind in ("chance", "ratio") and a.kind == "chance" and thing == "?" and a.low is not None and a.low < 1e-4:
            return Role.RATIO
        return _BY_KIND[a.kind]
    if a.kind != "count":
        return Role.COUNT
    if a.counted is not None and a.counted.head in _IN_COURT:
        return Role.COUNT  # "six counts of attempted murder"
    noun = forms.nouns.get(a.counted.head) if a.counted is not None else None
    if (
        noun is not None
        and a.counted is not None
        and a.counted.head
        not in (
            "victim",
            "loss",
            "firefighter",
            "rescuer",
            "responder",
            "paramedic",
            "prisoner",
            "hostage",
            "detainee",
            "captive",
            "pow",
            "casualty",
            "refugee",
            "evacuee",
        )
    ):
        if noun is Role.FORCE_SIZE and (harm := _after(t, a, thing, forms, words, taken, found, near=True)) is not None:
            return harm
        return noun
    if a.counted is not None and a.counted.last - a.counted.first > 1:
        described = _described(t, a, thing, forms, words)
        if described is not None:
            return described
    if t.word(a.last) in ("for",) and t.word(a.last + 1) in ("every", "each") and noun is not None:
        return Role.RATIO
    near_before = _before(t, a, thing, forms, words, near=True)
    if near_before is Role.CASUALTIES and noun is None:
        return near_before
    near_after = _after(t, a, thing, forms, words, taken, found, near=True)
    if near_after is not None and (near_before is None or near_before not in PEOPLE_ROLES):
        return near_after
    if near_before is Role.POPULATION and noun is not None:
        return noun  # "home to 1.3 million refugees"
    if near_before is not None:
        return near_before
    lost = _lost(t, a, thing, words)
    if lost is not None:
        return lost
    if (
        thing == "person"
        and (a.low or 0) >= 1000
        and (t.word(a.first - 1) in ("its", "their") or t.word(a.first - 1).endswith("'s"))
        and a.counted is not None
        and a.counted.head in ("person", "resident", "inhabitant", "citizen")
    ):
        return Role.POPULATION
    if noun is Role.CASUALTIES and a.counted is not None and a.counted.head == "casualty" and a.op.value == "up_to":
        return Role.LOSSES
    if noun is Role.CASUALTIES and a.counted is not None and a.counted.head == "victim":
        far = _before(t, a, thing, forms, words, near=False)
        return far if far in PEOPLE_ROLES else None
    if noun is not None:
        return noun
    far_after = _after(t, a, thing, forms, words, taken, found, near=False)
    far_before = _before(t, a, thing, forms, words, near=False)
    if far_before is not None and far_before in PEOPLE_ROLES and far_after is None:
        return far_before
    return far_after or far_before


def _described(t: Tokens, a: Amount, thing: str, forms: _Forms, words: Words) -> Role | None:
    """The role in the noun phrase itself: "41 dead soldiers", "12 wounded civilians"."""
    if a.counted is None or thing not in ("person", "drone", "missile", "building"):
        return None
    for k in range(a.counted.first, a.counted.last - 1):
        if t.lower[k] in (
            "dead",
            "wounded",
            "injured",
            "missing",
            "captured",
            "killed",
            "displaced",
            "downed",
            "destroyed",
            "damaged",
        ):
            for cut, role in forms.after.get(t.lower[k], ()):
                if len(cut) == 1:
                    return _allowed(role, thing, words)
    return None


def _allowed(role: Role, thing: str, words: Words) -> Role | None:
    takes = words.role_takes.get(role.value)
    if takes is None or thing in takes:
        return role
    if role is Role.DAMAGE and thing in _WEAPON_THINGS:
        return Role.INTERCEPTED
    if role in (Role.DAMAGE, Role.INTERCEPTED, Role.KILLED) and thing in _HARDWARE:
        return Role.LOSSES
    if role is Role.INTERCEPTED and thing in ("building", "settlement", "facility"):
        return Role.DAMAGE
    if thing == "?" and role in PEOPLE_ROLES and role is not Role.LOSSES:
        return role
    return None


def _before(t: Tokens, a: Amount, thing: str, forms: _Forms, words: Words, *, near: bool) -> Role | None:
    """The role said by the words left of the amount: next to it, or within reach and the same clause."""
    k = a.first
    if near:
        while (
            k > 0
            and t.word(k - 1)
            in (
                "the",
                "a",
                "an",
                "some",
                "another",
                "their",
                "its",
                "his",
                "of",
                "staggering",
                "additional",
                "further",
                "about",
                "these",
                "those",
                "all",
                "than",
                "more",
                "at",
                "least",
                "with",
                "“",
                '"',
            )
            and a.first - k < 3
        ):
            if t.word(k - 1) in ("of", "with", "at") and _match_before(t, k, thing, forms, words, a) is not None:
                break
            k -= 1
            if t.word(k) in ("with", "at", "of") and t.word(k - 1) not in (
                "attacked",
                "struck",
                "attack",
                "strike",
                "killed",
                "wounded",
                "injured",
                "murder",
                "killing",
                "deaths",
                "population",
                "stock",
                "losses",
                "casualties",
                "toll",
                "army",
                "force",
                "group",
            ):
                return None
        for j in (a.first, k):
            role = _match_before(t, j, thing, forms, words, a)
            if role is not None:
                return role
        return None
    stands = t.word(a.first - 1) in _STANDS
    low = max(0, a.first - (2 * _REACH if stands else _REACH))
    for j in range(a.first - 1, low - 1, -1):
        if t.sentence[j] != t.sentence[a.first] or t.lower[j] in _STEADY or (t.lower[j] == "," and not stands):
            return None
        if t.kinds[j] == "n" and not t.glued[j]:
            return None
        role = _match_before(t, j, thing, forms, words, a)
        if role is not None:
            if role in (Role.INVENTORY, Role.WEAPONS, Role.FORCE_SIZE) and (
                a.first - j > 4 or t.word(j - 1) in ("has", "have", "remaining")
            ):
                continue
            if stands and a.first - j > _REACH and t.word(j - 1) not in _SUBJECTS:
                continue
            # a passive ("were killed in a strike that left 12 ...") speaks of its subject, not of what follows
            if t.word(j - 2) in ("were", "was", "been", "being") and t.word(j) in (
                "in",
                "by",
                "on",
                "when",
                "after",
                "during",
                "at",
                "near",
            ):
                return None
            return role
    return None


def _match_before(t: Tokens, j: int, thing: str, forms: _Forms, words: Words, a: Amount) -> Role | None:
    if j <= 0:
        return None
    for cut, role in forms.before.get(t.word(j - 1), ()):
        b = j - len(cut)
        if b < 0 or t.lower[b:j] != list(cut) or t.sentence[b] != t.sentence[a.first]:
            continue
        if role is Role.CASUALTIES and cut[0] in _HITS and thing != "person":
            continue  # "hit depots in three regions"
        if cut == ("claimed",) and thing not in ("person",) and t.word(j) not in ("lives",):
            continue
        if (
            len(cut) == 1
            and cut[0]
            in (
                "has",
                "have",
                "used",
                "sent",
                "remaining",
                "gave",
                "give",
                "sold",
                "forced",
                "forcing",
                "cost",
                "hit",
                "fire",
            )
            and thing not in ("drone", "missile", "aircraft", "equipment", "vessel", "building", "settlement")
            and role not in (Role.DISPLACED, Role.CASUALTIES)
        ):
            continue
        if (
            role is Role.POPULATION
            and cut[-1] == "population"
            and t.word(j) not in ("of", "at", "is", "was")
            and j != a.first
        ):
            continue
        allowed = _allowed(role, thing, words)
        if allowed is not None:
            return allowed
    return None


def _after(
    t: Tokens,
    a: Amount,
    thing: str,
    forms: _Forms,
    words: Words,
    taken: dict[int, int],
    found: Sequence[Amount],
    *,
    near: bool,
) -> Role | None:
    """The role said by the words right of the amount, over auxiliaries only (near) or within reach."""
    n = len(t)
    k = a.last
    steps = 0
    depth = 0
    while k < n and t.sentence[k] == t.sentence[a.number_first] and steps < (_REACH if near else 2 * _REACH):
        word = t.lower[k]
        beyond = _parenthesis(t, a, k, taken, found)
        if beyond:
            k = beyond
            continue
        if k in taken or word in ("not", "never") or word.endswith("n't"):
            return None  # "three customers who were not injured"
        for cut, role in forms.after.get(word, ()):
            if t.lower[k : k + len(cut)] != list(cut):
                continue
            end = k + len(cut)
            # "and injured 30": a verb with its own number
            if end in taken or (
                t.word(end) in ("at", "some", "another", "the") and (end + 1 in taken or end + 2 in taken)
            ):
                return None
            if (
                word
                in (
                    "hit",
                    "struck",
                    "damaged",
                    "destroyed",
                    "launched",
                    "fired",
                    "killed",
                    "injured",
                    "wounded",
                    "captured",
                    "used",
                )
                and not near
                and t.word(end) in ("a", "an", "the", "his", "her", "their", "its", "several", "dozens", "him", "them")
            ):
                return None
            if (
                role is Role.INJURED
                and t.word(end + (t.word(end) == ",")) == "where"
                and _DIED & set(t.lower[end : end + 8])
            ):
                return None  # "taken to hospital, where they died"
            if not near and role in PEOPLE_ROLES and t.word(k - 1) in _ITS_OWN:
                continue  # "the two played in the wounded child's home"
            allowed = _allowed(role, thing, words)
            if allowed is not None:
                if role is Role.DAMAGE and thing in _WEAPON_THINGS and _strikes(t, k):
                    return Role.LAUNCHED
                return allowed
        if word in _STEADY or word in (".", "!", "?"):
            return None
        if near and word not in _FILL and not word.endswith("ly"):
            return None
        if near and word == "and" and depth:
            return None
        if word == "and":
            if not near:
                return None
            depth += 1
        if not near and word in (",", "by", "with", "to", "that", "which"):
            return None
        k += 1
        steps += 1
    return None


def _strikes(t: Tokens, k: int) -> bool:
    """Whether the weapons do what the verb at k says ("two missiles hit a school"), or it is done to them."""
    if t.word(k - 1) in _PASSIVE or t.word(k - 2) in _PASSIVE or t.word(k + 1) == "by":
        return False
    return t.lower[k] in ("hit", "struck") or t.word(k + 1) in ("a", "an", "the", "several", "two", "three")


_PASSIVE: Final = frozenset(["were", "was", "been", "being", "are", "is", "be", "got"])


def _parenthesis(t: Tokens, a: Amount, k: int, taken: dict[int, int], found: Sequence[Amount]) -> int:
    """Where the sentence goes on behind an insertion at k: ", among them 9 children,", "—three in 100—"; 0 for none."""
    word = t.lower[k]
    if word in ("including", "among") and (k + 1 in taken or k + 2 in taken):
        return found[taken.get(k + 1, taken.get(k + 2, 0))].last
    if word not in (",", "—", "–"):
        return 0
    for end in range(k + 1, min(k + 15, len(t))):
        if t.sentence[end] != t.sentence[a.number_first]:
            return 0
        if t.lower[end] == word:
            ahead = t.word(end + 1)
            opened = t.word(k + 1) in ("including", "among", "some", "mostly", "most", "many", "or", "with", "all")
            return end + 1 if opened or ahead in _AUXILIARIES else 0
    return 0


def _lost(t: Tokens, a: Amount, thing: str, words: Words) -> Role | None:
    """ "lost 76 men": killed is the best single reading, official "lost up to 315 personnel" counts all losses."""
    for j in range(a.first - 1, max(-1, a.first - 4), -1):
        if t.sentence[j] != t.sentence[a.first]:
            return None
        if t.lower[j] in words.lost:
            if thing in _HARDWARE or thing in ("drone", "missile"):
                return Role.LOSSES
            if thing in ("person", "") and a.kind == "count":
                official = a.counted is not None and a.counted.head in ("personnel", "serviceman")
                return Role.LOSSES if official or t.lower[j] in ("losses",) else Role.KILLED
            return None
        if t.kinds[j] != "w" or t.lower[j] not in (
            "over",
            "more",
            "than",
            "at",
            "least",
            "up",
            "to",
            "some",
            "about",
            "around",
            "nearly",
            "almost",
            "roughly",
            "another",
            "the",
            "of",
            "approximately",
            "as",
            "many",
        ):
            return None
    return None


def is_lost(t: Tokens, a: Amount, words: Words) -> bool:
    """Whether the amount stands right after "lost"."""
    return any(
        t.lower[j] in words.lost and t.sentence[j] == t.sentence[a.first] for j in range(max(0, a.first - 3), a.first)
    )


def settled(role: Role | None, thing: str, a: Amount, words: Words) -> Role:
    """The role of an amount that neither its words nor its neighbours tell."""
    if role is not None:
        return role
    if thing == "force":
        return Role.FORCE_SIZE
    if a.counted is not None and a.counted.head in words.military and thing == "person" and (a.low or 0) >= 100:
        return Role.FORCE_SIZE
    if (
        thing == "person"
        and a.counted is not None
        and a.counted.head in ("firefighter", "rescuer", "responder", "paramedic")
    ):
        return Role.RESPONDERS
    return Role.COUNT
