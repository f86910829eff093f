"""A hand-made reading with every kind of record, over prose of our own. The people are invented, the map is real."""

from __future__ import annotations

from typing import Any

from firsthand.model.actor import Actor, ActorKind
from firsthand.model.attribution import Attribution, Kind, SourceType, SpeechAct, Stance, Voice
from firsthand.model.check import Check, Parameter, Verdict
from firsthand.model.claim import Claim
from firsthand.model.document import Document, Published
from firsthand.model.event import Event, Modality, Plover, Toll
from firsthand.model.figure import Figure, Operator, Role
from firsthand.model.forecast import Forecast, ForecastKind, Strength
from firsthand.model.frame import Frame, FrameKind
from firsthand.model.moment import Moment, MomentKind
from firsthand.model.passage import Passage, PassageKind
from firsthand.model.place import Candidate, Place, PlaceKind
from firsthand.model.reading import Reading
from firsthand.model.record import Record
from firsthand.model.span import Span

TITLE = "A night of drones, a town that changed hands, and a sum that does not add up"

TEXT = f"""{TITLE}

Russian forces launched 63 drones at nine regions of Ukraine overnight, the air force in Kyiv said on Wednesday, adding that 38 of 63 drones were shot down. Wreckage fell on a grain store near Odesa and killed seven people and wounded 25, according to the regional governor, Ostap Verbenko.

Moscow told it otherwise. The defence ministry denied having struck Odesa and claimed that its troops had captured the settlement of Selydove in Donetsk Oblast on 29 October. Firsthand accounts from the town are few. "We left through the mine gardens with what we could carry," said Halyna Dubrava, a pharmacist who reached Dnipro on Sunday.

The weekly Obrii quoted a staff officer as saying that the 59th brigade had lost 76 men out of about 7,500 in the district, "a little over one percent". From that share the officer concluded that the country as a whole must have lost 420,000. The leap is reckless: one town is not a sample.

Authorities in Sevastopol said that air defences destroyed two unmanned boats. Two Crimean Tatar channels reported explosions near Simferopol, but gave no toll. A spokesman for the separatist administration, Kiril Hromov, threatened to bomb "every bridge between here and Dnipro" if shelling of Donetsk resumed.

Analysts at the Institute for Frontier Studies warn that if Pokrovsk falls, the road to Pavlohrad could open within weeks. They put the garrison at between 10,000 and 12,000 soldiers. Since February 2022 the front there has hardly moved for three years at a time, a claim that the calendar cannot bear.

In Pyongyang a state broadcaster hailed "heroic volunteers", a phrase that its own foreign ministry had never used. Western officials in Brussels said more than 10,000 North Korean soldiers could be in Kursk region by the end of the year. Novopole, where a bus was hit in spring, could not be found on any of our maps.
"""

PLACES: tuple[tuple[str, str, PlaceKind, float | None, float | None, float, str, dict[str, Any]], ...] = (
    ("Ukraine", "Ukraine", PlaceKind.COUNTRY, 49.0, 32.0, 500, "UA", {}),
    ("Kyiv", "Kyiv", PlaceKind.SETTLEMENT, 50.45, 30.52, 12, "UA", {"population": 2_950_000}),
    ("Odesa", "Odesa", PlaceKind.SETTLEMENT, 46.48, 30.73, 9, "UA", {}),
    ("Moscow", "Moscow", PlaceKind.SETTLEMENT, 55.75, 37.62, 20, "RU", {"metonym": "government of Russia"}),
    ("Selydove", "Selydove", PlaceKind.SETTLEMENT, 48.15, 37.30, 3, "UA", {"disputed": ("RU",)}),
    ("Donetsk Oblast", "Donetsk Oblast", PlaceKind.ADM1, 48.1, 37.7, 100, "UA", {"disputed": ("RU",)}),
    ("Dnipro", "Dnipro", PlaceKind.SETTLEMENT, 48.46, 35.04, 10, "UA", {}),
    ("Sevastopol", "Sevastopol", PlaceKind.SETTLEMENT, 44.6, 33.53, 10, "UA", {"disputed": ("RU",)}),
    ("Simferopol", "Simferopol", PlaceKind.SETTLEMENT, 44.95, 34.1, 8, "UA", {"disputed": ("RU",)}),
    ("Donetsk resumed", "Donetsk", PlaceKind.SETTLEMENT, 48.0, 37.8, 10, "UA", {"disputed": ("RU",)}),
    ("Pokrovsk", "Pokrovsk", PlaceKind.SETTLEMENT, 48.28, 37.18, 5, "UA", {}),
    ("Pavlohrad", "Pavlohrad", PlaceKind.SETTLEMENT, 48.52, 35.87, 5, "UA", {}),
    ("Pyongyang", "Pyongyang", PlaceKind.SETTLEMENT, 39.03, 125.75, 15, "KP", {}),
    ("Brussels", "Brussels", PlaceKind.SETTLEMENT, 50.85, 4.35, 10, "BE", {"metonym": "European Union"}),
    ("Kursk region", "Kursk Oblast", PlaceKind.ADM1, 51.73, 36.2, 120, "RU", {}),
    ("Novopole", "Novopole", PlaceKind.SETTLEMENT, None, None, 0, "", {"suggestion": "Novopil"}),
)


