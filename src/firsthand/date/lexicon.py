"""The words of time of one language, turned into one look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from firsthand.data.language import Language
from firsthand.date.tokens import Tokens
from firsthand.date.units import Unit


@dataclass(frozen=True, slots=True)
class Stepping:
    step: int
    base: str


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """`start_of_war`: what "pre-war" means in reports about that theatre."""

    names: list[str]
    begin: str
    theatre: list[str]
    end: str | None = None
    start_of_war: bool = False


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The shape of `data/<code>/date.yaml`."""

    months: dict[int, list[str]]
    doubtful: list[str]
    weekdays: dict[int, list[str]]
    seasons: dict[str, list[str]]
    parts: dict[str, list[str]]
    hours_named: dict[str, int]
    units: dict[str, list[str]]
    plurals: list[str]
    short_units: list[str]
    cardinals: dict[str, int]
    multipliers: dict[str, int]
    ordinals: dict[str, int]
    decades_named: dict[str, int]
    vague_amounts: dict[str, str]
    deictic_days: dict[str, int]
    vague_times: dict[str, str]
    vague_phrases: dict[str, str]
    vague_lengths: list[str]
    not_times: list[list[str]]
    steps: dict[str, Stepping]
    modifiers: dict[str, str]
    comparatives: dict[str, str]
    comparative_days: dict[str, str]
    distances: dict[str, Stepping]
    repeats: dict[str, str]
    repeats_before: dict[str, int]
    zones: dict[str, str]
    local_zones: list[str]
    holidays: dict[str, str]
    named_events: list[NamedEvent]
    tense: dict[str, list[str]]
    lists: dict[str, list[str]]
    reach: dict[str, int]


@dataclass(slots=True)
class Sense:
    """Everything that one word may mean here."""

    month: int | None = None
    weekday: int | None = None
    season: str | None = None
    part: str | None = None
    hour: int | None = None
    unit: Unit | None = None
    plural: bool = False
    short_unit: bool = False
    cardinal: int | None = None
    multiplier: int | None = None
    ordinal: int | None = None
    decade: int | None = None
    amount: str | None = None
    deictic: int | None = None
    vague: str | None = None
    step: Stepping | None = None
    modifier: str | None = None
    nudge: str | None = None
    distance: Stepping | None = None
    repeat: str | None = None
    repeats: bool = False
    doubtful: bool = False

    def opens(self) -> bool:
        """Whether a time expression may begin with this word."""
        first = (self.cardinal, self.ordinal, self.amount, self.step, self.modifier, self.nudge)
        return self.heads() or any(part is not None for part in first) or self.repeats

    def heads(self) -> bool:
        """Whether a time expression may be made around this word alone."""
        named = (self.month, self.weekday, self.season, self.part, self.hour, self.unit, self.decade, self.deictic)
        return any(part is not None for part in named) or bool(self.vague or self.repeat)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`senses` by lower-cased word; `phrases` by first word: the rest, the kind of phrase, its value.

    `openers` may begin an expression, so many words before the one that it is made around: one of `heads`, or
    a number. `seconds` begin a phrase only before the words given.
    """

    table: TimeWords
    senses: dict[str, Sense]
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]]
    comparatives: dict[str, list[tuple[tuple[str, ...], str]]]
    events: dict[str, list[tuple[tuple[str, ...], NamedEvent]]]
    barred: frozenset[tuple[str, str]]
    lists: dict[str, frozenset[str]]
    tense: dict[str, frozenset[str]]
    openers: dict[str, int]
    seconds: dict[str, frozenset[str]]
    heads: frozenset[str]


def words_of(phrase: str) -> tuple[str, ...]:
    return tuple(Tokens.of(phrase).words)


@lru_cache(maxsize=8)
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language; built once per process."""
    table = language.table("date", TimeWords)
    senses: dict[str, Sense] = {}

    def sense(word: str) -> Sense:
        return senses.setdefault(word, Sense())

    for number, names in table.months.items():
        for word in names:
            sense(word).month = number
    for number, names in table.weekdays.items():
        for word in names:
            sense(word).weekday = number
        for word in names:
            plural = sense(f"{word}s")
            if plural.weekday is None and len(word) > 4:
                plural.weekday, plural.plural = number, True
    for letters, names in table.seasons.items():
        for word in names:
            sense(word).season = letters
            plural = sense(f"{word}s")
            if word != "fall":
                plural.season, plural.plural = letters, True
    for letters, names in table.parts.items():
        for word in names:
            sense(word).part = letters
    for letters, names in table.units.items():
        for word in names:
            sense(word).unit = Unit(letters)
    for word in table.plurals:
        sense(word).plural = True
    for word in table.short_units:
        sense(word).short_unit = True
    for word in table.doubtful:
        sense(word).doubtful = True
    for name, words in (
        ("hour", table.hours_named),
        ("cardinal", table.cardinals),
        ("multiplier", table.multipliers),
        ("ordinal", table.ordinals),
        ("decade", table.decades_named),
        ("amount", table.vague_amounts),
        ("deictic", table.deictic_days),
        ("vague", table.vague_times),
        ("step", table.steps),
        ("modifier", table.modifiers),
        ("nudge", table.comparative_days),
        ("distance", table.distances),
        ("repeat", table.repeats),
    ):
        for word, value in words.items():
            setattr(sense(word), name, value)
    for word in table.repeats_before:
        sense(word).repeats = True

    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for kind, listed in (
        ("vague", table.vague_phrases),
        ("length", dict.fromkeys(table.vague_lengths, "PXX")),
        ("feast", table.holidays),
    ):
        for phrase, value in listed.items():
            first, *rest = words_of(phrase)
            phrases.setdefault(first, []).append((tuple(rest), kind, value))
    comparatives: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, value in table.comparatives.items():
        first, *rest = words_of(phrase)
        comparatives.setdefault(first, []).append((tuple(rest), value))
    events: dict[str, list[tuple[tuple[str, ...], NamedEvent]]] = {}
    for event in table.named_events:
        for name in event.names:
            first, *rest = words_of(name)
            events.setdefault(first, []).append((tuple(rest), event))
    for bucket in (phrases, comparatives, events):
        for entries in bucket.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    openers = {word: table.reach["others"] for word, sense in senses.items() if sense.opens()}
    openers.update(dict.fromkeys(table.lists["openers"], table.reach["others"]))
    openers.update(dict.fromkeys(table.lists["determiners"], table.reach["determiners"]))
    seconds: dict[str, set[str]] = {}
    for bucket in (phrases, comparatives):
        for first, entries in bucket.items():
            if first not in openers:
                seconds.setdefault(first, set()).update(entry[0][0] if entry[0] else "" for entry in entries)
    heads = {word for word, sense in senses.items() if sense.heads()} | set(table.lists["heads"])
    heads.update((rest or (first,))[-1] for first, entries in phrases.items() for rest, _, _ in entries)
    return Lexicon(
        table,
        senses,
        phrases,
        comparatives,
        events,
        frozenset((a, b) for a, b in table.not_times),
        {name: frozenset(words) for name, words in table.lists.items()},
        {name: frozenset(words) for name, words in table.tense.items()},
        openers,
        {first: frozenset(words) for first, words in seconds.items()},
        frozenset(heads),
    )
