"""Closed classes and words of modality, in the shape they are looked up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from firsthand.data.language import Language
from firsthand.events.lexicon import Table as EventTable
from firsthand.events.lexicon import inflected


@dataclass(frozen=True, slots=True)
class Table:
    """`data/<language>/modality.yaml` as written."""

    modals: dict[str, str]
    negations: frozenset[str]
    governors: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    modifiers: dict[str, tuple[str, ...]]
    predicates: dict[str, tuple[str, ...]]
    conditions: tuple[str, ...]
    open: tuple[str, ...]
    clause: dict[str, tuple[str, ...]]
    closed: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Closed:
    """Look-up by word: what a governor, a noun, a modifier does to the truth of what it governs."""

    modals: Mapping[str, str]
    negations: frozenset[str]
    governors: Mapping[tuple[str, ...], str]
    nouns: Mapping[str, str]
    modifiers: Mapping[str, str]
    predicates: Mapping[tuple[str, ...], str]
    conditions: frozenset[tuple[str, ...]]
    clause: Mapping[tuple[str, ...], str]
    turns: frozenset[str]  # first words of all of `conditions` and `clause`, and the marks that end a look back
    be: frozenset[str]
    have: frozenset[str]
    do: frozenset[str]
    negated: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    subordinators: frozenset[str]
    adverbs: frozenset[str]

    def auxiliary(self, word: str) -> bool:
        return word in self.be or word in self.have or word in self.do or word in self.negated or word in self.modals


def _by_word(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: kind for kind, found in lists.items() for word in found}


def _by_phrase(lists: Mapping[str, Iterable[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(word.split()): kind for kind, found in lists.items() for word in found}


@lru_cache(maxsize=4)
def closed(language: Language) -> Closed:
    """The lists of a language, read once."""
    table = language.table("modality", Table)
    irregular = language.table("events", EventTable).irregular | IRREGULAR
    governors: dict[tuple[str, ...], str] = {}
    for kind, lemmas in table.governors.items():
        for lemma in lemmas:
            for parts, _ in inflected(lemma, irregular):
                governors.setdefault(parts, kind)
    classes = table.closed
    return Closed(
        modals=table.modals,
        negations=table.negations,
        governors=governors,
        nouns=_by_word(table.nouns),
        modifiers=_by_word(table.modifiers),
        predicates=_by_phrase(table.predicates),
        conditions=frozenset(tuple(word.split()) for word in table.conditions),
        clause=_by_phrase(table.clause),
        turns=frozenset(
            [p.split()[0] for p in table.conditions]
            + [p.split()[0] for found in table.clause.values() for p in found]
            + [";", ":", ",", "whether"]
        ),
        be=classes["be"],
        have=classes["have"],
        do=classes["do"],
        negated=classes["negated"],
        determiners=classes["determiners"],
        prepositions=classes["prepositions"],
        pronouns=classes["pronouns"],
        relatives=classes["relatives"],
        subordinators=classes["subordinators"],
        adverbs=classes["adverbs"],
    )


# Forms of governing verbs that the regular rules would miss.
IRREGULAR = {
    "begin": ("begins", "began", "begun", "beginning"),
    "keep": ("keeps", "kept", "kept", "keeping"),
    "go": ("goes", "went", "gone", "going"),
    "lead": ("leads", "led", "led", "leading"),
    "see": ("sees", "saw", "seen", "seeing"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "forgo": ("forgoes", "forwent", "forgone", "forgoing"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "say": ("says", "said", "said", "saying"),
    "mean": ("means", "meant", "meant", "meaning"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "understand": ("understands", "understood", "understood", "understanding"),
    "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "plan": ("plans", "planned", "planned", "planning"),
    "stop": ("stops", "stopped", "stopped", "stopping"),
    "try": ("tries", "tried", "tried", "trying"),
    "prefer": ("prefers", "preferred", "preferred", "preferring"),
    "deter": ("deters", "deterred", "deterred", "deterring"),
    "commit": ("commits", "committed", "committed", "committing"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "come": ("comes", "came", "come", "coming"),
    "spend": ("spends", "spent", "spent", "spending"),
    "be": ("is", "was", "been", "being"),
    "rule": ("rules", "ruled", "ruled", "ruling"),
    "call": ("calls", "called", "called", "calling"),
    "prove": ("proves", "proved", "proven", "proving"),
    "fight": ("fights", "fought", "fought", "fighting"),
    "admit": ("admits", "admitted", "admitted", "admitting"),
    "regret": ("regrets", "regretted", "regretted", "regretting"),
    "refer": ("refers", "referred", "referred", "referring"),
    "permit": ("permits", "permitted", "permitted", "permitting"),
    "plot": ("plots", "plotted", "plotted", "plotting"),
    "abet": ("abets", "abetted", "abetted", "abetting"),
    "opt": ("opts", "opted", "opted", "opting"),
    "need": ("needs", "needed", "needed", "needing"),
    "order": ("orders", "ordered", "ordered", "ordering"),
    "threaten": ("threatens", "threatened", "threatened", "threatening"),
    "happen": ("happens", "happened", "happened", "happening"),
}
