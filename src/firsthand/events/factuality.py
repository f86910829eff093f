"""How far a text commits itself to events that are given: -3 (certainly not) to +3 (certainly)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.events.closed import Closed, closed
from firsthand.events.lexicon import Form
from firsthand.events.modality import Judgement, judged
from firsthand.identify.words import Word, between, words
from firsthand.kit import Kit
from firsthand.model.event import Modality
from firsthand.model.passage import PassageKind
from firsthand.model.reading import Reading

NOMINAL = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ship",
    "ance",
    "ence",
    "ity",
    "ism",
    "age",
    "ure",
    "sis",
    "als",
    "ions",
    "ents",
)


def judged_spans(reading: Reading, spans: Sequence[tuple[int, int]], kit: Kit) -> list[Judgement]:
    """One judgement for each of `spans` (start, end), by the same climb that `events` uses."""
    text = reading.document.text
    told, known = words(text), closed(kit.language)
    sentences = [between(text, p.span.start, p.span.end) for p in reading.passages if p.kind is PassageKind.SENTENCE]
    found = []
    for start, end in spans:
        at, after = between(text, start, max(end, start + 1))
        if at >= len(told):
            found.append(Judgement(Modality.HAPPENED, 3.0))
            continue
        after = max(after, at + 1)
        first, last = next((s for s in sentences if s[0] <= at < s[1]), (0, len(told)))
        form = form_of(told, at, first, last, known)
        judgement = judged(told, first, last, at, after, form, known)
        if form is Form.PAST and commanded(told, at, first, last, known):
            judgement = Judgement(Modality.REQUESTED, 0.0, ("requested:" + told[at].low,))
        elif told[at].low == "going" and at + 1 < last and told[at + 1].low == "to":
            judgement = Judgement(Modality.FORECAST, 1.0, ("forecast:going",))
        elif judgement.reasons == ("possible:?",) and _aside(told, at, first, last):
            judgement = Judgement(Modality.HAPPENED, 3.0)
        found.append(_graded(judgement))
    return found


def form_of(told: Sequence[Word], at: int, first: int, last: int, known: Closed) -> Form:
    """Noun or verb form of a word, from its shape and its neighbours."""
    word = told[at].low
    before = told[at - 1].low if at > first else ""
    after = told[at + 1].low if at + 1 < last else ""
    if (known.auxiliary(before) and before not in known.be) or before in ("to", "n't", "not"):
        return Form.ING if word.endswith("ing") else Form.PAST if word.endswith("ed") else Form.BASE
    if before in known.pronouns:
        return Form.ING if word.endswith("ing") else Form.PAST
    if word.endswith("ing"):
        return Form.NOUN if before in known.determiners and after == "of" else Form.ING
    if word.endswith("ed"):
        return Form.PAST
    if before in known.determiners or before == "'s" or word.endswith(NOMINAL):
        return Form.NOUN
    if before in known.prepositions or after == "of":
        return Form.NOUN
    if told[at].text[:1].isupper() and at > first:
        return Form.NOUN
    return Form.PAST


def commanded(told: Sequence[Word], at: int, first: int, last: int, known: Closed) -> bool:
    """A verb without subject at the head of its clause: "Check these out", "please let me know"."""
    word, before = told[at].low, told[at - 1].low if at > first else ""
    after = told[at + 1].low if at + 1 < last else ""
    if word.endswith(("ed", "ing", "s")) or word in PAST_FORMS:
        return False
    opens = (
        at == first
        or before in ("please", "just", ":", "-", "*", "(", "always", "never", "do", "don't")
        or (
            before in (",", "and", "so", "then", "or")
            and told[first].low not in known.determiners
            and commanded_first(told, first, known)
        )
    )
    takes = (
        after in known.determiners or after in known.pronouns or after in known.prepositions or after in known.adverbs
    )
    return opens and (takes or after in (".", "!", "") or (after[:1].isalpha() and at == first))


def commanded_first(told: Sequence[Word], first: int, known: Closed) -> bool:
    """Whether the sentence itself opens like a command."""
    word = told[first]
    low = word.low
    return not (
        low in known.pronouns
        or low in known.determiners
        or low in known.prepositions
        or low.endswith(("ed", "ing", "ly", "s"))
    )


PAST_FORMS = frozenset(
    [
        "was",
        "were",
        "had",
        "did",
        "said",
        "went",
        "came",
        "took",
        "made",
        "got",
        "saw",
        "knew",
        "thought",
        "found",
        "told",
        "left",
        "felt",
        "became",
        "began",
        "gave",
        "kept",
        "held",
        "brought",
        "met",
        "ran",
        "paid",
        "sent",
        "lost",
        "won",
        "heard",
        "stood",
        "fell",
        "ate",
        "bought",
        "wrote",
        "spoke",
        "led",
        "grew",
    ]
)


def _aside(told: Sequence[Word], at: int, first: int, last: int) -> bool:
    """A verb of a question that the question does not ask about: in the past, or cut off by a comma from the mark."""
    between_mark = any(told[k].low in (",", ";", "-", "(") for k in range(at, last))
    return between_mark or told[at].low.endswith("ed") or told[at].low in PAST_FORMS


def _graded(judgement: Judgement) -> Judgement:
    """The value of a judgement on the scale of the readers."""
    return replace(judgement, factuality=GRADE.get(judgement.modality, judgement.factuality))


# The readers of this scale were asked whether it happened: what lies ahead, or is only wished, has not.
GRADE = {
    Modality.HAPPENED: 2.7,
    Modality.CLAIMED: 2.0,
    Modality.PLANNED: -1.5,
    Modality.ORDERED: -1.5,
    Modality.REQUESTED: -2.0,
    Modality.PROMISED: -1.5,
    Modality.THREATENED: -1.5,
    Modality.WARNED: -1.0,
    Modality.FORECAST: -2.0,
    Modality.POSSIBLE: -1.5,
    Modality.PROBABLE: 1.0,
    Modality.CONDITIONAL: -1.5,
    Modality.COUNTERFACTUAL: -2.5,
    Modality.DID_NOT_HAPPEN: -2.5,
    Modality.DENIED: -2.0,
    Modality.GENERAL: 2.0,
}