class Builder:
    """Finds words in the text and makes spans of them."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, after: str = "") -> Span:
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Span.of(self.text, start, start + len(words))


def sample() -> Reading:
    """The reading, as the stages would leave it."""
    b = Builder(TEXT)
    made = "rule:sample"
    passages: list[Record] = []
    at = 0
    for n, part in enumerate(TEXT.split("\n\n")):
        span = Span.trimmed(TEXT, at, at + len(part))
        kind = PassageKind.HEADLINE if n == 0 else PassageKind.PARAGRAPH
        passages.append(Passage(made_by=made, kind=kind, span=span))
        at += len(part) + 2

    places: dict[str, Place] = {}
    for words, name, kind, lat, lon, radius, country, more in PLACES:
        shown = words.removesuffix(" resumed")
        start = b.span(words).start
        span = Span.of(TEXT, start, start + len(shown))
        places[name] = Place(
            made_by=made,
            span=span,
            name=name,
            kind=kind,
            latitude=lat,
            longitude=lon,
            radius_km=radius or None,
            country=country or None,
            gazetteer=f"own:{name.casefold().replace(' ', '-')}" if lat is not None else None,
            confidence=0.9 if lat is not None else 0.3,
            alternatives=(Candidate("Dnipro (river)", PlaceKind.RIVER, "own:dnipro-river", 47.5, 34.6, "UA", 0.21),)
            if name == "Dnipro"
            else (),
            **more,
        )

    def moment(words: str, value: str, begin: str | None, end: str | None, after: str = "", **more: Any) -> Moment:
        return Moment(
            made_by=made,
            span=b.span(words, after),
            kind=more.pop("kind", MomentKind.DATE),
            value=value,
            begin=begin,
            end=end,
            **more,
        )

    moments = {
        "night": moment("overnight", "2024-11-06TNI", "2024-11-05", "2024-11-06", anchor="published"),
        "wednesday": moment("Wednesday", "2024-11-06", "2024-11-06", "2024-11-06", anchor="published"),
        "october": moment("29 October", "2024-10-29", "2024-10-29", "2024-10-29", anchor="published"),
        "sunday": moment("Sunday", "2024-11-03", "2024-11-03", "2024-11-03", anchor="published"),
        "weeks": moment("within weeks", "PXW", None, None, kind=MomentKind.DURATION),
        "2022": moment("February 2022", "2022-02", "2022-02-01", "2022-02-28", mod="SINCE"),
        "years": moment("three years", "P3Y", None, None, kind=MomentKind.DURATION),
        "yearend": moment("the end of the year", "2024", "2024-12-01", "2024-12-31", mod="END"),
        "spring": moment("spring", "2024-SP", "2024-03-01", "2024-05-31"),
    }

    def figure(
        words: str, number: str, op: Operator, low: Any, high: Any, role: Role, after: str = "", **more: Any
    ) -> Figure:
        span = b.span(words, after)
        return Figure(
            made_by=made,
            span=span,
            number=b.span(number, TEXT[span.start : span.start + len(words)]) if not after else b.span(number, after),
            op=op,
            low=low,
            high=high,
            role=role,
            **more,
        )

    launched = figure("63 drones", "63", Operator.EXACT, 63, 63, Role.LAUNCHED, value=63, unit="drone")
    figures = {
        "launched": launched,
        "regions": figure("nine regions", "nine", Operator.EXACT, 9, 9, Role.COUNT, value=9, unit="region"),
        "down": figure(
            "38 of 63 drones", "38", Operator.EXACT, 38, 38, Role.INTERCEPTED, value=38, unit="drone", of=launched.id
        ),
        "killed": figure("seven people", "seven", Operator.EXACT, 7, 7, Role.KILLED, value=7, unit="person"),
        "wounded": figure("25", "25", Operator.EXACT, 25, 25, Role.INJURED, value=25, unit="person"),
        "lost": figure(
            "76 men",
            "76",
            Operator.EXACT,
            76,
            76,
            Role.LOSSES,
            value=76,
            unit="person",
            senses=(Role.KILLED, Role.MISSING, Role.CAPTURED),
        ),
        "district": figure(
            "about 7,500", "7,500", Operator.ABOUT, 7125, 7875, Role.POPULATION, value=7500, unit="person"
        ),
        "share": figure(
            "a little over one percent",
            "one percent",
            Operator.MORE_THAN,
            1.0,
            None,
            Role.SHARE,
            value=1,
            unit="percent",
        ),
        "country": figure(
            "420,000",
            "420,000",
            Operator.EXACT,
            420_000,
            420_000,
            Role.LOSSES,
            value=420_000,
            unit="person",
            cumulative=True,
        ),
        "boats": figure("two unmanned boats", "two", Operator.EXACT, 2, 2, Role.LOSSES, value=2, unit="boat"),
        "garrison": figure(
            "between 10,000 and 12,000 soldiers",
            "10,000 and 12,000",
            Operator.RANGE,
            10_000,
            12_000,
            Role.FORCE_SIZE,
            unit="person",
        ),
        "duration": figure("three years", "three", Operator.EXACT, 3, 3, Role.DURATION, value=3, unit="year"),
        "north": figure(
            "more than 10,000 North Korean soldiers",
            "10,000",
            Operator.MORE_THAN,
            10_001,
            None,
            Role.FORCE_SIZE,
            after="more than 10,000 North",
            value=10_000,
            unit="person",
            hypothetical=True,
        ),
    }

    def said(source: str | None, cue: str | None, *content: str, after: str = "", **more: Any) -> Attribution:
        return Attribution(
            made_by=made,
            source=b.span(source, after) if source else None,
            cue=b.span(cue, after) if cue else None,
            content=tuple(b.span(c) for c in content),
            kind=more.pop("kind", Kind.INDIRECT),
            confidence=more.pop("confidence", 0.8),
            **more,
        )

    air = said(
        "the air force in Kyiv",
        "said on Wednesday",
        "Russian forces launched 63 drones at nine regions of Ukraine overnight",
        speaker="Ukrainian Air Force",
        source_type=SourceType.MILITARY_OFFICIAL,
    )
    adding = said(
        None,
        "adding",
        "38 of 63 drones were shot down",
        speaker="Ukrainian Air Force",
        source_type=SourceType.MILITARY_OFFICIAL,
    )
    governor = said(
        "the regional governor, Ostap Verbenko",
        "according to",
        "Wreckage fell on a grain store near Odesa and killed seven people and wounded 25",
        speaker="Ostap Verbenko",
        source_type=SourceType.REGIONAL_OFFICIAL,
    )
    denied = said(
        "The defence ministry",
        "denied",
        "having struck Odesa",
        speaker="Ministry of Defence of Russia",
        speech_act=SpeechAct.DENY,
        source_type=SourceType.MINISTRY,
    )
    claimed = said(
        "The defence ministry",
        "claimed",
        "its troops had captured the settlement of Selydove in Donetsk Oblast on 29 October",
        speaker="Ministry of Defence of Russia",
        source_type=SourceType.MINISTRY,
    )
    halyna = said(
        "Halyna Dubrava, a pharmacist who reached Dnipro on Sunday",
        "said",
        "We left through the mine gardens with what we could carry,",
        after="carry,",
        kind=Kind.DIRECT,
        speaker="Halyna Dubrava",
        source_type=SourceType.CIVILIAN,
    )
    officer = said(
        "a staff officer",
        "quoted",
        'the 59th brigade had lost 76 men out of about 7,500 in the district, "a little over one percent"',
        kind=Kind.MIXED,
        speaker="staff officer of the 59th brigade",
        anonymous=True,
        source_type=SourceType.MILITARY_OFFICIAL,
        via=(Voice("Obrii", b.span("The weekly Obrii"), SourceType.MEDIA), Voice("the brigade's press desk")),
    )
    concluded = said(
        "the officer",
        "concluded",
        "the country as a whole must have lost 420,000",
        after="From that",
        speaker="staff officer of the 59th brigade",
        stance=Stance.REJECTED,
        source_type=SourceType.MILITARY_OFFICIAL,
    )
    sevastopol = said(
        "Authorities in Sevastopol",
        "said",
        "air defences destroyed two unmanned boats",
        after="Authorities",
        speaker="authorities in Sevastopol",
        source_type=SourceType.OFFICIAL_COLLECTIVE,
    )
    channels = said(
        "Two Crimean Tatar channels",
        "reported",
        "explosions near Simferopol",
        speaker=None,
        source_type=SourceType.MEDIA_COLLECTIVE,
    )
    hromov = said(
        "A spokesman for the separatist administration, Kiril Hromov,",
        "threatened",
        'to bomb "every bridge between here and Dnipro" if shelling of Donetsk resumed',
        kind=Kind.MIXED,
        speaker="Kiril Hromov",
        speech_act=SpeechAct.THREATEN,
        source_type=SourceType.ARMED_GROUP_SPOKESPERSON,
    )
    analysts = said(
        "Analysts at the Institute for Frontier Studies",
        "warn",
        "if Pokrovsk falls, the road to Pavlohrad could open within weeks",
        speaker="Institute for Frontier Studies",
        speech_act=SpeechAct.FORECAST,
        source_type=SourceType.THINK_TANK,
    )
    officials = said(
        "Western officials in Brussels",
        "said",
        "more than 10,000 North Korean soldiers could be in Kursk region by the end of the year",
        after="Western",
        speaker="Western officials",
        anonymous=True,
        source_type=SourceType.OFFICIAL_COLLECTIVE,
    )
    attributions = (
        air,
        adding,
        governor,
        denied,
        claimed,
        halyna,
        officer,
        concluded,
        sevastopol,
        channels,
        hromov,
        analysts,
        officials,
    )

    def event(trigger: str, plover: Plover, modality: Modality, after: str = "", **more: Any) -> Event:
        return Event(
            made_by=made,
            trigger=b.span(trigger, after),
            plover=plover,
            mode=more.pop("mode", None),
            modality=modality,
            **more,
        )

    ids = lambda *names: tuple(places[n].id for n in names)  # noqa: E731
    events = (
        event(
            "launched",
            Plover.ASSAULT,
            Modality.CLAIMED,
            mode="drone",
            actor="Russian forces",
            target="Ukraine",
            moments=(moments["night"].id,),
            places=ids("Ukraine"),
            figures=(launched.id,),
            attribution=air.id,
            claimed_by="Ukrainian Air Force",
            factuality=2.0,
            acled_event="Explosions/Remote violence",
            acled_sub="Air/drone strike",
        ),
        event(
            "shot down",
            Plover.ASSAULT,
            Modality.CLAIMED,
            mode="air_defence",
            actor="Ukrainian Air Force",
            target="drones",
            moments=(moments["night"].id,),
            figures=(figures["down"].id,),
            attribution=adding.id,
            claimed_by="Ukrainian Air Force",
            factuality=2.0,
        ),
        event(
            "killed",
            Plover.ASSAULT,
            Modality.CLAIMED,
            mode="drone",
            actor="Russian forces",
            places=ids("Odesa"),
            moments=(moments["night"].id,),
            tolls=(Toll("killed", 7, 7, figures["killed"].id), Toll("injured", 25, 25, figures["wounded"].id)),
            figures=(figures["killed"].id, figures["wounded"].id),
            attribution=governor.id,
            claimed_by="Ostap Verbenko",
            denied_by="Ministry of Defence of Russia",
            denied_in=denied.id,
            civilian_targeting=True,
            acled_event="Explosions/Remote violence",
            acled_sub="Air/drone strike",
            factuality=2.0,
        ),
        event(
            "struck",
            Plover.ASSAULT,
            Modality.DENIED,
            actor="Russian forces",
            places=ids("Odesa"),
            attribution=denied.id,
            denied_by="Ministry of Defence of Russia",
            factuality=-2.0,
        ),
        event(
            "captured",
            Plover.ASSAULT,
            Modality.CLAIMED,
            mode="seize_territory",
            actor="Russian forces",
            places=ids("Selydove", "Donetsk Oblast"),
            moments=(moments["october"].id,),
            attribution=claimed.id,
            claimed_by="Ministry of Defence of Russia",
            territory="gained",
            factuality=1.5,
            acled_event="Battles",
        ),
        event(
            "destroyed",
            Plover.ASSAULT,
            Modality.CLAIMED,
            mode="air_defence",
            actor="authorities in Sevastopol",
            target="unmanned boats",
            places=ids("Sevastopol"),
            figures=(figures["boats"].id,),
            attribution=sevastopol.id,
            claimed_by="authorities in Sevastopol",
        ),
        event(
            "explosions",
            Plover.ASSAULT,
            Modality.CLAIMED,
            places=ids("Simferopol"),
            attribution=channels.id,
            claimed_by="Two Crimean Tatar channels",
        ),
        event(
            "bomb",
            Plover.THREATEN,
            Modality.THREATENED,
            actor="Kiril Hromov",
            places=ids("Dnipro"),
            attribution=hromov.id,
            factuality=0.0,
        ),
        event(
            "shelling",
            Plover.ASSAULT,
            Modality.CONDITIONAL,
            places=ids("Donetsk"),
            attribution=hromov.id,
            factuality=0.0,
        ),
        event(
            "falls",
            Plover.ASSAULT,
            Modality.CONDITIONAL,
            places=ids("Pokrovsk"),
            attribution=analysts.id,
            factuality=0.0,
        ),
        event(
            "hit",
            Plover.ASSAULT,
            Modality.HAPPENED,
            after="bus was",
            target="a bus",
            places=ids("Novopole"),
            moments=(moments["spring"].id,),
            factuality=3.0,
        ),
        event(
            "reached",
            Plover.RETREAT,
            Modality.HAPPENED,
            actor="Halyna Dubrava",
            places=ids("Dnipro"),
            moments=(moments["sunday"].id,),
            factuality=3.0,
        ),
    )

    forecasts = (
        Forecast(
            made_by=made,
            span=b.span("if Pokrovsk falls, the road to Pavlohrad could open within weeks"),
            kind=ForecastKind.CONDITIONAL,
            condition=b.span("Pokrovsk falls"),
            outcome=b.span("the road to Pavlohrad could open"),
            strength=Strength.POSSIBLE,
            horizon=moments["weeks"].id,
            attribution=analysts.id,
            key="pavlohrad-road",
        ),
        Forecast(
            made_by=made,
            span=b.span("more than 10,000 North Korean soldiers could be in Kursk region by the end of the year"),
            kind=ForecastKind.FORECAST,
            outcome=b.span("more than 10,000 North Korean soldiers could be in Kursk region"),
            strength=Strength.POSSIBLE,
            horizon=moments["yearend"].id,
            attribution=officials.id,
        ),
    )
    frames = (
        Frame(made_by=made, span=b.span("reckless"), kind=FrameKind.LOADED_WORD, plain="unsupported"),
        Frame(made_by=made, span=b.span('"heroic volunteers"'), kind=FrameKind.SCARE_QUOTES, plain="soldiers"),
        Frame(made_by=made, span=b.span("separatist"), kind=FrameKind.NAME_CALLING),
    )

    def check(
        kind: str,
        verdict: Verdict,
        formula: str,
        message: str,
        *names: str,
        flip: str | None = None,
        parameters: tuple[Parameter, ...] = (),
    ) -> Check:
        return Check(
            made_by=made,
            kind=kind,
            inputs=tuple(figures[n].span for n in names),
            records=tuple(figures[n].id for n in names),
            formula=formula,
            verdict=verdict,
            message=message,
            flip=flip,
            parameters=parameters,
        )

    checks = (
        check(
            "cluster_extrapolation",
            Verdict.FAIL,
            "420,000 = 1 % × 42.0 million, from one district of 7,500",
            "One district cannot stand for a country: with a single cluster the spread cannot be estimated.",
            "lost",
            "district",
            "country",
            flip="Figures from several districts chosen by chance.",
        ),
        check(
            "rounding",
            Verdict.WARN,
            "76 / 7,500 = 1.013 %; 76 / 7,600 = 1.000 %",
            "“A little over one percent” holds only while the district has fewer than 7,600 people.",
            "lost",
            "district",
            "share",
            flip="A population of 7,600 or more.",
        ),
        check(
            "sense_of_lost",
            Verdict.WARN,
            "lost = {killed, missing, captured}",
            "“Lost” may mean killed, missing or captured; the report later uses it as if it meant dead.",
            "lost",
            "country",
            flip="A source that says which it was.",
        ),
        check(
            "duration",
            Verdict.FAIL,
            "2022-02 to 2024-11-06 = 2.7 years < 3 years",
            "The front cannot have stood for three years since February 2022: 2.7 years have passed.",
            "duration",
            flip="A publication date after February 2025.",
        ),
        check(
            "wounded_to_killed",
            Verdict.CANNOT_TELL,
            "25 / 7 = 3.57",
            "One incident is too few to say whether 25 wounded to seven killed is unusual.",
            "killed",
            "wounded",
            parameters=(Parameter("usual band", 3.0, "a convention, not a measurement"),),
        ),
        check(
            "n_of_m",
            Verdict.PASS,
            "0 ≤ 38 ≤ 63",
            "38 of 63 drones is possible; 25 are left unaccounted for.",
            "down",
            "launched",
        ),
        check(
            "ratio",
            Verdict.PASS,
            "76 / 7,500 = 1.0133 % > 1 %",
            "76 of about 7,500 is a little over one percent.",
            "lost",
            "district",
            "share",
        ),
    )

    def actor(name: str, kind: ActorKind, *mentions: str, **more: Any) -> Actor:
        return Actor(made_by=made, name=name, kind=kind, mentions=tuple(b.span(m) for m in mentions), **more)

    actors = (
        actor("Russian forces", ActorKind.ARMED_FORCES, "Russian forces", country="RU", registry="own:ru-forces"),
        actor(
            "Ukrainian Air Force", ActorKind.ARMED_FORCES, "the air force in Kyiv", country="UA", registry="own:ua-air"
        ),
        actor("Ostap Verbenko", ActorKind.PERSON, "Ostap Verbenko", title="regional governor"),
        actor("Ministry of Defence of Russia", ActorKind.MINISTRY, "The defence ministry", country="RU"),
        actor("Halyna Dubrava", ActorKind.PERSON, "Halyna Dubrava", description=b.span("a pharmacist")),
        actor("Kiril Hromov", ActorKind.PERSON, "Kiril Hromov", side="Russia"),
    )
    claims = (
        Claim(
            made_by=made,
            content=air.content,
            attribution=air.id,
            events=(events[0].id,),
            figures=(launched.id, figures["regions"].id),
        ),
        Claim(
            made_by=made,
            content=governor.content,
            attribution=governor.id,
            events=(events[2].id,),
            figures=(figures["killed"].id, figures["wounded"].id),
        ),
        Claim(
            made_by=made,
            content=officer.content,
            attribution=officer.id,
            figures=(figures["lost"].id, figures["district"].id, figures["share"].id),
        ),
    )
    reading = Reading(
        document=Document(
            text=TEXT,
            title=TITLE,
            outlet="The Firsthand Examples",
            author="the makers of Firsthand",
            url="https://example.org/night-of-drones",
            published=Published("2024-11-06", confidence=0.9, evidence="metadata"),
            language="en",
        ),
        notes=("Example prose: the people are invented, the map is real.",),
    )
    return reading.having(
        [
            *passages,
            *attributions,
            *actors,
            *places.values(),
            *moments.values(),
            *figures.values(),
            *events,
            *forecasts,
            *frames,
            *claims,
            *checks,
        ]
    ).proven()
