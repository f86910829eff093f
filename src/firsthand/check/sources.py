"""Who stands behind a number: nobody named, one anonymous voice, the same outlet twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from firsthand.check.compose import check, say
from firsthand.check.scene import HARM, Scene, occurrences
from firsthand.model.attribution import Attribution
from firsthand.model.check import Check, Verdict
from firsthand.model.figure import Figure, Operator, Role

_WEIGHTY: Final = HARM | {Role.FORCE_SIZE, Role.LAUNCHED, Role.INTERCEPTED}
_NAMING: Final = frozenset(["ministry", "army", "military", "police", "un", "according", "staff", "council", "agency"])


def attribution_of(s: Scene, f: Figure) -> Attribution | None:
    """The innermost attribution whose content holds figure f."""
    number = s.sentence(s.by_id[f.id])
    holding = [a for a in s.said.get(number, ()) if any(c.covers(f.number) for c in a.content)]
    return min(holding, key=lambda a: sum(len(c) for c in a.content), default=None)


def unnamed(s: Scene) -> Iterator[Check]:
    """A weighty number that rests on "reports" or "sources" (25)."""
    for i, f in enumerate(s.figures):
        if f.role not in _WEIGHTY or f.subset_of is not None or f.same_as is not None:
            continue
        source = _unnamed_source(s, i)
        if source is None:
            continue
        yield check(
            "unnamed_source",
            Verdict.WARN,
            f"source of “{f.span.quote}”: “{source}”",
            f"“{f.span.quote}” rests on “{source}”, whom the report does not name.",
            (f,),
            flip="settled by naming the source",
        )


def _unnamed_source(s: Scene, i: int) -> str | None:
    t = s.t
    low, _ = s.sentence_bounds(s.sentence(i))
    for k in range(s.first[i] - 1, max(low - 1, s.first[i] - 22), -1):
        word = t.lower[k]
        if word not in s.words.unnamed:
            if (
                t.capital(k)
                and k > low
                and t.kinds[k] == "w"
                and t.word(k + 1) in ("said", "says", "reported", "told", "claimed")
            ):
                return None
            continue
        if word in ("reportedly", "unconfirmed", "unnamed", "allegedly"):
            return word if s.first[i] - k <= 8 else None
        before = t.word(k - 1)
        if (
            before in ("of", "by", "the", "its", "his", "their", "your")
            or before.endswith("'s")
            or (t.capital(k - 1) and k - 1 > low)
        ):
            return None
        verb = t.word(k + 1)
        that = "that" in t.lower[k + 1 : s.first[i]]
        if word in ("claims", "estimates", "media", "observers", "experts") and verb not in (
            "said",
            "say",
            "put",
            "suggest",
            "suggested",
            "believe",
            "that",
            "reported",
        ):
            continue
        if that or verb in (
            "said",
            "say",
            "suggest",
            "suggested",
            "put",
            "spoke",
            "speak",
            "of",
            "indicate",
            "claim",
            "claimed",
        ):
            if verb == "of" and not that and t.word(k + 2) in ("the",):
                return None
            if verb == "familiar" or "from" in t.lower[k + 1 : k + 2]:
                return None
            return word
    attributed = attribution_of(s, s.figures[i])
    if (
        attributed is not None
        and attributed.source is None
        and attributed.speaker is None
        and attributed.cue is not None
        and attributed.cue.quote.lower() in ("reportedly", "allegedly")
    ):
        return attributed.cue.quote
    return None


def anonymous(s: Scene) -> Iterator[Check]:
    """A number on the word of one voice without a name (25)."""
    for i, f in enumerate(s.figures):
        if f.role not in _WEIGHTY or f.hypothetical or f.same_as is not None or f.value is None or f.id in s.retold:
            continue
        who = _anonymous_voice(s, i)
        if who is not None:
            yield check(
                "single_anonymous_source",
                Verdict.WARN,
                f"source of “{f.span.quote}”: {who}, one voice without a name",
                f"“{f.span.quote}” rests on one unnamed voice ({who}).",
                (f,),
                flip="settled by a second source or a name",
            )


def _anonymous_voice(s: Scene, i: int) -> str | None:
    attributed = attribution_of(s, s.figures[i])
    if attributed is not None:
        if attributed.anonymous and attributed.source is not None and _singular(s, attributed.source.quote):
            return attributed.source.quote
        if not attributed.anonymous and attributed.speaker:
            return None
    t = s.t
    low, _ = s.sentence_bounds(s.sentence(i))
    # "One resident told the paper: ..." before the number, in this sentence or the one before
    start = max(0, s.sentence_bounds(max(0, s.sentence(i) - 1))[0] if low and t.lower[low - 1] not in (".",) else low)
    for k in range(s.first[i] - 1, start - 1, -1):
        if t.lower[k] in ("said", "told", "says", "added"):
            for j in range(k - 1, max(start - 1, k - 12), -1):
                if (
                    t.capital(j)
                    and t.kinds[j] == "w"
                    and j > start
                    and t.lower[j] not in s.words.openers
                    and t.lower[j] not in ("one", "another", "a", "an")
                ):
                    if t.word(j - 1) in ("of", "from", "in", "near"):
                        continue
                    return None
                if (
                    t.lower[j] in s.words.anonymous
                    and t.word(j - 1) in ("one", "a", "an", "another", "the", "local", "anonymous", "unnamed")
                ) or (t.lower[j] == "another" and t.word(j + 1) in ("told", "said", "added")):
                    return s.span(j - 1 if t.lower[j] != "another" else j, j + 1).quote
            return None
    return None


def _singular(s: Scene, quote: str) -> bool:
    return quote.lower().split()[0] in ("one", "a", "an", "another", "he", "she") or quote.lower() == "another"


def circles(s: Scene) -> Iterator[Check]:
    """ "This confirms reports that ...": what confirms comes through the same outlet (20)."""
    t = s.t
    outlets: dict[int, str] | None = None
    for k, _ in occurrences(t, s.words.confirm):
        number = t.sentence[k]
        claim = next((j for j in s.by_sentence.get(number, ()) if s.first[j] > k and s.figures[j].role in HARM), None)
        if claim is None:
            continue
        if outlets is None:
            outlets = _outlets(s)
        earlier = [
            j
            for back in range(_BACK, 0, -1)
            for j in s.by_sentence.get(number - back, ())
            if s.figures[j].role in HARM | {Role.POPULATION} and s.figures[j].value is not None
        ]
        name = _shared_outlet(s, outlets, earlier)
        if name is None or len(earlier) < 2:
            continue
        mine = [s.figures[j] for j in earlier if name in outlets.get(s.sentence(j), name)]
        quoted = ", ".join(say(f.value) for f in mine[-3:])
        yield check(
            "circular_support",
            Verdict.WARN,
            f"{quoted} <- {name}",
            f"{quoted} all come through {name}: what rests on one source does not confirm “{s.figures[claim].span.quote}” from a second side.",
            (s.span(k, s.last[claim]), s.figures[claim], *mine[-3:]),
            flip="settled by a count of other origin",
        )


_BACK: Final = 14


def _outlets(s: Scene) -> dict[int, str]:
    """By sentence: the name that tells it, from attribution chains or from "X journalists", "told X", "X reported"."""
    out: dict[int, str] = {}
    for a in s.reading.attributions:
        chain = a.chain()
        if chain:
            for content in a.content:
                out.setdefault(s.t.sentence[s.token(content.start)], chain[0])
    t = s.t
    for k in range(1, len(t)):
        if not t.capital(k) or t.kinds[k] != "w":
            continue
        told = t.word(k - 1) == "told" or (t.word(k - 1) == "the" and t.word(k - 2) == "told")
        nxt = k + 1
        while nxt < len(t) and t.capital(nxt) and t.kinds[nxt] == "w" and nxt - k < 3:
            nxt += 1
        telling = t.word(nxt) in ("journalists", "reporters", "correspondents", "reported", "reports") or (
            t.word(nxt) == "'s" and t.word(nxt + 1) in ("claims", "report")
        )
        if (
            told
            or telling
            or (t.lower[nxt - 1].endswith("'s") and t.word(nxt) in ("claims", "report", "reporters", "journalists"))
        ):
            out.setdefault(t.sentence[k], s.span(k, nxt).quote.removesuffix("’s").removesuffix("'s"))
    return out


def _shared_outlet(s: Scene, outlets: dict[int, str], earlier: list[int]) -> str | None:
    """The one outlet named in the sentences of the earlier figures or in those around them."""
    if not earlier:
        return None
    first = s.sentence(earlier[0]) - 3
    last = s.sentence(earlier[-1]) + 1
    names = [outlets[n] for n in range(first, last + 1) if n in outlets]
    if not names:
        return None
    best = max(sorted(set(names)), key=names.count)
    return best if names.count(best) >= 2 else None


def lower_bounds(s: Scene) -> Iterator[Check]:
    """A bound that the report keeps as a bound (24): shown so that nobody stores it as equal."""
    for f in s.figures:
        if (
            f.role in HARM
            and f.op is Operator.MORE_THAN
            and f.value is not None
            and f.value >= 1000
            and f.id not in s.retold
            and f.same_as is None
        ):
            yield check(
                "lower_bound_only",
                Verdict.PASS,
                f"{f.span.quote}: from {say(f.low)}, no upper limit",
                f"“{f.span.quote}” is a lower bound; nothing is said of an upper one.",
                (f,),
            )
