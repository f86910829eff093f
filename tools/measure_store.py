"""How large a store becomes, what keeping costs, and how fast it answers: the table in docs/background/store.md.

    .venv/bin/python -m tools.measure_store FOLDER [--articles 12000] [--store postgresql://...]

The articles are made up: 750 words each, with about as many records as readings of real articles of that
length have, drawn so that some names, places and types are common and most are rare.
"""

from __future__ import annotations

import argparse
import statistics
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from firsthand.model.actor import Actor, ActorKind
from firsthand.model.attribution import Attribution, Kind, SourceType
from firsthand.model.check import Check, Verdict
from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.place import Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span
from firsthand.store import Entry, Query, Store

_SYLLABLES = [
    "ba",
    "ko",
    "ri",
    "ne",
    "lu",
    "ma",
    "to",
    "vi",
    "sa",
    "pe",
    "dro",
    "kha",
    "zhy",
    "sto",
    "len",
    "mir",
    "bel",
    "gor",
    "ost",
    "ka",
    "do",
    "fe",
]
_RULES = [f"rule:{room}/made_up_{n}" for room in ("attribute", "events", "count", "locate") for n in range(12)]
FIRST_DAY = date(2022, 2, 24)


class Maker:
    """Draws from lists where the n-th entry is about n times rarer than the first."""

    def __init__(self) -> None:
        chance = Random(7)
        self.words = self._made(chance, 30_000, 3)
        self.people = [
            f"{a.title()} {b.title()}"
            for a, b in zip(self._made(chance, 6000, 2), self._made(chance, 6000, 3), strict=True)
        ]
        self.places = [
            (name.title(), round(chance.uniform(44, 52), 5), round(chance.uniform(22, 40), 5))
            for name in self._made(chance, 4000, 3)
        ]
        self.outlets = [f"{name.title()} News" for name in self._made(chance, 200, 2)]

    @staticmethod
    def _made(chance: Random, count: int, longest: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            found["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, longest + 1)))] = None
        return list(found)

    def article(self, number: int) -> Reading:
        return _Article(self, number).reading()


def _rare(chance: Random, count: int) -> int:
    """A position below `count`, small ones far more often (Zipf)."""
    return min(int(count ** chance.random()) - 1, count - 1)


class _Article:
    def __init__(self, maker: Maker, number: int) -> None:
        self.maker, self.chance = maker, Random(number)
        self.day = FIRST_DAY + timedelta(days=self.chance.randrange(1600))
        self.parts: list[str] = []
        self.length = 0
        self.records: list[tuple[type[Record], dict[str, object]]] = []
        self.number = number

    def put(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def reading(self) -> Reading:
        chance, maker = self.chance, self.maker
        spoken: list[tuple[type[Record], dict[str, object]]] = []
        people = [maker.people[_rare(chance, len(maker.people))] for _ in range(6)]
        spots = [maker.places[_rare(chance, len(maker.places))] for _ in range(8)]
        for _ in range(24):
            self._sentence(spoken, chance.choice(people), chance.choice(spots))
        text = "".join(self.parts)
        document = Document(
            text=text,
            title=" ".join(self._words(8)).capitalize(),
            outlet=maker.outlets[_rare(chance, len(maker.outlets))],
            url=f"https://news.example/{self.day:%Y/%m/%d}/article-{self.number}",
            published=Published(self.day.isoformat()),
            language="en",
            media_type="text/html",
        )
        records = [kind(**{name: _spans(text, value) for name, value in told.items()}) for kind, told in spoken]
        return Reading(document=document, reader="made-up").having(records).proven()

    def _words(self, count: int) -> list[str]:
        return [self.maker.words[_rare(self.chance, len(self.maker.words))] for _ in range(count)]

    def _sentence(
        self, told: list[tuple[type[Record], dict[str, object]]], who: str, spot: tuple[str, float, float]
    ) -> None:
        chance = self.chance
        rule = {"made_by": chance.choice(_RULES), "confidence": round(chance.uniform(0.4, 1), 2)}
        begin = self.length
        source = self.put(who)
        cue = self.put(" said ")
        content_from = self.length
        self.put(" ".join(self._words(8)) + " ")
        number = int(10 ** chance.uniform(0, 5))
        figure = self.put(f"{number} people")
        trigger = self.put(" attacked ")
        place = self.put(spot[0])
        self.put(" " + " ".join(self._words(9)))
        end = self.put(".")[1]
        self.put(" ")
        told.append((Passage, {**rule, "kind": PassageKind.SENTENCE, "span": (begin, end)}))
        told.append(
            (
                Attribution,
                {
                    **rule,
                    "source": source,
                    "cue": (cue[0] + 1, cue[1] - 1),
                    "content": [(content_from, end - 1)],
                    "kind": Kind.INDIRECT,
                    "speaker": who,
                    "source_type": list(SourceType)[_rare(chance, len(SourceType))],
                },
            )
        )
        where = Place(
            **rule,
            span=Span(place[0], place[1], spot[0]),
            name=spot[0],
            kind=PlaceKind.SETTLEMENT,
            gazetteer=f"made:{spot[0]}",
            latitude=spot[1],
            longitude=spot[2],
            radius_km=5.0,
            country="XX",
        )
        told.append(
            (
                Place,
                {
                    name: getattr(where, name)
                    for name in (
                        "made_by",
                        "confidence",
                        "span",
                        "name",
                        "kind",
                        "gazetteer",
                        "latitude",
                        "longitude",
                        "radius_km",
                        "country",
                    )
                },
            )
        )
        amount = Figure(
            **rule,
            span=Span(figure[0], figure[1], f"{number} people"),
            number=Span(figure[0], figure[0] + len(str(number)), str(number)),
            op=Operator.EXACT,
            low=number,
            high=number,
            value=number,
            unit="person",
            role=list(Role)[_rare(chance, len(Role))],
        )
        told.append(
            (
                Figure,
                {
                    name: getattr(amount, name)
                    for name in (
                        "made_by",
                        "confidence",
                        "span",
                        "number",
                        "op",
                        "low",
                        "high",
                        "value",
                        "unit",
                        "role",
                    )
                },
            )
        )
        day = self.day - timedelta(days=_rare(chance, 400))
        moment = Moment(
            **rule,
            span=Span(trigger[0] + 1, trigger[1] - 1, "attacked"),
            kind=MomentKind.DATE,
            value=day.isoformat(),
            begin=day.isoformat(),
            end=day.isoformat(),
        )
        if chance.random() < 0.4:
            told.append(
                (
                    Moment,
                    {
                        name: getattr(moment, name)
                        for name in ("made_by", "confidence", "span", "kind", "value", "begin", "end")
                    },
                )
            )
        told.append(
            (
                Event,
                {
                    **rule,
                    "trigger": (trigger[0] + 1, trigger[1] - 1),
                    "plover": list(Plover)[_rare(chance, len(Plover))],
                    "mode": None,
                    "modality": list(Modality)[_rare(chance, len(Modality))],
                    "actor": self.maker.people[_rare(chance, len(self.maker.people))],
                    "target": who,
                    "places": (where.id,),
                    "moments": (moment.id,),
                    "figures": (amount.id,) if chance.random() < 0.5 else (),
                },
            )
        )
        if chance.random() < 0.25:
            told.append((Actor, {**rule, "name": who, "kind": ActorKind.PERSON, "mentions": [source]}))
        if chance.random() < 0.1:
            said = {
                "formula": f"{number} / 7500",
                "message": f"{number} of 7,500 is made up",
                "kind": "share_of_sample",
            }
            told.append((Check, {**rule, **said, "inputs": [figure], "verdict": chance.choice(list(Verdict))}))


def _spans(text: str, value: object) -> object:
    """Pairs of numbers as spans of the text, now that it is whole."""
    if isinstance(value, tuple) and len(value) == 2 and all(type(one) is int for one in value):
        return Span.of(text, value[0], value[1])
    if isinstance(value, list):
        return tuple(_spans(text, one) for one in value)
    return value


def build(store: Store, articles: int) -> float:
    """Seconds of processor time that keeping took."""
    maker, spent = Maker(), 0.0
    for first in range(0, articles, 250):
        entries = [
            Entry(source=f"/made-up/{n}.html", reading=maker.article(n))
            for n in range(first, min(first + 250, articles))
        ]
        begun = time.process_time()
        store.keep(entries, run="measure")
        spent += time.process_time() - begun
    return spent


def questions(maker: Maker) -> list[tuple[str, Query]]:
    common, rare = maker.words[3], maker.words[9000]
    who, seldom = maker.people[1].split()[1], maker.people[2500].split()[1]
    town, hamlet = maker.places[1], maker.places[2500]
    return [
        ("full text, a common word", Query(text=common)),
        ("full text, two common words", Query(text=f"{common} {maker.words[5]}")),
        ("full text, a rare word", Query(text=rare)),
        ("full text, a phrase", Query(text=f'"{maker.words[1]} {maker.words[2]}"')),
        ("full text, the beginning of a word", Query(text=common[:3] + "*")),
        ("full text, one word without another", Query(text=f"{common} -{maker.words[4]}")),
        ("kind", Query(kind="figure")),
        ("place by name, common", Query(place=town[0])),
        ("place by name, rare", Query(place=hamlet[0])),
        ("within 10 km", Query(lat=hamlet[1], lon=hamlet[2], radius_km=10)),
        ("within 300 km", Query(lat=48.5, lon=31.0, radius_km=300)),
        ("days, one month", Query(since="2024-03-01", until="2024-03-31")),
        ("days, one day", Query(since="2023-07-04", until="2023-07-04")),
        ("days, three years", Query(since="2022-03-01", until="2025-02-28")),
        ("published, one month", Query(published_since="2024-03-01", published_until="2024-03-31", kind="event")),
        ("actor, common", Query(actor=who)),
        ("actor, rare", Query(actor=seldom)),
        ("event type, common", Query(event_type="AGREE")),
        ("event type, rare", Query(event_type="ASSAULT")),
        ("modality, rare", Query(modality="did_not_happen")),
        ("source type", Query(source_type="medical")),
        ("role", Query(role="killed")),
        ("figures from 90,000", Query(at_least=90_000)),
        ("figures between 137 and 139", Query(at_least=137, at_most=139)),
        ("verdict", Query(verdict="fail")),
        ("outlet, rare", Query(outlet=maker.outlets[150], kind="event")),
        ("language", Query(language="en", kind="check")),
        ("role, size and source type", Query(role="injured", at_least=10_000, source_type="medical")),
        (
            "type, modality, month, circle",
            Query(
                event_type="ASSAULT",
                modality="denied",
                since="2023-01-01",
                until="2023-03-31",
                lat=48.5,
                lon=31,
                radius_km=200,
            ),
        ),
        ("word, role and month", Query(text=common, role="killed", since="2024-01-01", until="2024-01-31")),
        ("nothing fits (two rare things)", Query(place=hamlet[0], actor=seldom, modality="general")),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=12_000)
    parser.add_argument("--store", help="a PostgreSQL address, in place of a file in FOLDER")
    options = parser.parse_args()
    name = options.store or str(options.folder / "measured.db")
    fresh = options.store is not None or not Path(name).exists()
    with Store.open(name, create=True) as store:
        if fresh and not store.total():
            spent = build(store, options.articles)
            print(f"keeping: {1000 * spent / options.articles:.1f} ms of processor time an article")
        rows = store.connection().value("SELECT count(*) FROM records")
        print(f"{store.total():,} reports, {rows:,} records that can be searched, {store.dialect}")
        if store.dialect == "sqlite":
            _sizes(store, Path(name))
        _times(store)


def _sizes(store: Store, path: Path) -> None:
    store.connection().run("PRAGMA wal_checkpoint(TRUNCATE)")
    total = store.total()
    print(f"{path.stat().st_size / total:,.0f} bytes an article, of which")
    for name, size in store.connection().rows(
        "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8"
    ):
        print(f"  {name:28} {size / total:8,.0f}")


def _times(store: Store) -> None:
    print(f"{'question':38} {'answers':>9} {'median':>8} {'slowest':>8} {'processor':>9}  (ms, warm, first page of 50)")
    for name, query in questions(Maker()):
        store.find(query)
        spent, worked = [], []
        for _ in range(7):
            begun, busy = time.perf_counter(), time.process_time()
            store.find(query)
            spent.append(1000 * (time.perf_counter() - begun))
            worked.append(1000 * (time.process_time() - busy))
        middle = statistics.median(worked)
        print(f"{name:38} {store.count(query):9,} {statistics.median(spent):8.1f} {max(spent):8.1f} {middle:9.1f}")


if __name__ == "__main__":
    main()
