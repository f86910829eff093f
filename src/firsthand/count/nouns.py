"""The noun phrase that a number counts, found without a tagger: up to the first plural, or what stands before a stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firsthand.count.tokens import Tokens
from firsthand.count.words import Words

_HYPHENS: Final = frozenset("-‐‑–")
_LONGEST: Final = 9  # tokens of a counted noun phrase
_COMPASS: Final = frozenset(["north", "south", "east", "west"])  # "10,000 North Korean troops"
_ENDS: Final = frozenset('.,;:!?()[]{}…—"“”«»|=<>+')


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens first..last-1; `head` is the counted noun in the singular, `plural` whether it stood in the plural."""

    first: int
    last: int
    head: str
    plural: bool


def singular(word: str, words: Words) -> str:
    """`word` in the singular, as well as spelling tells."""
    if word in words.irregular_plurals:
        return words.irregular_plurals[word]
    word = word.removesuffix("'s").removesuffix("'")
    if word in words.not_plural or len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("ves") and word[:-3] in ("shel", "hal", "wol", "kni", "li", "wi", "thie", "lea"):
        return word[:-3] + ("fe" if word[:-3] in ("kni", "li", "wi") else "f")
    if word.endswith("oes"):
        return word[:-2]
    return word[:-1]


def is_plural(word: str, raw: str, words: Words) -> bool:
    if word in words.irregular_plurals:
        return True
    if word in words.not_plural or len(word) < 3:
        return False
    if word.endswith("men") and len(word) > 4:
        return True
    if not word.endswith("s") or "'" in word:
        return False
    return len(word) > 3 or raw[:-1].isupper()


def counted_at(t: Tokens, i: int, words: Words, *, of: bool = False, one: bool = False) -> Counted | None:
    """The noun phrase counted from token i on; None when none begins there.

    `of`: an "of" may stand first ("dozens of people"). `one`: the number is one, so that the noun is in
    the singular.
    """
    k = i
    if t.word(k) == "of" and of:
        k += 1
        if t.word(k) in ("the", "these", "those", "his", "her", "its", "their", "our", "my", "your", "all"):
            k += 1
        if t.word(k) == "the":
            k += 1
    first = k
    n = len(t)
    if k >= n or t.sentence[k] != t.sentence[i] or (t.line[k] and k > i):
        return None
    last_word = -1
    while k < n and k - first < _LONGEST and t.sentence[k] == t.sentence[first] and not (t.line[k] and k > first):
        word, kind = t.lower[k], t.kinds[k]
        if kind == "w":
            opener = word in words.openers
            if word == "remains" and t.word(k - 1) in ("human", "skeletal"):
                return Counted(first, k + 1, "remain", True)
            if word in words.stops and not (k == first and opener and _opens(t, k, words)):
                if k > first and t.glued[k] and t.lower[k - 1] in _HYPHENS:
                    last_word = k
                    k += 1
                    continue  # coal-fired plants
                if word in ("and", "&") and last_word == k - 1 and _pair_of_adjectives(t, k, words):
                    k += 1
                    continue
                named = word in _COMPASS and t.capital(k) and t.capital(k + 1)
                if not named and not (word in ("us", "it", "who") and t.raw(k).isupper()):
                    break
            if opener and is_plural(word, t.raw(k), words) and _opens(t, k, words):
                last_word = k
                k += 1
                continue
            if is_plural(word, t.raw(k), words) and not (
                opener and word not in ("wounded", "injured", "dead", "others")
            ):
                nxt = k + 1
                if (
                    nxt < n
                    and t.kinds[nxt] == "w"
                    and not t.glued[nxt]
                    and t.lower[nxt] not in words.stops
                    and (
                        (
                            word in words.attributive_plurals
                            and (
                                is_plural(t.lower[nxt], t.raw(nxt), words)
                                or (
                                    t.raw(nxt).islower()
                                    and word
                                    not in (
                                        "people",
                                        "men",
                                        "women",
                                        "children",
                                        "troops",
                                        "police",
                                        "personnel",
                                        "aircraft",
                                        "staff",
                                    )
                                )
                            )
                        )
                        or (word in words.attributive_plurals and is_plural(t.lower[nxt], t.raw(nxt), words))
                    )
                    and not t.lower[nxt].endswith(("ed", "ly", "ing"))
                ):
                    last_word = k
                    k += 1
                    continue
                return Counted(first, k + 1, singular(word, words), True)
            if word.endswith("ly") and k > first and not t.capital(k):
                break
            last_word = k
        elif kind == "n":
            # a number inside a name: P-800 Oniks missiles, Su-34 jets
            named = k > first and t.capital(k - 1) and t.kinds[k - 1] == "w" and _plural_at(t, k + 1, words)
            if not named and not (k > first and t.glued[k]):
                break
        elif word in _HYPHENS or word in ("'", "’", "/", "&"):
            if not (t.glued[k] and k > first) and word != "&":
                break
        elif word in ("“", '"') and k == first:
            first = k + 1
        else:
            break
        k += 1
    if last_word < 0:
        return None
    # no plural: the noun is the last word, if the words look like a noun phrase at all
    limit = last_word + 1
    head = t.lower[last_word]
    if head.endswith(("ed", "ing", "ly")) and not one:
        return None
    if limit - first > (5 if one else 3):
        limit = first + 1
        head = t.lower[first]
    return Counted(first, limit, singular(head, words), False)


def _plural_at(t: Tokens, k: int, words: Words) -> bool:
    """Whether a lower-case plural stands at k: what "12 Falcon 9 rockets" counts."""
    return k < len(t) and t.kinds[k] == "w" and t.raw(k).islower() and is_plural(t.lower[k], t.raw(k), words)


def _pair_of_adjectives(t: Tokens, k: int, words: Words) -> bool:
    """Whether "and" at k joins two adjectives before one plural: "civilian and military vehicles"."""
    for j in range(k + 1, min(k + 4, len(t))):
        if t.kinds[j] != "w" or t.lower[j] in words.stops or t.lower[j] in words.ones or t.lower[j] in words.vague:
            return False
        if is_plural(t.lower[j], t.raw(j), words):
            return j > k + 1
    return False


def _opens(t: Tokens, k: int, words: Words) -> bool:
    """Whether the word at k, which may also end a phrase, stands before a counted plural: "25 wounded soldiers"."""
    nxt = k + 1
    if nxt >= len(t) or t.kinds[nxt] != "w":
        return False
    if t.lower[nxt] in words.openers and nxt + 1 < len(t):
        nxt += 1
    if t.lower[nxt] in words.stops:
        return False
    for j in range(nxt, min(nxt + 3, len(t))):
        if t.kinds[j] != "w" or t.lower[j] in words.stops or t.sentence[j] != t.sentence[k]:
            return t.lower[k] in ("more", "other", "new", "additional", "further") and j > nxt
        if is_plural(t.lower[j], t.raw(j), words):
            return True
    return False
