"""Conditions, outcomes and signs in one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.events.closed import Closed
from firsthand.forecasts.lists import Lists
from firsthand.identify.words import Word
from firsthand.model.forecast import ForecastKind, Strength

ENDS = (".", "!", "?", "”", '"', "’", "'", ")", ";", ":", "_", "*")
PERCENT = re.compile(r"\b(\d{1,3})(?:-| )?(?:%|per ?cent)(?: \w+)? (?:chance|probability|likelihood)", re.I)
MODALS = frozenset(
    ["will", "would", "could", "may", "might", "'ll", "'d", "won't", "wouldn't", "couldn't", "can", "shall"]
)
LONGEST = 90  # words of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """A forecast in words: ranges `first..last` of the outcome and of the condition."""

    kind: ForecastKind
    outcome: tuple[int, int]
    condition: tuple[int, int] | None
    strength: Strength
    rule: str


def forecast_in(told: Sequence[Word], first: int, last: int, said: Lists, known: Closed) -> Found | None:
    """The forecast that a sentence makes, if it makes one; a condition goes before a plain prediction."""
    last = min(last, first + LONGEST)
    while last > first and told[last - 1].text in ENDS:
        last -= 1
    if last - first < 4:
        return None
    return (
        _conditional(told, first, last, said, known)
        or _implicit(told, first, last, said, known)
        or _sign(told, first, last, said, known)
        or _predicted(told, first, last, said, known)
    )


def _phrase(told: Sequence[Word], at: int, last: int, phrases: Mapping[str, tuple[tuple[str, ...], ...]]) -> int:
    """How many words of a listed phrase begin at `at`."""
    for parts in phrases.get(told[at].low, ()):
        if at + len(parts) <= last and all(told[at + k].low == part for k, part in enumerate(parts)):
            return len(parts)
    return 0


def _conditional(told: Sequence[Word], first: int, last: int, said: Lists, known: Closed) -> Found | None:
    """ "If X, Y", "Y if X", "unless X, Y", "Should X, Y", "without X, Y would"."""
    for at in range(first, last):
        width = _phrase(told, at, last, said.openers)
        if not width:
            continue
        word, before = told[at].low, told[at - 1].low if at > first else ""
        after = told[at + width].low if at + width < last else ""
        opens = at == first or before in ("but", "and", "that", ",", "“", '"', ":", "—", "–", "then")
        if word in ("should", "were", "once", "without", "barring") and not (opens and at - first < 3):
            continue
        if word == "should" and not (opens and (after in known.determiners or after[:1].isalpha())):
            continue
        if before in said.table.not_after or after in said.table.not_before:
            continue
        if opens:
            comma = next((k for k in range(at + width, last) if told[k].text in (",", "—", "–")), None)
            modal = _modal(told, at + width, last)
            if comma is None:
                continue
            if (
                told[comma + 1 :]
                and comma + 1 < last
                and _modal(told, comma, last) is None
                and modal is not None
                and modal < comma
            ):
                following = [k for k in range(comma + 1, last) if told[k].text == ","]
                comma = following[0] if following and _modal(told, following[0], last) is not None else comma
            condition, outcome = (at + width, comma), (comma + 1, last)
        else:
            end = next((k for k in range(at + width, last) if told[k].text in (",", ";", "”", '"')), last)
            condition = (at + width, end)
            start = _clause_start(told, first, at, known)
            outcome = (start, at)
        if condition[1] - condition[0] < 2 or outcome[1] - outcome[0] < 2:
            continue
        kind = _condition_kind(told, condition, outcome, known)
        if word in ("once", "without", "barring", "even") and _modal(told, *outcome) is None:
            continue
        if kind is None:
            continue
        return Found(kind, outcome, condition, _strength(told, *outcome, said), "conditional")
    return None


def _condition_kind(
    told: Sequence[Word], condition: tuple[int, int], outcome: tuple[int, int], known: Closed
) -> ForecastKind | None:
    """Forecast, inference or counterfactual, from the tenses of the two clauses; None for a rule or habit."""
    inner = [told[k].low for k in range(*condition)]
    outer = [told[k].low for k in range(*outcome)]
    modal = _modal(told, *outcome)
    perfect = modal is not None and any(
        word in ("have", "'ve") for word in outer[modal - outcome[0] + 1 : modal - outcome[0] + 4]
    )
    if perfect and told[modal or 0].low in ("would", "could", "might", "wouldn't", "couldn't", "'d"):
        return ForecastKind.COUNTERFACTUAL
    if "had" in inner[:6] and modal is not None and told[modal].low in ("would", "could", "might"):
        return ForecastKind.COUNTERFACTUAL
    present_perfect = any(
        w in ("has", "have") and k + 1 < len(inner) and inner[k + 1].endswith(("ed", "en", "n", "ied"))
        for k, w in enumerate(inner)
    )
    meaning = any(
        outer[k] in ("mean", "means", "imply", "implies", "suggest", "suggests", "equal", "amount")
        for k in range(len(outer))
    )
    if meaning and (present_perfect or any(w in ("true", "correct", "accurate", "right") for w in inner)):
        return ForecastKind.CONDITIONAL_INFERENCE
    if any(w in ("true", "correct", "accurate", "confirmed") for w in inner) and modal is None:
        return ForecastKind.CONDITIONAL_INFERENCE
    if outer and (outer[0] in ("please", "contact", "click", "see", "call") or outer[0] in known.be):
        return None
    past = modal is None and any(w in ("was", "were", "did") for w in outer)
    return None if past else ForecastKind.CONDITIONAL


def _modal(told: Sequence[Word], first: int, last: int) -> int | None:
    return next((k for k in range(first, last) if told[k].low in MODALS), None)


def _clause_start(told: Sequence[Word], first: int, before: int, known: Closed) -> int:
    """Where the clause that ends before `before` begins: behind "that", a colon, a quotation mark."""
    for k in range(before - 1, first - 1, -1):
        if told[k].text in (";", ":", "—", "–", "“", '"') or (
            told[k].low == "that" and k + 1 < before and not known.auxiliary(told[k + 1].low)
        ):
            return k + 1
    return first


def _strength(told: Sequence[Word], first: int, last: int, said: Lists) -> Strength:
    """The strength that the words of an outcome state; the weakest word rules."""
    found = {said.strength[told[k].low] for k in range(first, last) if told[k].low in said.strength}
    if any(told[k].low in ("not", "never", "no") and told[k + 1].low == "likely" for k in range(first, last - 1)):
        return Strength.UNLIKELY
    for strength in (Strength.UNLIKELY, Strength.POSSIBLE, Strength.PROBABLE, Strength.CERTAIN):
        if strength in found:
            if strength is Strength.PROBABLE and any(
                told[k].low in ("inevitably", "certainly", "surely") for k in range(first, last)
            ):
                return Strength.CERTAIN
            return strength
    return Strength.PROBABLE


def _implicit(told: Sequence[Word], first: int, last: int, said: Lists, known: Closed) -> Found | None:
    """ "A second front would force ...": a happening as subject, a modal, a verb of consequence."""
    for k in range(first + 1, last - 1):
        modal = told[k].low
        if modal not in ("would", "could", "might", "will", "may", "wouldn't", "'d"):
            continue
        v = k + 1
        while v < last and (
            told[v].low in known.adverbs
            or told[v].low.endswith("ly")
            or told[v].low in known.negations
            or told[v].low in ("fact", "turn", "also", ",")
        ):
            v += 1
        if v >= last or told[v].low == "have":
            if v < last and told[v].low == "have" and modal in ("would", "could", "might"):
                before = _subject(told, first, k, known)
                if before and told[before[1] - 1].low in ("which", "that", "this", "it"):
                    return Found(
                        ForecastKind.COUNTERFACTUAL,
                        (v, last),
                        _antecedent(told, first, before[0]),
                        Strength.PROBABLE,
                        "would_have",
                    )
            continue
        if told[v].low not in said.table.consequence and not (told[v].low == "be" and modal in ("would", "could")):
            continue
        subject = _subject(told, first, k, known)
        if subject is None or subject[1] - subject[0] < 1:
            continue
        words = [told[i].low for i in range(*subject)]
        if words[0] in ("he", "she", "they", "we", "i", "you", "who"):
            continue
        eventful = any(w in said.table.happenings or w.endswith(("tion", "ment", "sion", "ing")) for w in words)
        if not eventful or (
            modal in ("will", "may", "might")
            and not any(
                w in said.table.happenings and w not in ("it", "this", "that", "plan", "support") for w in words
            )
        ):
            continue
        end = _outcome_end(told, v, last, known)
        return Found(ForecastKind.IMPLICIT_CONDITIONAL, (v, end), subject, _strength(told, k, end, said), "implicit")
    return None


def _antecedent(told: Sequence[Word], first: int, at: int) -> tuple[int, int] | None:
    end = at
    while end > first and told[end - 1].text == ",":
        end -= 1
    start = (
        next(
            (k for k in range(end - 1, max(first, end - 8) - 1, -1) if told[k].low in ("to", "of", ",", "by")),
            max(first, end - 8) - 1,
        )
        + 1
    )
    return (start, end) if start < end else None


def _subject(told: Sequence[Word], first: int, modal: int, known: Closed) -> tuple[int, int] | None:
    """The noun phrase before a modal."""
    k = modal - 1
    while k >= first and modal - k < 14:
        w = told[k].low
        if told[k].text in (",", ";", ":", "—", "–", "“", '"', "(", ")") or (
            w in ("that", "and", "but", "or", "whether", "because", "while", "claiming", "said", "says", "which")
            and k < modal - 1
        ):
            break
        if known.auxiliary(w) and not w.startswith("'"):
            return None
        k -= 1
    while k + 1 < modal and told[k + 1].low in ("but", "and", "so", "then"):
        k += 1
    return (k + 1, modal) if k + 1 < modal else None


def _outcome_end(told: Sequence[Word], start: int, last: int, known: Closed) -> int:
    for k in range(start + 1, last):
        if told[k].text in (";", "—", "”", '"') or (
            told[k].text == ","
            and k + 1 < last
            and told[k + 1].low in ("but", "said", "he", "she", "according", "which", "while")
        ):
            return k
    return last


def _sign(told: Sequence[Word], first: int, last: int, said: Lists, known: Closed) -> Found | None:
    """ "a risk of renewed fighting", "fears that ...", "warned that X could ..."."""
    for at in range(first, last):
        width = _phrase(told, at, last, said.signs)
        if not width or at + width >= last:
            continue
        if told[at - 1].low in ("no", "without", "not") and at > first:
            continue
        start = at + width
        end = _outcome_end(told, start, last, known)
        words = [told[k].low for k in range(start, end)]
        needs = any(w in said.table.sign_needs for w in words)
        future = _modal(told, start, end) is not None
        if not needs and not future:
            continue
        if told[at].low.startswith("warn") and not future and told[start - 1].low != "of":
            continue
        if told[start - 1].low in ("for", "posed") and not needs:
            continue
        return Found(ForecastKind.WARNING_INDICATOR, (start, end), None, _strength(told, at, end, said), "sign")
    return None


def _predicted(told: Sequence[Word], first: int, last: int, said: Lists, known: Closed) -> Found | None:
    """A plain prediction: "will", "may", "is expected to", "is unlikely to", "the chances of X are low"."""
    for at in range(first, last):
        for parts, strength in said.predicting.get(told[at].low, ()):
            if at + len(parts) <= last and all(told[at + k].low == part for k, part in enumerate(parts)):
                if (
                    parts[0] in ("is", "are")
                    and parts[-1] == "to"
                    and parts[1] in ("expected", "set", "going", "poised")
                    and _settled(told, at + len(parts), last, said)
                ):
                    continue
                if parts[-1] == "coming" and at + len(parts) < last and told[at + len(parts)].low in PARTICLES:
                    continue  # "is coming apart", "is coming from"
                if "chance" in parts[0] or "chances" in parts:
                    low = any(told[k].low in ("low", "slim", "small", "remote", "minimal") for k in range(at, last))
                    if not low:
                        continue
                    return Found(ForecastKind.FORECAST, (at + len(parts), last), None, Strength.UNLIKELY, "predicting")
                start = _clause_start(told, first, at, known)
                return Found(
                    ForecastKind.FORECAST, (start, _outcome_end(told, at, last, known)), None, strength, "predicting"
                )
    for k in range(first + 1, last - 1):
        modal = told[k].low
        if modal not in ("will", "may", "might", "could", "'ll", "won't"):
            continue
        v = k + 1
        while v < last and (
            told[v].low in known.adverbs or told[v].low.endswith("ly") or told[v].low in known.negations
        ):
            v += 1
        if v >= last or (told[v].low in ("have", "be") and told[v].low == "have") or not told[v].low[0].isalpha():
            continue
        subject = _subject(told, first, k, known)
        words = [told[i].low for i in range(*subject)] if subject else []
        if not words or words[-1] in said.table.own or words[0] in said.table.own or told[k - 1].low in ("who",):
            continue
        if modal == "could" and words[0] in NOBODY:
            continue  # "nobody could check": what was not possible, not what may come
        if (
            modal in ("will", "'ll")
            and told[v].low == "be"
            and any(told[i].low in VOWS for i in range(v + 1, min(last, v + 3)))
        ):
            continue  # "every metre will be defended": a vow
        if modal == "could" and (told[v].low in PERCEPTION or told[k + 1].low in ("not", "n't", "no", "only", "never")):
            continue
        if modal in ("will", "'ll") and _settled(told, v, last, said):
            continue
        if (
            modal == "may"
            and told[v].low in ("be", "seem", "sound")
            and told[v + 1 : v + 2]
            and told[v + 1].low in ("the", "a", "an")
        ):
            continue
        start = _clause_start(told, first, k, known)
        return Found(
            ForecastKind.FORECAST,
            (start, _outcome_end(told, v, last, known)),
            None,
            _strength(told, k, v + 1, said),
            "modal",
        )
    return None


PARTICLES = frozenset(
    ["apart", "from", "under", "undone", "together", "out", "back", "home", "up", "down", "in", "into", "on", "off", "along", "across",
     "through", "around", "to"]
)  # fmt: skip
NOBODY = frozenset(["nobody", "no-one", "none", "neither", "nothing", "no"])
VOWS = frozenset(
    ["defended", "avenged", "punished", "remembered", "forgotten", "forgiven", "honoured", "honored", "welcomed", "protected", "repaid",
     "answered"]
)  # fmt: skip
PERCEPTION = frozenset(
    [
        "see",
        "hear",
        "feel",
        "be",
        "do",
        "say",
        "tell",
        "smell",
        "find",
        "get",
        "make",
        "watch",
        "reach",
        "understand",
        "remember",
        "afford",
        "believe",
    ]
)


def _settled(told: Sequence[Word], at: int, last: int, said: Lists) -> bool:
    """An act that an institution has fixed: "will meet on Monday"."""
    return any(told[k].low in said.table.scheduled for k in range(at, min(last, at + 3)))
