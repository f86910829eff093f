"""Numbers that count nothing: dates, years, clock times, names, references, addresses, telephone numbers, marks of lists."""

from __future__ import annotations

from typing import Final

from firsthand.count.nouns import is_plural
from firsthand.count.numerals import Numeral
from firsthand.count.tokens import Tokens
from firsthand.count.words import Words

_HYPHENS: Final = frozenset("-‐‑–−/")
_ORDINAL_ENDS: Final = frozenset(["st", "nd", "rd", "th"])


def trap(
    t: Tokens, n: Numeral, words: Words, *, modified: bool, unit: bool, signed: bool = False, behind: int = 0
) -> str | None:
    """Why the numeral counts nothing, in a word; None when it may count.

    `modified`: an operator such as "more than" stands before it; `unit`: a unit or currency beside it; `signed`: a currency sign before it;
    `behind`: where the amount before it ends.
    """
    a, b = n.first, n.last
    before, after = t.word(a - 1), t.word(b)
    if n.spelled:
        return _spelled_trap(t, n, words, modified=modified, unit=unit)
    # glued to letters or other digits: S23, 2nd, 90210-1234, www addresses
    if after in _ORDINAL_ENDS and t.glued[b]:
        return "ordinal"
    if a and t.glued[a] and not signed:
        left = t.kinds[a - 1]
        if left == "w" or t.lower[a - 1] in ("_", "#", "@", "\\"):
            return "name"
        if t.lower[a - 1] == "." and a > 1 and t.glued[a - 1] and t.kinds[a - 2] == "w":
            return "footnote"
        if t.lower[a - 1] in "”\"’'])" and t.sentence[a] != t.sentence[a - 1]:
            return "footnote"
        if t.lower[a - 1] in ("]", "”") and not modified:
            return "footnote"
        if t.lower[a - 1] in _HYPHENS and a > 1 and t.glued[a - 1] and t.kinds[a - 2] == "w":
            joined = t.lower[a - 2]
            if joined not in ("mid", "sub", "non", "per", "to", "minus"):
                return "name"
    if (
        a > 1
        and t.glued[a]
        and t.lower[a - 1] == "-"
        and t.kinds[a - 2] == "w"
        and len(t.lower[a - 2]) > 2
        and t.raw(a - 2).isupper()
        and not signed
        and not unit
    ):
        return "name"  # COVID -19
    if (
        a
        and t.glued[a]
        and t.lower[a - 1] in _HYPHENS
        and a > 1
        and t.glued[a - 1]
        and t.kinds[a - 2] == "w"
        and len(t.lower[a - 2]) <= 3
        and t.capital(a - 2)
    ):
        return "name"
    if b < len(t) and t.glued[b] and t.kinds[b] == "w" and not unit and t.lower[b] not in ("s",):
        return "name"
    if b < len(t) and t.glued[b] and t.lower[b] == "s":
        if (
            isinstance(n.value, int)
            and n.value < 10
            and a
            and (t.capital(a - 1) or (t.lower[a - 1] in _HYPHENS and t.glued[a]))
        ):
            return "name"  # two Model 3s, a pair of 4-3s
        tens = isinstance(n.value, int) and n.value % 10 == 0 and len(t.raw(a)) in (2, 4)
        if not unit or (
            tens and before in ("the", "in", "early", "late", "mid", "-", "his", "her", "their", "'", "’", "and")
        ):
            return "decade"
    if after == "'s" or (after in ("'", "’") and t.word(b + 1) == "s"):
        return "decade"
    # clock times
    if (after in words.clock_after and (not isinstance(n.value, float) or not unit)) or (
        after in ("a", "p") and t.word(b + 1) in (".", "m")
    ):
        return "clock"
    if after == ":" and b + 1 < len(t) and t.glued[b] and t.glued[b + 1] and t.kinds[b + 1] == "n":
        return "clock"
    if before == ":" and a > 1 and t.glued[a] and t.glued[a - 1] and t.kinds[a - 2] == "n":
        return "clock"
    if after == "hours" and len(t.raw(a)) == 4 and t.raw(a).isdigit() and t.raw(a)[0] in "012" and not modified:
        return "clock"
    # telephone numbers and numeric dates: three groups tied by hyphens, dots or slashes
    if not unit and _tied(t, a, b):
        return "date or telephone number"
    if not n.fraction and _date(t, n, words):
        return "date"
    if n.year and not unit and not modified and _year(t, n, words):
        return "year"
    if unit:
        window = n.value == 24 and after == "hours" and before in ("last", "past", "previous", "preceding", "within")
        return "window" if window else None  # "the past 24 hours" is the day a bulletin reports on
    # marks of a list: "3. " or "(3)" at the beginning of a line
    if (
        (t.line[a] or (before == "(" and t.line[a - 1]))
        and after in (".", ")", ":")
        and b < len(t)
        and t.glued[b]
        and isinstance(n.value, int)
        and n.value < 100
    ):
        return "list mark"
    if before == "[" and after in ("]", ",", "–", "-") and isinstance(n.value, int) and _in_brackets(t, a, b):
        return "reference"
    if before in (",", "–", "-") and after in ("]", ",", "–", "-") and _in_brackets(t, a, b):
        return "reference"
    if before in ("#", "№") or after == "zip":
        return "name"
    if (
        n.value == 911
        and not modified
        and not (
            b < len(t)
            and t.kinds[b] == "w"
            and _plural_soon(t, b, words)
            and after not in ("calls", "call", "dispatchers", "dispatcher", "operators", "operator", "center", "centre")
        )
    ):
        return "telephone number"
    if before in ("top", "bottom") and not (b < len(t) and t.kinds[b] == "w" and _plural_soon(t, b, words)):
        return "rank"
    # a name or label before it: Article 5, Flight 17, Brigade 47
    label_at = a - 2 if before == "." else a - 1
    label = t.word(label_at)
    if label in words.labels and isinstance(n.value, int | float) and not modified:
        counted = (
            b < len(t)
            and t.kinds[b] == "w"
            and not t.capital(b)
            and is_plural(t.lower[b], t.raw(b), words)
            and label
            not in (
                "no",
                "nos",
                "number",
                "article",
                "part",
                "model",
                "game",
                "flight",
                "fig",
                "figs",
                "figure",
                "table",
                "eq",
                "eqs",
                "section",
                "chapter",
                "page",
                "pages",
                "ref",
                "refs",
                "phase",
                "phases",
            )
        )
        if (
            t.capital(label_at)
            or label
            in (
                "page",
                "pages",
                "paragraph",
                "section",
                "chapter",
                "article",
                "route",
                "room",
                "flight",
                "number",
                "no",
                "figure",
                "table",
                "week",
                "day",
                "phase",
                "stage",
                "level",
                "grade",
                "group",
                "channel",
                "type",
                "class",
                "category",
                "version",
                "phases",
                "sessions",
                "sites",
                "figs",
                "fig",
                "tables",
                "columns",
                "equations",
                "eqs",
                "ref",
                "refs",
                "chapters",
                "steps",
                "season",
                "episode",
            )
        ) and not counted:
            if label in ("m", "a", "b", "no") and not t.capital(label_at) and before != ".":
                return None
            return "name"
    # a number before a street: 82 Harbour Street
    if n.value is not None and isinstance(n.value, int) and t.capital(b) and not modified:
        for k in range(b, min(b + 4, len(t))):
            if t.kinds[k] != "w" or not t.capital(k):
                break
            if t.lower[k] in words.address and k > b:
                return "address"
    if (after in ("-", "–") and t.word(b + 1) == "block") or (
        after == "block" and isinstance(n.value, int) and n.value >= 100
    ):
        return "address"
    # a capitalised name straight before a bare number, nothing plural behind: Falcon 9, Samara 24
    if (
        a > behind
        and t.kinds[a - 1] == "w"
        and any(letter.isupper() for letter in t.raw(a - 1))
        and t.sentence[a - 1] == t.sentence[a]
        and not modified
        and isinstance(n.value, int)
        and not t.line[a]
        and "," not in t.raw(a)
        and b == a + 1
        and not (a == 1 or t.sentence[a - 2] != t.sentence[a - 1])
        and not (
            b < len(t)
            and t.kinds[b] == "w"
            and (
                is_plural(t.lower[b], t.raw(b), words)
                or _plural_soon(t, b, words)
                or t.lower[b] in ("killed", "dead", "injured", "wounded", "people")
            )
        )
        and t.lower[a - 1] not in words.months
    ):
        return "name"
    # scores of games: 2-1, 3–3
    if (
        before in ("-", "–")
        and a > 1
        and t.glued[a]
        and t.glued[a - 1]
        and len(t.raw(a)) == 2
        and len(t.raw(a - 2)) == 4
        and t.raw(a - 2).isdigit()
        and t.raw(a - 2)[:2] in ("19", "20")
    ):
        return "year"  # 2013-14
    pair = _pair(t, a, b)
    if pair is not None and not modified:
        ahead, behind = pair
        if ahead >= behind or (behind < 100 and not _countable_after(t, a, b, words)):
            return "score"
    return None


