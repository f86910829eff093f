"""Whether a told event happened: the scope of modals, negation, governors, conditions and predicates.

The reading climbs from the event word outwards: its own verb group, the verb or noun that governs it
("failed to", "threat of"), that word's own group, and at last the clause ("if ...", "fears that ...").
Each step leaves an effect; `settled` adds them up. No word of an event is taken as happening merely
because it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.events.closed import Closed
from firsthand.events.lexicon import Form
from firsthand.identify.words import Word
from firsthand.model.event import Modality

REACH = 14  # words that one step may look back
TEMPORAL = frozenset(
    [
        "after",
        "following",
        "since",
        "during",
        "amid",
        "in",
        "by",
        "despite",
        "while",
        "when",
        "as",
        "through",
        "with",
        "over",
        "at",
        "on",
        "upon",
    ]
)
BREAKS = frozenset(';:—–()[]“”"')
EXISTENCE = frozenset(
    [
        "happen",
        "happens",
        "happened",
        "occur",
        "occurs",
        "occurred",
        "take",
        "takes",
        "took",
        "begin",
        "begins",
        "began",
        "start",
        "starts",
        "started",
        "come",
        "comes",
        "came",
        "follow",
        "follows",
        "followed",
        "continue",
        "continues",
        "continued",
        "resume",
        "resumes",
        "resumed",
        "be",
        "is",
        "was",
        "been",
        "break",
        "erupt",
        "last",
        "end",
        "materialise",
        "materialize",
        "unfold",
        "loom",
    ]
)

VALUE: dict[Modality, float] = {
    Modality.HAPPENED: 3.0,
    Modality.CLAIMED: 2.0,
    Modality.DENIED: -1.5,
    Modality.PLANNED: 0.5,
    Modality.ORDERED: 0.5,
    Modality.REQUESTED: 0.0,
    Modality.PROMISED: 0.5,
    Modality.THREATENED: 0.0,
    Modality.WARNED: 0.5,
    Modality.FORECAST: 1.0,
    Modality.POSSIBLE: 0.5,
    Modality.PROBABLE: 1.5,
    Modality.CONDITIONAL: 0.0,
    Modality.COUNTERFACTUAL: -3.0,
    Modality.DID_NOT_HAPPEN: -3.0,
    Modality.GENERAL: 1.5,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reasons` are the effects from the event outwards, each "kind:word"."""

    modality: Modality
    factuality: float
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class _Climb:
    """One climb: what has been met so far, from the inside out."""

    told: Sequence[Word]
    first: int
    last: int
    known: Closed
    met: list[tuple[str, str]]
    future_past: bool = False
    steps: int = 0

    def add(self, kind: str, at: int) -> None:
        self.met.append((kind, self.told[at].low))

    def low(self, at: int) -> str:
        return self.told[at].low if self.first <= at < self.last else ""

    # ------------------------------------------------------------ verbs

    def governor(self, at: int) -> tuple[str, int] | None:
        """(kind, first word) of the governing verb whose last word is `at`."""
        for width in (2, 1):
            start = at - width + 1
            if start >= self.first:
                kind = self.known.governors.get(tuple(self.low(k) for k in range(start, at + 1)))
                if kind is not None:
                    return kind, start
        return None

    def verb(self, at: int, form: Form) -> None:
        """The verb group that ends in the verb at `at`, and what governs it."""
        self.steps += 1
        if self.steps > 6:
            return
        known, j, have, modal = self.known, at - 1, False, ""
        if form is Form.BASE and self.low(at - 1) not in known.pronouns and self._starts(at):
            self.add("requested", at)
            return
        if self.low(self.first) in ("should", "were") and at - self.first < 7:
            self.add("conditional", self.first)
            return
        while j >= self.first and at - j < REACH:
            w = self.low(j)
            if w in known.negated or w in known.negations or w.endswith("n't"):
                self.add("not", j)
                if w[:-3] in known.modals or w in ("cannot", "can't", "won't"):
                    modal = {"can't": "can", "cannot": "can", "won't": "will"}.get(w, w[:-3])
                    self._modal(modal, j, have)
            elif w in known.modals and not modal:
                modal = w
                self._modal(w, j, have)
            elif w in known.have:
                have = True
            elif w in known.be or w in known.do:
                if w in ("being", "been"):
                    form = Form.ING if w == "being" else form
            elif w in known.modifiers:
                self.add(known.modifiers[w], j)
            elif w in ("likely", "apparently", "probably", "perhaps", "maybe", "possibly"):
                self.add("probable" if w in ("likely", "apparently", "probably") else "possible", j)
            elif w == "unlikely":
                self.add("not_likely", j)
            elif w == "to":
                self._infinitive(j, have)
                return
            elif (w in known.adverbs and w not in known.prepositions) or w.endswith("ly"):
                pass
            elif form is Form.ING and w in known.prepositions:
                self._gerund(j)
                return
            elif form is Form.ING and (g := self.governor(j)):
                self.add(g[0], j)
                self.verb(g[1], Form.PAST)
                return
            elif w in ("and", "or", ",", "then", "&") and form in (Form.BASE, Form.ING):
                self._coordinated(j, form)
                return
            else:
                break
            j -= 1
        self._subject(j)
        if form is Form.ING:
            self._gerund_with_subject(j)

    def _starts(self, at: int) -> bool:
        """Whether the word opens its sentence or its quotation."""
        return at == self.first or self.low(at - 1) in ("“", '"', "‘", "'", ":", "please")

    def _subject(self, j: int) -> None:
        """A negative subject ("nobody", "not one soldier", "neither leader") or a free relative ("whoever bombs")."""
        known = self.known
        for k in range(j, max(self.first, j - 6) - 1, -1):
            w = self.low(k)
            if w in ("nobody", "no-one", "neither", "none", "no") or (w == "not" and self.low(k + 1) in ("one", "a")):
                self.add("not", k)
                return
            if w in ("whoever", "anyone", "whichever"):
                self.add("general", k)
                return
            if not w[:1].isalnum() or known.auxiliary(w) or w in known.subordinators:
                return
            if w in known.prepositions and w not in ("of", "in", "from"):
                return

    def _gerund_with_subject(self, at: int) -> None:
        """ "the chances of troops seizing it": a noun governs the clause behind "of"."""
        for k in range(at, max(self.first, at - 5) - 1, -1):
            w = self.low(k)
            if not w[:1].isalnum() or self.known.auxiliary(w):
                return
            if w in ("of", "about", "for", "from") and self.low(k - 1) in self.known.nouns:
                self.add(self.known.nouns[self.low(k - 1)], k - 1)
                return
            if w == "from" and (found := self.governor(k - 2)):
                self.add(found[0] if found[0] != "neutral" else "not", k - 2)
                return

    def _modal(self, word: str, at: int, have: bool) -> None:
        kind = self.known.modals.get(word, "possible")
        if have and word in ("would", "could", "should", "'d"):
            kind = "counterfactual" if word != "'d" else "neutral"
        elif have and word == "must":
            kind = "probable"
        elif word == "would" and not have:
            self.future_past = True
        elif word in ("may", "might", "could") and not have:
            kind = "forecast"
        self.add(kind, at)

    def _infinitive(self, to: int, perfect: bool = False) -> None:
        """What stands before "to": a governor, or nothing (a purpose, unless it is "to have done")."""
        known, g = self.known, to - 1
        while g >= self.first and (
            self.low(g) in known.negations or self.low(g) in known.adverbs or self.low(g).endswith("ly")
        ):
            if self.low(g) in known.negations:
                self.add("not", g)
            if self.low(g) in known.modifiers:
                self.add(known.modifiers[self.low(g)], g)
            if self.low(g) in known.nouns:
                break
            g -= 1
        w = self.low(g)
        if (w == "going" and self.low(g - 1) in known.be) or self.low(g - 1).endswith("n't"):
            self.add("forecast", g)  # "is going to attack"
            return
        if w in known.have:
            self.add("neutral" if w == "had" else "requested", g)  # "had to withdraw", "have to withdraw"
            return
        if w in known.be:
            self.add("planned", g)  # "is to deploy"
            return
        if w in known.nouns and not (self.governor(g) and self.low(g - 1) in known.be | known.have):
            self.add(known.nouns[w], g)
            self.noun_before(g)
            return
        found = self.governor(g)
        if found:
            self.add(found[0], g)
            self.verb(found[1], Form.PAST)
            return
        for k in range(g, max(self.first, g - 9) - 1, -1):  # "ordered the troops to advance"
            if self.low(k) in BREAKS or self.low(k) in known.subordinators:
                break
            found = self.governor(k)
            if found and (perfect or found[0] in OBJECT_CONTROL):
                self.add(found[0], k)
                self.verb(found[1], Form.PAST)
                return
            if self.low(k) in known.nouns and known.nouns[self.low(k)] in (
                "planned",
                "ordered",
                "requested",
                "threatened",
                "possible",
            ):
                self.add(known.nouns[self.low(k)], k)
                return
        if not perfect:
            self.add("planned", to)

    def _gerund(self, preposition: int) -> None:
        """A verb in -ing behind a preposition."""
        known, w = self.known, self.low(preposition)
        g = preposition - 1
        if w == "without" or (w == "of" and self.low(g) == "instead") or (w == "than" and self.low(g) == "rather"):
            self.add("not", preposition)
            return
        if self.low(g) in known.nouns:
            self.add(known.nouns[self.low(g)], g)
            self.noun_before(g)
            return
        if w in TEMPORAL and not self.governor(g):
            return
        for k in range(g, max(self.first, g - 8) - 1, -1):
            if self.low(k) in BREAKS or self.low(k) == ",":
                break
            found = self.governor(k)
            if found:
                kind = found[0]
                if w == "from" and kind in ("neutral", "requested"):
                    kind = "not" if self.low(k)[:4] in ("stop", "keep", "bloc", "bann", "barr", "proh") else kind
                self.add(kind, k)
                self.verb(found[1], Form.PAST)
                return
        if w == "from":
            self.add("not", preposition)
        elif w in ("towards", "about"):
            self.add("planned" if w != "about" else "possible", preposition)

    def _coordinated(self, at: int, form: Form) -> None:
        """ "aim to seize ... and then drive": the second verb shares what governs the first."""
        for k in range(at, max(self.first, at - REACH) - 1, -1):
            w = self.low(k)
            if w in BREAKS:
                return
            if w == "to" and k + 1 < self.last and self.low(k + 1) not in self.known.determiners:
                self._infinitive(k)
                return
            if w in self.known.modals or w in self.known.negated:
                self.verb(k + 1, Form.BASE)
                return
            if form is Form.ING and (found := self.governor(k)):
                self.add(found[0], k)
                self.verb(found[1], Form.PAST)
                return

    # ------------------------------------------------------------ nouns

    def left_edge(self, at: int) -> int:
        """The first word of the noun phrase whose event word begins at `at`."""
        known, j = self.known, at
        while j - 1 >= self.first and at - j < 8:
            w = self.low(j - 1)
            if w in known.determiners or w == "'s":
                if w != "'s":
                    return j - 1
            elif w == "," and at - j < 5 and self.low(j - 2).endswith(("ed", "al", "ive", "ing", "ous", "ary")):
                pass
            elif (
                (
                    w in known.prepositions
                    or w in known.subordinators
                    or known.auxiliary(w)
                    or not (w[0].isalnum())
                    or w in ("and", "or", "but")
                    or w in known.pronouns
                )
                or self._verb_like(j - 1)
                or self.governor(j - 1)
            ):
                return j
            j -= 1
        return j

    def _verb_like(self, at: int) -> bool:
        """A word that is a verb before its object: a governor, or one behind "to" or an auxiliary."""
        w, before = self.low(at), self.low(at - 1)
        if w in self.known.modifiers and not self.known.auxiliary(before):
            return False
        if w.endswith("ed") and (before in self.known.prepositions or before in self.known.determiners):
            return False  # "a risk of renewed fighting"
        if (w,) in self.known.governors:
            return True
        if before == "to" or before in self.known.modals or before in self.known.have:
            return True
        if w in LIGHT:
            return True
        return w.endswith(("ed", "ing")) and (before in self.known.be or before in self.known.pronouns)

    def noun_before(self, at: int, first: bool = False) -> None:
        """What stands before the noun at `at`: its modifiers, its governor."""
        self.steps += 1
        if self.steps > 6:
            return
        known, edge = self.known, self.left_edge(at)
        given = first and any(self.low(k) in DEFINITE for k in range(edge, at))
        for k in range(edge, at):
            w = self.low(k)
            if w in ("no", "neither", "zero"):
                self.add("not", k)
            elif w in known.modifiers:
                self.add(known.modifiers[w], k)
        j = edge - 1
        if j < self.first:
            return
        w = self.low(j)
        if w in known.prepositions:
            if w == "without":
                self.add("not", j)
                return
            g = j - 1
            if self.low(g) in known.nouns and w in ("of", "for", "to", "on", "against", "about", "over", "by", "at"):
                self.add(known.nouns[self.low(g)], g)
                self.noun_before(g)
                return
            if self.low(g) in known.adverbs:
                g -= 1
            found = self.governor(g) or self.governor(j)
            if found and w in ("for", "of", "to", "from", "on", "against", "about", "out", "by", "into", "in", "with"):
                self.add(found[0], g)
                self.verb(found[1], Form.PAST)
                return
            if w in ("of", "from"):  # "accused it of an attack", "prevented them from ..."
                for k in range(g, max(self.first, g - 6) - 1, -1):
                    if not self.low(k)[:1].isalnum():
                        break
                    found = self.governor(k)
                    if found and found[0] in ("claimed", "not", "warned", "possible"):
                        self.add(found[0], k)
                        self.verb(found[1], Form.PAST)
                        return
            return
        if known.auxiliary(w):  # "there had not been any fighting"
            while j >= self.first and (known.auxiliary(self.low(j)) or self.low(j) in known.negations):
                if self.low(j) in known.negations or self.low(j) in known.negated:
                    self.add("not", j)
                if self.low(j) in known.modals:
                    self._modal(self.low(j), j, False)
                j -= 1
            return
        if w in known.negations:
            self.add("not", j)
        found = self.governor(j)
        if found and w in NAMING:
            self.verb(found[1], Form.PAST)  # "what it called a siege": a name, no wish
        elif found:
            self.add(found[0], j)
            self.verb(found[1], Form.PAST)
        elif self._verb_like(j) and (w in LIGHT or not given):
            self.verb(
                j, Form.ING if w.endswith("ing") else Form.BASE if self.low(j - 1) in ("to", "and", ",") else Form.PAST
            )

    def noun_after(self, at: int, definite: bool) -> None:
        """What is said of an event noun that ends before `at`."""
        known, k = self.known, at
        while k < self.last and k - at < 12:
            w = self.low(k)
            if w in BREAKS or w in (",", ".", "?", "!") or w in known.relatives:
                return
            if known.auxiliary(w) or w in ("remains", "seems", "appears", "looks", "never"):
                break
            k += 1
        else:
            return
        modal, negative, seen = "", False, k
        while k < self.last and k - seen < 9:
            w = self.low(k)
            if w in known.negations or w in known.negated or w.endswith("n't"):
                negative = True
            if w in known.modals and not modal:
                modal = w
            for width in (2, 1):
                phrase = tuple(self.low(i) for i in range(k, min(k + width, self.last)))
                if phrase in known.predicates and len(phrase) == width:
                    self.add(known.predicates[phrase], k)
                    if negative:
                        self.add("not", seen)
                    return
            passive = w == "been" and (self.low(k + 1),) in known.predicates
            existential = w in EXISTENCE and k > seen and not passive
            if existential and (modal or negative):
                if negative:
                    self.add("not", seen)
                if modal:
                    self._modal(modal, seen, False)
                return
            if (
                w in BREAKS
                or w in (",", ".")
                or (
                    w not in known.adverbs
                    and not known.auxiliary(w)
                    and not w.endswith("ly")
                    and w not in known.negations
                )
            ):
                break
            k += 1
        if modal == "would" and definite and self.low(k) not in known.be:
            self.add("conditional", seen)
        elif modal and not definite:
            self.add("conditional" if modal in ("would", "could", "might", "'d") else self.known.modals[modal], seen)

    # ------------------------------------------------------------ clauses

    def clause(self, at: int) -> None:
        """Conditions, and attitudes towards the clause that the event stands in."""
        known = self.known
        depth_end = max(self.first, at - 40)
        commas = 0
        for k in range(at - 1, depth_end - 1, -1):
            w = self.told[k].low
            if w not in known.turns:
                continue
            if w in (";", ":"):
                break
            if w == ",":
                commas += 1
                continue
            pair = (w, self.low(k + 1))
            triple = (w, self.low(k + 1), self.low(k + 2))
            opens = (w,) in known.conditions or pair in known.conditions or triple in known.conditions
            if opens and commas == 0:
                before = self.low(k - 1)
                if w == "if" and before in ("as", "wonder", "wondered", "asked", "know", "see", "unclear"):
                    self.add("counterfactual" if before == "as" else "possible", k)
                elif "had" in (self.low(k + i) for i in range(1, 5)) and self._past_perfect(k, at):
                    self.add("counterfactual", k)
                else:
                    self.add("conditional", k)
                return
            if w == "whether":
                self.add("possible", k)
                return
            for width in (3, 2, 1):
                phrase = tuple(self.low(i) for i in range(k, min(k + width, self.last)))
                kind = known.clause.get(phrase) if len(phrase) == width else None
                if kind is None or commas > 1:
                    continue
                after = self.low(k + width)
                if (
                    after == "that"
                    or (width == 1 and kind not in ("not",) and self._clause_follows(k + 1, at))
                    or (width > 1 and after in ("that", "of"))
                ):
                    self.add(kind, k)
                    self._negated(k)
                    return
        self._consequence(at)

    def _negated(self, verb: int) -> None:
        """A negation in the verb group before `verb`, or in its subject: "has not been denied", "nobody denies"."""
        known = self.known
        for k in range(verb - 1, max(self.first, verb - 4) - 1, -1):
            w = self.low(k)
            if w in known.negations or (w in known.negated and w.endswith(("n't", "not"))) or w == "cannot":
                self.add("excluded_not" if w in ("cannot", "can't") else "not", k)
                return
            if w == "to" and (found := self.governor(k - 1)) and found[0] == "not":
                self.add("not", k - 1)  # "refused to deny"
                return
            if not known.auxiliary(w) and w not in known.adverbs and not w.endswith("ly"):
                return

    def _past_perfect(self, start: int, at: int) -> bool:
        return any(self.low(k) in ("have", "been") or self.low(k).endswith(("ed", "en")) for k in range(start, at + 1))

    def _clause_follows(self, start: int, at: int) -> bool:
        """A subject and a verb between `start` and the event: "fears Russia will attack", not "feared the attack"."""
        for k in range(start, at):
            w = self.low(k)
            if w in (",", "to", "of", "by", "for") and k == start:
                return False
            if w in (",",):
                return False
            if self.known.auxiliary(w) and k > start:
                return True
        return False

    def _consequence(self, at: int) -> None:
        """A main clause beside an if-clause in the same sentence: "if X, Y will ..." or "Y will ..., if X"."""
        known = self.known
        if not any(kind in ("conditional", "forecast", "possible", "planned", "not") for kind, _ in self.met):
            return
        for k in range(self.first, self.last):
            if self.low(k) in ("if", "unless") and self.low(k - 1) not in ("as", "even", "whether", "wonder", "asked"):
                if (
                    abs(k - at) < 45
                    and all(kind != "counterfactual" for kind, _ in self.met)
                    and self.low(k) in known.subordinators
                ):
                    self.add("conditional", k)
                return


