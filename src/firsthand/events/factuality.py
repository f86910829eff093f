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
        first, last = next(((f, l) for f, l in sentences if f <= at < l), (0, len(told)))
        form = form_of(told, at, first, last, known)
        judgement = judged(told, first, last, at, after, form, known)
        found.append(_graded(judgement, told, at, first, form, known))
    return found


def form_of(told: Sequence[Word], at: int, first: int, last: int, known: Closed) -> Form:
    """Noun or verb form of a word, from its shape and its neighbours."""
    word = told[at].low
    before = told[at - 1].low if at > first else ""
    after = told[at + 1].low if at + 1 < last else ""
    if known.auxiliary(before) and before not in known.be or before in ("to", "n't", "not") or before in known.pronouns:
        return Form.ING if word.endswith("ing") else Form.PAST if word.endswith("ed") else Form.BASE
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


def _graded(judgement: Judgement, told: Sequence[Word], at: int, first: int, form: Form, known: Closed) -> Judgement:
    """The value of a judgement on the scale: what is wanted, planned or asked for is uncertain, not half true."""
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
