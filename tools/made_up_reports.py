"""Made-up reports in numbers: about three a happening, five events a report, 3,000 places over Ukraine, two years.

Readings without a pipeline behind them, for measuring what stands behind the reading: stores, comparing, pages.
Everything is drawn from the number of the report: the same number gives the same report.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from firsthand.model.attribution import Attribution, Kind, SourceType
from firsthand.model.check import Check, Verdict
from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.forecast import Forecast, ForecastKind
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.span import Span

_MADE: Final = "rule:made"
DAYS: Final = 730
FIRST: Final = date(2023, 1, 1)
_VERBS: Final = ("struck", "shelled", "hit", "attacked", "bombed")
_VOICES: Final = ("the governor", "the mayor", "the general staff", "the ministry", "a doctor", "the rescue service")
_SYLLABLES: Final = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ay", "or", "un")]
_STANDING: Final = (
    Modality.HAPPENED,
    Modality.CLAIMED,
    Modality.CLAIMED,
    Modality.DENIED,
    Modality.PLANNED,
    Modality.POSSIBLE,
)


def _towns() -> list[tuple[str, float, float, float]]:
    luck = random.Random(7)
    names = dict.fromkeys("".join(luck.choices(_SYLLABLES, k=3)).capitalize() for _ in range(3000))
    return [
        (name, round(luck.uniform(46.3, 51.5), 4), round(luck.uniform(24, 39.5), 4), luck.choice((1, 2, 5, 12, 25.0)))
        for name in names
    ]


TOWNS: Final = _towns()


def report(number: int, count: int) -> Reading:
    """Report `number` of `count`."""
    happening = random.Random(f"happening {number % max(1, count // 3)}")
    own = random.Random(f"report {number}")
    day = FIRST + timedelta(days=happening.randrange(DAYS))
    topic = _words(happening, 14)
    towns = happening.sample(TOWNS, 5)
    tolls = [happening.randrange(1, 40) for _ in towns]
    published = day + timedelta(days=own.randrange(1, 5))
    text, parts = "", []
    for town, toll in zip(towns, tolls, strict=True):
        said = own.choice(_VOICES)
        dead = toll + (own.randrange(3) if own.random() < 0.4 else 0)
        verb = happening.choice(_VERBS)
        sentence = f"Drones {verb} {town[0]} on {day:%d %B %Y} and {dead} people were killed, {said} said."
        parts.append((len(text), sentence, town, dead, verb, said))
        text += f"{sentence} {' '.join(own.sample([*topic, *_words(own, 10)], 18)).capitalize()}. "
    more: list[object] = []
    if number % 10 == 3:
        text, more = _forecast(text, towns[0], day + timedelta(days=60))
    elif number % 10 == 7:
        text, more = _control(text, towns[0], own)
    document = Document(
        text=text,
        title=f"{happening.choice(_VERBS).capitalize()}: {towns[0][0]}, {day:%d %B}",
        outlet=f"Paper {own.randrange(60)}",
        url=f"https://news.example/{number}",
        language="en",
        published=Published(published.isoformat()),
    )
    records: list[object] = []
    for at, sentence, town, dead, verb, said in parts:
        records += _records(text, at, sentence, town, dead, verb, said, day, own)
    records += more
    figure = next(one for one in records if isinstance(one, Figure))
    verdict = own.choice(list(Verdict))
    records.append(
        Check(kind="sum_of_parts", inputs=(figure.span,), formula="3 + 4 = 8", verdict=verdict,
              message="The parts add up to 7, the whole is given as 8.", made_by="rule:made")
    )  # fmt: skip
    return Reading(document=document, reader="made-up").having(records)  # type: ignore[arg-type]


def reports(first: int, last: int, count: int) -> Iterator[Reading]:
    """Reports `first` to `last`, the last one left out."""
    return (report(number, count) for number in range(first, last))


def _records(
    text: str,
    at: int,
    sentence: str,
    town: tuple[str, float, float, float],
    dead: int,
    verb: str,
    said: str,
    day: date,
    own: random.Random,
) -> list[object]:
    def spot(words: str, after: int = 0) -> Span:
        begin = at + sentence.index(words, after)
        return Span.of(text, begin, begin + len(words))

    made = _MADE
    people = sentence.index(f"{dead} people")
    number = Span.of(text, at + people, at + people + len(str(dead)))
    voice = sentence.index(f", {said} said") + 2
    place = _place(spot(town[0]), town)
    moment = Moment(span=spot(f"{day:%d %B %Y}"), kind=MomentKind.DATE, value=day.isoformat(), begin=day.isoformat(),
                    end=day.isoformat(), made_by=made)  # fmt: skip
    figure = Figure(span=spot(f"{dead} people"), number=number, op=Operator.EXACT, low=dead, high=dead, value=dead,
                    unit="person", role=Role.KILLED, made_by=made)  # fmt: skip
    word = Attribution(source=spot(said, voice), cue=spot("said", voice + len(said)), content=(Span.of(text, at, at + voice - 2),),
                       kind=Kind.INDIRECT, speaker=f"{said} of {town[0]}", source_type=SourceType.OFFICIAL, made_by=made)  # fmt: skip
    event = Event(trigger=spot(verb), plover=Plover.ASSAULT, mode="aerial", modality=own.choice(_STANDING), places=(place.id,),
                  moments=(moment.id,), figures=(figure.id,), attribution=word.id, claimed_by=word.speaker, made_by=made)  # fmt: skip
    passage = Passage(kind=PassageKind.SENTENCE, span=Span.of(text, at, at + len(sentence)), made_by=made)
    return [passage, place, moment, figure, word, event]


def _forecast(text: str, town: tuple[str, float, float, float], until: date) -> tuple[str, list[object]]:
    """`text` with a sentence on what may come, and its records."""
    by = f"{until:%d %B %Y}"
    sentence = f"A further drone strike on {town[0]} may follow by {by}."
    whole, spot = _spots(text, sentence)
    place, struck, when = _place(spot(town[0]), town), spot("strike"), spot(by)
    moment = Moment(span=when, kind=MomentKind.DATE, value=until.isoformat(), begin=until.isoformat(),
                    end=until.isoformat(), made_by=_MADE)  # fmt: skip
    return f"{text}{sentence} ", [
        Passage(kind=PassageKind.SENTENCE, span=whole, made_by=_MADE),
        place,
        moment,
        Event(trigger=struck, plover=Plover.ASSAULT, mode="aerial", modality=Modality.POSSIBLE, places=(place.id,),
              made_by=_MADE),
        Forecast(span=whole, kind=ForecastKind.FORECAST, outcome=whole, horizon=moment.id, made_by=_MADE),
    ]  # fmt: skip


def _control(text: str, town: tuple[str, float, float, float], luck: random.Random) -> tuple[str, list[object]]:
    """`text` with a sentence on who holds a town, and its records."""
    side = luck.choice(("Russian", "Ukrainian"))
    sentence = f"{side} forces captured {town[0]}, the ministry said."
    whole, spot = _spots(text, sentence)
    return f"{text}{sentence} ", [
        Passage(kind=PassageKind.SENTENCE, span=whole, made_by=_MADE),
        _place(spot(town[0]), town),
    ]


def _spots(text: str, sentence: str) -> tuple[Span, Callable[[str], Span]]:
    """The span of a sentence put at the end of a text, and of words in it."""
    grown = text + sentence

    def spot(words: str) -> Span:
        begin = len(text) + sentence.index(words)
        return Span.of(grown, begin, begin + len(words))

    return Span.of(grown, len(text), len(grown)), spot


def _place(span: Span, town: tuple[str, float, float, float]) -> Place:
    return Place(span=span, name=town[0], kind=PlaceKind.SETTLEMENT, latitude=town[1], longitude=town[2],
                 radius_km=float(town[3]), country="UA", gazetteer=f"made:{town[0]}", made_by=_MADE)  # fmt: skip


def _words(luck: random.Random, number: int) -> list[str]:
    return ["".join(luck.choices(_SYLLABLES, k=3)) for _ in range(number)]