NAMING = frozenset(["call", "calls", "called", "calling"])
# A definite noun takes its event for granted: "vowed to avenge the attack".
DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "its", "their", "'s"])
OBJECT_CONTROL = ("neutral", "not", "ordered", "requested", "forecast", "threatened", "planned", "possible", "claimed")
LIGHT = frozenset(
    [
        "launched",
        "launch",
        "launches",
        "launching",
        "carried",
        "conducted",
        "mounted",
        "staged",
        "made",
        "waged",
        "began",
        "started",
        "continued",
        "unleashed",
        "committed",
        "led",
        "opened",
        "resumed",
        "intensified",
        "suffered",
        "faced",
        "repelled",
        "reported",
    ]
)
STRONG = ("counterfactual", "denied", "conditional", "threatened", "ordered", "requested", "promised", "warned", "planned", "forecast",
          "possible", "probable", "claimed", "general")  # fmt: skip


def settled(met: Sequence[tuple[str, str]], future_past: bool = False) -> Judgement:
    """The effects met from the inside out, added up."""
    negative = False
    kinds: list[str] = []
    reasons = tuple(f"{kind}:{word}" for kind, word in met)
    for kind, _ in met:
        if kind == "excluded_not":
            if "denied" in kinds:
                kinds.remove("denied")  # what cannot be denied stands
        elif kind == "not" and "denied" in kinds and not negative:
            return Judgement(
                Modality.POSSIBLE, VALUE[Modality.POSSIBLE], reasons
            )  # left open by whoever did not deny it
        elif kind == "not":
            negative = not negative
        elif kind == "denied" and negative:
            return Judgement(Modality.CLAIMED, VALUE[Modality.CLAIMED], reasons)  # "denied that it had not fired"
        elif kind == "not_likely":
            kinds.append("not_likely")
        elif kind == "excluded":
            kinds.append("excluded")
            negative = not negative
        elif kind != "neutral":
            kinds.append(kind)
    if "excluded" in kinds and not negative:
        return Judgement(Modality.POSSIBLE, 0.5, reasons)
    kinds = [kind for kind in kinds if kind != "excluded"]
    if "counterfactual" in kinds:
        return Judgement(Modality.COUNTERFACTUAL, 3.0 if negative else -3.0, reasons)
    if "conditional" in kinds:
        return Judgement(Modality.CONDITIONAL, 0.0, reasons)
    if "denied" in kinds:
        return Judgement(Modality.DENIED, -2.0, reasons)
    if negative:
        soft = "possible" in kinds or "probable" in kinds or "forecast" in kinds
        return Judgement(Modality.DID_NOT_HAPPEN, -2.0 if soft else -3.0, reasons)
    if "not_likely" in kinds:
        return Judgement(Modality.POSSIBLE, -1.0, reasons)
    if not kinds:
        return Judgement(Modality.HAPPENED, 3.0, reasons)
    for kind in STRONG:
        if kind in kinds:
            modality = Modality(kind)
            return Judgement(modality, VALUE[modality], reasons)
    return Judgement(Modality.HAPPENED, 3.0, reasons)


def judged(told: Sequence[Word], first: int, last: int, at: int, end: int, form: Form, known: Closed) -> Judgement:
    """The modality of the event told by words `at..end` of the sentence `first..last`, the author speaking."""
    climb = _Climb(told, first, last, known, [])
    if form is Form.NOUN:
        climb.noun_before(at, first=True)
        edge = climb.left_edge(at)
        definite = any(
            climb.low(k) in ("the", "this", "these", "'s", "last", "his", "their", "its") for k in range(edge, at)
        )
        climb.noun_after(end, definite)
    else:
        climb.verb(at, form)
        if form in (Form.BASE, Form.ING) and climb.low(at - 1) == "," and not climb.met:
            climb._coordinated(at - 1, form)
    climb.clause(at)
    question = climb.low(last - 1) == "?" or climb.low(last - 2) == "?"
    result = settled(climb.met, climb.future_past)
    if question and result.modality in (Modality.HAPPENED, Modality.FORECAST):
        return Judgement(Modality.POSSIBLE, 0.0, (*result.reasons, "possible:?"))
    return result