def _spelled_trap(t: Tokens, n: Numeral, words: Words, *, modified: bool, unit: bool) -> str | None:
    a, b = n.first, n.last
    before, after = t.word(a - 1), t.word(b)
    if after in words.clock_after:
        return "clock"
    for k in (a - 1, a):
        for idiom in _idioms(words).get(t.word(k), ()):
            if k + len(idiom) <= a or not t.phrase_at(k, idiom):
                continue
            if unit and (k + len(idiom) == a + 1 or before in ("least", "than", "in", "within")):
                continue  # "that one mile", "at least one day"
            return "idiom"
    if before in ("top", "bottom") and not (b < len(t) and t.kinds[b] == "w" and _plural_soon(t, b, words)):
        return "rank"
    if before in words.labels and t.capital(a - 1) and n.value is not None and not unit and before not in ("a", "no"):
        return "name"
    if (
        n.value is not None
        and before in ("in",)
        and n.value in (2,)
        and after in (".", ",", ";", "", "by", "and", "at", "with")
    ):
        return "idiom"
    if t.word(a - 1) in _HYPHENS and a > 1 and t.glued[a] and t.glued[a - 1] and t.kinds[a - 2] == "w":
        return "name"
    if (
        after in _HYPHENS
        and b + 1 < len(t)
        and t.glued[b]
        and t.glued[b + 1]
        and t.word(b + 1) in ("way", "sided", "on", "off", "stop", "time", "third", "thirds", "fifth", "fold")
    ):
        return "idiom" if t.word(b + 1) in ("way", "sided", "on", "off", "stop", "time") else None
    if after in words.ordinals and t.word(b) in ("hundredth",):
        return "ordinal"
    if after in _HYPHENS and t.word(b + 1) in words.ordinals and t.glued[b] and not n.fraction:
        return "ordinal"
    return None


