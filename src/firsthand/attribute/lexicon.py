"""The word lists of this room, as `data/<language>/attribute.yaml` holds them, and look-ups built from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from firsthand.attribute.verbs import Form, forms
from firsthand.data.language import Language
from firsthand.model.attribution import SourceType, SpeechAct, Stance


@dataclass(frozen=True, slots=True)
class WordLists:
    """Shape of `attribute.yaml`; entries are lower case, with straight apostrophes."""

    verbs: dict[str, frozenset[str]]
    thought: frozenset[str]
    clausal: frozenset[str]
    quoting: frozenset[str]
    deeds: frozenset[str]
    irregular: dict[str, list[str]]
    according: tuple[str, ...]
    hearsay: frozenset[str]
    hearsay_verbs: frozenset[str]
    nouns: frozenset[str]
    nouns_of: frozenset[str]
    before_numbers: frozenset[str]
    number_words: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    object_pronouns: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    breakers: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    times: frozenset[str]
    channels: frozenset[str]
    past_forms: frozenset[str]
    present_forms: frozenset[str]
    honorifics: frozenset[str]
    human: frozenset[str]
    bodies: frozenset[str]
    state_bodies: frozenset[str]
    groups: frozenset[str]
    participles: frozenset[str]
    strong_participles: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    outlets: frozenset[str]
    outlet_words: frozenset[str]
    source_types: list[tuple[SourceType, list[str]]]
    states: frozenset[str]
    calls: dict[str, frozenset[SourceType]]
    anonymous: frozenset[str]
    imagery: frozenset[str]
    papers: frozenset[str]
    acts: dict[SpeechAct, frozenset[str]]
    stance: dict[Stance, list[str]]


@dataclass(frozen=True, slots=True)
class Reporting:
    """One form of a reporting verb."""

    lemma: str
    form: Form
    frames: frozenset[str]


ABBREVIATED: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "lt",
        "gen",
        "col",
        "sgt",
        "capt",
        "sen",
        "rep",
        "gov",
        "st",
        "no",
        "jr",
        "sr",
        "maj",
        "cmdr",
        "adm",
        "brig",
        "prof",
        "rev",
        "cpl",
        "pvt",
        "hon",
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Word lists, verb forms, plural cue nouns, speech acts and source types ready to look up."""

    lists: WordLists
    reporting: dict[str, tuple[Reporting, ...]]
    particles: dict[tuple[str, str], str]  # (lemma, particle) -> lemma with particle
    nouns: dict[str, str]
    acts: dict[str, SpeechAct]
    types: dict[str, tuple[int, SourceType]]  # word or phrase -> (rank, type)
    longest_type: int

    def callable(self, head: str) -> frozenset[SourceType]:
        """The types of bodies that may be called `head` at a second mention: "the group", "the ministry"."""
        known = self.types.get(head)
        return self.lists.calls.get(head, frozenset()) | (frozenset((known[1],)) if known else frozenset())


@lru_cache(maxsize=4)
def lexicon(language: Language) -> Lexicon:
    """The lexicon of `language`, built once per process."""
    lists = language.table("attribute", WordLists)
    frames: dict[str, set[str]] = {}
    particles: dict[tuple[str, str], str] = {}
    for frame, lemmas in lists.verbs.items():
        for lemma in lemmas:
            frames.setdefault(lemma, set()).add(frame)
            if " " in lemma:
                verb, particle = lemma.split(" ", 1)
                particles[(verb, particle)] = lemma
                frames.setdefault(verb, set())
    reporting: dict[str, list[Reporting]] = {}
    for lemma in sorted(frames):
        if " " in lemma:
            continue
        for word, form in forms(lemma, lists.irregular):
            reporting.setdefault(word, []).append(Reporting(lemma, form, frozenset(frames[lemma])))
    for (_, _), lemma in particles.items():
        frames.setdefault(lemma, set())
    nouns = {}
    for noun in sorted(lists.nouns):
        nouns[noun] = noun
        nouns[noun[:-1] + "ies" if noun.endswith("y") else noun + "s"] = noun
    acts = {lemma: act for act, lemmas in lists.acts.items() for lemma in sorted(lemmas)}
    types: dict[str, tuple[int, SourceType]] = {}
    for rank, (kind, words) in enumerate(lists.source_types):
        for word in words:
            types.setdefault(word, (rank, kind))
    longest = max(len(word.split()) for word in types)
    return Lexicon(
        lists, {word: tuple(found) for word, found in reporting.items()}, particles, nouns, acts, types, longest
    )