_IDIOMS: dict[int, dict[str, tuple[tuple[str, ...], ...]]] = {}


def _idioms(words: Words) -> dict[str, tuple[tuple[str, ...], ...]]:
    from firsthand.count.tokens import phrase

    known = _IDIOMS.get(id(words))
    if known is None:
        found: dict[str, list[tuple[str, ...]]] = {}
        for idiom in words.idioms:
            cut = phrase(idiom)
            found.setdefault(cut[0], []).append(cut)
        known = _IDIOMS[id(words)] = {first: tuple(cuts) for first, cuts in found.items()}
    return known


def _tied(t: Tokens, a: int, b: int) -> bool:
    """Part of 252-555-1411, 5/11/2024, 12.03.2024 or 1-800-...: three numbers tied without spaces."""

    def ties(k: int) -> bool:
        return 0 < k < len(t) - 1 and t.lower[k] in ("-", "/", ".", "–") and t.glued[k] and t.glued[k + 1]

    right = ties(b) and t.kinds[b + 1] == "n"
    left = ties(a - 1) and a > 1 and t.kinds[a - 2] == "n"
    if right and left:
        return True
    if right and ties(b + 2) and b + 3 < len(t) and t.kinds[b + 3] == "n":
        return True
    if left and ties(a - 3) and a > 3 and t.kinds[a - 4] == "n":
        return True
    if t.word(b) == "-" and right and len(t.raw(b + 1)) == 4 and len(t.raw(a)) == 3:  # 555-1411
        return True
    if left and t.word(a - 1) == "-" and len(t.raw(a)) == 4 and len(t.raw(a - 2)) == 3:
        return True
    return bool(t.word(a - 1) == ")" and len(t.raw(a)) == 3 and right)


def _date(t: Tokens, n: Numeral, words: Words) -> bool:
    """A day beside a month, or a year behind one: 5 November, Nov. 5, November 5-6, 5 and 6 May, June 2018."""
    if not isinstance(n.value, int) or "," in t.raw(n.first):
        return False
    a, b = n.first, n.last
    k = a - 1
    if t.word(k) == ".":
        k -= 1
    month_before = t.word(k) in words.months and (
        t.capital(k)
        or t.word(k) not in ("may", "march", "mar", "sep", "sept", "dec", "jan")
        or t.word(k - 1) in ("on", "in", "by", "since", "until", "of", "after", "before")
    )
    if month_before and not t.line[a] and (n.value <= 31 or n.year):
        return True
    if n.value <= 31:
        after = b
        if t.word(after) == "of":
            after += 1
        if t.word(after) in words.months and (
            t.capital(after) or t.word(after) not in ("may", "march", "mar", "dec", "sep")
        ):
            return True
        # 5-6 November; 5 and 6 November; November 5 and 6; November 5-6
        if t.word(b) in ("-", "–", "and", "to", "or", "until", ",") and b + 1 < len(t) and t.kinds[b + 1] == "n":
            follow = b + 2
            if t.word(follow) == "of":
                follow += 1
            if (
                t.word(follow) in words.months
                and t.capital(follow)
                and t.raw(b + 1).isdigit()
                and len(t.raw(b + 1)) <= 2
            ):
                return True
        if (
            t.word(a - 1) in ("-", "–", "and", "to", "or")
            and a > 1
            and t.kinds[a - 2] == "n"
            and len(t.raw(a - 2)) <= 2
        ):
            behind = a - 3
            if t.word(behind) == ".":
                behind -= 1
            if t.word(behind) in words.months and t.capital(behind):
                return not (b < len(t) and t.kinds[b] == "w" and is_plural(t.lower[b], t.raw(b), words))
        if t.word(a - 1) in words.weekdays and t.capital(a - 1):
            return not (b < len(t) and _plural_soon(t, b, words))  # "on Friday 12 people ..."
    # November 5, 2024 and 5 November, 2024
    if n.year and t.word(a - 1) == "," and a > 2:
        if t.kinds[a - 2] == "n" and (t.word(a - 3) in words.months or t.word(a - 4) in words.months):
            return True
        if t.word(a - 2) in words.months:
            return True
    return False


def _year(t: Tokens, n: Numeral, words: Words) -> bool:
    a, b = n.first, n.last
    before = t.word(a - 1)
    if isinstance(n.value, int) and n.value > 2200:
        return False
    nxt = t.word(b)
    plural = (
        b < len(t)
        and t.kinds[b] == "w"
        and not t.capital(b)
        and (is_plural(nxt, t.raw(b), words) or _plural_soon(t, b, words))
    )
    if isinstance(n.value, int) and 1900 <= n.value <= 2200:
        if before in words.year_before or t.capital(a - 1):
            return True
        return not (plural and n.value % 100 == 0)
    return (
        before
        in (
            "in",
            "since",
            "until",
            "from",
            "by",
            "of",
            "during",
            "between",
            "circa",
            "around",
            "(",
            "act",
            "late",
            "early",
            "year",
            "and",
            "to",
            "-",
            "–",
        )
        and not plural
    )


def _plural_soon(t: Tokens, b: int, words: Words) -> bool:
    """A lower-case plural within the next few words: "2000 unarmed men"."""
    for k in range(b, min(b + 3, len(t))):
        if t.kinds[k] != "w" or t.lower[k] in words.stops:
            return False
        if is_plural(t.lower[k], t.raw(k), words):
            return True
    return False


def _pair(t: Tokens, a: int, b: int) -> tuple[int, int] | None:
    """The two numbers of "3-1" with the numeral as one of them."""
    for left, right in ((a, b + 1), (a - 2, a)):
        if (
            left >= 0
            and right < len(t)
            and right - left == 2
            and t.lower[left + 1] in ("-", "–")
            and t.glued[left + 1]
            and t.glued[right]
            and t.kinds[left] == t.kinds[right] == "n"
            and t.raw(left).isdigit()
            and t.raw(right).isdigit()
            and len(t.raw(left)) <= 3
            and len(t.raw(right)) <= 3
        ):
            return int(t.raw(left)), int(t.raw(right))
    return None


def _countable_after(t: Tokens, a: int, b: int, words: Words) -> bool:
    """Whether a plural, a unit word or a scale follows the second number of a pair."""
    end = b + 2 if t.word(b) in ("-", "–") else b
    if end >= len(t) or t.kinds[end] not in ("w", "m"):
        return False
    if t.lower[end] in ("%", "percent", "-", "°", "million", "billion", "hundred", "thousand", "per"):
        return True
    if t.kinds[end] != "w" or t.lower[end] in words.stops:
        return False
    return (
        (len(t.lower[end]) <= 3 and t.lower[end].isalpha())
        or is_plural(t.lower[end], t.raw(end), words)
        or _plural_soon(t, end, words)
    )


def _in_brackets(t: Tokens, a: int, b: int) -> bool:
    """[2], [2, 5], [2–5]: nothing but whole numbers and their marks between square brackets."""
    left = a - 1
    for _ in range(24):
        if left < 0 or t.lower[left] == "[":
            break
        if t.kinds[left] == "w" or (t.lower[left] not in (",", "-", "–", ";") and t.kinds[left] != "n"):
            return False
        left -= 1
    right = b
    for _ in range(24):
        if right >= len(t) or t.lower[right] == "]":
            break
        if t.kinds[right] == "w" or (t.lower[right] not in (",", "-", "–", ";") and t.kinds[right] != "n"):
            return False
        right += 1
    return t.word(left) == "[" and t.word(right) == "]"
